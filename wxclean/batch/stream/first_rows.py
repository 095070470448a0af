"""A check, before anything is cleaned, that the column of the texts that was asked for is in a stream's first rows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

from wxclean.batch.formats.sniff import columns_of_head
from wxclean.batch.job import Job, Range
from wxclean.batch.stream.source import Source, replayed
from wxclean.batch.work.missing_column import missing_column, names_in
from wxclean.errors import InputError
from wxclean.files.plain_text import HEAD, read_some

_ENOUGH = 10
"""So many rows without the column mean that there is none; fewer, where the stream has no more."""
_ROWS, _BYTES = 1000, 1 << 20
"""The most that is looked at."""


def looked_through(source: Source, job: Job) -> Source:
    """Return a source of which the first rows were looked at, as far as they can be had without waiting.

    Raises:
        UsageError: none of them has the column that the job names; the message names those that are there.
    """
    wanted = job.text_column
    if wanted is None or job.cleaner.field is not None or not wanted.isidentifier():  # a path is more than a name
        return source
    if not source.format.streams:
        return source  # what is read only when all of it is there says so soon enough
    head, ended = _head_of(source)
    rows = list(_names_in_rows(head, source, job))
    there = dict.fromkeys(name for row in rows for name in row)
    if there and wanted not in there and (ended or len(rows) >= _ENOUGH):
        raise missing_column(wanted, there)
    return source._replace(file=replayed(head, source.file))


def _head_of(source: Source) -> tuple[bytes, bool]:
    """Return what can be had of a stream without waiting, up to a limit, and whether that is all of it."""
    head = bytearray(read_some(source.file, HEAD))
    ended = not head
    while not ended and len(head) < _BYTES and not source.waits():
        more = read_some(source.file, HEAD)
        ended = not more
        head += more
    return bytes(head), ended


def _names_in_rows(head: bytes, source: Source, job: Job) -> Iterator[dict[str, None]]:
    """Yield the names in each of the first rows; all that can't be read, as it may be cut off, has none."""
    read = source.format.read
    if read is None:
        columns = columns_of_head(head)
        yield from [dict.fromkeys(columns)] * _ENOUGH if columns else ()
        return
    try:
        for item in islice(read(io.BytesIO(head), Range(), job), _ROWS):
            if not item.error and item.value is not None:
                yield names_in(item.value)
    except InputError:
        return
