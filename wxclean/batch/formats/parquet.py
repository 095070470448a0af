"""Parquet: rows read and written by row group, never a whole file; needs the extra `wxclean[parquet]`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from wxclean.batch.formats.arrow import (
    Cells,
    arrow_module,
    clean_cells,
    columns_of,
    kept_cells,
    metadata_type,
    suspicions_type,
)
from wxclean.batch.formats.format import CleanRow, Format, Item, Ranges, SupportsClean
from wxclean.batch.formats.record_row import COLUMNS, record_row
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError
from wxclean.language import _
from wxclean.result import Cleaned

_ROWS = 512
_GROUP_BYTES = 64 << 20


def modules() -> tuple[Any, Any]:
    """Return the modules pyarrow and pyarrow.parquet.

    Raises:
        UsageError: the extra is not installed.
    """
    arrow = arrow_module()
    from pyarrow import parquet

    return arrow, parquet


def opened(file: BinaryIO) -> Any:
    """Return a ParquetFile that reads page by page.

    Raises:
        InputError: the stream holds something else.
    """
    arrow, parquet = modules()
    try:
        return parquet.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
    except (arrow.ArrowInvalid, OSError) as error:
        raise InputError(_("not Parquet: {error}").format(error=str(error).splitlines()[0])) from None


def split(file: BinaryIO, size: int, each: int) -> list[tuple[Range, int]]:
    """Return runs of row groups, each of about so many bytes of the file, as far as its footer tells."""
    metadata = opened(file).metadata
    sizes = [metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)]
    scale = size / max(1, sum(sizes))
    runs: list[tuple[Range, int]] = []
    start, held = 0, 0.0
    for number, uncompressed in enumerate(sizes):
        held += uncompressed * scale
        if held >= each or number == len(sizes) - 1:
            runs.append((Range(start, number + 1), int(held)))
            start, held = number + 1, 0.0
    return runs


def spans(file: BinaryIO, part: Range) -> list[tuple[int, int]]:
    """Return where the columns of the part's row groups lie in the file, and where its footer does."""
    metadata = opened(file).metadata
    places = []
    for number in _groups(metadata, part):
        group = metadata.row_group(number)
        for column in map(group.column, range(group.num_columns)):
            first = min(column.dictionary_page_offset or column.data_page_offset, column.data_page_offset)
            places.append((first, first + column.total_compressed_size))
    end = file.seek(0, 2)
    return [*places, (end - metadata.serialized_size - 8, end)]


def _groups(metadata: Any, part: Range) -> range:
    return range(part.start, metadata.num_row_groups if part.stop is None else part.stop)


def _batches(parquet_file: Any, part: Range) -> Iterator[tuple[bool, Any]]:
    """Yield batches of rows in the part's row groups; True with the last one of a group."""
    for group in _groups(parquet_file.metadata, part):
        held = None
        for batch in parquet_file.iter_batches(batch_size=_ROWS, row_groups=[group], use_threads=False):
            if held is not None:
                yield False, held
            held = batch
        if held is not None:
            yield True, held


