"""Dumps that stand a line each, as in `text:'…'`; and the lines in a range of a file, for all formats made of lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from wxclean.batch.formats.format import PIECE, Cut, Dump, Format, Item, Ranges
from wxclean.batch.formats.utf8 import Utf8Stream, is_utf8, seek_line, skip_line, utf8_stream
from wxclean.batch.job import Job, Range
from wxclean.language import _


def read(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield each line as a dump; a blank one holds nothing."""
    stream = utf8_stream(file, part, job)
    for item in read_lines(stream, job.max_record):
        if item.error:
            yield item
        else:
            yield _dump(item, stream) if stream.is_rewritten else Item(item.place, item.kept.strip() or None, item.kept)


def _dump(item: Item, stream: Utf8Stream) -> Item:
    """Return a line of another encoding as the text that it is: its bytes would be taken for that encoding again."""
    try:
        return item._replace(value=Dump(item.kept.decode().strip()) or None)
    except UnicodeDecodeError:
        return stream.undecodable(item.place, item.kept)


def read_lines(stream: Utf8Stream, limit: int) -> Iterator[Item]:
    """Yield the lines that begin inside the stream's part; what is kept of each are its bytes, line end included.

    Lines are numbered where it is known how many begin above the part, else their place is an offset. One of more than
    `limit` bytes is not read.
    """
    file, part = stream.file, stream.part
    numbered = part.start == 0 or part.lines_before > 0
    below = _(" below byte {number}").format(number=stream.offset) if stream.offset and not part.lines_before else ""
    where = _("line {number}{below}") if numbered else _("byte {number}")
    position = seek_line(file, part.start) if part.start else 0
    number = part.lines_before
    while part.stop is None or position < part.stop:
        line = file.readline(limit + 2)
        if not line:
            return
        number += 1
        place = where.format(number=number if numbered else position, below=below)
        position += len(line)
        if len(line) > limit and not line.endswith(b"\n"):
            position += skip_line(file)
            yield Item(place, error=too_long(limit))
        else:
            yield Item(place, kept=line)


def too_long(limit: int) -> str:
    """Return the reason why a record of more than `limit` bytes fails."""
    return _("longer than {limit:,} bytes; raise --max-record-size if that is right").format(limit=limit)


def split(file: BinaryIO, size: int, each: int) -> list[tuple[Range, int]]:
    """Return equal ranges of at most `each` bytes; none where a newline byte may be a part of another character."""
    if not is_utf8(file):
        return []
    count = -(-size // each)
    edges = [size * number // count for number in range(count + 1)]
    return [(Range(start, stop), stop - start) for start, stop in pairwise(edges)]


def numbered(file: BinaryIO, ranges: list[tuple[Range, int]]) -> list[tuple[Range, int]]:
    """Return ranges, in the order of the file, each with the number of lines that begin above it."""
    file.seek(0)
    found = []
    position, breaks = 0, 0
    for where, size in ranges:
        while position < where.start - 1 and (data := file.read(min(PIECE, where.start - 1 - position))):
            position += len(data)
            breaks += data.count(b"\n")
        found.append((where._replace(lines_before=breaks + 1 if where.start else 0), size))
    return found


def spans(file: BinaryIO, part: Range) -> list[tuple[int, int]]:
    """Return where the lines lie that begin in the part, and the byte before, which tells whether one begins there."""
    end = file.seek(0, 2) if part.stop is None else seek_line(file, part.stop)
    return [(max(0, part.start - 1), end)]


def looks_like_lines(head: bytes) -> bool:
    """Return whether each of the first lines is a whole wrapped record."""
    lines = [line.strip() for line in head.split(b"\n")[:-1]]
    lines = [line for line in lines if line][:8]
    return len(lines) > 1 and all(_is_wrapped_line(line) for line in lines)


def _is_wrapped_line(line: bytes) -> bool:
    if line[:1] == b"{":
        return line[-1:] == b"}"
    body = line.split(b":", 1)[-1].strip() if line[:1] not in b"'\"" else line
    body = body.lstrip(b"ubUB")
    return body[:1] in (b"'", b'"') and len(body) > 1 and body.rstrip(b",")[-1:] == body[:1]


def cutter(_header: bytes, _job: Job) -> Cut:
    """Return what tells where lines end in UTF-8."""
    return _cut


def _cut(data: bytes, _state: int) -> tuple[int, int]:
    return data.rfind(b"\n") + 1, 0


LINES = Format("lines", read=read, cutter=cutter, ranges=Ranges(split, spans, numbered))
