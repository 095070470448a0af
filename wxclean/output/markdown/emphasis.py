"""Where emphasis may begin and end: Markdown takes `**` for stars where only punctuation stands inside and a letter
outside, as in `**标题：**正文`. What stands in the way is moved out: `**标题**：正文`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from wxclean.output.markdown.blocks import Piece, Style


def mark_of(style: Style) -> str:
    """Return what stands around emphasised text, or nothing: one mark, since Markdown is at a loss where two meet."""
    return "~~" if style.struck else "**" if style.bold else "*" if style.italic else ""


def settled(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a line, those emphasised that Markdown can show so."""
    runs = [
        (mark, link, list(group))
        for (link, mark), group in groupby(pieces, lambda piece: (piece.style.link, mark_of(piece.style)))
    ]
    for number, (mark, link, run) in enumerate(runs):
        if not mark:
            yield from run
            continue
        above = runs[number - 1] if number else None
        below = runs[number + 1] if number + 1 < len(runs) else None
        before, after = _outer_char(above, link, -1), _outer_char(below, link, 0)
        yield from _run(run, before, after)


def _outer_char(run: tuple[str, str, list[Piece]] | None, link: str, place: int) -> str:
    """Return the character that stands beside a run with a link, or none; brackets of links are punctuation."""
    if run is None or run[1] != link:
        return "[" if link or run is not None else " "
    return _char(run[2][place], place)


def _run(pieces: Sequence[Piece], before: str, after: str) -> Iterator[Piece]:
    """Yield pieces that are all emphasised, without emphasis at the ends where it can't begin or end."""
    left, right = _outside(pieces, before, step=1), _outside(pieces, after, step=-1)
    for piece, start, end in zip(pieces, left, reversed(right), strict=True):
        yield from _parted(piece, start, max(_length(piece) - end, start))


def _outside(pieces: Sequence[Piece], outside: str, *, step: Literal[1, -1]) -> list[int]:
    """Return how many characters of each piece can't stand beside the mark, counted from one end."""
    counts = [0] * len(pieces)
    for number, piece in enumerate(pieces[::step]):
        for place in range(_length(piece)):
            char = _char(piece, place if step > 0 else -1 - place)
            if _may_touch(char, outside):
                return counts
            outside = char
            counts[number] += 1
    return counts


def _parted(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    """Yield a piece in up to three parts, of which only that from `start` to `end` keeps the mark."""
    bare = piece._replace(style=piece.style._replace(bold=False, italic=False, struck=False))
    if piece.kind != "text":
        yield piece if start < end else bare
        return
    for part, text in ((bare, piece.text[:start]), (piece, piece.text[start:end]), (bare, piece.text[end:])):
        if text:
            yield part._replace(text=text)


def _length(piece: Piece) -> int:
    return len(piece.text) if piece.kind == "text" and not piece.style.code else 1


def _char(piece: Piece, place: int) -> str:
    """Return a character of a piece as Markdown has it; code, pictures and formulas are punctuation there."""
    return piece.text[place] if piece.kind == "text" and piece.text and not piece.style.code else "`"


def _may_touch(inside: str, outside: str) -> bool:
    """Return whether a mark can stand between two characters, with the emphasis on the side of the first."""
    if inside.isspace():
        return False
    return unicodedata.category(inside)[0] not in "PS" or outside.isspace() or unicodedata.category(outside)[0] == "P"
