"""The phrases in a line that was collapsed, and the words between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wxclean.rules.line_key import folded
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule


class Token(NamedTuple):
    """A phrase found in a line, or a piece of text between phrases."""

    start: int
    end: int
    rule: Rule | None


def tokens_of(text: str, matcher: Matcher) -> list[Token]:
    """Return the phrases of a text from left to right, the longest at each place."""
    keyed = folded(text)
    key = keyed.text
    found = []
    place = 0
    while place < len(key):
        for phrase in matcher.starts.get(key[place : place + 2], ()):
            if key.startswith(phrase, place) and _is_whole(key, place, place + len(phrase)):
                end = place + len(phrase)
                found.append(Token(keyed.origin(place), keyed.origin(end), matcher.phrases[phrase]))
                place = end - 1
                break
        place += 1
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a match doesn't cut a Latin word or a number in two."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut_before = before.isascii() and before.isalnum() and text[start].isascii() and text[start].isalnum()
    cut_after = after.isascii() and after.isalnum() and text[end - 1].isascii() and text[end - 1].isalnum()
    return not cut_before and not cut_after


def is_spaced(text: str, token: Token) -> bool:
    """Return whether a phrase stands between blanks."""
    return text[token.start - 1 : token.start] in ("", " ") and text[token.end : token.end + 1] in ("", " ")


def pieces(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the words between two places, each as a part."""
    for word in text[start:end].split():
        begin = text.index(word, start)
        start = begin + len(word)
        yield Token(begin, start, None)


def word_end(text: str, start: int) -> int:
    """Return the end of the word that begins at a place."""
    space = text.find(" ", start)
    return space if space > 0 else len(text)
