"""A namespace for Polars: `import wxclean.integrations.polars`, then `pl.col("text").wx.clean()`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import polars as pl

from wxclean.batch.formats.arrow import arrow_module
from wxclean.integrations.frame_columns import cleaned_columns, cleaned_texts, columns_type

if TYPE_CHECKING:
    from wxclean.batch.formats.format import SupportsClean


@pl.api.register_expr_namespace("wx")
class WxExpression:
    """What a Polars expression of dumps can do."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def clean(self, *, metadata: bool = False, cleaner: SupportsClean | None = None) -> pl.Expr:
        """Return an expression of the articles; null stays null, and bytes become text.

        Args:
            metadata: return structs with the fields `text`, those of `wxclean.Metadata`, and `suspect`, which
                `.struct.unnest()` makes columns of.
            cleaner: a `wxclean.Cleaner` with your own options.

        Raises:
            InputError: on evaluation, where there is something else than text or bytes.
        """
        if metadata:
            return self._expression.map_batches(partial(_structs, cleaner=cleaner), return_dtype=_struct_type())
        return self._expression.map_batches(partial(_texts, cleaner=cleaner), return_dtype=pl.String())


def _texts(series: pl.Series, cleaner: SupportsClean | None) -> pl.Series:
    return cast("pl.Series", pl.from_arrow(cleaned_texts(series.to_arrow(), cleaner))).rename(series.name)


def _structs(series: pl.Series, cleaner: SupportsClean | None) -> pl.Series:
    frame = cast("pl.DataFrame", pl.from_arrow(cleaned_columns(series.to_arrow(), cleaner)))
    return frame.to_struct(series.name)


def _struct_type() -> pl.DataType:
    """Return the type of the structs, as Polars has it."""
    empty = arrow_module().array([], columns_type())
    return cast("pl.Series", pl.from_arrow(empty)).dtype
