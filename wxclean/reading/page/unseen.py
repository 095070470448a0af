"""Elements that a page doesn't show: hidden ones, code, and what only stands in for a player or a picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
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

_HIDING: Final = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
# An element without a height hides what it holds if it also clips it, as editors do with words for search engines.
_FLAT: Final = re.compile(
    r"(?:^|[;\s])(?:max-)?height\s*:\s*0(?:px|em|rem|%)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE
)
_CLIPPED: Final = re.compile(r"overflow(?:-y)?\s*:\s*hidden", re.IGNORECASE)
_MAYBE: Final = '[hidden],[style*="none" i],[style*="hidden" i],[style*="collapse" i]'


def hidden_elements(content: LexborNode) -> dict[int, str]:
    """Return the elements inside a page's content that are hidden, by their identity, each with its rule.

    The content itself is hidden in a page that was saved before its scripts ran, so it counts as shown.
    """
    found: dict[int, str] = {}
    for node in content.css(_MAYBE):
        rule = _hiding_rule(node.attributes)
        if rule and node.mem_id != content.mem_id:
            found[node.mem_id] = rule
    return found


def _hiding_rule(attributes: Mapping[str, str | None]) -> str:
    if "hidden" in attributes:
        return "hidden"
    style = attributes.get("style") or ""
    if _HIDING.search(style) or (_FLAT.search(style) and _CLIPPED.search(style)):
        return "hidden"
    return ""
