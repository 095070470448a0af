"""The cleaning of one chunk of a stream: bytes in, rows or pieces and counts out. Workers run it as it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from wxclean.batch.formats.format import CleanRow, Item, Rows, Sink, SupportsClean
from wxclean.batch.formats.registry import FORMATS, sink_of
from wxclean.batch.job import FormatName, InputPart, Job, Range
from wxclean.batch.work.context import NoDumpError, context_of
from wxclean.batch.work.counts import Counts, tally_for
from wxclean.batch.work.failed_records import HeldFailures
from wxclean.batch.work.notes import Note
from wxclean.batch.work.records import convert_item, convert_stream, mirror_item, mirror_stream
from wxclean.errors import InputError
from wxclean.result import Cleaned


class Work(NamedTuple):
    """What all chunks of a stream have in common.

    `target` is the format to write, None for rows that go back into their own. `header` is what the stream begins with
    and no chunk can be read without.
    """

    part: InputPart
    target: FormatName | None
    job: Job
    header: bytes = b""


class Outcome(NamedTuple):
    """What came of a chunk: rows as they are written, or a piece for each record; and the counts.

    `failed` are the raw records that failed, where the job keeps them. With `lost`, no worker survived the chunk: the
    one note in the counts says so, and nothing else came of it. `fault` is why the file can't go on behind what is
    counted.
    """

    rows: bytes
    pieces: list[Any]
    counts: Counts
    failed: Sequence[tuple[Note, object]] = ()
    lost: bool = False
    fault: InputError | NoDumpError | None = None


class Batch(NamedTuple):
    """Records that were read already: their places, their bytes, and why those can't be read that can't."""

    records: Sequence[tuple[str, bytes | None, str | None]]
    size: int


class _Pieces:
    """A sink that only keeps the pieces, for another one to put them."""

    def __init__(self, maker: Sink) -> None:
        self.maker = maker
        self.made: list[Any] = []

    def piece(self, cleaned: Cleaned, fields: Mapping[str, object]) -> Any:
        """Return a record in the form in which it is put."""
        return self.maker.piece(cleaned, fields)

    def put(self, piece: Any) -> None:
        """Keep a piece."""
        self.made.append(piece)

    def flush(self) -> None:
        """Do nothing: nothing is written."""

    def close(self) -> None:
        """Do nothing: nothing is written."""


def clean_chunk(work: Work, data: bytes, lines_before: int) -> Outcome:
    """Return what comes of a chunk that has so many lines of the stream before it."""
    tally = tally_for(work.job)
    failures = HeldFailures(kept=work.job.failures is not None)
    context = context_of(work.job, tally, failures)
    first = not lines_before
    file = io.BytesIO(data if first else work.header + data)
    where = Range(lines_before=0 if first else lines_before - work.header.count(b"\n"))
    out = io.BytesIO()
    if work.target is not None:
        sink = _Pieces(sink_of(work.target, out, work.job))
        convert_stream(file, where, work.part, sink, context)
        return Outcome(b"", sink.made, tally.counts(), failures.held)

    def without_header(rows: Rows) -> None:
        if not first:
            rows.flush()
            out.seek(0)
            out.truncate()

    mirror_stream(file, out, where, work.part, context, without_header)
    return Outcome(out.getvalue(), [], tally.counts(), failures.held)


def clean_batch(work: Work, batch: Batch) -> Outcome:
    """Return what comes of records; for rows the pieces are what is to be written, None for one that is left out."""
    tally = tally_for(work.job)
    failures = HeldFailures(kept=work.job.failures is not None)
    context = context_of(work.job, tally, failures).dated(work.part)
    rows = _WrittenRows(work)
    sink = None if work.target is None else _Pieces(sink_of(work.target, io.BytesIO(), work.job))
    fault: InputError | NoDumpError | None = None
    try:
        for place, kept, error in batch.records:
            item = Item(place, None, kept, error) if kept is None or error else rows.apart.read(place, kept)
            if sink is not None:
                convert_item(item, work.part, sink, context)
            else:
                rows.made.append(None)
                mirror_item(item, rows, work.part, context)
    except (InputError, NoDumpError) as error:
        fault = error
    return Outcome(b"", rows.made if sink is None else sink.made, tally.counts(), failures.held, fault=fault)


class _WrittenRows:
    """Rows that come one by one, and only keep what is to be written of each."""

    is_rewritten, note = False, ""

    def __init__(self, work: Work) -> None:
        apart = FORMATS[work.part.format].apart
        if apart is None:
            raise TypeError(f"rows of {work.part.format} can't be told apart")
        self.apart = apart(io.BytesIO(), io.BytesIO(), Range(), work.job)
        self.made: list[bytes | None] = []

    def __iter__(self) -> Iterator[Item]:
        return iter(())

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return the row of an item, cleaned."""
        return self.apart.clean(item, cleaner)

    def write(self, item: Item, row: CleanRow) -> None:
        """Keep a row that could be cleaned."""
        self.made[-1] = self.apart.written(item, row)

    def keep(self, item: Item) -> None:
        """Keep a row as it is."""
        self.made[-1] = item.kept

    def flush(self) -> None:
        """Do nothing: nothing is written."""

    def close(self) -> None:
        """Do nothing: nothing is written."""
