"""Parquet: rows read and written by row group, never a whole file; needs the extra `wxclean[parquet]`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from wxclean.batch.formats.arrow import ArrowRows, arrow_module, metadata_type
from wxclean.batch.formats.rows import SupportsClean, dumps
from wxclean.batch.job import Job, Source
from wxclean.errors import InputError
from wxclean.files.storage import open_read
from wxclean.result import Cleaned

_ROWS = 512
_GROUP_BYTES = 64 << 20


def modules() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet.

    Raises:
        UsageError: the extra is not installed.
    """
    arrow = arrow_module()
    from pyarrow import parquet

    return arrow, parquet


def opened(file: BinaryIO) -> Any:
    """A ParquetFile that reads page by page."""
    arrow, parquet = modules()
    try:
        return parquet.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
    except (arrow.ArrowInvalid, OSError) as error:
        raise InputError(f"not Parquet: {str(error).splitlines()[0]}") from None


def group_sizes(file: BinaryIO) -> list[int]:
    """Bytes of each row group, unpacked, as the file's footer says."""
    metadata = opened(file).metadata
    return [metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)]


def group_bytes(file: BinaryIO, source: Source) -> list[tuple[int, int]]:
    """Where the columns of the source's row groups lie in the file, and where its footer does."""
    metadata = opened(file).metadata
    places = []
    for number in range(source.start, metadata.num_row_groups if source.stop is None else source.stop):
        group = metadata.row_group(number)
        for column in map(group.column, range(group.num_columns)):
            first = min(column.dictionary_page_offset or column.data_page_offset, column.data_page_offset)
            places.append((first, first + column.total_compressed_size))
    end = file.seek(0, 2)
    return [*places, (end - metadata.serialized_size - 8, end)]


def batches(parquet_file: Any, source: Source) -> Iterator[tuple[bool, Any]]:
    """Batches of rows in the source's row groups; True with the last one of a group."""
    stop = parquet_file.metadata.num_row_groups if source.stop is None else source.stop
    for group in range(source.start, stop):
        held = None
        for batch in parquet_file.iter_batches(batch_size=_ROWS, row_groups=[group], use_threads=False):
            if held is not None:
                yield False, held
            held = batch
        if held is not None:
            yield True, held


def read_rows(file: BinaryIO, source: Source) -> Iterator[dict[str, Any]]:
    """Rows as dicts of plain JSON types."""
    for _, batch in batches(opened(file), source):
        for row in batch.to_pylist():
            yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    """A value as JSON has it; what JSON lacks (times, decimals) becomes its text."""
    if isinstance(value, bytes):
        return value
    return json.loads(json.dumps(value, default=str)) if not isinstance(value, (str, int, float, type(None))) else value


class ParquetSink:
    """Cleaned records as rows: id, text, metadata, the other fields as JSON, suspect, warnings."""

    def __init__(self, file: BinaryIO, job: Job) -> None:
        self.arrow, parquet = modules()
        columns = [("id", self.arrow.string()), ("text", self.arrow.string()), ("metadata", metadata_type())]
        columns += [(name, self.arrow.string()) for name in ("fields", "suspect", "warnings", "source")]
        if job.keep_raw:
            columns.append(("raw", self.arrow.string()))
        self.schema = self.arrow.schema(columns)
        self.writer = parquet.ParquetWriter(file, self.schema, compression="zstd")
        self.rows: list[dict[str, Any]] = []
        self.size = 0

    def write(self, cleaned: Cleaned, fields: Mapping[str, object]) -> None:
        """Adds a record; rows go out by the group."""
        row = json.loads(_jsonl(cleaned.replaced(fields={**cleaned.fields, **fields})))
        for name in ("fields", "warnings", "source"):
            row[name] = dumps(row[name])
        row["raw"] = cleaned.payload.encode("utf-8", "replace").decode()
        self.rows.append(row)
        self.size += len(row["text"]) * 3 + 500
        if self.size > _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self.rows:
            self.writer.write_table(self.arrow.Table.from_pylist(self.rows, schema=self.schema))
        self.rows, self.size = [], 0

    def close(self) -> None:
        """Writes the last rows and the footer."""
        self._flush()
        self.writer.close()


def _jsonl(cleaned: Cleaned) -> str:
    from wxclean.output.render import render

    return render(cleaned, "jsonl")


class ParquetRows:
    """A Parquet file again, with its columns, its packing and its row groups, the text cleaned and metadata added.

    `on_clean` and `on_fail` are told of every row, by its number from 1 in the range.
    """

    def __init__(self, parquet_file: Any, cleaner: SupportsClean, job: Job, on_clean: Any, on_fail: Any) -> None:
        self.arrow, self.parquet = modules()
        self.input = parquet_file
        self.rows = ArrowRows(parquet_file.schema_arrow, cleaner, job, on_clean, on_fail)

    def write(self, source: Source, file: BinaryIO) -> None:
        """Cleans the source's row groups into `file`."""
        schema = self.rows.schema
        with self.parquet.ParquetWriter(file, schema, compression=_codec(self.input)) as writer:
            held: list[Any] = []
            size = 0
            for last, batch in batches(self.input, source):
                cleaned = self.rows.clean(batch)
                held.append(cleaned)
                size += cleaned.nbytes
                if last or size > _GROUP_BYTES:
                    table = self.arrow.Table.from_batches(held, schema=schema)
                    writer.write_table(table, row_group_size=max(1, table.num_rows))
                    held, size = [], 0


def _codec(parquet_file: Any) -> str:
    metadata = parquet_file.metadata
    if not metadata.num_row_groups or not metadata.num_columns:
        return "zstd"
    name = str(metadata.row_group(0).column(0).compression).lower()
    return {"uncompressed": "none", "lz4_raw": "lz4"}.get(name, name)


def join_parquet(parts: tuple[str, ...], file: BinaryIO) -> None:
    """The row groups of several files of one schema, in one file."""
    _, parquet = modules()
    with open_read(parts[0]) as head:
        first = parquet.ParquetFile(head)
    with parquet.ParquetWriter(file, first.schema_arrow, compression=_codec(first)) as writer:
        for part in parts:
            with open_read(part) as piece:
                rows = parquet.ParquetFile(piece, pre_buffer=False)
                for group in range(rows.metadata.num_row_groups):
                    table = rows.read_row_group(group, use_threads=False)
                    writer.write_table(table, row_group_size=max(1, table.num_rows))
