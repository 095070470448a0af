"""Worker processes that take one task at a time; one that dies is noticed with the task it had."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, Protocol

from wxclean.batch.meter import SECONDS, Pulse, reading

STOP_SECONDS = 0.5
GARBAGE_EVERY = 50_000
"""New objects between two looks for garbage in circles, of which cleaning makes none: a fifth faster than with 700."""


class Task(NamedTuple):
    """A function of a module and its arguments, both of which can be pickled."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Reply(NamedTuple):
    """What came of a task: a value, the exception it raised, or neither where its worker died.

    `exit_code` is how it died, None where nobody knows. `lost` tells that the worker's whole machine went away.
    """

    task: Task
    value: Any = None
    error: BaseException | None = None
    exit_code: int | None = None
    lost: bool = False


class Executor(Protocol):
    """What does the tasks of a run: processes here, or a cluster."""

    @property
    def running(self) -> list[Task]:
        """The tasks under way."""

    @property
    def has_room(self) -> bool:
        """True if another task may be started now."""

    def start(self, task: Task) -> None:
        """Takes a task."""

    def wait(self) -> list[Reply]:
        """What came of the tasks that ended since; waits for some time if none did."""

    def stop(self) -> None:
        """Ends all tasks at once."""


class _Worker:
    def __init__(self) -> None:
        # Started anew, not forked: a fork would hold the pipes of its brothers open after the parent was killed.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.read = context.Value("Q", lock=False)
        self.process = context.Process(target=_serve, args=(theirs, self.read), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None


def _serve(pipe: Connection, read: Any) -> None:
    """The life of a worker: tasks in, values out, until the pipe ends; `read` counts bytes meanwhile."""

    def tell(count: int) -> None:
        read.value += count

    reading.set(tell)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(GARBAGE_EVERY, 20, 100)
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            message: tuple[Any, BaseException | None] = (function(*arguments), None)
        except Exception as error:  # noqa: BLE001 - it is raised where the task came from
            message = (None, error)
        try:
            pipe.send(message)
        except (BrokenPipeError, OSError):
            return


class Workers:
    """A fixed number of processes, started when first needed, replaced when they die."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []

    @property
    def running(self) -> list[Task]:
        """The tasks under way."""
        return [worker.task for worker in self._busy if worker.task is not None]

    @property
    def has_room(self) -> bool:
        """True if a worker is free, or may still be started."""
        return len(self._busy) < self.count

    def start(self, task: Task) -> None:
        """Gives a task to a free worker."""
        worker = self._idle.pop() if self._idle else _Worker()
        worker.task = task
        worker.read.value = 0
        self._busy.append(worker)
        try:
            worker.pipe.send((task.function, task.arguments))
        except (BrokenPipeError, ConnectionResetError):
            return

    @property
    def bytes_read(self) -> int:
        """How much of large files the tasks under way have read."""
        return sum(worker.read.value for worker in self._busy)

    def wait(self) -> list[Reply]:
        """Waits until at least one task has ended, in whatever way; no longer than between two looks."""
        by_pipe = {worker.pipe: worker for worker in self._busy}
        return [self._reply(by_pipe[pipe]) for pipe in wait(list(by_pipe), SECONDS)]  # type: ignore[index]

    def _reply(self, worker: _Worker) -> Reply:
        task, worker.task = worker.task, None
        if task is None:
            raise RuntimeError("a worker without a task has nothing to say")
        self._busy.remove(worker)
        try:
            value, error = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            worker.pipe.close()
            return Reply(task, exit_code=worker.process.exitcode)
        self._idle.append(worker)
        return Reply(task, value, error)

    def stop(self) -> None:
        """Ends all workers at once; what they were writing stays under its temporary name."""
        workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.process.kill() if worker.task is not None else worker.pipe.close()
        for worker in workers:
            worker.process.join(STOP_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._idle, self._busy = [], []


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
