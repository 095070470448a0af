"""The text of a page as a browser's `innerText` gives it: what is hidden is out, blocks stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_UNSEEN = frozenset(
    [
        "audio",
        "head",
        "iframe",
        "noscript",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_PARAGRAPHS = frozenset(["p"])
# fmt: off
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav",
    "ol", "pre", "section", "table", "tr", "ul",
])
# fmt: on
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = re.compile(r" *\n *")
_PARAGRAPH_BREAK, _BLOCK_BREAK = "\x02", "\x01"
_KEPT = str.maketrans("\n ", "\x03\x04")  # white space of code, until that round it is put right
_SHOWN = str.maketrans("\x03\x04", "\n ")


def inner_text(html: str) -> str:
    """Return the text; styles count only where they stand in the element."""
    from lxml import html as lxml_html

    text = "".join(_pieces(lxml_html.fromstring(html), keep_white=False))
    text = re.sub(r" *[\x01\x02][ \x01\x02]*", _line_breaks, text)
    return _BREAKS.sub("\n", text).strip("\n ").translate(_SHOWN)


def _line_breaks(marks: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH_BREAK in marks.group() else "\n"


def _pieces(element: Any, keep_white: bool) -> Iterator[str]:
    """Yield the texts of an element, with marks where a block or a paragraph begins and ends."""
    name = element.tag
    if not isinstance(name, str) or name in _UNSEEN or _is_hidden(element):
        return
    edge = _PARAGRAPH_BREAK if name in _PARAGRAPHS else _BLOCK_BREAK if name in _BLOCKS else ""
    keep_white = keep_white or name == "pre"
    yield "\n" if name == "br" else "\t" if name in {"td", "th"} and element.getprevious() is not None else edge
    yield _shown(element.text, keep_white)
    for child in element:
        yield from _pieces(child, keep_white)
        yield _shown(child.tail, keep_white)
    yield edge


def _shown(text: str | None, keep_white: bool) -> str:
    return "" if text is None else text.translate(_KEPT) if keep_white else _WHITE.sub(" ", text)


def _is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None
