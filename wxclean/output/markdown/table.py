"""The cells of a table, by rows, with merged cells where they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_MOST_MERGED: Final = 10_000
"""So many places of a table may be taken by merged cells; beyond, cells stand beside each other."""


def rows_of(table: LexborNode) -> list[list[LexborNode | None]]:
    """Return the rows of a table that have cells; None stands where a merged cell from the left or above reaches to."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for number, cells in enumerate(_cells_by_row(table)):
        row: list[LexborNode | None] = []
        for cell in cells:
            while (number, len(row)) in taken:
                row.append(None)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            at = len(row)
            row.append(cell)
            if len(taken) + wide * high <= _MOST_MERGED:
                taken |= {(number + below, at + right) for below in range(high) for right in range(wide)}
        rows.append(row)
    return rows


def _cells_by_row(table: LexborNode) -> Iterator[Sequence[LexborNode]]:
    for row in _rows(table):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if cells:
            yield cells


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from (row for row in child.iter() if row.tag == "tr")


def _span(cell: LexborNode, name: str) -> int:
    given = (cell.attributes.get(name) or "").strip()
    return min(max(int(given), 1), 1000) if given.isascii() and given.isdecimal() and len(given) < 5 else 1
