"""Characters looked up in tables of a byte for each, one by one as the text is walked along, or at the ends of lines.

Compiled, such a loop takes half of the time of the standard library's searches, or less. As it stands it would take
many times as long: then the standard library is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_extensions import i64

_SIZE: Final = 0x10000
NO_LETTERS: Final = bytes(_SIZE)
ALL_LETTERS: Final = b"\1" * _SIZE


def marked(table: bytes, spans: Iterable[str], mark: int = 1) -> bytes:
    """Return a table of one byte for each character up to U+FFFF, in which those of some spans have a mark.

    A span is its first and its last character, or the only one.
    """
    found = bytearray(table)
    for span in spans:
        size = ord(span[-1]) - ord(span[0]) + 1
        found[ord(span[0]) : ord(span[-1]) + 1] = bytes([mark]) * size
    return bytes(found)


class Letters:
    """Some characters, as a set and as a table. An empty string, which stands for any, is in the set alone."""

    __slots__ = ("members", "table")

    def __init__(self, members: Iterable[str]) -> None:
        self.members: Final = frozenset(members)
        self.table: Final = marked(NO_LETTERS, [letter for letter in self.members if "" < letter <= "\uffff"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Letters) and self.members == other.members

    def __hash__(self) -> int:
        return hash(self.members)

    def __reduce__(self) -> tuple[object, ...]:
        return Letters, (self.members,)


def next_marked(text: str, table: bytes, start: i64) -> i64:
    """Return the place of the first character from `start` that has a mark or is above U+FFFF, else the text's end."""
    place, end = start, len(text)
    while place < end:
        letter: i64 = ord(text[place])
        if letter >= _SIZE or table[letter]:
            return place
        place += 1
    return place


IS_COMPILED: Final = not hasattr(next_marked, "__code__")
"""Whether this runs as machine code, which takes a nanosecond for a character, or is interpreted, which takes fifty."""


def mark_of(text: str, table: bytes, place: i64) -> i64:
    """Return the mark of the character at a place, 1 above U+FFFF."""
    letter: i64 = ord(text[place])
    return table[letter] if letter < _SIZE else 1


def lines_with(texts: list[str], firsts: Letters, lasts: Letters) -> list[int]:
    """Return the places of the lines, none of them empty, that begin with some characters or end with others."""
    if IS_COMPILED:
        return [at for at, text in enumerate(texts) if _is_one(text, 0, firsts) or _is_one(text, len(text) - 1, lasts)]
    return [at for at, text in enumerate(texts) if text[0] in firsts.members or text[-1] in lasts.members]


def lines_beginning(texts: list[str], firsts: Letters) -> list[int]:
    """Return the places of the lines, none of them empty, that begin with some characters."""
    if IS_COMPILED:
        return [at for at, text in enumerate(texts) if _is_one(text, 0, firsts)]
    return [at for at, text in enumerate(texts) if text[0] in firsts.members]


def lines_ending(texts: list[str], lasts: Letters) -> list[int]:
    """Return the places of the lines, none of them empty, that end with some characters."""
    if IS_COMPILED:
        return [at for at, text in enumerate(texts) if _is_one(text, len(text) - 1, lasts)]
    return [at for at, text in enumerate(texts) if text[-1] in lasts.members]


def _is_one(text: str, place: i64, letters: Letters) -> bool:
    """Return whether the character at a place is one of some."""
    letter: i64 = ord(text[place])
    return letters.table[letter] > 0 if letter < _SIZE else text[place] in letters.members
