"""JSON: an array of records, or values one after the other; read and written one at a time."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from wxclean.batch.formats.format import CleanRow, Format, Item, SupportsClean
from wxclean.batch.formats.jsonl import fault
from wxclean.batch.formats.lines import too_long
from wxclean.batch.formats.rows import clean_object, dumps
from wxclean.batch.job import Job, Range

_ERRORS = {"strict": "surrogateescape", "replace": "replace"}


def read(file: BinaryIO, _part: Range, job: Job) -> Iterator[Item]:
    """Return the elements of an array, or the values of a file that isn't one."""
    return _opened(file, job)[1]


def _opened(file: BinaryIO, job: Job) -> tuple[bool, Iterator[Item]]:
    """Return whether the file is one array, and its elements, or else the values that it holds."""
    encoding = codecs.lookup(job.cleaner.encoding or "utf-8").name
    text = codecs.getreader("utf-8-sig" if encoding == "utf-8" else encoding)(file, _ERRORS[job.cleaner.errors])
    buffer = text.read(1 << 16)
    at = _skip_space(buffer, 0, "")
    is_array = buffer[at : at + 1] == "["
    items = _items(text, buffer[at + is_array :], is_array, job.max_record)
    return is_array, (_checked(item, encoding) for item in items)


def _checked(item: Item, encoding: str) -> Item:
    """Return an item with its bytes; without its value where they are not text.

    Such bytes can only stay among UTF-8: in another encoding nothing is kept of the record.
    """
    if item.error:
        return item
    try:
        return item._replace(kept=item.kept.encode())
    except UnicodeEncodeError:
        kept = item.kept.encode("utf-8", "surrogateescape") if encoding == "utf-8" else None
        return Item(item.place, None, kept, f"not {encoding} text; name the right encoding with --encoding")


def _items(text: codecs.StreamReader, buffer: str, is_array: bool, limit: int) -> Iterator[Item]:
    decoder = json.JSONDecoder()
    at, number, ended = 0, 0, False
    while True:
        at = _skip_space(buffer, at, "," if number else "")
        if is_array and buffer[at : at + 1] == "]":
            return
        place = f"record {number + 1}"
        try:
            value, end = decoder.raw_decode(buffer, at)
            whole = ended or end < len(buffer) or buffer[end - 1] in '}]"'
            error = None
        except (ValueError, RecursionError) as caught:
            whole, error = False, caught
        if whole:
            number += 1
            yield Item(place, value, buffer[at:end])
            at = end
        elif ended or isinstance(error, RecursionError) or len(buffer) - at > limit:
            if buffer[at:].strip() or is_array:
                yield Item(place, error=_fault(error, ended, limit) + "; nothing after it was read")
            return
        else:
            more = text.read(max(1 << 16, len(buffer) - at))
            buffer, at, ended = buffer[at:] + more, 0, not more


def _fault(error: ValueError | RecursionError | None, ended: bool, limit: int) -> str:
    if isinstance(error, json.JSONDecodeError) and ended:
        return f"not JSON: {error.msg}"
    return fault(error) if isinstance(error, RecursionError) else too_long(limit)


def _skip_space(text: str, at: int, also: str) -> int:
    skipped = " \t\r\n" + also
    while at < len(text) and text[at] in skipped:
        at += 1
    return at


class JsonRows:
    """The rows of one JSON file on their way into another one: an element a line, or a value a line."""

    def __init__(self, file: BinaryIO, out: BinaryIO, _part: Range, job: Job) -> None:
        self.is_array, self.items = _opened(file, job)
        self.out = out
        self.job = job
        self.empty = True

    def __iter__(self) -> Iterator[Item]:
        return self.items

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return an object or a string, cleaned."""
        return clean_object(item.value, cleaner, self.job)

    def write(self, item: Item, row: CleanRow) -> None:
        """Write a value."""
        self._put(dumps(row.value).encode() if row.changed else item.kept)

    def keep(self, item: Item) -> None:
        """Write the value as it is."""
        self._put(item.kept)

    def _put(self, value: bytes) -> None:
        if self.is_array:
            self.out.write(b"[\n" if self.empty else b",\n")
        self.out.write(value if self.is_array else value + b"\n")
        self.empty = False

    def close(self) -> None:
        """End the array."""
        if self.is_array:
            self.out.write(b"[]\n" if self.empty else b"\n]\n")


JSON = Format("json", suffixes=(".json",), read=read, rows=JsonRows)
