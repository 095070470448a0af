"""Parquet: rows read and written by row group, never a whole file; needs the extra `wxclean[parquet]`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from wxclean.batch.job import Job, Source
from wxclean.batch.rows import SupportsClean, dumps, metadata_of, text_column
from wxclean.document import Cleaned, Metadata
from wxclean.errors import InputError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 512
_GROUP_BYTES = 64 << 20


def modules() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow; install it with: pip install 'wxclean[parquet]'") from None
    return pa, parquet


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


def metadata_type() -> pa.DataType:
    """The struct that holds what the page says."""
    arrow, _ = modules()
    fields = [(name, arrow.bool_() if name == "original" else arrow.string()) for name in Metadata._fields]
    return arrow.struct([*fields, ("suspect", arrow.string())])


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
    from wxclean.render import render

    return render(cleaned, "jsonl")


class ParquetRows:
    """A Parquet file again, with its columns, its packing and its row groups, the text cleaned and metadata added.

    `on_clean` and `on_fail` are told of every row, by its number from 1 in the range.
    """

    def __init__(self, parquet_file: Any, cleaner: SupportsClean, job: Job, on_clean: Any, on_fail: Any) -> None:
        self.arrow, self.parquet = modules()
        self.input = parquet_file
        self.cleaner = cleaner
        self.job = job
        self.on_clean = on_clean
        self.on_fail = on_fail
        schema = parquet_file.schema_arrow
        self.column = text_column(list(schema.names), job.text_column)
        _require_text(self.arrow, schema.field(self.column).type, self.column)
        self.place = _metadata_place(schema)
        self.schema = _new_schema(self.arrow, schema, self.column, self.place, job)
        self.row = 0

    def write(self, source: Source, file: BinaryIO) -> None:
        """Cleans the source's row groups into `file`."""
        with self.parquet.ParquetWriter(file, self.schema, compression=_codec(self.input)) as writer:
            held: list[Any] = []
            size = 0
            for last, batch in batches(self.input, source):
                cleaned = self._clean(batch)
                held.append(cleaned)
                size += cleaned.nbytes
                if last or size > _GROUP_BYTES:
                    table = self.arrow.Table.from_batches(held, schema=self.schema)
                    writer.write_table(table, row_group_size=max(1, table.num_rows))
                    held, size = [], 0

    def _clean(self, batch: Any) -> Any:
        raws = batch.column(self.column).to_pylist()
        texts: list[str | None] = []
        found: list[dict[str, object] | None] = []
        good: list[bool] = []
        for raw in raws:
            self.row += 1
            text, metadata, ok = self._clean_value(raw)
            texts.append(text)
            found.append(metadata)
            good.append(ok)
        columns = {name: batch.column(name) for name in batch.schema.names}
        columns[self.column] = self._text_array(texts)
        if self.job.keep_raw and self.column + "_raw" not in columns:
            columns[self.column + "_raw"] = batch.column(self.column)
        columns[self.place] = self._metadata_array(found, columns.get(self.place))
        result = self.arrow.RecordBatch.from_arrays([columns[name] for name in self.schema.names], schema=self.schema)
        return result if all(good) else result.filter(self.arrow.array(good))

    def _clean_value(self, raw: Any) -> tuple[Any, dict[str, object] | None, bool]:
        if raw is None:
            return None, None, True
        place = f"row {self.row}"
        try:
            cleaned = self.cleaner.clean(raw)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one row, the others go on
            self.on_fail(place, raw, error)
            return (raw if isinstance(raw, str) else None), None, self.job.in_place
        metadata = metadata_of(cleaned) or None
        self.on_clean(cleaned, raw, place, cleaned.text != raw or metadata is not None)
        return cleaned.text, metadata, True

    def _text_array(self, texts: list[str | None]) -> Any:
        return self.arrow.array(texts, type=self.schema.field(self.column).type)

    def _metadata_array(self, found: list[dict[str, object] | None], before: Any) -> Any:
        if before is not None:
            found = [new if new is not None else old for new, old in zip(found, before.to_pylist(), strict=True)]
        return self.arrow.array(found, type=metadata_type())


def _require_text(arrow: Any, kind: Any, column: str) -> None:
    types = arrow.types
    value = kind.value_type if types.is_dictionary(kind) else kind
    if not (types.is_string(value) or types.is_large_string(value) or types.is_binary(value)):
        raise InputError(f"column {column!r} is {kind}, not text; choose with --text-column")


def _metadata_place(schema: Any) -> str:
    if "metadata" not in schema.names or schema.field("metadata").type == metadata_type():
        return "metadata"
    return "wxclean_metadata"


def _new_schema(arrow: Any, schema: Any, column: str, place: str, job: Job) -> Any:
    kind = schema.field(column).type
    plain = kind if arrow.types.is_string(kind) or arrow.types.is_large_string(kind) else arrow.string()
    new = schema.set(schema.get_field_index(column), schema.field(column).with_type(plain))
    if job.keep_raw and column + "_raw" not in schema.names:
        new = new.append(arrow.field(column + "_raw", kind))
    return new if place in schema.names else new.append(arrow.field(place, metadata_type()))


def _codec(parquet_file: Any) -> str:
    metadata = parquet_file.metadata
    if not metadata.num_row_groups or not metadata.num_columns:
        return "zstd"
    name = str(metadata.row_group(0).column(0).compression).lower()
    return {"uncompressed": "none", "lz4_raw": "lz4"}.get(name, name)


def join_parquet(parts: tuple[str, ...], file: BinaryIO) -> None:
    """The row groups of several files of one schema, in one file."""
    _, parquet = modules()
    first = parquet.ParquetFile(parts[0])
    with parquet.ParquetWriter(file, first.schema_arrow, compression=_codec(first)) as writer:
        for part in parts:
            rows = parquet.ParquetFile(part, pre_buffer=False)
            for group in range(rows.metadata.num_row_groups):
                table = rows.read_row_group(group, use_threads=False)
                writer.write_table(table, row_group_size=max(1, table.num_rows))
