"""The `spacing` fix: odd white space inside a line, left over from the page's layout."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.step import BUILT_IN, Offer, Step, offered

# Unicode's Zs except the space itself and U+3000, which Chinese typesetting uses; and line and paragraph separators and
# NEL, at which other tools would break the line.
MINDED: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2028\u2029\x85\x0b\x0c\x1c-\x1f]")
"""The characters that become plain spaces."""


def clean_spacing(text: str) -> str:
    """Return the line with odd spaces made plain, and none at its ends."""
    if text.isprintable():
        return text
    text = text.replace("\xa0", " ")  # mostly that is all
    return (text if text.isprintable() else MINDED.sub(" ", text)).strip()


OFFER: Final[Offer] = offered(
    Step("spacing", "fix", BUILT_IN, "Makes no-break and other odd spaces plain ones", fix=clean_spacing, minds=MINDED)
)
