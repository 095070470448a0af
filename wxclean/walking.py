"""The lines of a payload that aren't blank, with their numbers, in one walk over its characters.

They are those of `splitting`; whether one could be a collapsed page is seen besides. It is for compiled modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wxclean.landmarks import LANDMARKS, SHORTEST, is_of_landmark
from wxclean.ordinary import ODD, odd_letters
from wxclean.scan import mark_of, marked, next_marked
from wxclean.splitting import UNUSUAL, BodyLines
from wxclean.unwrap.escapes import unescape

if TYPE_CHECKING:
    from mypy_extensions import i64

_SPACE: Final = 0x20
_NEWLINE: Final = 0x0A
_BACKSLASH: Final = 0x5C
_N: Final = 0x6E
# What a walk stops at, by the mark of a character: it has one of these.
_ODD: Final = 1
_LANDMARK: Final = 2
_SPECIAL: Final = 4
# What was seen in a line: characters of the first two kinds, escapes.
_ESCAPED: Final = 8
_PLAIN_STOPS: Final = marked(marked(ODD, "\n", _SPECIAL), LANDMARKS, _LANDMARK)
_ESCAPED_STOPS: Final = marked(_PLAIN_STOPS, "\r\0\\'\"", _SPECIAL)


def walked_lines(text: str) -> BodyLines:
    """Return the lines of a payload that has no escapes."""
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
    return _finished(lines, number, seen)


def walked_escaped_lines(text: str, quote: str) -> BodyLines | None:
    """Return the lines of a payload in a quotation mark, or None where its escapes aren't quite as usual."""
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
            line = text[start:place]
            if of_line & _ESCAPED:
                line = unescape(line)
                if next_marked(line, ODD, 0) < len(line):
                    of_line |= _ODD
            seen |= of_line
            _keep(lines, number, line, of_line)
    return _finished(lines, number, seen)


def _line_end(text: str, start: i64, end: i64) -> tuple[i64, i64]:
    """Return where a line ends, and what was seen in it."""
    seen: i64 = 0
    place = next_marked(text, _PLAIN_STOPS, start)
    while place < end:
        mark = mark_of(text, _PLAIN_STOPS, place)
        if mark == _SPECIAL:
            break
        if mark == _ODD or is_of_landmark(text, place):
            seen |= mark
        place = next_marked(text, _PLAIN_STOPS, place + 1)
    return place, seen


def _escaped_line_end(text: str, start: i64, end: i64, quote: str) -> tuple[i64, i64]:
    """Return where an escaped line ends, -1 where it isn't quite as usual, and what was seen in it."""
    seen: i64 = 0
    place = next_marked(text, _ESCAPED_STOPS, start)
    while place < end:
        mark = mark_of(text, _ESCAPED_STOPS, place)
        if mark == _SPECIAL:
            letter = text[place]
            if letter == "\\":
                if place + 1 < end and ord(text[place + 1]) == _N:
                    break
                if UNUSUAL.match(text, place):
                    return -1, seen
                # What it makes of the next character is not seen here.
                seen |= _ESCAPED
                place += 1
            elif letter == quote or letter in "\n\r\0":
                return -1, seen
        elif mark == _ODD or is_of_landmark(text, place):
            seen |= mark
        place = next_marked(text, _ESCAPED_STOPS, place + 1)
    return place, seen


def _keep(lines: BodyLines, number: i64, text: str, seen: i64) -> None:
    """Keep a line that isn't blank; an escaped one may hold a landmark that wasn't seen."""
    if seen & (_LANDMARK | _ESCAPED) and len(text) > SHORTEST:
        lines.may_be_collapsed = True
    text = text.strip()
    if text:
        lines.numbers.append(number)
        lines.texts.append(text)


def _finished(lines: BodyLines, total: i64, seen: i64) -> BodyLines:
    """Return the lines of a walk that has come to its end."""
    lines.total = total
    if seen & _ODD:
        lines.odd = odd_letters("\n".join(lines.texts))
    return lines