def read(file: BinaryIO, part: Range, _job: Job) -> Iterator[Item]:
    """Yield the rows as mappings to plain JSON types, numbered from 1 in the part."""
    number = 0
    for _kept, batch in _batches(opened(file), part):
        for row in batch.to_pylist():
            number += 1
            value = {name: _plain(cell) for name, cell in row.items()}
            yield Item(_("row {number}").format(number=number), value, value)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; what JSON lacks (times, decimals) becomes its text."""
    if isinstance(value, bytes):
        return value
    return json.loads(json.dumps(value, default=str)) if not isinstance(value, (str, int, float, type(None))) else value


class ParquetSink:
    """A writer of records as rows: id, text, metadata, the other fields as JSON, suspect, warnings."""

    def __init__(self, file: BinaryIO, job: Job) -> None:
        self.arrow, parquet = modules()
        kinds = {"metadata": metadata_type(), "suspect": suspicions_type()}
        columns = [(name, kinds.get(name, self.arrow.string())) for name in COLUMNS]
        if job.keep_raw:
            columns.append(("raw", self.arrow.string()))
        self.schema = self.arrow.schema(columns)
        self.writer = parquet.ParquetWriter(file, self.schema, compression="zstd")
        self.rows: list[dict[str, Any]] = []
        self.size = 0

    def piece(self, cleaned: Cleaned, fields: Mapping[str, object]) -> dict[str, Any]:
        """Return a record as a row."""
        return record_row(cleaned, fields)

    def put(self, piece: dict[str, Any]) -> None:
        """Add a row; they go out by the group."""
        self.rows.append(piece)
        self.size += len(piece["text"]) * 3 + 500
        if self.size > _GROUP_BYTES:
            self._put_group()

    def flush(self) -> None:
        """Do nothing: rows go out by the group."""

    def _put_group(self) -> None:
        if self.rows:
            self.writer.write_table(self.arrow.Table.from_pylist(self.rows, schema=self.schema))
        self.rows, self.size = [], 0

    def close(self) -> None:
        """Write the last rows and the footer."""
        self._put_group()
        self.writer.close()


class _Given(NamedTuple):
    """What a row has: its text, and metadata if there are any."""

    text: str | bytes
    metadata: dict[str, object] | None


class ParquetRows:
    """The rows of one Parquet file on their way into another one with its columns, its codec and its row groups."""

    is_rewritten = False
    note = ""

    def __init__(self, file: BinaryIO, out: BinaryIO, part: Range, job: Job) -> None:
        self.arrow, parquet = modules()
        self.input = opened(file)
        self.part = part
        self.columns = columns_of(self.input.schema_arrow, job)
        self.writer = parquet.ParquetWriter(out, self.columns.schema, compression=_codec(self.input))
        self.made: list[Cells | None] = []
        self.held: list[Any] = []
        self.size = 0

    def __iter__(self) -> Iterator[Item]:
        number = 0
        for last, batch in _batches(self.input, self.part):
            self.made = []
            texts = batch.column(self.columns.text).to_pylist()
            for raw, there in zip(texts, self.columns.metadata_in(batch), strict=True):
                number += 1
                self.made.append(Cells() if raw is None else None)  # None: left out, unless it is written or kept
                if raw is not None:
                    yield Item(_("row {number}").format(number=number), _Given(raw, there), raw)
            self._put(self.columns.replaced(batch, self.made), last=last)

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return the text of a row, cleaned."""
        return clean_cells(item.value.text, cleaner, item.value.metadata)

    def write(self, item: Item, row: CleanRow) -> None:  # noqa: ARG002 - as all rows are written
        """Take a row; it goes out with its row group."""
        self.made[-1] = row.value

    def keep(self, item: Item) -> None:
        """Take a row that stays as it is.

        Raises:
            InputError: it holds bytes that are no text, for which a column of text has no place.
        """
        kept = kept_cells(item.value.text)
        if kept.text is None:
            raise InputError(
                _("{place}: these bytes are no UTF-8; in place nothing may be left out, so the file stays").format(
                    place=item.place
                )
            )
        self.made[-1] = kept

    def flush(self) -> None:
        """Do nothing: rows go out by the group."""

    def _put(self, batch: Any, *, last: bool) -> None:
        """Hold a batch back until its row group is whole, or large."""
        self.held.append(batch)
        self.size += batch.nbytes
        if last or self.size > _GROUP_BYTES:
            table = self.arrow.Table.from_batches(self.held, schema=self.columns.schema)
            self.writer.write_table(table, row_group_size=max(1, table.num_rows))
            self.held, self.size = [], 0

    def close(self) -> None:
        """Write the footer."""
        self.writer.close()


def _codec(parquet_file: Any) -> str:
    metadata = parquet_file.metadata
    if not metadata.num_row_groups or not metadata.num_columns:
        return "zstd"
    name = str(metadata.row_group(0).column(0).compression).lower()
    return {"uncompressed": "none", "lz4_raw": "lz4"}.get(name, name)


def join(parts: Iterable[BinaryIO], out: BinaryIO) -> None:
    """Write the row groups of several files of one schema into one file."""
    _, parquet = modules()
    writer = None
    for part in parts:
        rows = parquet.ParquetFile(part, pre_buffer=False)
        writer = writer or parquet.ParquetWriter(out, rows.schema_arrow, compression=_codec(rows))
        for group in range(rows.metadata.num_row_groups):
            table = rows.read_row_group(group, use_threads=False)
            writer.write_table(table, row_group_size=max(1, table.num_rows))
    if writer is not None:
        writer.close()


PARQUET = Format(
    "parquet",
    suffixes=(".parquet", ".pq"),
    output_suffix=".parquet",
    magic=b"PAR1",
    streams=False,
    read=read,
    rows=ParquetRows,
    sink=ParquetSink,
    ranges=Ranges(split, spans),
    join=join,
)
