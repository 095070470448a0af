"""The elements of a saved page, found anew for those who ask: most results are asked for their text alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from wxclean.document import Span
from wxclean.output.html_elements import BLOCKS
from wxclean.reading.page.content_lines import PageLine, content_lines
from wxclean.reading.page.find_content import content_of

_NONE: Final[Mapping[int, str]] = MappingProxyType({})
_NO_CUTS: Final[Mapping[int, Collection[Span]]] = MappingProxyType({})


class PageSource(NamedTuple):
    """The HTML of a saved page, in UTF-8, and what its lines were in it; lines count from 1, as in the payload."""

    html: bytes

    def content_html(self, without: Collection[int] = (), rewritten: Mapping[int, str] = _NONE) -> str:
        """Return the HTML of the element that `content` returns; empty if there is none."""
        content = self.content(without, rewritten)
        return "" if content is None else content.html or ""

    def content(
        self,
        without: Collection[int] = (),
        rewritten: Mapping[int, str] = _NONE,
        cuts: Mapping[int, Collection[Span]] = _NO_CUTS,
    ) -> LexborNode | None:
        """Return the element that is the page's content, without the words of some lines and what only they filled.

        `rewritten` are the texts that other lines get. What they lack of a line goes from each of its nodes; where one
        node is the line, it gets the whole text. `cuts` are the parts that go of other lines.
        """
        content = content_of(self.html)
        if content is None:
            return None
        if without or rewritten or cuts:
            _change(content.node, frozenset(without), rewritten, cuts)
        return content.node

    def elements(self) -> list[str]:
        """Return for each line the CSS selector of the block that it is, from the page's content down."""
        content = content_of(self.html)
        if content is None:
            return []
        places: dict[int, int] = {}
        return [
            _selector(line.nodes[0], content.node, content.selector, places) if line.nodes else ""
            for line in content_lines(content.node)
        ]


def _change(
    content: LexborNode,
    without: Collection[int],
    rewritten: Mapping[int, str],
    cuts: Mapping[int, Collection[Span]],
) -> None:
    """Take lines and parts of lines out of an element, and put others right in it. A text may hold several lines."""
    nodes: dict[int, LexborNode] = {}
    left: dict[int, str] = {}
    gone: dict[int, set[str]] = {}
    kept: set[int] = set()
    for number, line in enumerate(content_lines(content), 1):
        if number in cuts:
            left |= _cut(line, sorted(cuts[number]))
        for node in line.nodes:
            nodes[node.mem_id] = node
            if number in without:
                gone.setdefault(node.mem_id, set()).add(line.text.strip())
                continue
            kept.add(node.mem_id)
            if number in rewritten:
                left[node.mem_id] = _rewritten(left.get(node.mem_id, node.text_content or ""), line, rewritten[number])
    for identity, node in nodes.items():
        if identity not in kept:
            _take_out(node, content)
        elif identity in left or identity in gone:
            text = left.get(identity, node.text_content or "")
            node.replace_with(_without_lines(text, gone.get(identity, ())))


def _cut(line: PageLine, spans: Sequence[Span]) -> dict[int, str]:
    """Return what is left of the nodes of a line without some parts of it, which are in order."""
    left: dict[int, str] = {}
    end = 0
    for node in line.nodes:
        raw = node.text_content or ""
        text = " ".join(raw.split())
        start = line.text.find(text, end)
        if start < 0:  # it holds other lines, too
            continue
        end = start + len(text)
        shown, at = "", 0
        for span in spans:
            shown += text[at : max(span.start - start, 0)]
            at = max(span.end - start, at)
        shown += text[at:]
        if shown != text:
            left[node.mem_id] = " " * raw[:1].isspace() + shown + " " * raw[-1:].isspace()
    return left


def _without_lines(text: str, lines: Collection[str]) -> str:
    return "\n".join([line for line in text.split("\n") if line.strip() not in lines])


def _rewritten(text: str, line: PageLine, new: str) -> str:
    if len(line.nodes) == 1 and line.text in text:
        return text.replace(line.text, new)
    gone = set(line.text) - set(new)
    return "".join([char for char in text if char not in gone])


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


def _selector(node: LexborNode, content: LexborNode, top: str, places: dict[int, int]) -> str:
    """Return the path from a page's content to the innermost block that holds a node; `places` are those known."""
    steps: list[str] = []
    at: LexborNode | None = node
    while at is not None and at.mem_id != content.mem_id:
        if steps or at.tag in BLOCKS:
            steps.append(f"{at.tag}:nth-of-type({_place(at, places)})")
        at = at.parent
    return " > ".join([top, *reversed(steps)])


def _place(node: LexborNode, places: dict[int, int]) -> int:
    """Return which of its parent's children with the same name an element is, from 1 on."""
    if node.mem_id not in places and node.parent is not None:
        counts: dict[str | None, int] = {}
        for child in node.parent.iter():
            counts[child.tag] = counts.get(child.tag, 0) + 1
            places[child.mem_id] = counts[child.tag]
    return places.get(node.mem_id, 1)
