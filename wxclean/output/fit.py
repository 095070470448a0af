"""Fits a line of text into a number of terminal cells: long ones fold in the middle or around changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from wxclean.output.in_line import Mark
from wxclean.visible import visible

# A fold of fewer characters would hardly be shorter than what it hides.
_LEAST_HIDDEN = 12


class Piece(NamedTuple):
    """Text of one line, still raw, with its part in it; `hidden` is the note of a fold."""

    text: str
    kind: Literal["same", "deleted", "inserted", "hidden"]


def width(text: str) -> int:
    """Return the cells that `visible(text)` takes in a terminal."""
    from rich.cells import cell_len

    return cell_len(visible(text))


def clip(text: str, cells: int) -> list[Piece]:
    """Return `text` whole, or its head and tail around the number of characters hidden between them."""
    if width(text) <= cells:
        return [Piece(text, "same")]
    room = max(cells - len(_note(len(text))), 2)
    head = _head(text, room - room // 2)
    tail = _tail(text[head:], room // 2)
    return _around(text, head, tail)


def shorten(text: str, cells: int) -> str:
    """Return `visible(text)` in at most `cells` cells, its middle replaced by `…` where it is longer."""
    if width(text) <= cells:
        return visible(text)
    head = _head(text, cells // 2)
    tail = _tail(text[head:], cells - cells // 2 - 1)
    return f"{visible(text[:head])}…{visible(text[len(text) - tail :])}"


def around_changes(found: Sequence[Mark], cells: int) -> list[Piece]:
    """Return the marks in about `cells` cells: long stretches that stayed are folded, then later changes."""
    whole = sum(width(mark.before) + (width(mark.after) if mark.changed else 0) for mark in found)
    if whole <= cells:
        return list(_pieces(found))
    context = max(cells // 8, 6)
    pieces: list[Piece] = []
    used = 0
    for index, mark in enumerate(found):
        shown = list(_folded(mark, context, first=index == 0, last=index == len(found) - 1))
        used += sum(width(piece.text) for piece in shown)
        more = sum(len(mark.before) for mark in found[index:]) if used > cells else 0
        if more >= _LEAST_HIDDEN and index > 1:
            return [*pieces, Piece(_note(more), "hidden")]
        pieces.extend(shown)
    return pieces


def wrap(text: str, cells: int) -> list[int]:
    """Return where to cut `text`, so that each part fits into `cells` cells."""
    from rich.cells import chop_cells

    return list(accumulate(map(len, chop_cells(text, cells))))[:-1]


def _pieces(found: Iterable[Mark]) -> Iterator[Piece]:
    for mark in found:
        if not mark.changed:
            yield Piece(mark.before, "same")
            continue
        if mark.before:
            yield Piece(mark.before, "deleted")
        if mark.after:
            yield Piece(mark.after, "inserted")


def _folded(mark: Mark, context: int, *, first: bool, last: bool) -> Iterator[Piece]:
    if mark.changed:
        for piece in _pieces([mark]):
            for part in clip(piece.text, 6 * context):
                yield part if part.kind == "hidden" else piece._replace(text=part.text)
        return
    head = 0 if first else _head(mark.before, context)
    tail = 0 if last else _tail(mark.before[head:], context)
    yield from _around(mark.before, head, tail)


def _around(text: str, head: int, tail: int) -> list[Piece]:
    """Return the first and last characters and, between them, how many are hidden (if that is shorter)."""
    hidden = len(text) - head - tail
    if hidden < _LEAST_HIDDEN:
        return [Piece(text, "same")]
    note = _note(hidden) if head else _note(hidden).lstrip()
    parts = (Piece(text[:head], "same"), Piece(note, "hidden"), Piece(text[len(text) - tail :], "same"))
    return [part for part in parts if part.text]


def _note(count: int) -> str:
    return f" ⋯ {count:,} chars ⋯ "


def _head(text: str, cells: int) -> int:
    """Return how many of the first characters fit into `cells` cells."""
    # A sign can have several characters without width; more than eight for a cell are no sign.
    widths = accumulate(width(character) for character in text[: 8 * cells])
    return sum(total <= cells for total in widths)


def _tail(text: str, cells: int) -> int:
    return _head(text[: -8 * cells - 1 : -1], cells)
