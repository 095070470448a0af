"""Worker processes that start while the plan is still being made, once it is sure that there is enough to do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from wxclean.batch.job import InputPart
from wxclean.batch.run import tasks
from wxclean.batch.run.engine import Task
from wxclean.batch.run.local_engine import Workers
from wxclean.batch.run.runner import MakeExecutor
from wxclean.batch.work.shard import cleaner_for
from wxclean.cleaner.settings import CleanerSettings


class Ahead:
    """At most so many workers. Those that start early load what they need, and make their cleaner, meanwhile."""

    def __init__(self, count: int, settings: CleanerSettings) -> None:
        self.workers = Workers(count)
        self._first = Task(cleaner_for, (settings,))
        self._expected = 0
        self._next = tasks.LITTLE

    def expect(self, part: InputPart) -> None:
        """Told of an input that will be in the plan. From enough work on, each task's worth of it starts a process."""
        self._expected += part.size + tasks.A_FILE
        if self._expected >= self._next:
            self._next += tasks.MANY * tasks.A_FILE
            self.workers.start_ahead(self._first)

    @property
    def executor(self) -> MakeExecutor | None:
        """The workers for a run; None if none was started, and the run decides for itself."""
        return (lambda _: self.workers) if self.workers.started else None


@contextlib.contextmanager
def workers_ahead(count: int, settings: CleanerSettings) -> Iterator[Ahead]:
    """Workers to start early; whatever comes of the plan, none is left at the end."""
    ahead = Ahead(count, settings)
    try:
        yield ahead
    finally:
        ahead.workers.stop()
