"""Ordinary text, which no fix of ours changes: most records need not be looked at line by line."""

from __future__ import annotations

import re
from typing import Final

from wxclean.reading.lines.characters import ALL_LETTERS, IS_COMPILED, marked, next_marked

# Chinese characters, ASCII but for controls, and the punctuation that Chinese articles use.
_SPANS: Final = (
    "\u4e00\u9fff",
    " ~",
    "\n",
    "\u3000\u303f",
    "\uff00\uffee",
    *"\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u25cf\u25a0\u25b2\u25bc\u2605",
)
_ORDINARY: Final = re.compile(f"[{''.join(f'{span[0]}-{span[-1]}' for span in _SPANS)}]+")
ODD: Final = marked(ALL_LETTERS, _SPANS, 0)
"""The table of the characters up to U+FFFF that aren't ordinary."""


def odd_letters(text: str) -> str:
    """Return the characters of a text that aren't ordinary, in their order: one look, however many lines."""
    if IS_COMPILED and next_marked(text, ODD, 0) == len(text):
        return ""
    return _ORDINARY.sub("", text)
