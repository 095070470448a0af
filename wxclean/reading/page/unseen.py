"""What a page doesn't show: elements that are hidden, hold code, or stand in for a player; and what else styles say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

HIDDEN: Final = "hidden"
"""The rule by which a page hides an element."""

_HIDING: Final = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))")
# An element without a height hides what it holds if it also clips it, as editors do with words for search engines.
_FLAT: Final = re.compile(r"(?:^|[;\s])(?:max-)?height\s*:\s*0(?:px|em|rem|%)?\s*(?:!important\s*)?(?:;|$)")
_CLIPPED: Final = re.compile(r"overflow(?:-y)?\s*:\s*hidden")


_DISPLAY: Final = re.compile(r"(?:^|[;\s])display\s*:\s*(block|flex|grid|table|list-item|inline)(?![\w-])")
_BECOME_INLINE: Final = frozenset(("p", "div", "section"))


class Styles(NamedTuple):
    """What styles say of elements, by their identity: which are hidden, by which rule, and which are blocks or not."""

    hidden: Mapping[int, str]
    blocks: Mapping[int, bool]


def styles_of(content: LexborNode) -> Styles:
    """Return what the styles of the elements inside a page's content say.

    Who asks passes over the content itself, which is hidden in a page that was saved before its scripts ran.
    """
    hidden = dict.fromkeys([node.mem_id for node in content.css("[hidden]")], HIDDEN)
    blocks: dict[int, bool] = {}
    for node in content.css("[style]"):
        style = (node.attrs.get("style") or "").lower()
        if ("none" in style or "hidden" in style or "collapse" in style) and _hides(style):
            hidden[node.mem_id] = HIDDEN
        elif "display" in style and (display := _DISPLAY.search(style)) is not None:
            is_block = display[1] != "inline"
            if is_block or node.tag in _BECOME_INLINE:
                blocks[node.mem_id] = is_block
    return Styles(hidden, blocks)


def _hides(style: str) -> bool:
    """Return whether a style hides its element."""
    return _HIDING.search(style) is not None or (_FLAT.search(style) is not None and _CLIPPED.search(style) is not None)
