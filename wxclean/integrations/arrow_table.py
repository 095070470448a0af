"""The cleaning of a column of an Arrow table, for pipelines that bring their own engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wxclean.batch.formats.arrow import Cells, arrow_module, clean_cells, columns_of, kept_cells
from wxclean.batch.formats.format import SupportsClean
from wxclean.batch.job import Job
from wxclean.batch.work.context import cleaner_for, not_cleaned
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


def clean_batch(table: pa.Table, column: str = "text", *, cleaner: SupportsClean | None = None) -> pa.Table:
    """Clean the dumps in a column of strings or bytes, and return a table with the same rows in the same order.

    The column is replaced, and a column `metadata` is added (`wxclean_metadata` if that name is taken): a struct with
    the fields of `wxclean.Metadata` and `suspect`, each null if the page doesn't say; what an earlier run wrote there
    stays. A row that can't be cleaned keeps
    its text (null for bytes that are no UTF-8), and its `suspect` says why.
    `cleaner` is a `wxclean.Cleaner` with your own options.

    Raises:
        InputError: there is no such column, or it doesn't hold text.
        UsageError: the extra `wxclean[parquet]` is not installed.
    """
    arrow = arrow_module()
    if column not in table.schema.names:
        raise InputError(f"no column {column!r}; there are: {', '.join(table.schema.names)}")
    columns = columns_of(table.schema, Job(text_column=column, in_place=True))
    cleaner = cleaner or cleaner_for(CleanerSettings())
    batches = []
    for batch in table.to_batches():
        texts = batch.column(column).to_pylist()
        rows = [_cells(raw, cleaner, there) for raw, there in zip(texts, columns.metadata_in(batch), strict=True)]
        batches.append(columns.replaced(batch, rows))
    return arrow.Table.from_batches(batches, schema=columns.schema)


def _cells(raw: str | bytes | None, cleaner: SupportsClean, there: dict[str, object] | None) -> Cells:
    if raw is None:
        return Cells()
    try:
        return clean_cells(raw, cleaner, there).value  # type: ignore[no-any-return]
    except Exception as error:  # noqa: BLE001 - one bad row must not stop the others
        return kept_cells(raw, {**(there or {}), "suspect": not_cleaned(error)})
