"""An accessor for pandas: `import wxclean.integrations.pandas`, then `df["text"].wx.clean()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

import pandas as pd

from wxclean.batch.formats.arrow import arrow_module
from wxclean.batch.formats.format import SupportsClean
from wxclean.errors import InputError
from wxclean.integrations.frame_columns import cleaned_columns, cleaned_texts

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 500
"""Rows between two steps of the progress bar."""


@pd.api.extensions.register_series_accessor("wx")
class WxSeries:
    """What a pandas Series of dumps can do."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    @overload
    def clean(
        self, *, metadata: Literal[False] = False, cleaner: SupportsClean | None = None, progress: bool = False
    ) -> pd.Series: ...

    @overload
    def clean(
        self, *, metadata: Literal[True], cleaner: SupportsClean | None = None, progress: bool = False
    ) -> pd.DataFrame: ...

    def clean(
        self, *, metadata: bool = False, cleaner: SupportsClean | None = None, progress: bool = False
    ) -> pd.Series | pd.DataFrame:
        """Return the articles, with the same index; missing values stay missing, and bytes become text.

        Args:
            metadata: return a frame with the columns `text`, those of `wxclean.Metadata`, and `suspect`.
            cleaner: a `wxclean.Cleaner` with your own options.
            progress: show a progress bar.

        Raises:
            InputError: there is something else than text or bytes.
        """
        arrow, series = arrow_module(), self._series
        chunks = _tracked(_column(series), progress=progress)
        if metadata:
            table = arrow.concat_tables([cleaned_columns(chunk, cleaner) for chunk in chunks])
            frame: pd.DataFrame = table.to_pandas().set_index(series.index)
            return frame
        texts = [text for chunk in chunks for text in cleaned_texts(chunk, cleaner).to_pylist()]
        kept = series.dtype if isinstance(series.dtype, pd.StringDtype) else object
        return pd.Series(texts, index=series.index, name=series.name, dtype=kept)


def _column(series: pd.Series) -> pa.Array:
    """Return a series in Arrow's memory.

    Raises:
        InputError: its values are of several types.
    """
    arrow = arrow_module()
    try:
        return arrow.array(series.astype(object), from_pandas=True)
    except (arrow.ArrowInvalid, arrow.ArrowTypeError) as error:
        raise InputError(f"column {series.name!r} holds something else than text: {error}") from None


def _tracked(column: pa.Array, *, progress: bool) -> Any:
    """Yield a column piece by piece, at least one; with a bar that shows how far it is if asked for."""
    pieces = [column.slice(start, _AT_ONCE) for start in range(0, max(len(column), 1), _AT_ONCE)]
    if not progress:
        return pieces
    from rich.progress import track

    return track(pieces, description="wxclean")
