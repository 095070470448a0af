"""Clean a column of an Arrow table: for pipelines that bring their own engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wxclean.batch.formats.arrow import ArrowRows, arrow_module
from wxclean.batch.formats.rows import SupportsClean
from wxclean.batch.job import Job
from wxclean.batch.work.records import fault
from wxclean.batch.work.shard import cleaner_for
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import InputError
from wxclean.result import Cleaned

if TYPE_CHECKING:
    import pyarrow as pa


def clean_batch(table: pa.Table, column: str = "text", *, cleaner: SupportsClean | None = None) -> pa.Table:
    """Clean the dumps in a column, strings or bytes, and return a table with as many rows in their order.

    The column is replaced and a column `metadata` added (`wxclean_metadata` where there is another one of that
    name): a struct with title, account, wechat_id, description, author, published, source, original, location and
    suspect, null where a page says nothing. A row that can't be cleaned keeps its text (null for bytes), and its
    `suspect` says why. `cleaner` is a `wxclean.Cleaner` with options of yours.

    Raises:
        InputError: there is no such column, or it holds no text.
        UsageError: the extra `wxclean[parquet]` is not installed.
    """
    arrow = arrow_module()
    if column not in table.schema.names:
        raise InputError(f"no column {column!r}; there are: {', '.join(table.schema.names)}")
    job = Job(text_column=column, in_place=True)
    rows = ArrowRows(table.schema, cleaner or cleaner_for(CleanerSettings()), job, _let_be, _reason)
    return arrow.Table.from_batches([rows.clean(batch) for batch in table.to_batches()], schema=rows.schema)


def _let_be(_cleaned: Cleaned, _raw: str | bytes, _place: str, _changed: bool) -> None:
    """Nothing is counted."""


def _reason(_place: str, _raw: object, error: Exception) -> dict[str, object]:
    return {"suspect": f"could not be cleaned: {fault(error)}"}
