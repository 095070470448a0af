"""The `spacing` fix: white space inside a line that is a leftover of the page's layout."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.step import BUILT_IN, Step, offered

# Zs of Unicode but for the space itself and U+3000, which Chinese typesetting uses; line and
# paragraph separators and NEL, which would break the line again in other tools.
MINDED: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2028\u2029\x85\x0b\x0c\x1c-\x1f]")
"""The characters that are made plain."""


def clean_spacing(text: str) -> str:
    """Return the line with odd spaces made plain, and none at its ends."""
    if text.isprintable():
        return text
    return MINDED.sub(" ", text).strip()


OFFER: Final = offered(
    Step("spacing", "fix", BUILT_IN, "Makes no-break and other odd spaces plain ones", fix=clean_spacing, minds=MINDED)
)
