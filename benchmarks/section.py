"""What a part of the speed bench has to show: a table, and the bars that its figures have to reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Value = str | float | None


class Bar(NamedTuple):
    """What has to be reached: `reached` is to be at least `bar`, or at most, where `most`."""

    name: str
    bar: float
    reached: float
    most: bool = False

    @property
    def met(self) -> bool:
        return self.reached <= self.bar if self.most else self.reached >= self.bar


class Section(NamedTuple):
    """A table: `formats` holds a format spec for each column; None stands for no value."""

    title: str
    heads: Sequence[str]
    formats: Sequence[str]
    rows: Sequence[Sequence[Value]]
    bars: Sequence[Bar] = ()
