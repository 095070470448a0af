"""Functions for DuckDB: `register(connection)`, then `select wx_clean(text), wx_record(text).title from ...`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duckdb.sqltypes import BIGINT, BOOLEAN, VARCHAR

from wxclean.batch.formats.arrow import arrow_module
from wxclean.integrations.frame_columns import cleaned_columns, cleaned_texts, columns_type

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from wxclean.batch.formats.format import SupportsClean


def register(connection: duckdb.DuckDBPyConnection, *, cleaner: SupportsClean | None = None) -> None:
    """Give a connection the functions `wx_clean(text)`, the article, and `wx_record(text)`, a struct.

    The struct has the fields `text`, those of `wxclean.Metadata`, and `suspect`. Null gives null.

    Args:
        connection: an open connection.
        cleaner: a `wxclean.Cleaner` with your own options.

    Raises:
        duckdb.Error: the connection has functions of these names already.
    """
    record = _sql_type(connection, columns_type())
    # Lambdas, since DuckDB reads the annotations of what it is given.
    for name, function, returned in (
        ("wx_clean", lambda column: cleaned_texts(column, cleaner), VARCHAR),
        ("wx_record", lambda column: _structs(column, cleaner), record),
    ):
        connection.create_function(name, function, [VARCHAR], returned, type="arrow", null_handling="special")


def _structs(column: Any, cleaner: SupportsClean | None) -> pa.ChunkedArray:
    table = cleaned_columns(column, cleaner)
    arrow = arrow_module()
    mask = column.is_null()
    mask = mask.combine_chunks() if isinstance(mask, arrow.ChunkedArray) else mask
    columns = [each.combine_chunks() for each in table.columns]
    return arrow.chunked_array([arrow.StructArray.from_arrays(columns, names=table.column_names, mask=mask)])


def _sql_type(connection: duckdb.DuckDBPyConnection, of: pa.DataType) -> Any:
    """Return what DuckDB calls a type of Arrow's, for the few that metadata have."""
    arrow = arrow_module()
    if arrow.types.is_struct(of):
        return connection.struct_type({field.name: _sql_type(connection, field.type) for field in of})
    if arrow.types.is_list(of):
        return connection.list_type(_sql_type(connection, of.value_type))
    return {arrow.bool_(): BOOLEAN, arrow.int64(): BIGINT}.get(of, VARCHAR)
