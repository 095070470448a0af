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
    for phrase, between, below in zip(tail, tail[1:], tail[2:], strict=False):
        if phrase.rule is None or between.rule is not None or below.rule is None:
            continue
        title = text[between.start : between.end].strip()
        if _SHORTEST <= len(title) <= LONGEST_TITLE and text.startswith(title):
            return len(title)
    return 0
