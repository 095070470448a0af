"""Reads the blocks of Markdown off the elements of a page's content."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from wxclean.output.html_elements import KEEPS_BREAKS, NOT_TEXT
from wxclean.output.markdown.addresses import link_address
from wxclean.output.markdown.blocks import BREAK, PLAIN, Block, Listing, Paragraph, Piece, Quote, Rule, Style, Table
from wxclean.output.markdown.code import code_of, is_code
from wxclean.output.markdown.looks import HEADINGS, is_block, style_of
from wxclean.output.markdown.media import PICTURES, Attributes, card, formula, is_left_out, picture
from wxclean.output.markdown.paragraphs import paragraphs_of
from wxclean.output.markdown.table import rows_of
from wxclean.output.markdown.tree import SKIP, Leave, nothing, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SPACES: Final = re.compile(r"[ \t\n\r\f\v\xa0]+")
_ONE_LINE: Final = re.compile(r"(?:^|\s)footnote-item(?:\s|$)")  # a number and a text beside it
_LONGEST_CELL: Final = 600
_DEEPEST: Final = 12
"""Quotes, lists and code boxes that nest deeper stand in the block around them: no reader could tell them apart."""


def blocks_of(content: LexborNode) -> list[Block]:
    """Return the blocks of an element, which is not changed."""
    attributes = content.attributes
    return _Reader(_state_in(content.tag or "", attributes.get("style") or "", attributes, _State())).read(content)


class _State(NamedTuple):
    """What an element says of all that stands in it."""

    style: Style = PLAIN
    level: int = 0
    in_one_line: bool = False
    keeps_breaks: bool = False


class _List(NamedTuple):
    """A list that is being read: its items, and how many block lists are open inside it but outside of its items."""

    items: list[list[Block]]
    depth: int


class _Reader:
    """Gathers blocks on a walk. `_open` are the lists of blocks that are being filled, the innermost last."""

    def __init__(self, state: _State, *, in_cell: bool = False) -> None:
        self._in_cell = in_cell
        self._open: list[list[Block]] = [[]]
        self._lists: list[_List] = []
        self._pieces: list[Piece] = []
        self._state = state
        self._depth_of_prose = 0

    def read(self, content: LexborNode) -> list[Block]:
        """Return the blocks of an element."""
        walk(content, self._enter)
        self._end_paragraph()
        return self._open[0]

    def _enter(self, node: LexborNode) -> Leave | None:
        tag = node.tag or ""
        if tag == "-text":
            self._add_text(node.text_content or "")
        elif tag == "br":
            self._pieces.append(BREAK)
        elif tag == "hr":
            self._add_block(Rule())
        elif tag in PICTURES:
            attributes = node.attributes
            tex = formula(attributes)
            self._add_piece(Piece("formula", tex) if tex else picture(attributes))
        elif not tag.startswith(("-", "!")):
            return self._enter_element(node, tag, node.attributes)
        return SKIP

    def _enter_element(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
        if is_left_out(attributes):
            return SKIP
        found = card(tag, attributes)
        if found and tag not in NOT_TEXT:
            return self._enter_card(found)
        if not (self._add_in_place_of_words(tag, attributes, found) or self._add_as_a_whole(node, tag)):
            return self._enter_text(tag, attributes)
        return SKIP

    def _add_in_place_of_words(self, tag: str, attributes: Attributes, found: Piece | None) -> bool:
        """Add what stands in place of text; return whether nothing else of the element counts."""
        tex = formula(attributes)
        if tex:
            self._add_piece(Piece("formula", tex))
        elif found:
            self._add_card(found)
        return bool(tex) or tag in NOT_TEXT

    def _add_as_a_whole(self, node: LexborNode, tag: str) -> bool:
        """Add code or a table of data; return whether the element is one."""
        if self._in_cell or self._state.in_one_line:
            return False
        block: Block | None = None
        if tag == "pre" and self._depth_of_prose < _DEEPEST and is_code(node):
            block = code_of(node)
        elif tag == "table":
            block = self._table(node)
        if block is not None:
            self._add_block(block)
        return block is not None

    def _enter_text(self, tag: str, attributes: Attributes) -> Leave | None:
        """Enter an element that holds text, and perhaps more elements."""
        before = self._state
        style = attributes.get("style") or ""
        self._state = _state_in(tag, style, attributes, before)
        if not is_block(tag, style) and self._state.in_one_line == before.in_one_line:
            return nothing if self._state == before else partial(self._set_state, before)
        self._end_line()
        is_container = len(self._open) <= _DEEPEST and not self._in_cell and not before.in_one_line
        leave = self._enter_container(tag, attributes) if is_container else None
        return partial(self._leave_block, before, leave)

    def _enter_container(self, tag: str, attributes: Attributes) -> Leave | None:
        if tag == "blockquote":
            self._open.append([])
            return self._leave_quote
        if tag in ("ul", "ol"):
            self._open.append([])
            self._lists.append(_List([], len(self._open)))
            return partial(self._leave_list, _first_number(attributes) if tag == "ol" else None)
        if tag == "li" and self._lists and self._lists[-1].depth == len(self._open):
            self._end_stray_blocks()
            self._open.append([])
            return self._leave_item
        if tag == "pre":
            self._depth_of_prose += 1
            return self._leave_prose
        return None

    def _leave_block(self, before: _State, leave: Leave | None) -> None:
        if self._state.in_one_line and not before.in_one_line:
            self._end_paragraph()
        else:
            self._end_line()
        if leave is not None:
            leave()
        self._state = before

    def _leave_quote(self) -> None:
        blocks = self._open.pop()
        if blocks:
            self._open[-1].append(Quote(blocks))

    def _leave_item(self) -> None:
        blocks = self._open.pop()
        if blocks:
            self._lists[-1].items.append(blocks)

    def _leave_list(self, first: int | None) -> None:
        self._end_stray_blocks()
        self._open.pop()
        items = self._lists.pop().items
        if items:
            self._open[-1].append(Listing(items, first))

    def _leave_prose(self) -> None:
        self._depth_of_prose -= 1

    def _end_stray_blocks(self) -> None:
        """Make an item of what stands in a list outside of its items; a list there belongs to the item above."""
        blocks, items = self._open[-1], self._lists[-1].items
        if blocks and items and isinstance(blocks[0], Listing):
            items[-1] += blocks
        elif blocks:
            items.append(blocks)
        self._open[-1] = []

    def _set_state(self, state: _State) -> None:
        self._state = state

    def _add_text(self, text: str) -> None:
        if not text:
            return
        style = self._state.style
        if "\n" in text and self._state.keeps_breaks and text.strip():
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._pieces.append(BREAK)
                self._pieces.append(Piece("text", _SPACES.sub(" ", line), style))
        else:
            self._pieces.append(Piece("text", _SPACES.sub(" ", text), style))

    def _add_piece(self, piece: Piece | None) -> None:
        """Add what stands in place of text; its inside is not visited."""
        if piece is not None:
            self._pieces.append(piece._replace(style=self._state.style))

    def _add_card(self, found: Piece) -> None:
        self._end_line()
        self._pieces.append(found)
        self._end_line()

    def _enter_card(self, found: Piece) -> Leave:
        """Read the words in a card; where it has none, its own line stands for it."""
        self._end_line()
        return partial(self._leave_card, found, self._mark())

    def _leave_card(self, found: Piece, mark: tuple[int, int, int]) -> None:
        self._end_line()
        if self._mark() == mark:
            self._add_card(found)

    def _mark(self) -> tuple[int, int, int]:
        """Return what grows with each word."""
        return len(self._open), len(self._open[-1]), len(self._pieces)

    def _add_block(self, block: Block) -> None:
        self._end_paragraph()
        self._open[-1].append(block)

    def _table(self, node: LexborNode) -> Table | None:
        """Return a table of data; None for one that only lays the page out."""
        rows = rows_of(node)
        if all(len(row) < 2 for row in rows):
            return None
        cells = [[self._cell(cell) for cell in row] for row in rows]
        longest = max(sum(len(piece.text) for piece in cell) for row in cells for cell in row)
        return Table(cells) if longest <= _LONGEST_CELL else None

    def _cell(self, node: LexborNode | None) -> list[Piece]:
        if node is None:
            return []
        pieces: list[Piece] = []
        for block in _Reader(_State(), in_cell=True).read(node):
            if isinstance(block, Paragraph):
                pieces += [BREAK, *block.pieces]
        return pieces[1:]

    def _end_line(self) -> None:
        """End the line where a block begins or ends; in a heading, what follows belongs to it, too."""
        if self._state.in_one_line:
            if self._pieces:
                self._pieces.append(BREAK)
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self._pieces:
            self._open[-1] += paragraphs_of(self._pieces, self._state.level, one_line=self._state.in_one_line)
            self._pieces = []


def _state_in(tag: str, style: str, attributes: Attributes, around: _State) -> _State:
    """Return what holds inside an element."""
    looks = style_of(tag, style, around.style)
    if tag == "a":
        address = link_address(attributes.get("href") or "")
        looks = looks._replace(link=address or looks.link)
    elif tag in HEADINGS and not around.in_one_line:
        return around._replace(style=looks, level=HEADINGS[tag], in_one_line=True)
    elif _ONE_LINE.search(attributes.get("class") or ""):
        return around._replace(style=looks, in_one_line=True)
    if "white-space" in style:
        around = around._replace(keeps_breaks=KEEPS_BREAKS.search(style) is not None)
    elif tag == "pre":
        around = around._replace(keeps_breaks=True)
    return around if looks is around.style else around._replace(style=looks)


def _first_number(attributes: Attributes) -> int:
    given = (attributes.get("start") or "").strip()
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 1
