"""Rows of text as a plain table for the terminal, or as Markdown."""

from __future__ import annotations

from collections.abc import Collection, Sequence

Row = Sequence[str]


def table(heads: Row, rows: Sequence[Row], left: Collection[int] = (0,)) -> str:
    """Return a table with two spaces between columns, flush right but for those numbered in `left` (from 0)."""
    every = [heads, *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(heads))]
    lines = []
    for row in every:
        cells = [_cell(text, widths[column], column in left) for column, text in enumerate(row)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def markdown(heads: Row, rows: Sequence[Row]) -> str:
    """Return a Markdown table, whose columns but the first are flush right."""
    rule = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def _cell(text: str, width: int, left: bool) -> str:
    return text.ljust(width) if left else text.rjust(width)
