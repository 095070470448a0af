"""How a plan is run, and who is told of its progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.engine import Executor
from wxclean.batch.work.counts import Totals
from wxclean.batch.work.records import Ways


class AllAtOne(NamedTuple):
    """Outputs for each of which this process shares out what a shard holds, one after the other, in these ways."""

    outputs: frozenset[str]
    ways: Ways


class Options(NamedTuple):
    """How to run a plan; nothing here changes what is written.

    `jobs` is the number of workers, None for one per core. `resume` skips what is recorded as done.
    `fail_fast` stops at the first failure. `last` are files that all workers share, once all others are done.
    """

    jobs: int | None = None
    resume: bool = False
    fail_fast: bool = False
    last: AllAtOne | None = None


DEFAULTS = Options()


Watcher = Callable[[Totals, int], None]
"""A callback for progress: it gets the sums so far and the number of outputs left, after each task and in between."""


def watch_nothing(_totals: Totals, _left: int) -> None:
    """Report no progress."""


MakeExecutor = Callable[[Plan], Executor]  # called once the run holds the output folder
