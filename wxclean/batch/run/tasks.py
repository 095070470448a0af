"""Cuts a plan into tasks for workers, and says what came of one whose worker died."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from typing import TypeVar

from wxclean.batch.job import Join, Shard
from wxclean.batch.run.engine import Task
from wxclean.batch.work.counts import Counts, Note
from wxclean.batch.work.outcome import cleaned
from wxclean.batch.work.shard import Result

T = TypeVar("T")
MANY = 256
"""Files in one task at most: enough to spread the cost of a task, few enough to share out."""
_BYTES = 4 << 20
_LONG = 16
_FEWER = 4
LITTLE = 40_000_000
A_FILE = 50_000
"""Work worth less than this many bytes is not worth starting workers, which takes 0.3 s; a file costs as many."""


def died(exit_code: int | None) -> str:
    """Why a worker is gone, in words; None where nobody knows how it ended."""
    if exit_code is None:
        return "the worker died, twice; is there enough memory?"
    if exit_code < 0:
        return f"the worker was killed ({signal.Signals(-exit_code).name}), twice; is there enough memory?"
    return f"the worker ended by itself (exit code {exit_code}), twice"


def failed(unit: Shard | Join, reason: str) -> Result:
    """The result of work that can't be done."""
    part = unit.inputs[0]
    place = "" if part.stop is None else f"from {part.start} to {part.stop}"
    return Result(Counts(inputs=1, failures=1, notes=(Note("failure", part.path, place, reason),)), done=False)


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_little(shards: list[Shard]) -> bool:
    """True for what is done sooner without workers."""
    return sum(shard.size + A_FILE for shard in shards) < LITTLE


def task_of(shards: Sequence[Shard], *, recorded: bool) -> Task:
    """The task to clean shards; `recorded` asks for rows for the record."""
    return Task(cleaned, (tuple(shards), recorded))


def tasks_of(shards: Sequence[Shard], *, recorded: bool, jobs: int = 1) -> Iterator[Task]:
    """The tasks for so many workers: small shards many to a task; at the end of a long run fewer, so that no worker is
    alone.

    The plan is cut into as many stretches as there are workers, and tasks come from each in turn: two that make files
    in one folder wait for each other.
    """
    last = len(shards) - 2 * MANY if len(shards) > _LONG * MANY else len(shards)
    groups = [*in_turn(list(_grouped(shards[:last], MANY)), jobs), *_grouped(shards[last:], MANY // _FEWER)]
    return (task_of(group, recorded=recorded) for group in groups)


def _grouped(shards: Sequence[Shard], most: int) -> Iterator[Sequence[Shard]]:
    """Shards in their order, in groups of no more than so many, or so many bytes."""
    group: list[Shard] = []
    size = 0
    for shard in shards:
        group.append(shard)
        size += shard.size
        if size >= _BYTES or len(group) >= most:
            yield group
            group, size = [], 0
    if group:
        yield group


def in_turn(items: Sequence[T], count: int) -> list[T]:
    """Items in another order: the first of each of so many stretches, the second of each, and so on.

    >>> in_turn("abcdefg", 3)
    ['a', 'd', 'g', 'b', 'e', 'c', 'f']
    """
    stretch = -(-len(items) // count)
    return [item for start in range(stretch) for item in items[start::stretch]]


def shards_of(tasks: list[Task]) -> list[Shard]:
    """The shards in tasks."""
    return [shard for task in tasks if task.function is cleaned for shard in task.arguments[0]]
