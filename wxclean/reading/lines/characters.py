"""Character classes, looked up while walking over a text or at the ends of lines.

Classes are `bytes` that hold a number for each character up to U+FFFF. Compiled, such a loop takes at most half as
long as the standard library's searches. Interpreted, it would take many times as long, so there the standard library
is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_extensions import i64

_SIZE: Final = 0x10000
NO_LETTERS: Final = bytes(_SIZE)
ALL_LETTERS: Final = b"\1" * _SIZE


def with_class(classes: bytes, ranges: Iterable[str], number: int = 1) -> bytes:
    """Return the classes with `number` as that of all characters in `ranges`.

    A range is its first and last character, or a single one.
    """
    found = bytearray(classes)
    for pair in ranges:
        size = ord(pair[-1]) - ord(pair[0]) + 1
        found[ord(pair[0]) : ord(pair[-1]) + 1] = bytes([number]) * size
    return bytes(found)


class Letters:
    """A set of characters, and their classes. An empty string, which stands for any character, is only in the set."""

    __slots__ = ("classes", "members")

    def __init__(self, members: Iterable[str]) -> None:
        self.members: Final = frozenset(members)
        self.classes: Final = with_class(NO_LETTERS, [letter for letter in self.members if "" < letter <= "\uffff"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Letters) and self.members == other.members

    def __hash__(self) -> int:
        return hash(self.members)

    def __reduce__(self) -> tuple[object, ...]:
        return Letters, (self.members,)


class Starts:
    """The first two letters of lines: under each first one those that may stand behind it, None where any may.

    A line of the first one alone has such a beginning, too.
    """

    __slots__ = ("firsts", "seconds")

    def __init__(self, seconds: Mapping[str, str | None]) -> None:
        self.firsts: Final = Letters(seconds)
        self.seconds: Final = dict(seconds)


class Pairs:
    """Pairs of letters, to be found in texts; `pattern` finds the places of those that matter."""

    __slots__ = ("firsts", "members", "pattern", "seconds")

    def __init__(self, members: Iterable[str], pattern: re.Pattern[str]) -> None:
        self.members: Final = frozenset(members)
        self.firsts: Final = Letters(pair[0] for pair in self.members)
        self.seconds: Final = Letters(pair[1] for pair in self.members)
        self.pattern: Final = pattern


def next_classed(text: str, classes: bytes, start: i64) -> i64:
    """Return the place of the next character from `start` that has a class or is above U+FFFF, else the text's end."""
    place, end = start, len(text)
    while place < end:
        letter: i64 = ord(text[place])
        if letter >= _SIZE or classes[letter]:
            return place
        place += 1
    return place


IS_COMPILED: Final = not hasattr(next_classed, "__code__")
"""Whether this module is compiled: then a character takes one nanosecond, else fifty."""


def class_of(text: str, classes: bytes, place: i64) -> i64:
    """Return the class of the character at a place; 1 above U+FFFF."""
    letter: i64 = ord(text[place])
    return classes[letter] if letter < _SIZE else 1


def places_of(text: str, pairs: Pairs) -> list[int]:
    """Return the places in a text at which one of the pairs stands, or at least of those that matter."""
    members = pairs.members
    if not IS_COMPILED:
        return [at for letter in pairs.pattern.finditer(text) if text[(at := letter.start()) : at + 2] in members]
    firsts, seconds = pairs.firsts.classes, pairs.seconds.classes
    found: list[int] = []
    last = len(text) - 1
    place = next_classed(text, firsts, 0)
    while place < last:
        if class_of(text, seconds, place + 1) and text[place : place + 2] in members:
            found.append(place)
        place = next_classed(text, firsts, place + 1)
    return found


def lines_with(texts: list[str], starts: Starts, lasts: Letters, dressing: Letters) -> list[int]:
    """Return the places of lines that begin with one of `starts` or end with one of `lasts`; no line may be empty.

    Compiled, it looks below the `dressing` at a line's ends. Interpreted, that takes longer than it spares.
    """
    if IS_COMPILED:
        return [at for at, text in enumerate(texts) if _is_with(text, starts, lasts, dressing)]
    seconds, ends = starts.seconds, lasts.members
    return [
        at
        for at, text in enumerate(texts)
        if ((first := text[0]) in seconds and ((behind := seconds[first]) is None or text[1:2] in behind))
        or text[-1] in ends
    ]


def are_all(text: str, letters: Letters) -> bool:
    """Return whether all characters of a text are among the letters."""
    if not IS_COMPILED:
        return letters.members.issuperset(text)
    place: i64 = 0
    end: i64 = len(text)
    while place < end and _is_one(text, place, letters):
        place += 1
    return place == end


def lines_beginning(texts: list[str], firsts: Letters) -> list[str]:
    """Return the lines that begin with one of `firsts`; no line may be empty."""
    if IS_COMPILED:
        return [text for text in texts if _is_one(text, 0, firsts)]
    begin = firsts.members
    return [text for text in texts if text[0] in begin]


def lines_ending(texts: list[str], lasts: Letters) -> list[int]:
    """Return the places of lines that end with one of `lasts`; no line may be empty."""
    if IS_COMPILED:
        return [at for at, text in enumerate(texts) if _is_one(text, len(text) - 1, lasts)]
    end = lasts.members
    return [at for at, text in enumerate(texts) if text[-1] in end]


def _is_one(text: str, place: i64, letters: Letters) -> bool:
    letter: i64 = ord(text[place])
    return letters.classes[letter] > 0 if letter < _SIZE else text[place] in letters.members


def _is_with(text: str, starts: Starts, lasts: Letters, dressing: Letters) -> bool:
    start: i64 = 0
    end: i64 = len(text)
    while start < end and _is_one(text, start, dressing):
        start += 1
    while start < end and _is_one(text, end - 1, dressing):
        end -= 1
    return start < end and (_begins(text, start, starts) or _is_one(text, end - 1, lasts))


def _begins(text: str, start: i64, starts: Starts) -> bool:
    if not _is_one(text, start, starts.firsts):
        return False
    behind = starts.seconds[text[start]]
    return behind is None or text[start + 1 : start + 2] in behind
