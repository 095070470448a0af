"""JSON Lines: one JSON value a line; a line that doesn't change keeps its bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from wxclean.batch.formats import lines, program
from wxclean.batch.formats.format import CleanRow, Format, Item, Ranges, SupportsClean
from wxclean.batch.formats.json_text import JsonText, TwiceError
from wxclean.batch.formats.rows import clean_object
from wxclean.batch.formats.utf8 import OfStream, Utf8Stream, utf8_stream
from wxclean.batch.job import Job, Range
from wxclean.language import Message, _
from wxclean.output.render import render
from wxclean.result import Cleaned

_BOM = b"\xef\xbb\xbf"
_FIRST = ("line 1", "byte 0")


def read(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield the value of each line; a blank one holds nothing."""
    yield from _read(utf8_stream(file, part, job), job.max_record, JsonText().decoder.decode)


def _read(stream: Utf8Stream, limit: int, loads: Callable[[str], Any]) -> Iterator[Item]:
    for item in lines.read_lines(stream, limit):
        yield item if item.error else _parsed(item.place, item.kept, stream, loads)


def _parsed(place: str, line: bytes, stream: Utf8Stream, loads: Callable[[str], Any]) -> Item:
    text = line
    if line.startswith(_BOM) and place in _FIRST:
        text = line[len(_BOM) :]
        line = text if stream.is_foreign else line
    if not text or text.isspace():
        return Item(place, None, line)
    try:
        return Item(place, loads(text.decode("utf-8")), line)
    except UnicodeDecodeError as error:
        return stream.undecodable(
            place, line, "" if stream.is_foreign else _(" at byte {number} of the line").format(number=error.start)
        )
    except json.JSONDecodeError as error:
        return Item(
            place,
            None,
            line,
            _("not JSON: {error} at column {column}").format(error=Message(error.msg), column=error.colno),
        )
    except (ValueError, RecursionError) as error:
        return Item(place, None, line, fault(error))


def fault(error: ValueError | RecursionError) -> str:
    """Return why text can't be parsed as JSON, where the error doesn't tell the place."""
    if isinstance(error, TwiceError):
        return str(error)
    return _("nested too deep") if isinstance(error, RecursionError) else _("not JSON: {error}").format(error=error)


class JsonlRows(OfStream):
    """The rows of one JSON Lines file on their way into another one."""

    def __init__(self, file: BinaryIO, out: BinaryIO, part: Range, job: Job) -> None:
        self.stream = utf8_stream(file, part, job)
        self.text = JsonText()
        self.items = _read(self.stream, job.max_record, self.text.decoder.decode)
        self.out = out
        self.job = job
        self.last = b""

    def __iter__(self) -> Iterator[Item]:
        for item in self.items:
            if item.value is None and not item.error and not item.kept.strip():
                self.keep(item)
            else:
                yield item

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return the object or the string of a line, cleaned."""
        return clean_object(item.value, cleaner, self.job)

    def write(self, item: Item, row: CleanRow) -> None:
        """Write a line; one that changes keeps its end, and a byte order mark before it."""
        if row.changed:
            begin = _BOM if item.kept.startswith(_BOM) else b""
            self._put(begin + self.text.encoded(row.value) + (b"\r\n" if item.kept.endswith(b"\r\n") else b"\n"))
        else:
            self._put(item.kept)

    def keep(self, item: Item) -> None:
        """Write the line as it is."""
        self._put(item.kept)

    def _put(self, line: bytes) -> None:
        self.out.write(line.removeprefix(_BOM) if self.job.target else line)
        self.last = line

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """End the last line, unless the file goes back to its place: another file's lines may follow."""
        if self.job.target and self.last and not self.last.endswith(b"\n"):
            self.out.write(b"\n")


class JsonlSink:
    """A writer of records, one JSON object each."""

    def __init__(self, file: BinaryIO, job: Job) -> None:
        self.file = file
        self.keep_raw = job.keep_raw

    def piece(self, cleaned: Cleaned, fields: Mapping[str, object]) -> bytes:
        """Return a record as one line."""
        if self.keep_raw:
            fields = {**fields, "raw": cleaned.payload}
        return render(cleaned.replaced(fields={**cleaned.fields, **fields}), "jsonl").encode()

    def put(self, piece: bytes) -> None:
        """Add a line."""
        self.file.write(piece)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: nothing is held back."""


JSONL = Format(
    "jsonl",
    suffixes=(".jsonl", ".ndjson", ".jsonlines"),
    output_suffix=".jsonl",
    by_head=program.of_lines,
    read=read,
    rows=JsonlRows,
    sink=JsonlSink,
    cutter=lines.cutter,
    ranges=Ranges(lines.split, lines.spans, lines.numbered),
)
