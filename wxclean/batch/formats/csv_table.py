"""A table of cells as it is read: its delimiter, its header, and each row with the bytes that it came in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from wxclean.batch.formats.format import Item
from wxclean.batch.formats.lines import too_long
from wxclean.batch.formats.rows import text_column
from wxclean.batch.formats.utf8 import Utf8Stream, utf8_stream
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError
from wxclean.language import _

DELIMITERS = (",", ";", "\t", "|")
"""What the cells of a `.csv` file may be separated by, most likely first."""
_NEVER_CLOSED = _("a quote opens here that is never closed; everything below it is inside")


class Table(NamedTuple):
    """A table that is being read.

    Attributes:
        stream: what it is read from.
        delimiter: what its cells are separated by.
        header: the names of its columns.
        mark: the byte order mark before the header, or nothing.
        header_line: the header as it stands there, line end included.
        rows: its rows, each a list of cells; what is kept of one are its bytes, as UTF-8.
    """

    stream: Utf8Stream
    delimiter: str
    header: list[str]
    mark: str
    header_line: str
    rows: Iterator[Item]


def open_table(delimiters: Sequence[str], file: BinaryIO, part: Range, job: Job) -> Table:
    """Read the header; it tells which of the delimiters is used.

    Raises:
        InputError: it is none, or in an encoding that has to be named.
    """
    csv.field_size_limit(min(job.max_record, 2**31 - 1))
    stream = utf8_stream(file, part, job)
    text = _Text(stream.file, encoding="utf-8", errors="surrogateescape", newline="")
    taken: list[str] = []
    try:
        lines = _lines(text, job.max_record, taken)
        mark, first = _parted_mark(next(lines, ""))
        delimiter = delimiter_of(first, delimiters, job)
        reader = csv.reader(chain([first] if first else (), lines), delimiter=delimiter, strict=True)
        header = next(reader, [])
        line = _row_of(taken).removeprefix(mark)
        line.encode()
    except csv.Error as error:
        raise InputError(_("not CSV: {reason}").format(reason=_reason(error))) from None
    except _TooLongError:
        raise InputError(too_long(job.max_record)) from None
    except UnicodeEncodeError:
        raise InputError(str(stream.undecodable("", b"", _(" in the header")).error)) from None
    return Table(stream, delimiter, header, mark, line, _rows(reader, taken, len(header), stream, job))


def _parted_mark(line: str) -> tuple[str, str]:
    """Return the byte order mark that a first line may begin with, and the line without it."""
    mark = line[:1] if line.startswith("\ufeff") else ""
    return mark, line[len(mark) :]


def delimiter_of(line: str, delimiters: Sequence[str], job: Job) -> str:
    """Return the delimiter by which a header has the most columns, one of them the text if that can be."""
    headers = {each: next(csv.reader([line], delimiter=each), []) for each in delimiters}
    with_text = [each for each in delimiters if _has_text(headers[each], job)]
    return max(with_text or delimiters, key=lambda each: len(headers[each]))


def _has_text(header: list[str], job: Job) -> bool:
    try:
        text_column(header, job.text_column)
    except InputError:
        return False
    return True


class _Text(io.TextIOWrapper):
    """A text file that leaves its stream open."""

    def close(self) -> None:
        pass


class _TooLongError(Exception):
    """Raised for a line beyond the limit."""


def _lines(text: io.TextIOWrapper, limit: int, taken: list[str]) -> Iterator[str]:
    """Yield the lines of a text, and remember them: `taken` are those of the present row."""
    for line in iter(partial(text.readline, limit + 1), ""):
        if len(line) > limit:
            raise _TooLongError
        taken.append(line)
        yield line


def _row_of(taken: list[str]) -> str:
    """Return the row that the lines that were taken are, and forget them."""
    raw = taken[0] if len(taken) == 1 else "".join(taken)
    taken.clear()
    return raw


def _rows(reader: Any, taken: list[str], width: int, stream: Utf8Stream, job: Job) -> Iterator[Item]:
    place = ""
    try:
        while True:
            place = _("line {number}").format(number=stream.part.lines_before + reader.line_num + 1)
            try:
                cells, reason = next(reader), ""
            except csv.Error as error:
                cells = _plain_cells(error, taken, width, reader.dialect.delimiter)
                reason = "" if cells else _("not CSV: {reason}").format(reason=_reason(error))
            yield _item(place, cells, _row_of(taken), reason, stream)
    except StopIteration:
        return
    except _TooLongError:
        yield Item(place, error=_("{reason}; nothing after it was read").format(reason=too_long(job.max_record)))


def _item(place: str, cells: list[str], raw: str, reason: str, stream: Utf8Stream) -> Item:
    try:
        kept = raw.encode()
    except UnicodeEncodeError:
        return stream.undecodable(place, raw.encode("utf-8", "surrogateescape"))
    return Item(place, None, kept, reason) if reason else Item(place, cells, kept)


def _plain_cells(error: csv.Error, lines: list[str], width: int, delimiter: str) -> list[str]:
    """Return the cells of a row in which quotes mean nothing; none where it can't be one.

    Not all that write tables quote: to them a cell may begin with a quote like any other.

    Raises:
        _TooLongError: the row has a cell beyond the limit, inside of which nothing can be told.
    """
    if "field limit" in str(error):
        raise _TooLongError
    cells = lines[0].rstrip("\r\n").split(delimiter) if len(lines) == 1 else []
    return cells if len(cells) == width else []


def _reason(error: csv.Error) -> str:
    return _NEVER_CLOSED if "unexpected end" in str(error) else str(error)
