"""Remnants of tools round a header: a tag above it, the end of one cut in two, a code fence."""

from __future__ import annotations

import re
from typing import Final

# The most lines that a remnant has, and the longest of them, in characters.
_MOST_LINES, _LONGEST = 10, 300
_COMMENT_END: Final = re.compile(r"[^<>。！？]{0,80}-->")
_TAG_END: Final = re.compile(r"[^<>。！？]{0,280}[\w-]=(?:\"[^\"<>]*\"|'[^'<>]*')\s*/?>")
_FENCE: Final = "```"
_META: Final = re.compile(r"<(?:meta|link|base)\b[^<>]*>")
# What converters make of the cover that newer pages hold above the title.
_COVER: Final = re.compile(r"!?\[cover_image\](?:\([^()\s]*\))?")
_OF_COMMENT: Final = re.compile(r"[\w .:;,/()\[\]=#-]{1,60}", re.ASCII)


def remnant_lines(texts: list[str]) -> int:
    """Return how many of the first lines are the rest of a comment or a tag."""
    for place, text in enumerate(texts[:_MOST_LINES]):
        if len(text) > _LONGEST or not (text[-1] == ">" or text.isascii()):
            return 0
        if not place and _COVER.fullmatch(text):
            return 1
        if not place and (_META.fullmatch(text) or _TAG_END.fullmatch(text)):
            return 1
        if _COMMENT_END.fullmatch(text):
            return place + 1
        if not _OF_COMMENT.fullmatch(text):
            return 0
    return 0


def below_fence(texts: list[str], end: int) -> int:
    """Return a header's end, below the end of the code fence that a converter put the header into, if it did."""
    if texts[end : end + 1] != [_FENCE]:
        return end
    return end + sum(text.startswith(_FENCE) for text in texts[:end]) % 2
