"""Remnants of a page's code above its title: the end of a comment or of a tag that a tool cut in two."""

from __future__ import annotations

import re
from typing import Final

# The most lines that a remnant has, and the longest of them, in characters.
_MOST_LINES, _LONGEST = 10, 300
_COMMENT_END: Final = re.compile(r"[^<>。！？]{0,80}-->")
_TAG_END: Final = re.compile(r"[^<>。！？]{0,280}[\w-]=(?:\"[^\"<>]*\"|'[^'<>]*')\s*/?>")
_OF_COMMENT: Final = re.compile(r"[\w .:;,/()\[\]=#-]{1,60}", re.ASCII)


def remnant_lines(texts: list[str]) -> int:
    """Return how many of the first lines are the rest of a comment or a tag."""
    for place, text in enumerate(texts[:_MOST_LINES]):
        if len(text) > _LONGEST:
            return 0
        if _COMMENT_END.fullmatch(text) or (not place and _TAG_END.fullmatch(text)):
            return place + 1
        if not _OF_COMMENT.fullmatch(text):
            return 0
    return 0
