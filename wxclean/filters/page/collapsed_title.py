"""The title of a collapsed page, whose end shows where the footer repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wxclean.filters.page.collapsed_phrases import Token
from wxclean.filters.page.header_names import LONGEST_TITLE

# The shortest title, in characters, that is told by being repeated; the latest badge, and its rule.
_SHORTEST: Final = 6
_LATEST_BADGE: Final = 300
_BADGE: Final = "header.original"
# How an article that is shared ends: cut, above the link to the rest.
_REST: Final = "toolbar.source"
_CUT: Final = ("...", "…")


def title_end(text: str, tail: Sequence[Token]) -> int:
    """Return where the title ends that begins a text, 0 if its footer doesn't repeat it between two phrases.

    Pages from 2018 to 2022 do, in the dialog that shares the article with a comment.
    """
    if not tail or text.find(text[:_SHORTEST], tail[0].start) < 0:
        return 0
    longest = 0
    for phrase in [token for token in tail if token.rule is not None]:
        start = phrase.end + len(text[phrase.end :]) - len(text[phrase.end :].lstrip())
        if start - phrase.end > 1 or text[start : start + _SHORTEST] != text[:_SHORTEST]:
            continue
        for below in tail:  # a title may hold phrases, such as the name of a place
            title = text[start : below.start].strip()
            if below.rule is not None and _SHORTEST <= len(title) <= LONGEST_TITLE and text.startswith(title):
                longest = max(longest, len(title))
    return longest


def shared_title_parts(text: str, tokens: Sequence[Token], tail: Sequence[Token]) -> list[Token]:
    """Return the names, the title and the badge at the beginning of a page that shares an article; none without them.

    The footer repeats the title, above whose badge only the names of who shares it and whose it is stand. Of the
    article, the page shows what its first words are.
    """
    first = tail[0].rule if tail else None
    if first is None or first.name != _REST or not text[: tail[0].start].rstrip().endswith(_CUT):
        return []
    for badge in tokens:
        if badge.start > _LATEST_BADGE:
            break
        if badge.rule is None or badge.rule.name != _BADGE:
            continue
        above = text[: badge.start].rstrip()
        for free in tail:
            title = text[free.start : free.end].strip() if free.rule is None else ""
            if _SHORTEST <= len(title) < len(above) and above.endswith(title):
                start = len(above) - len(title)
                return [Token(0, start, None), Token(start, len(above), None), badge]
    return []
