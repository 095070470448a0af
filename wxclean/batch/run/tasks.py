"""The tasks that a plan is cut into, and the results of those whose worker died."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from typing import TypeVar

from wxclean.batch.job import Join, Shard
from wxclean.batch.run.engine import Task
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.notes import Note
from wxclean.batch.work.outcome import cleaned
from wxclean.batch.work.records import ONE_BY_ONE, Ways
from wxclean.batch.work.shard import Result
from wxclean.language import _

T = TypeVar("T")
MANY = 256
"""The most files in one task: enough to amortize a task's cost, few enough to balance the load."""
_LEAST, _BYTES = 1 << 19, 4 << 20
"""The bytes at which a task has enough files: fewer where there is little, so that all workers end at one time."""
_EACH = 4
"""How many tasks each worker should have."""
_LONG = 16
_FEWER = 4
LITTLE = 4_000_000
"""Work, in bytes, below which starting workers doesn't pay: half a second of cleaning."""
A_FILE = 50_000
"""The cost of a file besides its content, in bytes of work."""


def died(exit_code: int | None) -> str:
    """Return in words why a worker is gone; its `exit_code` is None if unknown."""
    if exit_code is None:
        return _("the worker died, twice; is there enough memory?")
    if exit_code < 0:
        return _("the worker was killed ({name}), twice; is there enough memory?").format(
            name=signal.Signals(-exit_code).name
        )
    return _("the worker ended by itself (exit code {exit_code}), twice").format(exit_code=exit_code)


def failed(unit: Shard | Join, reason: str) -> Result:
    """Return the result of work that can't be done."""
    part = unit.inputs[0]
    place = "" if part.stop is None else _("from {start} to {stop}").format(start=part.start, stop=part.stop)
    return Result(Counts(inputs=1, failures=1, notes=(Note("failure", part.path, place, reason),)), done=False)


def cores() -> int:
    """Return the number of CPU cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_little(shards: list[Shard]) -> bool:
    """Return whether the work is done sooner without workers."""
    return sum(shard.size + A_FILE for shard in shards) < LITTLE


def task_of(shards: Sequence[Shard], *, recorded: bool, ways: Ways = ONE_BY_ONE) -> Task:
    """Return the task that cleans shards in these ways; with `recorded` it also returns their state rows."""
    return Task(cleaned, (tuple(shards), recorded, ways))


def tasks_of(shards: Sequence[Shard], *, recorded: bool, jobs: int = 1) -> Iterator[Task]:
    """Yield the tasks for `jobs` workers: small shards share a task, fewer of them near the end.

    Smaller tasks at the end keep all workers busy. The plan is cut into as many stretches as there are workers, and
    tasks are taken from each in turn, since workers that create files in the same folder block each other.
    """
    total = sum(shard.size for shard in shards)
    size = min(_BYTES, max(_LEAST, total // (_EACH * jobs)))
    last = len(shards) - 2 * MANY if len(shards) > _LONG * MANY else _last_bytes(shards, total // _FEWER)
    small = _grouped(shards[last:], MANY // _FEWER, max(_LEAST, size // _FEWER))
    groups = [*in_turn(list(_grouped(shards[:last], MANY, size)), jobs), *small]
    return (task_of(group, recorded=recorded) for group in groups)


def _last_bytes(shards: Sequence[Shard], size: int) -> int:
    """Return where the last shards begin that are worth so many bytes; where that is little, none are."""
    first = len(shards)
    while size >= _LEAST and first > 0:
        first -= 1
        size -= shards[first].size
    return first


def _grouped(shards: Sequence[Shard], most: int, size: int) -> Iterator[Sequence[Shard]]:
    """Yield the shards in order, in groups that close at `most` shards or at so many bytes."""
    group: list[Shard] = []
    reached = 0
    for shard in shards:
        group.append(shard)
        reached += shard.size
        if reached >= size or len(group) >= most:
            yield group
            group, reached = [], 0
    if group:
        yield group


def in_turn(items: Sequence[T], count: int) -> list[T]:
    """Return items cut into `count` stretches, reordered: the first of each stretch, the second of each, and so on.

    >>> in_turn("abcdefg", 3)
    ['a', 'd', 'g', 'b', 'e', 'c', 'f']
    """
    stretch = -(-len(items) // count)
    return [item for start in range(stretch) for item in items[start::stretch]]


def shards_of(tasks: list[Task]) -> list[Shard]:
    """Return the shards in cleaning tasks."""
    return [shard for task in tasks if task.function is cleaned for shard in task.arguments[0]]
