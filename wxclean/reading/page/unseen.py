"""Elements that a page doesn't show: hidden ones, code, and what only stands in for a player or a picture."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

NOT_TEXT: Final = frozenset(
    re.findall(
        r"\w+",
        "script style template title head meta link base iframe object embed audio video canvas map select datalist"
        " input textarea button progress noscript noembed noframes mpvoice mpvideo mpcpc desc metadata defs",
    )
)
"""Elements whose words no reader of the page sees as text."""

HIDDEN: Final = "hidden"
"""The rule by which a page hides an element."""

_HIDING: Final = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))")
# An element without a height hides what it holds if it also clips it, as editors do with words for search engines.
_FLAT: Final = re.compile(r"(?:^|[;\s])(?:max-)?height\s*:\s*0(?:px|em|rem|%)?\s*(?:!important\s*)?(?:;|$)")
_CLIPPED: Final = re.compile(r"overflow(?:-y)?\s*:\s*hidden")


def hidden_elements(content: LexborNode) -> dict[int, str]:
    """Return the elements inside a page's content that are hidden, by their identity, each with its rule.

    The content itself is hidden in a page that was saved before its scripts ran, so it counts as shown.
    """
    found = dict.fromkeys([node.mem_id for node in content.css("[hidden]")], HIDDEN)
    for node in content.css("[style]"):
        style = (node.attrs.get("style") or "").lower()
        if ("none" in style or "hidden" in style or "collapse" in style) and _hides(style):
            found[node.mem_id] = HIDDEN
    found.pop(content.mem_id, None)
    return found


def _hides(style: str) -> bool:
    """Return whether a style hides its element."""
    return _HIDING.search(style) is not None or (_FLAT.search(style) is not None and _CLIPPED.search(style) is not None)
