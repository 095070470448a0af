"""Large inputs split into parts that can be cleaned by themselves, and many small ones gathered in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wxclean.batch.formats.format import concatenate
from wxclean.batch.formats.registry import FORMATS, output_format
from wxclean.batch.job import InputPart, Job
from wxclean.batch.plan.inputs import told_by_head
from wxclean.errors import InputError
from wxclean.files.storage import storage_of

RANGE = 32 << 20
"""The most bytes that a part, or a group, is worth."""
SPLIT_FROM = 6 << 20
"""The size from which on an input is split."""
_PARTS = 32
"""How many parts an input has at least: so many keep several workers busy to the end, which all reach at one time."""
_LEAST = 1 << 19


def pieces_of(inputs: tuple[InputPart, ...], job: Job) -> list[tuple[InputPart, ...]]:
    """Return what goes into one output as one group, or as several where it is much.

    Rows that go back into their own format are one piece a file, unless such files can simply stand in a row.
    """
    pieces = split_all(inputs)
    rows_of = FORMATS[inputs[0].format] if output_format(inputs[0], job) is None else None
    if len(inputs) == 1 or (rows_of is not None and rows_of.join is not concatenate):
        return [(part,) for part in pieces]
    return list(grouped(pieces, _worth(sum(part.size for part in inputs))))


def _worth(size: int) -> int:
    """Return the bytes that one of several parts of so many bytes is worth."""
    return min(RANGE, max(_LEAST, size // _PARTS))


def split_all(inputs: Iterable[InputPart]) -> list[InputPart]:
    """Return the inputs, the large ones in parts."""
    return [part for whole in inputs for part in split(whole)]


def split(part: InputPart) -> list[InputPart]:
    """Return the input in parts where it is large and can be read from the middle, else whole."""
    if part.size < SPLIT_FROM or part.compression or part.stop is not None:
        return [part]
    try:
        return _split(part)
    except (InputError, OSError):
        return [part]  # who cleans it will say what is wrong with it


def _split(part: InputPart) -> list[InputPart]:
    ranges = FORMATS[told_by_head(part).format].ranges
    if ranges is None:
        return [part]
    storage = storage_of(part.path)
    with storage.open_read(part.path) as file:
        found = ranges.split(file, part.size, _worth(part.size))
        if ranges.numbered is not None and storage.is_cheap_to_reread:
            found = ranges.numbered(file, found)
    parts = [
        part._replace(start=start, stop=stop, size=size, lines_before=lines) for (start, stop, lines), size in found
    ]
    return parts if len(parts) > 1 else [part]


def grouped(inputs: Iterable[InputPart], size: int) -> Iterator[tuple[InputPart, ...]]:
    """Yield inputs in their order, in groups of at least `size` bytes."""
    group: list[InputPart] = []
    reached = 0
    for part in inputs:
        group.append(part)
        reached += part.size
        if reached >= size:
            yield tuple(group)
            group, reached = [], 0
    if group:
        yield tuple(group)
