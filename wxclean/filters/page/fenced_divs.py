"""Pages in pandoc's Markdown, which keeps the page's elements: `::: {#js_content}`, `[潮汐手记]{.profile_nickname}`."""

from __future__ import annotations

import re
from typing import Final

from wxclean.document import Document, Edit
from wxclean.edits import rewritten_lines
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import TARGET

_RULE: Final = "pandoc.element"
_FENCE_START: Final = ":::"
# How many of the first lines are looked at.
_FIRST: Final = 6
_FENCE: Final = re.compile(r"(?P<colons>:{3,})(?:\s+(?:\{[^{}]*\}|[\w-]+))?(?:\s+:{3,})?")
_CONTENT: Final = rare(r"(?P<colons>:{3,})\s+\{#js_content\b.*")
# Attributes behind a link or a heading, and a span with its own; a span may stand in another, so many times.
_ATTRIBUTES: Final = rare(r"(?<=\))\{[^{}]*\}|\s+\{[#.][^{}]*\}$")
_SPAN: Final = rare(rf"\[((?:[^\[\]]++|!?\[[^\[\]]*\]\({TARGET}\))*+)\]\{{[^{{}}]*\}}")
_DEPTH: Final = 4


def is_fenced(texts: list[str]) -> bool:
    """Return whether a text begins as such a page does."""
    return _FENCE_START in [text[:3] for text in texts[:_FIRST]]


def without_elements(document: Document, filter_name: str) -> tuple[list[Edit], Document]:
    """Return the edits that take the page's elements out of the lines round its article, and the document left.

    The article's own elements stay: they are what its author's editor made.
    """
    texts = document.texts
    start = next((place for place, text in enumerate(texts) if _CONTENT.fullmatch(text)), -1)
    if start < 0:
        return [], document
    opening = _CONTENT.fullmatch(texts[start])
    closing = opening["colons"] if opening is not None else ""
    end = next((place for place in range(start + 1, len(texts)) if texts[place] == closing), len(texts))
    fixed = [
        text if start < place < end else "" if _FENCE.fullmatch(text) else _without_attributes(text)
        for place, text in enumerate(texts)
    ]
    fixed[start] = ""
    return rewritten_lines(document, fixed, filter_name, _RULE)


def _without_attributes(text: str) -> str:
    text = _ATTRIBUTES.sub("", text)
    for _ in range(_DEPTH):
        if "]{" not in text:
            break
        text = _SPAN.sub(r"\1", text)
    return " ".join(text.split())
