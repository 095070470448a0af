"""Workers that start while the plan is still being made, as soon as there is enough work to be worth it."""

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
    """At most `count` workers; those that start early import modules and build their cleaner in the meantime."""

    def __init__(self, count: int, settings: CleanerSettings) -> None:
        self.workers = Workers(count)
        self._first = Task(cleaner_for, (settings,))
        self._expected = 0
        self._next = tasks.LITTLE

    def expect(self, part: InputPart) -> None:
        """Count an input that will be in the plan, and start a process each time there is enough to do for one more."""
        self._expected += part.size + tasks.A_FILE
        while self._expected >= self._next and self.workers.started < self.workers.count:
            self._next += tasks.LITTLE
            self.workers.start_ahead(self._first)

    @property
    def executor(self) -> MakeExecutor | None:
        """A function that returns these workers; None if none was started, so that the run chooses its own."""
        return (lambda _: self.workers) if self.workers.started else None


@contextlib.contextmanager
def workers_ahead(count: int, settings: CleanerSettings) -> Iterator[Ahead]:
    """Yield workers that can start early; stop them all on the way out, even if there was no run."""
    ahead = Ahead(count, settings)
    try:
        yield ahead
    finally:
        ahead.workers.stop()
