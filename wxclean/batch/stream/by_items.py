"""A file of which each record can be read by itself: its records cleaned by all cores, in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from wxclean.batch.formats.format import Item
from wxclean.batch.stream import chunks
from wxclean.batch.stream.clean_chunk import Batch, Outcome, Work
from wxclean.batch.stream.in_order import cleaned_in_order
from wxclean.errors import InputError
from wxclean.language import _

if TYPE_CHECKING:
    from wxclean.batch.run.local_engine import Workers

_BESIDES = 64
"""The bytes that a record is worth besides its own."""


def cleaned_items(work: Work, items: Iterable[Item], workers: Workers) -> Iterator[tuple[list[Item], Outcome]]:
    """Yield records, without what they hold, and what comes of them."""
    under_way: deque[list[Item]] = deque()

    def batches() -> Iterator[Batch | None]:
        group: list[Item] = []
        size, wanted = 0, chunks.FIRST
        faults: list[InputError] = []
        for item in _until_fault(items, faults):
            group.append(item._replace(value=None))
            size += len(item.kept or b"") + _BESIDES
            if size >= wanted:
                under_way.append(group)
                yield _batch(group, size)
                group, size, wanted = [], 0, min(2 * wanted, chunks.SIZE)
        if group:
            under_way.append(group)
            yield _batch(group, size)
        if faults:
            yield None  # what was read before is whole
            raise faults[0]

    for outcome in cleaned_in_order(work, batches(), _place_of, workers):
        yield under_way.popleft(), outcome


def _until_fault(items: Iterable[Item], faults: list[InputError]) -> Iterator[Item]:
    """Yield items until reading fails, and add the error to `faults`."""
    try:
        yield from items
    except InputError as error:
        faults.append(error)


def _batch(group: list[Item], size: int) -> Batch:
    return Batch(tuple((item.place, item.kept, item.error) for item in group), size)


def _place_of(batch: Batch) -> str:
    first, last = batch.records[0][0], batch.records[-1][0]
    return _("{first} to {last}").format(first=first, last=last)
