"""A column of dumps of any data frame, in Arrow's memory: its texts, or these with what the pages say beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wxclean.batch.formats.arrow import arrow_module, metadata_type
from wxclean.batch.formats.format import SupportsClean
from wxclean.integrations.arrow_table import clean_batch

if TYPE_CHECKING:
    import pyarrow as pa


def cleaned_texts(column: Any, cleaner: SupportsClean | None = None) -> pa.ChunkedArray:
    """Return the articles of a column of dumps, null where there was none; bytes become text.

    Raises:
        InputError: the column holds neither text nor bytes.
        UsageError: pyarrow is not installed.
    """
    return _cleaned(column, cleaner).column("text")


def cleaned_columns(column: Any, cleaner: SupportsClean | None = None) -> pa.Table:
    """Return the columns `text`, one for each field of `wxclean.Metadata`, and `suspect`.

    Raises:
        InputError: the column holds neither text nor bytes.
        UsageError: pyarrow is not installed.
    """
    flat = _cleaned(column, cleaner).flatten()
    return flat.rename_columns([name.removeprefix("metadata.") for name in flat.column_names])


def columns_type() -> pa.DataType:
    """Return the struct that holds the same columns."""
    arrow = arrow_module()
    return arrow.struct([("text", arrow.string()), *metadata_type()])


def _cleaned(column: Any, cleaner: SupportsClean | None) -> pa.Table:
    arrow = arrow_module()
    if column.type == arrow.null() or column.type == arrow.string_view():
        column = column.cast(arrow.string())
    return clean_batch(arrow.table({"text": column}), cleaner=cleaner)
