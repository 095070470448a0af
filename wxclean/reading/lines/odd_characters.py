"""The odd characters of a text, which a built-in fix may change: most records have none and need no fixing."""

from __future__ import annotations

import re
from typing import Final

from wxclean.reading.lines.characters import ALL_LETTERS, IS_COMPILED, next_classed, with_class

# Chinese characters, ASCII without controls, and the punctuation of Chinese articles.
_RANGES: Final = (
    "\u4e00\u9fff",
    " ~",
    "\n",
    "\u3000\u303f",
    "\uff00\uffee",
    *"\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u25cf\u25a0\u25b2\u25bc\u2605",
)
_ORDINARY: Final = re.compile(f"[{''.join(f'{pair[0]}-{pair[-1]}' for pair in _RANGES)}]+")
ODD: Final = with_class(ALL_LETTERS, _RANGES, 0)
"""Classes in which the characters that aren't ordinary are 1."""


def odd_letters(text: str) -> str:
    """Return the characters of a text that aren't ordinary, in their order: one search for all of its lines."""
    if not IS_COMPILED:
        return _ORDINARY.sub("", text)
    found: list[str] = []
    place = next_classed(text, ODD, 0)
    while place < len(text):
        found.append(text[place])
        place = next_classed(text, ODD, place + 1)
    return "".join(found)
