"""The phrases in a collapsed line, and the words between them."""

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
    """Return the phrases in a text from left to right, the longest at each place."""
    keyed = folded(text)
    found = matcher.phrases_in(keyed.text)
    if len(keyed.text) == len(text):
        return [Token(start, end, rule) for start, end, rule in found]
    return [Token(*keyed.origin(start, end), rule) for start, end, rule in found]


def is_spaced(text: str, token: Token) -> bool:
    """Return whether a phrase stands between blanks."""
    return text[token.start - 1 : token.start] in ("", " ") and text[token.end : token.end + 1] in ("", " ")


def pieces(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield each word between two places as a token."""
    for word in text[start:end].split():
        begin = text.index(word, start)
        start = begin + len(word)
        yield Token(begin, start, None)


def word_end(text: str, start: int) -> int:
    """Return the end of the word that begins at a place."""
    space = text.find(" ", start)
    return space if space > 0 else len(text)
