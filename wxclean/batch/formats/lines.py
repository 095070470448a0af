"""Dumps that stand a line each, as in `text:'…'`; and the lines in a range of a file, for all formats made of lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from wxclean.batch.formats.format import Format, Item, Ranges
from wxclean.batch.job import Job, Range

_HEAD = 1 << 16


def read(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield each line as a dump; a blank one holds nothing."""
    for item in read_lines(file, part, job.max_record):
        yield item if item.error else Item(item.place, item.kept.strip() or None, item.kept)


def read_lines(file: BinaryIO, part: Range, limit: int) -> Iterator[Item]:
    """Yield the lines that begin inside the part; what is kept of each are its bytes, line end included.

    Lines are numbered where the whole file is read, else their place is an offset. One of more than `limit` bytes
    is not read.
    """
    numbered = part == Range()
    position = _seek_line(file, part.start)
    number = 0
    while part.stop is None or position < part.stop:
        line = file.readline(limit + 2)
        if not line:
            return
        number += 1
        place = f"line {number}" if numbered else f"byte {position}"
        position += len(line)
        if len(line) > limit and not line.endswith(b"\n"):
            position += _skip_line(file)
            yield Item(place, error=too_long(limit))
        else:
            yield Item(place, kept=line)


def _seek_line(file: BinaryIO, start: int) -> int:
    """Go to the first line that begins at `start` or later; return its offset."""
    if not start:
        return 0
    file.seek(start - 1)
    return start - 1 + _skip_line(file)


def _skip_line(file: BinaryIO) -> int:
    skipped = 0
    while True:
        piece = file.readline(1 << 20)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return skipped


def too_long(limit: int) -> str:
    """Return the reason why a record of more than `limit` bytes fails."""
    return f"longer than {limit:,} bytes; raise --max-record-size if that is right"


def split(file: BinaryIO, size: int, each: int) -> list[tuple[Range, int]]:
    """Return equal ranges of at most `each` bytes; none where a newline byte may be a part of another character."""
    if not is_split_at_newlines(file.read(_HEAD)):
        return []
    count = -(-size // each)
    edges = [size * number // count for number in range(count + 1)]
    return [(Range(start, stop), stop - start) for start, stop in pairwise(edges)]


def spans(file: BinaryIO, part: Range) -> list[tuple[int, int]]:
    """Return where the lines lie that begin in the part, and the byte before, which tells whether one begins there."""
    end = file.seek(0, 2) if part.stop is None else _seek_line(file, part.stop)
    return [(max(0, part.start - 1), end)]


def is_split_at_newlines(head: bytes) -> bool:
    """Return whether a newline byte is always a newline: not in UTF-16 or UTF-32, nor in what is compressed."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    return b"\0" not in head


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


LINES = Format("lines", read=read, ranges=Ranges(split, spans))
