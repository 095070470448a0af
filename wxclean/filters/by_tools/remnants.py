"""Remnants of tools round a header: a tag above it, the end of one cut in two, a code fence."""

from __future__ import annotations

import re
from typing import Final

# The most lines that a remnant has, and the longest of them, in characters.
_MOST_LINES, _LONGEST = 10, 300
_COMMENT_END: Final = re.compile(r"[^<>。！？]{0,80}-->")
_TAG_END: Final = re.compile(r"[^<>。！？]{0,280}[\w-]=(?:\"[^\"<>]*\"|'[^'<>]*')\s*/?>")
_VALUE_END: Final = re.compile(r"\"[^\"<>。！？]{1,80}\"\s*/?>")
_SAVED: Final = re.compile(r"saved (?:with SingleFile|from url)|SingleFile")
_FENCE: Final = "```"
_LINK_END: Final = re.compile(r"\[\s*[↑↓]+\s*\](?:\((?:javascript:|#)[^\s]*\))?")
# A tag; a file that a page names, as a text browser says it (`Link: stylesheet`); what converters make of the cover
# that newer pages hold above the title; arrows of a link that is gone; a link to a place further down; a scraper's
# line above its data; and an archive's line with the address.
_TAG: Final = re.compile(
    r"(?:<(?:meta|link|base|!DOCTYPE)\b[^<>]*>\s*)+|Link: [a-z][a-z -]{2,30}"
    r"|!?\[cover_image\](?:\([^()\s]*\))?|cover_image|\[[↓↑]+\]|\[[^\[\]]{1,20}\]\(#[\w-]+\)|={8,}"
    r"|The Wayback Machine - https?://web\.archive\.org/\S+",
    re.IGNORECASE,
)
_FIRSTS: Final = "<L![c=T"
_OF_COMMENT: Final = re.compile(r"[\w .:;,/()\[\]=#-]{1,60}", re.ASCII)


def remnant_lines(texts: list[str]) -> int:
    """Return how many of the first lines are tags, the rest of one or of a comment, or a comment of a page's saver."""
    if not texts or not _may_be_remnant(texts[0]):
        return 0
    if texts[0].startswith("<!--"):
        return _comment_lines(texts)
    tags = 0
    while tags < len(texts) and texts[tags][0] in _FIRSTS and _TAG.fullmatch(texts[tags]):
        tags += 1
    if tags:
        return tags
    for place, text in enumerate(texts[:_MOST_LINES]):
        if len(text) > _LONGEST or not _may_be_end(text):
            return 0
        if text[-1] == ">":
            if not place and (_TAG_END.fullmatch(text) or _VALUE_END.fullmatch(text)):
                return 1
            if _COMMENT_END.fullmatch(text):
                return place + 1
        if not _OF_COMMENT.fullmatch(text):
            return 0
    return 0


def _may_be_remnant(text: str) -> bool:
    """Return whether a first line could be one or begin one (a prefilter)."""
    return text[0] in _FIRSTS or _may_be_end(text)


def _may_be_end(text: str) -> bool:
    return text[-1] == ">" or text.isascii()


def _comment_lines(texts: list[str]) -> int:
    """Return how many of the first lines are a comment, the page's own or one in which a tool says that it saved it."""
    for place, text in enumerate(texts[:_MOST_LINES]):
        if text.endswith("-->"):
            comment = " ".join(texts[: place + 1])
            return place + 1 if comment.isascii() or _SAVED.search(comment) else 0
    return 0


def below_fence(texts: list[str], end: int) -> int:
    """Return a header's end, below the end of a code fence that a converter put the header into, if it did, or below
    the end of a link that another did.
    """
    if end < len(texts) and texts[end][0] == "[" and _LINK_END.fullmatch(texts[end]):
        return end + 1
    if texts[end : end + 1] != [_FENCE]:
        return end
    return end + sum(text.startswith(_FENCE) for text in texts[:end]) % 2
