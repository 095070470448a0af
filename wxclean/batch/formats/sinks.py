"""Writes records in the format that is asked for, or rows back in the format they came in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, BinaryIO, Protocol

from wxclean.batch.formats.read import CsvDialect, Item
from wxclean.batch.formats.rows import CleanRow, CsvColumns, dumps, widened
from wxclean.batch.job import Job, Target
from wxclean.output.render import render
from wxclean.result import Cleaned


class RecordSink(Protocol):
    """Takes cleaned records, one after the other."""

    def write(self, cleaned: Cleaned, fields: Mapping[str, object]) -> None:
        """Adds a record; `fields` are its other columns."""

    def close(self) -> None:
        """Writes what is still held back."""


class TextSink:
    """Text or Markdown, one record after the other, as `wxclean FILE` prints them."""

    def __init__(self, file: BinaryIO, target: Target, job: Job) -> None:
        self.file = file
        self.form: Any = target
        self.title = job.title

    def write(self, cleaned: Cleaned, _fields: Mapping[str, object]) -> None:
        """Adds a record; text has no place for other columns."""
        self.file.write(render(cleaned, self.form, title=self.title).encode())

    def close(self) -> None:
        """Nothing is held back."""


class JsonlSink:
    """One JSON object a record."""

    def __init__(self, file: BinaryIO, job: Job) -> None:
        self.file = file
        self.keep_raw = job.keep_raw

    def write(self, cleaned: Cleaned, fields: Mapping[str, object]) -> None:
        """Adds a line."""
        if self.keep_raw:
            fields = {**fields, "raw": cleaned.payload}
        line = render(cleaned.replaced(fields={**cleaned.fields, **fields}), "jsonl")
        self.file.write(line.encode())

    def close(self) -> None:
        """Nothing is held back."""


class RowSink(Protocol):
    """Takes rows back, changed or not."""

    def write(self, item: Item, row: CleanRow) -> None:
        """A row that could be cleaned."""

    def keep(self, item: Item) -> None:
        """A row that stays as it is: blank, or in place and broken."""

    def close(self) -> None:
        """Writes the end."""


class JsonlRows:
    """JSON Lines; a line that doesn't change keeps its bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, item: Item, row: CleanRow) -> None:
        """Adds a line."""
        self.file.write((dumps(row.value) + "\n").encode() if row.changed else item.verbatim)

    def keep(self, item: Item) -> None:
        """Adds it as it is."""
        self.file.write(item.verbatim)

    def close(self) -> None:
        """Nothing is held back."""


class JsonRows:
    """A JSON array with an element a line, or JSON values one after the other."""

    def __init__(self, file: BinaryIO, *, is_array: bool) -> None:
        self.file = file
        self.is_array = is_array
        self.empty = True

    def write(self, item: Item, row: CleanRow) -> None:
        """Adds a value."""
        self._put(dumps(row.value).encode() if row.changed else item.verbatim)

    def keep(self, item: Item) -> None:
        """Adds it as it is."""
        self._put(item.verbatim)

    def _put(self, value: bytes) -> None:
        if self.is_array:
            self.file.write(b"[\n" if self.empty else b",\n")
        self.file.write(value if self.is_array else value + b"\n")
        self.empty = False

    def close(self) -> None:
        """Ends the array."""
        if self.is_array:
            self.file.write(b"[]\n" if self.empty else b"\n]\n")


class CsvRows:
    """CSV or TSV with the columns that cleaning adds."""

    def __init__(self, file: BinaryIO, dialect: CsvDialect, columns: CsvColumns) -> None:
        self.columns = columns
        self.text = io.StringIO(newline="")
        self.file = file
        self.writer = csv.writer(self.text, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
        self._put(columns.header)

    def write(self, item: Item, row: CleanRow) -> None:  # noqa: ARG002 - as every RowSink takes it
        """Adds a row."""
        self._put(row.value)

    def keep(self, item: Item) -> None:
        """Adds it as it is."""
        self._put(widened(item.value, self.columns) if item.value else [])

    def _put(self, row: list[str]) -> None:
        self.writer.writerow(row)
        if self.text.tell() > 1 << 18:
            self.close()

    def close(self) -> None:
        """Writes the rows that are held back."""
        self.file.write(self.text.getvalue().encode("utf-8", "surrogateescape"))
        self.text.seek(0)
        self.text.truncate()
