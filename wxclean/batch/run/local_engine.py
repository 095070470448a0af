"""Worker processes that take one task at a time; one that dies is noticed with the task it had."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, NamedTuple

from wxclean.batch.run.engine import Reply, Task
from wxclean.files.watched_reads import SECONDS, Pulse, reading

STOP_SECONDS = 0.5
GARBAGE_EVERY = 50_000
"""New objects between two looks for garbage in circles, of which cleaning makes none: a fifth faster than with 700."""


class _Answer(NamedTuple):
    """The same as it came from a worker, not yet unpickled."""

    task: Task
    message: bytes = b""
    exit_code: int | None = None

    def reply(self) -> Reply:
        if not self.message:
            return Reply(self.task, exit_code=self.exit_code)
        value, error = ForkingPickler.loads(self.message)
        return Reply(self.task, value, error)


_ANEW = multiprocessing.get_context("spawn")
_DOUBLED = multiprocessing.get_context("fork") if sys.platform != "win32" else _ANEW


class _Worker:
    """A process that is started anew or, `forked`, as a double of this one, which has loaded all that it needs."""

    def __init__(self, first: Task | None = None, brothers: Sequence[_Worker] = (), *, forked: bool = False) -> None:
        context = _DOUBLED if forked else _ANEW
        self.pipe, theirs = context.Pipe()
        self.read = context.Value("Q", lock=False)
        inherited = [worker.pipe for worker in (*brothers, self)] if forked else []
        self.process = context.Process(target=_serve, args=(theirs, self.read, first, inherited), daemon=True)
        with _interrupts_held_back(tracked=not forked):
            self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.used = False


@contextlib.contextmanager
def _interrupts_held_back(*, tracked: bool) -> Iterator[None]:
    """For a process that starts now, Ctrl-C is held back for good: its death is none of the terminal's business."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if tracked:
        from multiprocessing.resource_tracker import ensure_running

        ensure_running()  # it would let go of what is held back here
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _may_fork() -> bool:
    """True where a process can be doubled: on Linux, while there is no other thread, which might hold a lock."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _serve(pipe: Connection, read: Any, first: Task | None, inherited: Sequence[Connection]) -> None:
    """The life of a worker: tasks in, values out, until the pipe ends; `read` counts bytes meanwhile.

    What comes of the first task is not asked for. Should it fail, one that is will, too.
    """

    def tell(count: int) -> None:
        read.value += count

    for theirs in inherited:
        theirs.close()  # or this process would keep itself and its brothers alive after their parent was killed
    gc.freeze()  # or a look for garbage would write to all that is shared with the parent
    reading.set(tell)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
        except Exception as error:  # noqa: BLE001 - it is raised where the task came from
            message = (None, error)
        try:
            pipe.send(message)
        except (BrokenPipeError, OSError):
            break
    gc.freeze()  # or the process takes 0.02 s longer to end


class Workers:
    """A fixed number of processes, started when first needed, replaced when they die.

    For each there may be one more task, ready to be sent: it has that before anybody looks at what came of its last.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._ready: deque[tuple[Task, memoryview]] = deque()

    @property
    def running(self) -> list[Task]:
        """The tasks under way."""
        return [*(worker.task for worker in self._busy if worker.task is not None), *(task for task, _ in self._ready)]

    @property
    def has_room(self) -> bool:
        """True if another task can be taken now."""
        return len(self._busy) + len(self._ready) < 2 * self.count

    @property
    def started(self) -> int:
        """How many processes there are."""
        return len(self._idle) + len(self._busy)

    def start_ahead(self, first: Task) -> None:
        """Starts a process, unless all are started, before there are tasks; it does the first one to be prepared."""
        if self.started < self.count:
            self._idle.append(_Worker(first, [*self._idle, *self._busy], forked=_may_fork()))

    def start(self, task: Task) -> None:
        """Takes a task for the next worker that is free."""
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
        """How much of large files the tasks under way have read."""
        return sum(worker.read.value for worker in self._busy)

    def wait(self) -> list[Reply]:
        """Waits until at least one task has ended, in whatever way; no longer than between two looks."""
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
        """Ends all workers at once; what they were writing stays under its temporary name."""
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


class Inline:
    """The same without processes, for little work."""

    def __init__(self, beat: Callable[[], None] = lambda: None) -> None:
        self._task: Task | None = None
        self._pulse = Pulse(beat)

    @property
    def running(self) -> list[Task]:
        """The task under way."""
        return [] if self._task is None else [self._task]

    @property
    def has_room(self) -> bool:
        """True if there is no task."""
        return self._task is None

    def start(self, task: Task) -> None:
        """Takes a task."""
        self._task = task
        self._pulse.value = 0

    @property
    def bytes_read(self) -> int:
        """How much of large files the task has read."""
        return self._pulse.value if self._task is not None else 0

    def wait(self) -> list[Reply]:
        """Does the task."""
        if self._task is None:
            return []
        before = reading.set(self._pulse.tell)
        try:
            reply = Reply(self._task, self._task.function(*self._task.arguments))
        except Exception as error:  # noqa: BLE001 - it is raised where the task came from
            reply = Reply(self._task, error=error)
        finally:
            reading.reset(before)
        self._task = None
        return [reply]

    def stop(self) -> None:
        """Nothing is left to end."""
        self._task = None
