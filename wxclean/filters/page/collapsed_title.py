"""The title of a collapsed page, whose end shows where the footer repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wxclean.filters.page.collapsed_phrases import Token
from wxclean.filters.page.header_names import LONGEST_TITLE

# The shortest title, in characters, that is told by being repeated.
_SHORTEST: Final = 6


def title_end(text: str, tail: Sequence[Token]) -> int:
    """Return where the title ends that begins a text, 0 if its footer doesn't repeat it between two phrases.

    Pages from 2018 to 2022 do, in the dialog that shares the article with a comment.
    """
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
