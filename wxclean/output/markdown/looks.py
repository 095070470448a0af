"""How an element looks, by its tag and its `style`: a block or in the line, hidden, bold, italic, struck out."""

from __future__ import annotations

import re
from typing import Final

from wxclean.output.html_elements import BLOCKS
from wxclean.output.markdown.blocks import Style

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
"""The elements that are headings, with their levels."""

_DISPLAY: Final = re.compile(r"(?:^|[;\s])display\s*:\s*([a-z-]+)", re.IGNORECASE)
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(?:(bold(?:er)?|[6-9]\d\d|1000)|[a-z\d]+)", re.IGNORECASE)
_SLANT: Final = re.compile(r"font-style\s*:\s*(?:(italic|oblique)|[a-z]+)", re.IGNORECASE)

_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"i", "em", "cite", "dfn", "var"})
_STRUCK: Final = frozenset({"s", "del", "strike"})
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})


def is_block(tag: str, style: str) -> bool:
    """Return whether an element stands in lines of its own."""
    if "display" in style:
        found = _DISPLAY.findall(style)
        if found:
            return not found[-1].lower().startswith("inline") and found[-1].lower() != "contents"
    return tag in BLOCKS


def style_of(tag: str, style: str, around: Style) -> Style:
    """Return how text in an element looks, given how it looks around the element.

    Code, and what is struck out, is neither bold nor italic: Markdown has no way to end all of that in one place.
    """
    if around.code or around.struck:
        return around
    if tag in _BOLD:
        around = around._replace(bold=True)
    elif tag in _ITALIC:
        around = around._replace(italic=True)
    elif tag in _STRUCK:
        return Style(struck=True, link=around.link)
    elif tag in _CODE:
        return Style(code=True, link=around.link)
    if "font-" not in style:
        return around
    weights, slants = _WEIGHT.findall(style), _SLANT.findall(style)
    if weights:
        around = around._replace(bold=bool(weights[-1]))
    if slants:
        around = around._replace(italic=bool(slants[-1]))
    return around
