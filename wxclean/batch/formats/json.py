"""JSON: an array of records, or values one after the other; read and written one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from wxclean.batch.formats import program
from wxclean.batch.formats.format import CleanRow, Format, Item, SupportsClean
from wxclean.batch.formats.json_array import JsonArraySink, join_arrays
from wxclean.batch.formats.json_text import JsonText
from wxclean.batch.formats.json_values import JsonValues
from wxclean.batch.formats.rows import clean_object
from wxclean.batch.formats.utf8 import OfStream, utf8_stream
from wxclean.batch.job import Job, Range


def read(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield the elements of an array, or the values of a file that isn't one."""
    yield from JsonValues(utf8_stream(file, part, job), job.max_record)


class JsonRows(OfStream):
    """The rows of one JSON file on their way into another one, with what stands between them."""

    def __init__(self, file: BinaryIO, out: BinaryIO, part: Range, job: Job) -> None:
        self.stream = utf8_stream(file, part, job)
        self.text = JsonText()
        self.values = JsonValues(self.stream, job.max_record, self.text)
        self.out = out
        self.job = job
        self.empty = True

    def __iter__(self) -> Iterator[Item]:
        return iter(self.values)

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return an object or a string, cleaned."""
        return clean_object(item.value, cleaner, self.job)

    def read(self, place: str, kept: bytes) -> Item:
        """Return an item of which only this was passed on."""
        return Item(place, self.text.decoder.decode(kept.decode()), kept)

    def write(self, item: Item, row: CleanRow) -> None:
        """Write a value; one that changes is laid out as it was."""
        self.put(item, self.written(item, row))

    def written(self, item: Item, row: CleanRow) -> bytes:
        """Return a value as it is written."""
        before = item.kept.decode() if b"\n" in item.kept else ""
        return self.text.encoded(row.value, before) if row.changed else item.kept

    def keep(self, item: Item) -> None:
        """Write the value as it is."""
        self.put(item, item.kept)

    def put(self, item: Item, written: bytes) -> None:
        """Write a value, with what stands before it."""
        gap = self._mark_free(item.gap)
        if self.empty and self.values.is_array and "[" not in gap:  # the elements before it were left out
            gap = "[" + gap.replace(",", "", 1)
        self.out.write(gap.encode() + written)
        self.empty = False

    def _mark_free(self, text: str) -> str:
        """Return text without the byte order mark that UTF-16 needs and JSON in UTF-8 is not to have."""
        return text.removeprefix("\ufeff") if self.stream.is_foreign else text

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """End the array."""
        tail = self._mark_free(self.values.tail)
        if self.values.is_array:
            tail = tail if tail.rstrip().endswith("]") else tail + "]"
            if self.empty and "[" not in tail:
                tail = "[" + tail.replace(",", "", 1)
        self.out.write(tail.encode())


JSON = Format(
    "json",
    suffixes=(".json",),
    output_suffix=".json",
    by_head=program.of_json,
    read=read,
    rows=JsonRows,
    apart=JsonRows,
    sink=JsonArraySink,
    join=join_arrays,
)
