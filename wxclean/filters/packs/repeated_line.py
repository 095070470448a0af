"""A line as learned rules see it: its key, how much it holds, and whether it is the article's own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final, NamedTuple

from wxclean.rare_pattern import rare
from wxclean.rules.line_cache import LineCache
from wxclean.rules.line_key import is_picture
from wxclean.rules.repeat_key import LONGEST_REPEATED, Vocabulary, first_letter, repeat_key

# Longer lines without a link are prose, which is never learned.
_PROSE: Final = 2 * LONGEST_REPEATED
# Headings with a number are the article's own; so are the headings of references, with no more than so many letters.
_NUMBERED: Final = rare(r"[^\w]*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[Pp][Aa][Rr][Tt] ?\d*)[^\w]")
_NUMBER_LETTERS: Final = frozenset("0一二三四五六七八九十p")
_LONGEST_REFERENCES: Final = 12
# Learned lines are remembered up to this length: those of links are long, and stand in each article again.
_LONGEST_KEPT: Final = 600
_OTHERS_KEPT: Final = 100


class RepeatedLine(NamedTuple):
    """One line: its key (empty if it has none), its size in letters, and whether it is the article's own."""

    key: str
    size: int
    has_link: bool = False
    is_own: bool = False


_PICTURE: Final = RepeatedLine("", 0)

Look = Callable[[str], RepeatedLine]
"""A function that returns a stripped line as learned rules see it: `repeated_line`, or one that remembers."""


def owned(text: str, vocabulary: Vocabulary) -> RepeatedLine:
    """Return a stripped line as learned rules see it, with whether it is the article's own."""
    line = repeated_line(text)
    return line._replace(is_own=is_own(line.key, text, vocabulary))


def repeated_line(text: str) -> RepeatedLine:
    """Return a stripped line as learned rules see it; whether it is the article's own takes a vocabulary to tell."""
    if text[0] == "!" and is_picture(text):
        return _PICTURE
    has_link = "](" in text or "://" in text
    if not has_link and len(text) > _PROSE:
        return RepeatedLine("", len(text))
    key = repeat_key(text)
    size = len(key) or (len(text) if len(text) > _PROSE else 0)
    return RepeatedLine(key if size <= LONGEST_REPEATED else "", size, has_link)


def quick_look(keys: Collection[str], vocabulary: Vocabulary) -> Look:
    """Return what looks at lines for rules with these keys, and remembers those that have one, and some others.

    Most other lines need no key, as they begin with other letters, and few of them are seen again.
    """
    firsts = vocabulary.firsts | {key[0] for key in keys}
    starts = vocabulary.starts | {key[:2] for key in keys}
    cache: LineCache[RepeatedLine] = LineCache()
    most = _OTHERS_KEPT + 2 * len(keys)

    def look(text: str) -> RepeatedLine:
        first = text[0]
        if not "\u4e00" <= first <= "\u9fff":
            if text in cache:
                return cache[text]
            if first == "!" and is_picture(text):
                return _PICTURE
            first = first_letter(text)
            is_other = first != "" and first not in firsts
        else:
            is_other = first not in firsts or ("\u4e00" <= text[1:2] <= "\u9fff" and text[:2] not in starts)
        if is_other:
            return RepeatedLine("", _letters_shown(text), "](" in text, first in _NUMBER_LETTERS and is_numbered(text))
        if text in cache:
            return cache[text]
        line = owned(text, vocabulary)
        if line.key in keys:
            return cache.keep(text, line, _LONGEST_KEPT)
        return cache.keep(text, line) if len(cache) < most else line

    return look


def _letters_shown(text: str) -> int:
    """Return about how many letters of a line are shown: those of links, but not those of their targets."""
    if "](" not in text:
        return len(text)
    shown, *links = text.split("](")
    return len(shown) + sum(len(link) - link.find(")") - 1 for link in links)


def is_own(key: str, text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a line is the article's own, however often it stands: a credit, a source, a numbered heading."""
    return vocabulary.own.match(key) is not None or is_numbered(text)


def is_numbered(text: str) -> bool:
    """Return whether a line begins with a number, as headings do."""
    return _NUMBERED.match(text.lstrip("*#_> ")) is not None


def heads_references(key: str, vocabulary: Vocabulary) -> bool:
    """Return whether a line is the heading of a list that belongs to the article."""
    return len(key) <= _LONGEST_REFERENCES and vocabulary.references.fullmatch(key) is not None
