"""Rows in Arrow's memory, the text of a column cleaned and metadata added; needs the extra `wxclean[parquet]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wxclean.batch.formats.rows import SupportsClean, metadata_of, text_column
from wxclean.batch.job import Job
from wxclean.errors import InputError, UsageError
from wxclean.result import Metadata

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_module() -> Any:
    """The module pyarrow.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise UsageError("Parquet needs pyarrow; install it with: pip install 'wxclean[parquet]'") from None
    return pa


def metadata_type() -> pa.DataType:
    """The struct that holds what the page says."""
    arrow = arrow_module()
    fields = [(name, arrow.bool_() if name == "original" else arrow.string()) for name in Metadata._fields]
    return arrow.struct([*fields, ("suspect", arrow.string())])


class ArrowRows:
    """Batches of rows of one schema, cleaned; `schema` is that of the result.

    `on_clean` and `on_fail` are told of every row, by its number from 1. A row that fails is left out, in
    place it stays as it is; `on_fail` may return metadata for it.
    """

    def __init__(self, schema: pa.Schema, cleaner: SupportsClean, job: Job, on_clean: Any, on_fail: Any) -> None:
        self.arrow = arrow_module()
        self.cleaner = cleaner
        self.job = job
        self.on_clean = on_clean
        self.on_fail = on_fail
        self.column = text_column(list(schema.names), job.text_column)
        _require_text(self.arrow, schema.field(self.column).type, self.column)
        self.place = _metadata_place(schema)
        self.schema = _new_schema(self.arrow, schema, self.column, self.place, job)
        self.row = 0

    def clean(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The next batch of rows."""
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
            metadata = self.on_fail(place, raw, error)
            return (raw if isinstance(raw, str) else None), metadata, self.job.in_place
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
