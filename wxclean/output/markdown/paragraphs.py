"""Paragraphs from the pieces between two blocks of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from wxclean.output.markdown.blocks import BREAK, Paragraph, Piece

_LONGEST_HEADING: Final = 120
"""Longer ones are text in large letters."""


def paragraphs_of(pieces: Sequence[Piece], level: int, *, one_line: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs of some pieces: one after each blank line, one for each picture without text beside it.

    Args:
        pieces: text, line breaks, and what stands in place of text.
        level: that of a heading, or 0.
        one_line: whether line breaks are only spaces: in headings, and where the page shows parts side by side.
    """
    if one_line:
        pieces = [Piece("text", " ") if piece is BREAK else piece for piece in pieces]
    paragraph: list[Piece] = []
    for line in _lines(pieces):
        if _has_text(line):
            paragraph += [BREAK, *line] if paragraph else line
            continue
        if paragraph:
            yield _as_heading(paragraph, level)
            paragraph = []
        yield from (Paragraph([piece]) for piece in line if piece.kind != "text")
    if paragraph:
        yield _as_heading(paragraph, level)


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line, with an empty one for each further line break."""
    breaks = 0
    for is_break, group in groupby(pieces, lambda piece: piece is BREAK):
        line = list(group)
        if is_break:
            breaks = len(line)
        elif any(piece.kind != "text" or piece.text.strip() for piece in line):
            if breaks > 1:
                yield []
            breaks = 0
            yield line


def _has_text(line: Sequence[Piece]) -> bool:
    return any(piece.kind in ("emoji", "formula") or (piece.kind == "text" and piece.text.strip()) for piece in line)


def _as_heading(pieces: list[Piece], level: int) -> Paragraph:
    if not level or sum(len(piece.text) for piece in pieces if piece.kind == "text") > _LONGEST_HEADING:
        return Paragraph(pieces)
    return Paragraph([piece._replace(style=piece.style._replace(bold=False)) for piece in pieces], level)
