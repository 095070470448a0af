"""A line as learned rules see it: its key, how much it holds, and whether it is the article's own."""

from __future__ import annotations

from typing import Final, NamedTuple

from wxclean.rare_pattern import rare
from wxclean.rules.repeat_key import LONGEST_REPEATED, Vocabulary, repeat_key

# Longer lines without a link are prose, which is never learned.
_PROSE: Final = 2 * LONGEST_REPEATED
# Headings with a number are the article's own; so are the headings of references, with no more than so many letters.
_NUMBERED: Final = rare(r"[^\w]*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[Pp][Aa][Rr][Tt] ?\d*)[^\w]")
_LONGEST_REFERENCES: Final = 12


class RepeatedLine(NamedTuple):
    """One line: its key (empty if it has none), its size in letters, and what its words say."""

    key: str
    size: int
    has_link: bool = False


def repeated_line(text: str) -> RepeatedLine:
    """Return a stripped line as learned rules see it."""
    has_link = "](" in text or "://" in text
    if not has_link and len(text) > _PROSE:
        return RepeatedLine("", len(text))
    key = repeat_key(text)
    size = len(key) or (len(text) if len(text) > _PROSE else 0)
    return RepeatedLine(key if size <= LONGEST_REPEATED else "", size, has_link)


def is_own(key: str, text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a line is the article's own, however often it stands: a credit, a source, a numbered heading."""
    return vocabulary.own.match(key) is not None or _NUMBERED.match(text.lstrip("*#_> ")) is not None


def heads_references(key: str, vocabulary: Vocabulary) -> bool:
    """Return whether a line is the heading of a list that belongs to the article."""
    return len(key) <= _LONGEST_REFERENCES and vocabulary.references.fullmatch(key) is not None
