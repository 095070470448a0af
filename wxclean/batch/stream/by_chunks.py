"""A source cleaned in chunks of whole records, by all cores, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wxclean.batch.formats.format import Cut
from wxclean.batch.formats.utf8 import Utf8Stream
from wxclean.batch.job import FormatName, Job
from wxclean.batch.stream.chunks import Chunk, chunks_of
from wxclean.batch.stream.clean_chunk import Outcome, Work
from wxclean.batch.stream.in_order import cleaned_in_order
from wxclean.batch.stream.source import Source, replayed
from wxclean.language import _

if TYPE_CHECKING:
    from wxclean.batch.run.local_engine import Workers


def as_utf8(source: Source, stream: Utf8Stream, job: Job) -> tuple[Source, Job, bytes]:
    """Return a source as UTF-8, the job for what is, and the header without which no chunk can be read."""
    header = b"" if source.format.header is None else source.format.header(stream.file, job.max_record)
    source = source._replace(file=replayed(header, stream.file))
    return source, job._replace(cleaner=job.cleaner._replace(encoding="utf-8", errors="strict")), header


def cleaned_chunks(
    source: Source, header: bytes, cut: Cut, target: FormatName | None, job: Job, workers: Workers
) -> Iterator[Outcome]:
    """Yield what comes of each chunk of a source in UTF-8; `target` is None for rows that stay in their own format."""
    lines_in = _rows_lines if header else _lines
    chunks = chunks_of(source.file, cut, job.max_record, source.waits, lines_in)

    def place_of(chunk: Chunk) -> str:
        first, last = chunk.lines_before + 1, chunk.lines_before + lines_in(chunk.data)
        return _("lines {first:,} to {last:,}").format(first=first, last=last)

    yield from cleaned_in_order(Work(source.part, target, job, header), chunks, place_of, workers)


def _lines(data: bytes) -> int:
    return data.count(b"\n")


def _rows_lines(data: bytes) -> int:
    """Return the number of lines of a table, in which a carriage return ends one, too."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
