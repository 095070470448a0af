"""Guards around a run: output-folder lock, sweeping, rarer garbage collection."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterable, Iterator

from wxclean.batch.job import Shard
from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.engine import GARBAGE_EVERY
from wxclean.files.hidden import sweep
from wxclean.files.lock import locked


@contextlib.contextmanager
def held(plan: Plan) -> Iterator[None]:
    """Lock the output folder for this run, where it has a work folder there."""
    if not has_work_folder(plan):
        yield
        return
    with locked(plan.work, temporary=plan.job.in_place):
        yield


def swept(plan: Plan, shards: Iterable[Shard]) -> None:
    """Delete the temporary files that killed workers left beside these outputs; only for a run that holds the lock."""
    if not has_work_folder(plan):
        return
    folders = {os.path.dirname(shard.output) for shard in shards} | {plan.job.failures or plan.work}
    for folder in sorted(folders):
        sweep(folder)


def has_work_folder(plan: Plan) -> bool:
    """Return whether a run has a work folder, which it locks: in place, a few files that were named do without.

    Each of them is written at once, so that two runs can't garble it.
    """
    if plan.job.dry:
        return False
    return not plan.job.in_place or bool(plan.joins) or any(part.walked for each in plan.shards for part in each.inputs)


@contextlib.contextmanager
def seldom_collecting() -> Iterator[None]:
    """Run Python's garbage collector less often."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE_EVERY, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
