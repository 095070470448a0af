"""The outcome of a task, summed up by the worker: counts, notes, and rows for the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wxclean.batch.job import Shard
from wxclean.batch.work.counts import SHOWN, Counts, Totals
from wxclean.batch.work.records import ONE_BY_ONE, Ways
from wxclean.batch.work.shard import Result, clean_group
from wxclean.batch.work.state_row import StateRow, row_of

_NOTHING = Counts()


class Outcome(NamedTuple):
    """What came of a group of shards.

    `counts` is the sum over them, without notes and samples; `noted` has these, by the place of their shard in the
    group. `rows` has what goes on record of each shard: None where it isn't done, and nothing at all if none was
    asked for.
    """

    counts: Counts
    noted: Mapping[int, Counts]
    rows: Sequence[StateRow | None]


def cleaned(shards: Sequence[Shard], recorded: bool, ways: Ways = ONE_BY_ONE) -> Outcome:
    """Clean a group of shards and return what came of it; `recorded` asks for rows."""
    return outcome_of(shards, clean_group(shards, ways), recorded)


def outcome_of(shards: Sequence[Shard], results: Sequence[Result], recorded: bool) -> Outcome:
    """Return the outcome of a group whose results exist already; `recorded` asks for rows."""
    sums = Totals()
    noted = {}
    for place, result in enumerate(results):
        counts = result.counts
        if counts.notes or counts.samples:
            noted[place] = Counts(**{name: getattr(counts, name) for name in SHOWN})
            counts = counts._replace(**{name: getattr(_NOTHING, name) for name in SHOWN})
        sums.add(place, counts)
    pairs = zip(shards, results, strict=True) if recorded else ()
    rows = [row_of(shard, result) if result.done else None for shard, result in pairs]
    return Outcome(sums.counts(), noted, rows)
