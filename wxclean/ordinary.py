"""Ordinary text: what no fix of ours changes, so that most records need not be looked at line by line."""

from __future__ import annotations

import re
from typing import Final

# Chinese characters, ASCII but for controls, and the punctuation that Chinese articles use.
_ORDINARY: Final = re.compile(
    "[\u4e00-\u9fff -~\n\u3000-\u303f\uff00-\uffee"
    "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u25cf\u25a0\u25b2\u25bc\u2605]*"
)


def is_ordinary(text: str) -> bool:
    """Return whether a text holds nothing but ordinary characters: one look, however many lines."""
    return _ORDINARY.fullmatch(text) is not None
