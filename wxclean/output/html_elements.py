"""The elements of HTML by what they are in a page: on lines of their own, without an end, or without words."""

from __future__ import annotations

import re
from typing import Final

BLOCKS: Final = frozenset(
    re.findall(
        r"[\w-]+",
        "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form"
        " h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table tbody tfoot"
        " thead tr td th caption ul foreignobject mp-common-profile mp-style-type",
    )
)
"""Elements that stand on lines of their own, unless a style says otherwise."""

VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
"""Elements that have no end (HTML Standard, 13.1.2)."""

NOT_TEXT: Final = frozenset(
    re.findall(
        r"\w+",
        "script style template title head meta link base iframe object embed audio video canvas map select datalist"
        " input textarea button progress noscript noembed noframes mpvoice mpvideo mpcpc desc metadata defs",
    )
)
"""Elements whose words no reader of the page sees as text."""

KEEPS_BREAKS: Final = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre\b|pre-wrap|pre-line|break-spaces|preserve)")
"""Matches a style by which the line breaks of a text are those of the page."""
