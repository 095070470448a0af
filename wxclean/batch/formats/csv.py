"""CSV and TSV: rows of cells under a header, written as they came, with the columns that cleaning adds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import BinaryIO, NamedTuple

from wxclean.batch.formats.csv_cells import manner_of
from wxclean.batch.formats.csv_cut import row_cut
from wxclean.batch.formats.csv_pieces import CsvSink, header_of, join_tables
from wxclean.batch.formats.csv_table import DELIMITERS, delimiter_of, open_table
from wxclean.batch.formats.format import CleanRow, Cut, Format, Item, SupportsClean
from wxclean.batch.formats.formulas import guarded
from wxclean.batch.formats.rows import NOTHING, dumps, merged, metadata_of, text_column
from wxclean.batch.formats.utf8 import OfStream
from wxclean.batch.job import Job, Range


def read(delimiters: Sequence[str], file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield the rows as mappings, in which a cell that is missing is empty; a blank line holds nothing."""
    table = open_table(delimiters, file, part, job)
    header = table.header
    names = names_of(header, len(header))
    for item in table.rows:
        cells = item.value
        if cells:
            there = names if len(cells) <= len(names) else names_of(header, len(cells))
            yield item._replace(value=dict(zip_longest(there, cells, fillvalue="")))
        else:
            yield item if item.error else item._replace(value=None)


def names_of(header: Sequence[str], width: int) -> list[str]:
    """Return a name for each of so many columns, no two alike.

    >>> names_of(["id", "text", "id", ""], 5)
    ['id', 'text', 'id_3', 'column_4', 'column_5']
    """
    names: dict[str, None] = {}
    for number in range(1, width + 1):
        name = (header[number - 1] if number <= len(header) else "") or f"column_{number}"
        while name in names:
            name = f"{name}_{number}"
        names[name] = None
    return list(names)


class Columns(NamedTuple):
    """Where things are in a row: the text, the raw text (-1: not kept), the metadata; and the new header.

    `width` is that of the header as it came. With `escaped`, a text that would be a formula to a spreadsheet is written
    as one that isn't.
    """

    text: int
    raw: int
    metadata: int
    width: int
    header: list[str]
    escaped: bool

    @property
    def added(self) -> int:
        """How many columns are new."""
        return len(self.header) - self.width

    def cell(self, row: Sequence[str], at: int) -> str:
        """Return what a row has in a column; nothing in a new one."""
        return row[at] if at < min(self.width, len(row)) else ""


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


class CsvRows(OfStream):
    """The rows of one CSV or TSV file on their way into another one; all but the cells that change keep their bytes."""

    def __init__(self, delimiters: Sequence[str], file: BinaryIO, out: BinaryIO, part: Range, job: Job) -> None:
        self.table = open_table(delimiters, file, part, job)
        self.stream = self.table.stream
        self.columns = columns_of(self.table.header, job)
        self.manner = manner_of(self.table.delimiter, self.table.header_line.rstrip("\r\n"), self.table.header)
        self.out = out
        self.held: list[bytes] = []
        self.size = 0
        names = dict(enumerate(self.columns.header[self.columns.width :], self.columns.width))
        header = self._line(self.table.header_line, self.table.header, names)
        self._put(self.table.mark.encode() + header)

    def __iter__(self) -> Iterator[Item]:
        """Yield the rows that reach as far as the text; a shorter one has none."""
        for item in self.table.rows:
            if item.error or len(item.value) > self.columns.text:
                yield item
            else:
                self.keep(item)

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return the cells that change, by their place; the metadata are one JSON object in a cell."""
        columns, row = self.columns, item.value
        raw = row[columns.text]
        if not raw.strip():
            return CleanRow({}, NOTHING, raw, changed=False)
        cleaned = cleaner.clean(raw)
        before = columns.cell(row, columns.metadata)
        metadata = _metadata_cell(before, metadata_of(cleaned))
        if cleaned.text == raw and metadata == before:
            return CleanRow({}, cleaned, raw, changed=False)
        cells = {}
        if cleaned.text != raw:
            cells[columns.text] = guarded(cleaned.text) if columns.escaped else cleaned.text
        if columns.raw >= 0 and not columns.cell(row, columns.raw):
            cells[columns.raw] = raw
        if metadata != before:
            cells[columns.metadata] = metadata
        return CleanRow(cells, cleaned, raw, changed=True)

    def write(self, item: Item, row: CleanRow) -> None:
        """Write a row, as wide as the new header."""
        self._put(self._line(item.kept.decode(), item.value, row.value) if row.value else self._widened(item))

    def keep(self, item: Item) -> None:
        """Write the row as it is."""
        self._put(self._widened(item) if item.value else item.kept)

    def _widened(self, item: Item) -> bytes:
        """Return a row that doesn't change, with empty cells in the new columns."""
        kept: bytes = item.kept
        return kept if self.columns.added == 0 else self._line(kept.decode(), item.value, {})

    def _line(self, line: str, cells: list[str], changed: Mapping[int, str]) -> bytes:
        """Return a line with other cells in some places; those beyond the header stay at the end."""
        width, manner = self.columns.width, self.manner
        body = line.rstrip("\r\n")
        raw = manner.raw_cells(body, cells)
        missing = max(0, width - len(raw))
        raw[width:width] = [manner.empty] * (missing + self.columns.added)
        for at, cell in changed.items():
            raw[at] = manner.written(cell, quoted=raw[at].startswith('"'))
        return (manner.delimiter.join(raw) + line[len(body) :]).encode()

    def _put(self, row: bytes) -> None:
        self.held.append(row)
        self.size += len(row)
        if self.size > 1 << 18:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held back."""
        self.out.write(b"".join(self.held))
        self.held.clear()
        self.size = 0

    def close(self) -> None:
        """Write the rows that are held back."""
        self.flush()


def _metadata_cell(cell: str, found: Mapping[str, object]) -> str:
    """Return a cell with metadata added to what it holds; as it is where they add nothing."""
    if not found:
        return cell
    try:
        there = json.loads(cell) if cell.strip() else {}
    except (ValueError, RecursionError):
        there = {"before": cell}
    if not isinstance(there, dict):
        there = {"before": cell}
    new = merged(there, found)
    return cell if new == there else dumps(new)


def cutter(delimiters: Sequence[str], header: bytes, job: Job) -> Cut | None:
    """Return what tells where rows end below a header; None where lines end as on an old Macintosh."""
    if not header.endswith(b"\n"):
        return None
    return row_cut(delimiter_of(header.decode("utf-8", "replace").removeprefix("\ufeff"), delimiters, job))


def _separated_by(delimiters: Sequence[str], name: str, *suffixes: str) -> Format:
    return Format(
        name,
        suffixes,
        output_suffix=suffixes[0],
        read=partial(read, delimiters),
        rows=partial(CsvRows, delimiters),
        sink=partial(CsvSink, delimiters[0]),
        cutter=partial(cutter, delimiters),
        header=header_of,
        join=join_tables,
    )


CSV = _separated_by(DELIMITERS, "csv", ".csv")
TSV = _separated_by("\t", "tsv", ".tsv", ".tab")
