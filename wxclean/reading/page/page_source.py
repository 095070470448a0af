"""The elements of a saved page, found anew for those who ask: most results are asked for their text alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from wxclean.reading.page.content_lines import BLOCKS, content_lines
from wxclean.reading.page.find_content import content_of


class PageSource(NamedTuple):
    """The HTML of a saved page, in UTF-8, and what its lines were in it; lines count from 1, as in the payload."""

    html: bytes

    def content_html(self, without: Collection[int] = ()) -> str:
        """Return the HTML of the page's content, without the words of some lines and what only they filled."""
        content = content_of(self.html)
        if content is None:
            return ""
        dropped = set(without)
        for number, line in enumerate(content_lines(content.node), 1):
            for node in line.nodes if number in dropped else ():
                _take_out(node, content.node)
        return content.node.html or ""

    def elements(self) -> list[str]:
        """Return for each line the CSS selector of the block that it is, from the page's content down."""
        content = content_of(self.html)
        if content is None:
            return []
        return [
            _selector(line.nodes[0], content.node, content.selector) if line.nodes else ""
            for line in content_lines(content.node)
        ]


def _take_out(node: LexborNode, content: LexborNode) -> None:
    """Remove a node, and the elements round it that hold nothing else."""
    while (parent := node.parent) is not None and parent.mem_id != content.mem_id and _is_alone(node, parent):
        node = parent
    node.decompose()


def _is_alone(node: LexborNode, parent: LexborNode) -> bool:
    return all(
        other.mem_id == node.mem_id or (other.tag == "-text" and not (other.text_content or "").strip())
        for other in parent.iter(include_text=True)
    )


def _selector(node: LexborNode, content: LexborNode, top: str) -> str:
    """Return the path from a page's content to the innermost block that holds a node."""
    steps: list[str] = []
    at: LexborNode | None = node
    while at is not None and at.mem_id != content.mem_id:
        if steps or at.tag in BLOCKS:
            steps.append(f"{at.tag}:nth-of-type({_place(at)})")
        at = at.parent
    return " > ".join([top, *reversed(steps)])


def _place(node: LexborNode) -> int:
    """Return which of its parent's children with the same name an element is, from 1 on."""
    place, before = 1, node.prev
    while before is not None:
        place += before.tag == node.tag
        before = before.prev
    return place
