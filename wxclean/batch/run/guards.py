"""Guards around a run: output-folder lock, sweeping, rarer garbage collection."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Collection, Iterable, Iterator

from wxclean.batch.job import Join, Shard
from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.engine import GARBAGE_EVERY
from wxclean.files.hidden import sweep
from wxclean.files.lock import locked
from wxclean.files.storage import storage_of


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


def remove_parts(join: Join) -> None:
    """Remove the parts of an output, with their folder."""
    storage = storage_of(join.parts[0])
    storage.remove_folder(storage.parent(join.parts[0]))


def remove_useless_parts(plan: Plan, unmade: Collection[str]) -> None:
    """Remove the parts of these outputs where no later run goes on with them, and the folder of all if it is empty."""
    if plan.job.dry:
        return
    useless = {join.parts[0]: join for join in plan.joins if join.output in unmade}
    for shard in plan.shards if useless else ():
        if shard.job.fleeting and shard.output in useless:
            remove_parts(useless[shard.output])
    with contextlib.suppress(OSError):
        os.rmdir(plan.parts)


@contextlib.contextmanager
def seldom_collecting() -> Iterator[None]:
    """Run Python's garbage collector less often."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE_EVERY, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
