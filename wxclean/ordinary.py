"""Ordinary text, which no fix of ours changes: most records need not be looked at line by line."""

from __future__ import annotations

import re
from typing import Final

# Chinese characters, ASCII but for controls, and the punctuation that Chinese articles use.
_ORDINARY: Final = re.compile(
    "[\u4e00-\u9fff -~\n\u3000-\u303f\uff00-\uffee"
    "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u25cf\u25a0\u25b2\u25bc\u2605]+"
)


def odd_letters(text: str) -> str:
    """Return the characters of a text that aren't ordinary, in their order: one look, however many lines."""
    return _ORDINARY.sub("", text)
