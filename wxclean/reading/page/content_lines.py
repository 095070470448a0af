"""The lines of a page's content as the page shows them: a block is a line, whatever elements stand inside it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from wxclean.output.html_elements import BLOCKS, KEEPS_BREAKS, NOT_TEXT
from wxclean.reading.page.unseen import styles_of

_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
# Cells longer than this hold a layout, not data.
_LONGEST_CELL: Final = 200
# How far above a text the style is looked for that keeps its breaks.
_FARTHEST: Final = 32


class PageLine(NamedTuple):
    """A line of a page: its text, the rule that hides it (empty if it is shown), and the nodes of its words."""

    text: str
    unseen: str
    nodes: tuple[LexborNode, ...]


def content_lines(content: LexborNode) -> list[PageLine]:
    """Return the lines of an element, blank ones where the page has a blank line.

    Paragraphs, list items and other blocks are lines, and so is what `<br>` parts. A row of a table is a line, its
    cells parted by tabs, unless the table is there for its layout. Code keeps its lines and their indentation. What the
    page doesn't show comes as a line of its own, with the rule that says so.
    """
    walk = _Walk(content)
    walk.run(content)
    return walk.lines


def shown_text(node: LexborNode) -> str:
    """Return the text that an element shows, in one line."""
    return " ".join(" ".join([line.text for line in content_lines(node) if not line.unseen]).split())


class _Walk:
    """A walk through the nodes of an element, gathering lines."""

    def __init__(self, content: LexborNode) -> None:
        self.lines: list[PageLine] = []
        self._hidden, self._blocks = styles_of(content)
        self._pieces: list[str] = []
        self._nodes: list[LexborNode] = []
        self._unseen: list[PageLine] = []
        self._code = 0
        self._cells: list[tuple[int, list[int]]] = []

    def run(self, content: LexborNode) -> None:
        """Walk through all nodes below an element, without recursion: pages may nest as deep as they like."""
        top = content.mem_id
        node: LexborNode | None = content.first_child
        while node is not None:
            below = self._enter(node)
            if below is not None:
                node = below
                continue
            while node.next is None:
                node = node.parent
                if node is None or node.mem_id == top:
                    self._end_line()
                    return
                self._leave(node)
            node = node.next
        self._end_line()

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Take in a node; return its first child if the walk goes on below it, else None."""
        tag = node.tag
        if tag == "-text":
            self._add_text(node)
            return None
        if tag == "br":
            self._break()
            return None
        if tag is None or tag[0] in "-!":
            return None
        if tag in NOT_TEXT or (self._hidden and node.mem_id in self._hidden):
            self._add_unseen(node, self._hidden.get(node.mem_id, "not-text"))
            return None
        if self._is_block(tag, node) or (self._code and tag == "code"):
            self._open(tag)
        below = node.first_child
        if below is None:
            self._leave(node)
        return below

    def _is_block(self, tag: str, node: LexborNode) -> bool:
        is_block = tag in BLOCKS
        return self._blocks.get(node.mem_id, is_block) if self._blocks else is_block

    def _open(self, tag: str) -> None:
        if tag in ("td", "th"):
            if self._cells:
                self._end_line()
                self._cells[-1][1].append(len(self.lines))
            return
        self._end_line()
        if tag == "tr":
            self._cells.append((len(self.lines), []))
        elif tag == "pre":
            self._code += 1

    def _leave(self, node: LexborNode) -> None:
        """Close an element whose nodes are all taken in."""
        tag = node.tag
        if tag is None or not self._is_block(tag, node):
            if self._code and tag == "code":
                self._break()  # a line of code may be empty
            return
        ended = self._end_line()
        if tag == "p" and not ended and _is_blank(node):
            self._blank()
        elif tag == "tr" and self._cells:
            self._end_row(*self._cells.pop())
        elif tag == "pre":
            self._code -= 1

    def _add_text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if self._code or ("\n" in text and text.strip() and _keeps_breaks(node)):
            first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._add(first, node)
            for other in others:
                self._break()
                self._add(other, node)
        else:
            self._add(_one_spaced(text), node)

    def _add(self, text: str, node: LexborNode) -> None:
        if text and (self._code or text != " " or self._pieces):
            self._pieces.append(text)
            self._nodes.append(node)

    def _add_unseen(self, node: LexborNode, rule: str) -> None:
        text = _SPACES.sub(" ", node.text() or "").strip()
        if text and node.tag not in ("script", "style"):
            self._unseen.append(PageLine(text, rule, (node,)))

    def _break(self) -> None:
        if not self._end_line():
            self._blank()

    def _blank(self) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(PageLine("", "", ()))

    def _end_line(self) -> bool:
        """End the line; return whether it held any words."""
        if not self._pieces and not self._unseen:
            return False
        text = "".join(self._pieces)
        text = text.replace("\xa0", " ").rstrip() if self._code else _one_spaced(text).strip(" ")
        filled = bool(text.strip())
        if filled:
            self.lines.append(PageLine(text, "", tuple(self._nodes)))
        self._pieces.clear()
        self._nodes.clear()
        if self._unseen:
            self.lines += self._unseen
            self._unseen.clear()
        return filled

    def _end_row(self, start: int, cells: list[int]) -> None:
        """Join the lines of a row, if it has several cells and all are short."""
        if len(cells) < 2:
            return
        bounds = [*cells, len(self.lines)]
        rows = [self.lines[at:end] for at, end in pairwise(bounds)]
        texts = [" ".join(line.text for line in row if not line.unseen and line.text) for row in rows]
        if not any(texts) or max(map(len, texts)) > _LONGEST_CELL:
            return
        unseen = [line for row in rows for line in row if line.unseen]
        nodes = tuple(node for row in rows for line in row if not line.unseen for node in line.nodes)
        self.lines[start:] = [
            *self.lines[start : cells[0]],
            PageLine("\t".join(texts).rstrip("\t"), "", nodes),
            *unseen,
        ]


def _one_spaced(text: str) -> str:
    """Return a text with each run of white space as one space, as HTML is shown."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACES.sub(" ", text)
    return text


def _is_blank(node: LexborNode) -> bool:
    """Return whether an element without words is a blank line rather than the frame of a picture or a player."""
    return not (node.text() or "").strip() and node.css_first("img, iframe, video, mpvoice, svg, canvas, hr") is None


def _keeps_breaks(node: LexborNode) -> bool:
    """Return whether the style of an element round a text keeps its line breaks; the nearest that says so decides."""
    at = node.parent
    for _ in range(_FARTHEST):
        if at is None:
            return False
        style = at.attributes.get("style") or ""
        if "white-space" in style:
            return KEEPS_BREAKS.search(style) is not None
        at = at.parent
    return False
