"""The cleaning of one source into an open output, record by record as they come, in their order."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple, cast

from wxclean.batch.formats.format import MakeRowsApart, Rows, Sink
from wxclean.batch.formats.lines import too_long
from wxclean.batch.formats.utf8 import utf8_stream
from wxclean.batch.job import Job, Range
from wxclean.batch.stream.by_chunks import as_utf8, cleaned_chunks
from wxclean.batch.stream.clean_chunk import Outcome, Work
from wxclean.batch.stream.source import Source, never_waits
from wxclean.batch.work.context import context_of
from wxclean.batch.work.counts import Counts, Tally
from wxclean.batch.work.records import convert_dump, convert_item, mirror_stream
from wxclean.errors import InputError


class Output(NamedTuple):
    """Where records go: a sink, or None for rows that go back into their own format; and the stream behind it."""

    out: BinaryIO
    sink: Sink | None


def clean_stream(source: Source, output: Output, job: Job, jobs: int) -> Iterator[Counts]:
    """Clean all records of a source, and yield counts as they come up.

    What is ready goes out before reading on has to wait.

    Raises:
        InputError: the source can't be read, or not to its end.
    """
    cutter = source.format.cutter
    if cutter is not None:
        source, job, header = as_utf8(source, utf8_stream(source.file, Range(), job), job)
        cut = cutter(header, job)
        if cut is not None:
            from wxclean.batch.run.local_engine import Workers  # what can't be cut does without

            target = None if output.sink is None else job.target
            for found in cleaned_chunks(source, header, cut, target, job, Workers(jobs)):
                _put(found, output)
                yield found.counts
            return
    apart = source.format.apart
    if apart is not None and jobs > 1 and source.waits is never_waits:
        yield from _apart(apart, source, output, job, jobs)
    elif output.sink is None:
        yield from _rows(source, output.out, job)
    else:
        yield from _records(source, output.sink, output.out, job)


def _apart(make: MakeRowsApart, source: Source, output: Output, job: Job, jobs: int) -> Iterator[Counts]:
    """Share out records of a file that can be read by themselves."""
    from wxclean.batch.run.local_engine import Workers
    from wxclean.batch.stream.by_items import cleaned_items

    rows = make(source.file, output.out, Range(), job)
    work = Work(source.part, None if output.sink is None else job.target, job)
    for items, found in cleaned_items(work, rows, Workers(jobs)):
        if output.sink is not None:
            _put(found, output)
        else:
            for item, written in zip(items, found.pieces, strict=False):  # nothing was written if no worker survived
                if written is not None:
                    rows.put(item, written)
            output.out.flush()
        yield found.counts
        if found.fault is not None:
            raise found.fault
    if output.sink is None:
        rows.close()


def _rows(source: Source, out: BinaryIO, job: Job) -> Iterator[Counts]:
    """Write the rows of a format that can't be cut back into it."""
    tally = Tally()
    begun: list[Rows] = []
    file = _Flushing(source, lambda: _flush(begun[0] if begun else None, out)).buffered()
    try:
        mirror_stream(file, out, Range(), source.part, context_of(job, tally), begun.append)
    except InputError:
        yield tally.counts()  # what was read before is whole
        raise
    yield tally.counts()


def _records(source: Source, sink: Sink, out: BinaryIO, job: Job) -> Iterator[Counts]:
    """Convert the records of a format that can't be cut; a text is one dump."""
    tally = Tally()
    file = _Flushing(source, lambda: _flush(sink, out)).buffered()
    if source.format.read is None:
        dump = file.read(job.max_record + 1)
        if len(dump) > job.max_record:
            raise InputError(too_long(job.max_record))
        convert_dump(dump, source.part, sink, context_of(job, tally))
    else:
        for item in source.format.read(file, Range(), job):
            convert_item(item, source.part, sink, context_of(job, tally))
            if tally.notes:
                yield tally.counts()
                tally = Tally()
    yield tally.counts()


def _put(found: Outcome, output: Output) -> None:
    """Write what came of a chunk."""
    output.out.write(found.rows)
    if output.sink is not None:
        for piece in found.pieces:
            output.sink.put(piece)
    _flush(output.sink, output.out)


def _flush(holder: Sink | Rows | None, out: BinaryIO) -> None:
    if holder is not None:
        holder.flush()
    out.flush()


class _Flushing(io.RawIOBase):
    """A source that has everything written out that is ready, before reading on may have to wait."""

    def __init__(self, source: Source, flush_all: Callable[[], None]) -> None:
        self.source = source
        self.file = source.file
        self.flush_all = flush_all

    def buffered(self) -> BinaryIO:
        """Return a stream that can be read from; one that can be seeked in never has to wait."""
        if not self.source.format.streams:
            return self.file
        return cast("BinaryIO", io.BufferedReader(self, 1 << 16))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.source.waits():
            self.flush_all()
        data = self.file.read1(len(buffer))  # type: ignore[attr-defined]
        buffer[: len(data)] = data
        return len(data)
