"""The cells of a line as they stand there, quotes included, and how new ones are written beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Manner(NamedTuple):
    """How a table is written: what parts its cells, and whether all of them are in quotes."""

    delimiter: str
    quotes_all: bool

    @property
    def empty(self) -> str:
        """An empty cell."""
        return '""' if self.quotes_all else ""

    def raw_cells(self, line: str, cells: Sequence[str]) -> list[str]:
        """Return the cells of a line as they stand there; `cells` are what they mean."""
        plain = line.split(self.delimiter)
        if plain == cells:
            return plain
        found: list[str] = _cell(self.delimiter).findall(line)
        return found if len(found) == len(cells) else [self.written(cell) for cell in cells]

    def written(self, cell: str, *, quoted: bool = False) -> str:
        """Return a cell as it is written: in quotes where it has to be, or others are."""
        if quoted or self.quotes_all or any(sign in cell for sign in ('"', self.delimiter, "\n", "\r")):
            return '"' + cell.replace('"', '""') + '"'
        return cell


def manner_of(delimiter: str, header: str, names: Sequence[str]) -> Manner:
    """Return the manner of a table with this header.

    >>> manner_of(";", '"id";"a;b"', ["id", "a;b"])
    Manner(delimiter=';', quotes_all=True)
    """
    cells = Manner(delimiter, False).raw_cells(header, names)
    return Manner(delimiter, bool(header) and all(cell.startswith('"') for cell in cells))


@lru_cache(maxsize=8)
def _cell(delimiter: str) -> re.Pattern[str]:
    end = re.escape(delimiter)
    return re.compile(rf'(?:\A|{end})("[^"]*(?:""[^"]*)*"[^{end}]*|[^{end}]*)')
