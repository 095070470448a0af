"""One line of text in a number of terminal cells: of a long one, the middle or what is far from changes is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from wxclean.language import _, translated
from wxclean.output.in_line import Stretch
from wxclean.visible import visible

# A note about fewer characters would hardly be shorter than they are.
_LEAST_HIDDEN = 12


class Piece(NamedTuple):
    """Part of a line, still raw, and what it is there; `hidden` is the note in place of what is not shown."""

    text: str
    kind: Literal["same", "deleted", "inserted", "hidden"]


def width(text: str) -> int:
    """Return the cells that `visible(text)` takes in a terminal."""
    shown = visible(text)
    if shown.isascii():
        return len(shown)
    from rich.cells import cell_len  # what is shown in English does without

    return cell_len(shown)


def clip(text: str, cells: int) -> list[Piece]:
    """Return `text` whole, or its head and tail around the number of characters hidden between them."""
    if width(text) <= cells:
        return [Piece(text, "same")]
    room = max(cells - width(_note(len(text))), 2)
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


def around_changes(found: Sequence[Stretch], cells: int) -> list[Piece]:
    """Return a rewritten line in about `cells` cells: long stretches that stayed are hidden, then later changes."""
    whole = sum(width(stretch.before) + (width(stretch.after) if stretch.changed else 0) for stretch in found)
    if whole <= cells:
        return list(_pieces(found))
    context = max(cells // 8, 6)
    pieces: list[Piece] = []
    used = 0
    for index, stretch in enumerate(found):
        shown = list(_partly_hidden(stretch, context, first=index == 0, last=index == len(found) - 1))
        used += sum(width(piece.text) for piece in shown)
        more = sum(len(stretch.before) for stretch in found[index:]) if used > cells else 0
        if more >= _LEAST_HIDDEN and index > 1:
            return [*pieces, Piece(_note(more), "hidden")]
        pieces.extend(shown)
    return pieces


def breaks(text: str, cells: int) -> list[int]:
    """Return where to break `text`, so that each part fits into `cells` cells."""
    from rich.cells import chop_cells

    return list(accumulate(map(len, chop_cells(text, cells))))[:-1]


def _pieces(found: Iterable[Stretch]) -> Iterator[Piece]:
    """Yield the pieces of stretches that are shown whole."""
    for stretch in found:
        if not stretch.changed:
            yield Piece(stretch.before, "same")
            continue
        if stretch.before:
            yield Piece(stretch.before, "deleted")
        if stretch.after:
            yield Piece(stretch.after, "inserted")


def _partly_hidden(stretch: Stretch, context: int, *, first: bool, last: bool) -> Iterator[Piece]:
    """Yield a stretch with `context` cells on the sides where the line goes on; a change has six times as many."""
    if stretch.changed:
        for piece in _pieces([stretch]):
            for part in clip(piece.text, 6 * context):
                yield part if part.kind == "hidden" else piece._replace(text=part.text)
        return
    head = 0 if first else _head(stretch.before, context)
    tail = 0 if last else _tail(stretch.before[head:], context)
    yield from _around(stretch.before, head, tail)


def _around(text: str, head: int, tail: int) -> list[Piece]:
    """Return the first and last characters and, between them, how many are hidden (if that is shorter)."""
    hidden = len(text) - head - tail
    if hidden < _LEAST_HIDDEN:
        return [Piece(text, "same")]
    note = _note(hidden) if head else _note(hidden).lstrip()
    parts = (Piece(text[:head], "same"), Piece(note, "hidden"), Piece(text[len(text) - tail :], "same"))
    return [part for part in parts if part.text]


def _note(count: int) -> str:
    return translated(_(" ⋯ {count:,} chars ⋯ ").format(count=count))


def _head(text: str, cells: int) -> int:
    """Return how many of the first characters fit into `cells` cells."""
    # A sign can have several characters without width; more than eight for a cell are no sign.
    widths = accumulate(width(character) for character in text[: 8 * cells])
    return sum(total <= cells for total in widths)


def _tail(text: str, cells: int) -> int:
    """Return how many of the last characters fit into `cells` cells."""
    return _head(text[: -8 * cells - 1 : -1], cells)
