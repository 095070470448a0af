r"""The lines of a payload that aren't blank, with their numbers: of plain text, or escaped as they stand in a dump.

Most of a dump's lines are blank. A run of them is one separator here, escaped as it stands, which takes half the
time of unwrapping, splitting and stripping one by one. Whatever is unusual about a dump is left to those.

There are two ways to the same lines: with the standard library, and in one walk over the characters, which takes a
third of the time where it is compiled.
"""

from __future__ import annotations

import re
from itertools import accumulate, compress, count, repeat
from typing import TYPE_CHECKING, Final

from wxclean.landmarks import LANDMARKS, SHORTEST, is_of_landmark
from wxclean.ordinary import ODD, odd_letters
from wxclean.scan import COMPILED, mark_of, marked, next_of
from wxclean.unwrap.escapes import unescape

if TYPE_CHECKING:
    from mypy_extensions import i64

# What undoes to a line break, to half a character or to a backslash, and what nothing undoes.
_UNUSUAL: Final = re.compile(r"\\(?:[\\\n\r\0r01UN]|x[01]|u00|u[dD]|$)")
# A line break with the blank lines after it and the white space before the next word.
_BREAK: Final = re.compile(r"(\\n(?: *+\\n)*+ *+)")
_SPACE: Final = 0x20
_NEWLINE: Final = 0x0A
_BACKSLASH: Final = 0x5C
_N: Final = 0x6E
# What a walk over characters stops at, and what it has seen in a line.
_ODD: Final = 1
_LANDMARK: Final = 2
_SPECIAL: Final = 4
_ESCAPED: Final = 8
_PLAIN_STOPS: Final = marked(marked(ODD, "\n", _SPECIAL), LANDMARKS, _LANDMARK)
_ESCAPED_STOPS: Final = marked(_PLAIN_STOPS, "\r\0\\'\"", _SPECIAL)


class BodyLines:
    """The lines of a payload that aren't blank, with their numbers, and how many lines there are in all.

    `odd` are those of their characters that a fix may change. None of them is a collapsed page, unless one `may_be`.
    """

    __slots__ = ("may_be_collapsed", "numbers", "odd", "texts", "total")

    def __init__(
        self, numbers: list[int], texts: list[str], total: int, odd: str, *, may_be_collapsed: bool = True
    ) -> None:
        self.numbers = numbers
        self.texts = texts
        self.total = total
        self.odd = odd
        self.may_be_collapsed = may_be_collapsed


def plain_lines(text: str) -> BodyLines:
    """Return the lines of a payload that has no escapes."""
    return walked_lines(text) if COMPILED else split_lines(text)


def escaped_lines(text: str, quote: str) -> BodyLines | None:
    """Return the lines of a payload in a quotation mark, or None where its escapes aren't quite as usual."""
    return walked_escaped_lines(text, quote) if COMPILED else split_escaped_lines(text, quote)


def split_lines(text: str) -> BodyLines:
    """Return the lines of a payload that has no escapes, by the standard library."""
    lines = text.split("\n")
    texts = list(map(str.strip, lines))
    numbers, texts = list(compress(count(1), texts)), list(filter(None, texts))
    return BodyLines(numbers, texts, len(lines), odd_letters("\n".join(texts)))


def split_escaped_lines(text: str, quote: str) -> BodyLines | None:
    """Return the lines of an escaped payload, by the standard library."""
    parts = _BREAK.split(text)
    texts = parts[::2]
    escaped = "\n".join(texts)
    odd = odd_letters(escaped)
    if "\n" in text or "\r" in odd or "\0" in odd:
        return None
    if "\\" in escaped:
        unescaped = _unescaped(escaped, quote)
        if unescaped is None:
            return None
        texts, odd = unescaped.split("\n"), odd_letters(unescaped)
    elif quote in escaped:
        return None
    numbers = list(accumulate(map(str.count, parts[1::2], repeat("\\")), initial=1))
    total = numbers[-1]
    texts = list(map(str.strip, texts))
    if not all(texts):
        numbers, texts = list(compress(numbers, texts)), list(filter(None, texts))
    return BodyLines(numbers, texts, total, odd_letters("\n".join(texts)) if odd else odd)


