"""CSV and TSV: rows of cells under a header, written as they came, with the columns that cleaning adds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from wxclean.batch.formats.format import CleanRow, Format, Item, SupportsClean
from wxclean.batch.formats.lines import too_long
from wxclean.batch.formats.rows import dumps, merged, metadata_of, text_column
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What Excel and its like take for the beginning of a formula (owasp.org, CSV Injection), full-width forms included."""


class Table(NamedTuple):
    """A file that is being read: how its lines end, its header, and its rows as lists of cells."""

    line_end: str
    header: list[str]
    rows: Iterator[Item]


def open_table(delimiter: str, file: BinaryIO, job: Job) -> Table:
    """Read the header.

    Raises:
        InputError: it is none, or in an encoding that has to be named.
    """
    csv.field_size_limit(min(job.max_record, 2**31 - 1))
    encoding = job.cleaner.encoding or "utf-8"
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    text = io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
    lines = _LineEnds(text, job.max_record)
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise InputError(f"not CSV: {error}") from None
    if not _is_text(header):
        raise InputError("the header is not UTF-8; name the encoding with --encoding")
    return Table(lines.line_end, header, _items(rows, text))


class _LineEnds:
    """Lines of a text file, remembering how the first one ends."""

    def __init__(self, text: io.TextIOWrapper, limit: int) -> None:
        self.text = text
        self.limit = limit
        self.line_end = "\n"
        self.first = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.text.readline(self.limit + 1)
        if not line:
            raise StopIteration
        if len(line) > self.limit:
            raise InputError(too_long(self.limit))
        if self.first:
            self.first = False
            self.line_end = "\r\n" if line.endswith("\r\n") else "\n"
        return line


def _items(rows: Any, text: io.TextIOWrapper) -> Iterator[Item]:
    while True:
        place = f"line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            text.detach()
            return
        except csv.Error as error:
            yield Item(place, error=f"not CSV: {error}")
            continue
        if _is_text(row):
            yield Item(place, row, row)
        else:
            yield Item(place, row, json.dumps(row).encode(), "not UTF-8; name the encoding with --encoding")


def _is_text(row: list[str]) -> bool:
    try:
        "".join(row).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def read(delimiter: str, file: BinaryIO, _part: Range, job: Job) -> Iterator[Item]:
    """Yield the rows as mappings; a blank line holds nothing."""
    _, header, rows = open_table(delimiter, file, job)
    for place, cells, kept, error in rows:
        value = dict(zip(header, cells, strict=False)) if header and cells else cells or None
        yield Item(place, value, kept, error)


class Columns(NamedTuple):
    """Where things are in a row: the text, the raw text (-1: not kept), the metadata; and the new header.

    With `escaped`, a text that would be a formula to a spreadsheet is written as one that isn't.
    """

    text: int
    raw: int
    metadata: int
    width: int
    header: list[str]
    escaped: bool


def columns_of(header: list[str], job: Job) -> Columns:
    """Return the columns of the output: those of the input, the raw text where it is kept, and `metadata`.

    Raises:
        InputError: none of them holds text.
    """
    text = text_column(header, job.text_column)
    raw = [text + "_raw"] if job.keep_raw else []
    new = header + [name for name in [*raw, "metadata"] if name not in header]
    raw_at = new.index(raw[0]) if raw else -1
    escaped = job.csv_formulas == "escape"
    return Columns(header.index(text), raw_at, new.index("metadata"), len(header), new, escaped)


class CsvRows:
    """The rows of one CSV or TSV file on their way into another one."""

    def __init__(self, delimiter: str, file: BinaryIO, out: BinaryIO, _part: Range, job: Job) -> None:
        self.table = open_table(delimiter, file, job)
        self.columns = columns_of(self.table.header, job)
        self.out = out
        self.held = io.StringIO(newline="")
        self.writer = csv.writer(self.held, delimiter=delimiter, lineterminator=self.table.line_end)
        self._put(self.columns.header)

    def __iter__(self) -> Iterator[Item]:
        for item in self.table.rows:
            if item.value or item.error:
                yield item
            else:
                self.keep(item)

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return a row as wide as the new header; the metadata are one JSON object in a cell."""
        columns, row = self.columns, item.value
        if columns.text >= len(row):
            raise InputError("the row ends before the text column")
        raw = row[columns.text]
        cleaned = cleaner.clean(raw)
        found = metadata_of(cleaned)
        cells = widened(row, columns)
        if cleaned.text == raw and not found:
            return CleanRow(cells, cleaned, raw, changed=False)
        if cleaned.text != raw:
            cells[columns.text] = guarded(cleaned.text) if columns.escaped else cleaned.text
        if columns.raw >= 0 and not cells[columns.raw]:
            cells[columns.raw] = raw
        cells[columns.metadata] = _metadata_cell(cells[columns.metadata], found)
        return CleanRow(cells, cleaned, raw, changed=True)

    def write(self, item: Item, row: CleanRow) -> None:  # noqa: ARG002 - as all rows are written
        """Write a row."""
        self._put(row.value)

    def keep(self, item: Item) -> None:
        """Write the row as it is."""
        self._put(widened(item.value, self.columns) if item.value else [])

    def _put(self, row: list[str]) -> None:
        self.writer.writerow(row)
        if self.held.tell() > 1 << 18:
            self.close()

    def close(self) -> None:
        """Write the rows that are held back."""
        self.out.write(self.held.getvalue().encode("utf-8", "surrogateescape"))
        self.held.seek(0)
        self.held.truncate()


def guarded(text: str) -> str:
    """Return the text of a cell, with an apostrophe before what a spreadsheet would calculate.

    >>> guarded("=1+1"), guarded("1+1=2")
    ("'=1+1", '1+1=2')
    """
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def widened(row: list[str], columns: Columns) -> list[str]:
    """Return the row with empty cells in the new columns; cells beyond the header stay at the end."""
    within, beyond = row[: columns.width], row[columns.width :]
    return within + [""] * (len(columns.header) - len(within)) + beyond


def _metadata_cell(cell: str, found: Mapping[str, object]) -> str:
    if not found:
        return cell
    try:
        there = json.loads(cell) if cell.strip() else {}
    except (ValueError, RecursionError):
        there = {"before": cell}
    if not isinstance(there, dict):
        there = {"before": cell}
    return dumps(merged(there, found))


def _separated_by(delimiter: str, name: str, *suffixes: str) -> Format:
    return Format(name, suffixes, read=partial(read, delimiter), rows=partial(CsvRows, delimiter))


CSV = _separated_by(",", "csv", ".csv")
TSV = _separated_by("\t", "tsv", ".tsv", ".tab")
