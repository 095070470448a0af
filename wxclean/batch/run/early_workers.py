"""Workers that start while the plan is still being made, as soon as there is enough work to be worth it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from wxclean.batch.job import InputPart
from wxclean.batch.run import tasks
from wxclean.batch.run.engine import Task
from wxclean.batch.run.options import MakeExecutor
from wxclean.batch.work.context import cleaner_for
from wxclean.cleaner.settings import CleanerSettings

if TYPE_CHECKING:
    from wxclean.batch.run.local_engine import Workers


class Ahead:
    """At most `count` workers; those that start early import modules and build their cleaner in the meantime."""

    def __init__(self, count: int, settings: CleanerSettings, *, early: bool = True) -> None:
        self.count, self.early = count, early
        self._first = Task(cleaner_for, (settings,))
        self._expected = 0
        self._next = tasks.LITTLE

    @cached_property
    def workers(self) -> Workers:
        """The workers, made when they are first asked for: little work does without multiprocessing."""
        from wxclean.batch.run.local_engine import Workers

        return Workers(self.count)

    def expect(self, part: InputPart) -> None:
        """Count an input that will be in the plan, and start a process each time there is enough to do for one more."""
        self._expected += part.size + tasks.A_FILE
        while self.early and self._expected >= self._next:
            self._next += tasks.LITTLE
            self.workers.start_ahead(self._first)

    @property
    def executor(self) -> MakeExecutor | None:
        """A function that returns these workers; None if none was started, so that the run chooses its own."""
        return (lambda _: self.workers) if "workers" in vars(self) and self.workers.started else None

    def stop(self) -> None:
        """Stop all that were started."""
        if "workers" in vars(self):
            self.workers.stop()


@contextlib.contextmanager
def workers_ahead(count: int, settings: CleanerSettings, *, early: bool = True) -> Iterator[Ahead]:
    """Yield workers, which start ahead where it is `early`; stop them all on the way out, even if there was no run."""
    ahead = Ahead(count, settings, early=early)
    try:
        yield ahead
    finally:
        ahead.stop()
