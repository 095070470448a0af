"""Rows in Arrow's memory, the text of a column cleaned and metadata added; needs the extra `wxclean[parquet]`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from wxclean.batch.formats.format import CleanRow, SupportsClean
from wxclean.batch.formats.rows import NOTHING, metadata_of, text_column
from wxclean.batch.job import Job
from wxclean.errors import InputError, UsageError
from wxclean.language import _
from wxclean.result import Metadata

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_module() -> Any:
    """Return the module pyarrow.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise UsageError(_("Parquet needs pyarrow; install it with: pip install 'wxclean[parquet]'")) from None
    return pa


def metadata_type() -> pa.DataType:
    """Return the struct that holds what the page says."""
    arrow = arrow_module()
    special = {"original": arrow.bool_(), "tags": arrow.list_(arrow.string())}
    fields = [(name, special.get(name, arrow.string())) for name in Metadata._fields]
    return arrow.struct([*fields, ("suspect", suspicions_type())])


def suspicions_type() -> pa.DataType:
    """Return the list that holds what a result is suspect of."""
    arrow = arrow_module()
    return arrow.list_(arrow.struct([("code", arrow.string()), ("reason", arrow.string()), ("line", arrow.int64())]))


class Cells(NamedTuple):
    """What cleaning writes into a row: its text, and the metadata, None to leave those that are there."""

    text: str | None = None
    metadata: dict[str, object] | None = None


def clean_cells(raw: str | bytes, cleaner: SupportsClean, there: Mapping[str, object] | None = None) -> CleanRow:
    """Return the text of a row, cleaned; its value are the `Cells`. A blank one stays as it is.

    `there` are the metadata that the row has, of which none is overwritten: an earlier run, or a tool before it, may
    have found them in what is gone now.
    """
    if not raw.strip():
        return CleanRow(kept_cells(raw), NOTHING, raw, changed=False)
    cleaned = cleaner.clean(raw)
    metadata = completed(there or {}, metadata_of(cleaned))
    changed = cleaned.text != raw or metadata is not None
    return CleanRow(Cells(cleaned.text, metadata), cleaned, raw, changed)


def completed(there: Mapping[str, object], found: Mapping[str, object]) -> dict[str, object] | None:
    """Return the metadata of a row with what is found where nothing stands yet; None where that adds nothing."""
    new = {name: value for name, value in found.items() if there.get(name) in _NOTHING_SAID}
    return {**there, **new} if new else None


_NOTHING_SAID: tuple[object, ...] = (None, [])


def kept_cells(raw: str | bytes, metadata: dict[str, object] | None = None) -> Cells:
    """Return what is left of a row that stays as it is: text; null for bytes that are none."""
    if isinstance(raw, str):
        return Cells(raw, metadata)
    try:
        return Cells(raw.decode(), metadata)
    except UnicodeDecodeError:
        return Cells(None, metadata)


class Columns(NamedTuple):
    """The columns of rows to clean, by name: where the text is, where the metadata go; and the schema of the result."""

    text: str
    metadata: str
    schema: Any

    def metadata_in(self, batch: pa.RecordBatch) -> list[dict[str, object] | None]:
        """Return the metadata that the rows of a batch have."""
        has_some = self.metadata in batch.schema.names
        return batch.column(self.metadata).to_pylist() if has_some else [None] * batch.num_rows

    def replaced(self, batch: pa.RecordBatch, rows: Sequence[Cells | None]) -> pa.RecordBatch:
        """Return a batch with what cleaning wrote into each row; without the rows that are None."""
        arrow = arrow_module()
        columns = {name: batch.column(name) for name in batch.schema.names}
        raw = self.text + "_raw"
        if raw in self.schema.names and raw not in columns:
            columns[raw] = batch.column(self.text)
        texts = [row and row.text for row in rows]
        columns[self.text] = arrow.array(texts, type=self.schema.field(self.text).type)
        columns[self.metadata] = _metadata_array(arrow, rows, columns.get(self.metadata))
        result = arrow.RecordBatch.from_arrays([columns[name] for name in self.schema.names], schema=self.schema)
        return result if all(rows) else result.filter(arrow.array([row is not None for row in rows]))


def columns_of(schema: pa.Schema, job: Job) -> Columns:
    """Return the columns of rows of this schema.

    Raises:
        InputError: none of them holds text.
    """
    arrow = arrow_module()
    text = text_column(list(schema.names), job.text_column)
    _require_text(arrow, schema.field(text).type, text)
    metadata = _metadata_place(schema)
    return Columns(text, metadata, _new_schema(arrow, schema, text, metadata, job))


def _metadata_array(arrow: Any, rows: Sequence[Cells | None], before: Any) -> Any:
    found = [row and row.metadata for row in rows]
    if before is not None:
        found = [new if new is not None else old for new, old in zip(found, before.to_pylist(), strict=True)]
    return arrow.array(found, type=metadata_type())


def _require_text(arrow: Any, kind: Any, column: str) -> None:
    value = kind.value_type if arrow.types.is_dictionary(kind) else kind
    if not _is_any(arrow, value, *_TEXT, *_BYTES, "null"):
        raise InputError(
            _("column {column} is {kind}, not text; choose with --text-column").format(column=repr(column), kind=kind)
        )


_TEXT = ("string", "large_string", "string_view")
_BYTES = ("binary", "large_binary", "binary_view", "fixed_size_binary")


def _is_any(arrow: Any, kind: Any, *names: str) -> bool:
    """Return whether a type is one of these, of which an old pyarrow may lack some."""
    tests = (getattr(arrow.types, f"is_{name}", None) for name in names)
    return any(test is not None and test(kind) for test in tests)


def _metadata_place(schema: Any) -> str:
    if "metadata" not in schema.names or schema.field("metadata").type == metadata_type():
        return "metadata"
    return "wxclean_metadata"


def _new_schema(arrow: Any, schema: Any, text: str, metadata: str, job: Job) -> Any:
    kind = schema.field(text).type
    plain = kind if _is_any(arrow, kind, *_TEXT, "null") else arrow.string()
    new = schema.set(schema.get_field_index(text), schema.field(text).with_type(plain))
    if job.keep_raw and text + "_raw" not in schema.names:
        new = new.append(arrow.field(text + "_raw", kind))
    return new if metadata in schema.names else new.append(arrow.field(metadata, metadata_type()))