def _unescaped(text: str, quote: str) -> str | None:
    """Return lines with their escapes undone; None where those are such as don't leave lines lines."""
    bare = text.replace("\\" + quote, "\0")
    if quote in bare or ("\\" in bare and _UNUSUAL.search(text)):
        return None
    return unescape(bare.replace("\0", quote))


def walked_lines(text: str) -> BodyLines:
    """Return the lines of a payload that has no escapes, in one walk over it."""
    lines = BodyLines([], [], 1, "", may_be_collapsed=False)
    number: i64 = 1
    place: i64 = 0
    end: i64 = len(text)
    seen: i64 = 0
    while place < end:
        letter: i64 = ord(text[place])
        if letter == _NEWLINE:
            number += 1
            place += 1
        elif letter == _SPACE:
            place += 1
        else:
            start = place
            place, of_line = _line_end(text, place, end)
            seen |= of_line
            _keep(lines, number, text[start:place], of_line)
    return _walked(lines, number, seen)


def walked_escaped_lines(text: str, quote: str) -> BodyLines | None:
    """Return the lines of an escaped payload, in one walk over it."""
    lines = BodyLines([], [], 1, "", may_be_collapsed=False)
    number: i64 = 1
    place: i64 = 0
    end: i64 = len(text)
    seen: i64 = 0
    while place < end:
        letter: i64 = ord(text[place])
        if letter == _SPACE:
            place += 1
        elif letter == _BACKSLASH and place + 1 < end and ord(text[place + 1]) == _N:
            number += 1
            place += 2
        else:
            start = place
            place, of_line = _escaped_line_end(text, place, end, quote)
            if place < 0:
                return None
            seen |= of_line
            line = text[start:place]
            _keep(lines, number, unescape(line) if of_line & _ESCAPED else line, of_line)
    return _walked(lines, number, seen)


def _line_end(text: str, start: i64, end: i64) -> tuple[i64, i64]:
    """Return where a line ends, and what was seen in it."""
    seen: i64 = 0
    place = next_of(text, _PLAIN_STOPS, start)
    while place < end:
        mark = mark_of(text, _PLAIN_STOPS, place)
        if mark == _SPECIAL:
            break
        if mark == _ODD or is_of_landmark(text, place):
            seen |= mark
        place = next_of(text, _PLAIN_STOPS, place + 1)
    return place, seen


def _escaped_line_end(text: str, start: i64, end: i64, quote: str) -> tuple[i64, i64]:
    """Return where an escaped line ends, -1 where it isn't quite as usual, and what was seen in it."""
    seen: i64 = 0
    place = next_of(text, _ESCAPED_STOPS, start)
    while place < end:
        mark = mark_of(text, _ESCAPED_STOPS, place)
        if mark == _SPECIAL:
            letter = text[place]
            if letter == "\\":
                if place + 1 < end and ord(text[place + 1]) == _N:
                    break
                if _UNUSUAL.match(text, place):
                    return -1, seen
                seen |= _ESCAPED
                place += 1
            elif letter == quote or letter not in "'\"":
                return -1, seen
        elif mark == _ODD or is_of_landmark(text, place):
            seen |= mark
        place = next_of(text, _ESCAPED_STOPS, place + 1)
    return place, seen


def _keep(lines: BodyLines, number: i64, text: str, seen: i64) -> None:
    """Keep a line that isn't blank."""
    if seen & (_LANDMARK | _ESCAPED) and len(text) > SHORTEST:
        lines.may_be_collapsed = True
    text = text.strip()
    if text:
        lines.numbers.append(number)
        lines.texts.append(text)


def _walked(lines: BodyLines, total: i64, seen: i64) -> BodyLines:
    lines.total = total
    if seen & (_ODD | _ESCAPED):
        lines.odd = odd_letters("\n".join(lines.texts))
    return lines
