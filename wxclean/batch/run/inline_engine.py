"""The engine for little work: it does one task at a time in this process, and loads nothing of other processes."""

from __future__ import annotations

from collections.abc import Callable

from wxclean.batch.run.engine import Reply, Task
from wxclean.files.watched_reads import Pulse, reading


class Inline:
    """An engine that does one task at a time in this process, for little work."""

    def __init__(self, beat: Callable[[], None] = lambda: None) -> None:
        self._task: Task | None = None
        self._pulse = Pulse(beat)

    @property
    def running(self) -> list[Task]:
        """The task to do, if any."""
        return [] if self._task is None else [self._task]

    @property
    def has_room(self) -> bool:
        """Whether there is no task."""
        return self._task is None

    def start(self, task: Task) -> None:
        """Accept a task."""
        self._task = task
        self._pulse.value = 0

    @property
    def bytes_read(self) -> int:
        """Bytes of large files that the task has read."""
        return self._pulse.value if self._task is not None else 0

    def wait(self) -> list[Reply]:
        """Do the task and return its reply."""
        if self._task is None:
            return []
        before = reading.set(self._pulse.tell)
        try:
            reply = Reply(self._task, self._task.function(*self._task.arguments))
        except Exception as error:  # noqa: BLE001 - the run raises it
            reply = Reply(self._task, error=error)
        finally:
            reading.reset(before)
        self._task = None
        return [reply]

    def stop(self) -> None:
        """Forget the task: none is ever in progress between two calls."""
        self._task = None
