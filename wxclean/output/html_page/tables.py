"""Tables of a page, which its script sorts, searches and turns; without scripts, their first rows are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from wxclean.output.html_page.escape import harmless, text

Kind = Literal["text", "code", "number", "share"]
Cell = str | int | float


class Column(NamedTuple):
    """The title of a column, and what its cells are: a share is a fraction, shown in percent."""

    title: str
    kind: Kind = "text"


class Block(NamedTuple):
    """Some lines with a heading; the sign of each is `-`, `+`, `>` (the one in question) or a space."""

    head: str
    lines: Sequence[tuple[str, str, int]]


class Table(NamedTuple):
    """A table: `name` is unique in its page, `sorted` the column by which its rows are sorted already, and whether
    `downwards`.

    `details` are shown below a row that is clicked, by its place. With `filters`, a click on a row leaves in the table
    of that name only those rows whose place in `groups` is that of the row. `page` is the number of rows that are shown
    at a time, and without scripts.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    sorted: int | None = None
    downwards: bool = True
    opens: int = 0
    details: Mapping[int, Sequence[Block]] = {}
    groups: Sequence[int] = ()
    filters: str = ""
    page: int = 25


def table_html(table: Table, rest: str) -> str:
    """Return the table as HTML; `rest` are the words for rows that only scripts show, with `{number}` in them."""
    heads = "".join(f'<th scope="col" data-kind="{column.kind}">{text(column.title)}</th>' for column in table.columns)
    body = "".join(_row(table, row) for row in table.rows[: table.page])
    more = len(table.rows) - table.page
    left = f'<p class="rest note">{text(rest.format(number=f"{more:,}"))}</p>' if more > 0 else ""
    attributes = f' data-table="{table.name}" data-opens="{table.opens}" data-page="{table.page}"'
    attributes += f' data-filters="{table.filters}"' if table.filters else ""
    if table.sorted is not None:
        attributes += f' data-sorted="{table.sorted}" data-down="{int(table.downwards)}"'
    whole = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div{attributes}><div class="scroll">{whole}</div>{left}</div>'


def _row(table: Table, row: Sequence[Cell]) -> str:
    cells = (
        f'<td class="{column.kind}" data-label="{text(column.title)}">{_cell(cell, column.kind)}</td>'
        for cell, column in zip(row, table.columns, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell, kind: Kind) -> str:
    if kind == "number":
        return f"{cell:,}"
    if kind == "share":
        width = 100 * float(cell)
        bar = f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="{width:.2f}" '
        return f'{bar}height="10"/></svg><span>{width:.1f} %</span>'
    return f"<code>{text(str(cell))}</code>" if kind == "code" else text(str(cell))


class Data:
    """The data of a page's tables: each text once, however often it stands in a cell."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._tables: dict[str, dict[str, Any]] = {}

    def add(self, table: Table) -> None:
        """Add a table."""
        kinds = [column.kind for column in table.columns]
        found: dict[str, Any] = {"rows": [list(self._cells(row, kinds)) for row in table.rows]}
        if table.details:
            found["details"] = {place: list(map(self._block, blocks)) for place, blocks in table.details.items()}
        if table.groups:
            found["groups"] = list(table.groups)
        self._tables[table.name] = found

    def _cells(self, row: Iterable[Cell], kinds: Iterable[Kind]) -> Iterable[Cell]:
        for cell, kind in zip(row, kinds, strict=True):
            yield self._place(str(cell)) if kind in ("text", "code") else cell

    def _block(self, block: Block) -> dict[str, Any]:
        lines = [[sign, self._place(line), number] for sign, line, number in block.lines]
        return {"head": self._place(block.head), "lines": lines}

    def _place(self, value: str) -> int:
        return self._places.setdefault(harmless(value), len(self._places))

    def found(self) -> dict[str, Any]:
        """Return the data as JSON types."""
        return {"texts": list(self._places), "tables": self._tables}
