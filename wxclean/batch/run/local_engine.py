"""The local engine: worker processes that do one task at a time; if one dies, its task is reported."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, NamedTuple

from wxclean.batch.run.engine import GARBAGE_EVERY, Reply, Task
from wxclean.files import system
from wxclean.files.terminable import end_at_once
from wxclean.files.watched_reads import SECONDS, reading

STOP_SECONDS = 0.5
_MOST = 60 if system.WINDOWS else 1 << 20
"""Windows can wait for 63 processes at once."""


class _Answer(NamedTuple):
    """A reply as a worker sent it, still pickled."""

    task: Task
    message: bytes = b""
    exit_code: int | None = None

    def reply(self) -> Reply:
        if not self.message:
            return Reply(self.task, exit_code=self.exit_code)
        value, error = ForkingPickler.loads(self.message)
        return Reply(self.task, value, error)


_SPAWN = multiprocessing.get_context("spawn")
_FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else _SPAWN


class _Worker:
    """A process, spawned or, with `forked`, forked from this one, which has already loaded everything it needs."""

    def __init__(self, first: Task | None = None, siblings: Sequence[_Worker] = (), *, forked: bool = False) -> None:
        context = _FORK if forked else _SPAWN
        self.pipe, theirs = context.Pipe()
        self.read = context.Value("Q", lock=False)
        inherited = [worker.pipe for worker in (*siblings, self)] if forked else []
        self.process = context.Process(target=_serve, args=(theirs, self.read, first, inherited), daemon=True)
        with _interrupts_blocked(tracked=not forked):
            self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.used = False


@contextlib.contextmanager
def _interrupts_blocked(*, tracked: bool) -> Iterator[None]:
    """Start a process in this block with SIGINT blocked for good; only the parent reacts to Ctrl-C."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, True)  # what is started inherits it
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleCtrlHandler(None, False)
        return
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if tracked:
        from multiprocessing.resource_tracker import ensure_running

        ensure_running()  # started later, it would unblock SIGINT again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _may_fork() -> bool:
    """Return whether forking is safe: on Linux, as long as there is no other thread, which might hold a lock."""
    if _FORK is _SPAWN:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _serve(pipe: Connection, read: Any, first: Task | None, inherited: Sequence[Connection]) -> None:
    """Run a worker: receive tasks and send results until the pipe closes; `read` counts the bytes read meanwhile.

    The result of the first task is discarded: if it fails, so will a later one, which reports it.
    """

    def add(count: int) -> None:
        read.value += count

    for theirs in inherited:
        theirs.close()  # or this process would keep itself and its siblings alive after their parent was killed
    gc.freeze()  # or a garbage collection would copy all the memory shared with the parent
    reading.set(add)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_at_once()
    gc.set_threshold(GARBAGE_EVERY, 20, 100)
    if first is not None:
        with contextlib.suppress(Exception):
            first.function(*first.arguments)
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            break
        try:
            message: tuple[Any, BaseException | None] = (function(*arguments), None)
        except Exception as error:  # noqa: BLE001 - the parent raises it
            message = (None, error)
        try:
            pipe.send(message)
        except (BrokenPipeError, OSError):
            break
    gc.freeze()  # or the process takes 0.02 s longer to exit


class Workers:
    """A fixed number of processes, started on demand and replaced when they die.

    One more task for each is queued, pickled: a worker gets it before the reply to its last one is unpickled.
    """

    def __init__(self, count: int) -> None:
        self.count = min(count, _MOST)
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._ready: deque[tuple[Task, memoryview]] = deque()

    @property
    def running(self) -> list[Task]:
        """The tasks in progress, and those queued."""
        return [*(worker.task for worker in self._busy if worker.task is not None), *(task for task, _ in self._ready)]

    @property
    def has_room(self) -> bool:
        """Whether another task can be accepted now."""
        return len(self._busy) + len(self._ready) < 2 * self.count

    @property
    def started(self) -> int:
        """The number of processes."""
        return len(self._idle) + len(self._busy)

    def start_ahead(self, first: Task) -> None:
        """Start a process before there are tasks, unless all are started; it runs `first` to warm up."""
        if self.started < self.count:
            self._idle.append(_Worker(first, [*self._idle, *self._busy], forked=_may_fork()))

    def start(self, task: Task) -> None:
        """Queue a task for the next free worker."""
        self._ready.append((task, ForkingPickler.dumps((task.function, task.arguments))))
        self._hand_out()

    def _hand_out(self) -> None:
        while self._ready and len(self._busy) < self.count:
            worker = self._free()
            worker.task, message = self._ready.popleft()
            worker.used = True
            worker.read.value = 0
            self._busy.append(worker)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                worker.pipe.send_bytes(message)

    def _free(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.process.is_alive():
                return worker
            worker.pipe.close()
        return _Worker()

    @property
    def bytes_read(self) -> int:
        """Bytes of large files that the tasks in progress have read."""
        return sum(worker.read.value for worker in self._busy)

    def wait(self) -> list[Reply]:
        """Wait until a task has ended in whatever way, or for one progress interval, and return the replies."""
        by_pipe = {worker.pipe: worker for worker in self._busy}
        ended = [self._ended(by_pipe[pipe]) for pipe in wait(list(by_pipe), SECONDS)]  # type: ignore[index]
        return [answer.reply() for answer in ended]

    def _ended(self, worker: _Worker) -> _Answer:
        task, worker.task = worker.task, None
        if task is None:
            raise RuntimeError("a worker without a task has nothing to say")
        self._busy.remove(worker)
        try:
            answer = _Answer(task, worker.pipe.recv_bytes())
        except (EOFError, OSError):
            worker.process.join()
            worker.pipe.close()
            answer = _Answer(task, exit_code=worker.process.exitcode)
        else:
            self._idle.append(worker)
        self._hand_out()
        return answer

    def stop(self) -> None:
        """Stop all workers immediately; half-written files remain under their temporary names."""
        workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.pipe.close() if worker.used and worker.task is None else worker.process.kill()
        for worker in workers:
            worker.process.join(STOP_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._idle, self._busy = [], []
        self._ready.clear()
