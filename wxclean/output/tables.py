"""Tables: drawn for a terminal, tab-separated for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from wxclean.language import Message, translated
from wxclean.output.fit import clip
from wxclean.visible import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_LONGEST = 200


def table_output(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    console: Console,
    styles: Mapping[str, str] | None = None,
) -> str:
    """Return rows as a table with headings in a terminal, else as one line a row with tabs between.

    Headings, and messages in cells, are translated in a terminal. Cells may hold anything: unseen characters, tabs and
    newlines are shown as symbols (a Rich `Text` is shown as it is). In a terminal a long cell is folded in its middle,
    only the last column wraps, and `styles` gives a row its colour by a word in one of its cells (`{"drop": "red"}`).
    """
    if not console.is_terminal:
        return "".join("\t".join(map(_plain, row)) + "\n" for row in rows)
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD if any(headings) else None, show_header=any(headings), padding=(0, 1))
    for index, heading in enumerate(headings, start=1):
        table.add_column(
            translated(heading),
            no_wrap=index < len(headings),
            overflow="fold" if index == len(headings) else "ellipsis",
        )
    for row in rows:
        style = next((style for word, style in (styles or {}).items() if word in row), "")
        table.add_row(*(_cell(cell, style) for cell in row))
    painter = _painter(console)
    with painter.capture() as capture:
        painter.print(table)
    return capture.get()


def _plain(cell: object) -> str:
    return "" if cell is None else visible(str(cell))


def _cell(cell: object, style: str) -> Text:
    from rich.text import Text

    if isinstance(cell, Text):
        return cell
    said = "" if cell is None else str(cell)
    found = clip(translated(said) if isinstance(said, Message) else said, _LONGEST)
    return Text("".join(visible(piece.text) for piece in found), style)


def _painter(console: Console) -> Console:
    """Return the console, or without colour one of its width that writes no escape sequence at all."""
    from rich.console import Console

    if console.no_color or console.color_system is None:
        return Console(file=console.file, width=console.width, color_system=None, highlight=False)
    return console
