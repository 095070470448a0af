"""What Markdown is made of: blocks, and the pieces that stand in their lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple


class Style(NamedTuple):
    """How a piece of text looks; `link` is the address that it leads to, or empty."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


PLAIN: Final = Style()

PieceKind = Literal["text", "break", "picture", "emoji", "formula", "card"]


class Piece(NamedTuple):
    """A part of a line: a text, the line's end, or what stands in place of text.

    `text` is the text, a picture's words, a formula's TeX, or a card's words; `address` that of a picture or a card.
    """

    kind: PieceKind
    text: str
    style: Style = PLAIN
    address: str = ""


BREAK: Final = Piece("break", "")


class Paragraph(NamedTuple):
    """Text in lines. `level` is 1 to 6 in a heading, and 0 elsewhere."""

    pieces: Sequence[Piece]
    level: int = 0


class Code(NamedTuple):
    """Lines of code as they are; the language is empty where the page doesn't say it."""

    lines: Sequence[str]
    language: str


class Quote(NamedTuple):
    """Blocks that are quoted."""

    blocks: Sequence[Block]


class Listing(NamedTuple):
    """A list: `first` is the number of the first item, None where the items have no numbers."""

    items: Sequence[Sequence[Block]]
    first: int | None


class Table(NamedTuple):
    """Rows of cells, the first of them the head; a cell is a row of pieces. The rows may differ in length."""

    rows: Sequence[Sequence[Sequence[Piece]]]


class Rule(NamedTuple):
    """A line across the page."""


Block = Paragraph | Code | Quote | Listing | Table | Rule
