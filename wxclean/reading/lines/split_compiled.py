"""The non-blank lines of a payload, with their numbers, in one walk over its characters.

For compiled modules. The lines are those of `split.py`; besides, it finds out whether one could be a collapsed page or
be read as GBK, and by how many spaces each is indented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wxclean.reading.lines.characters import class_of, next_classed, with_class
from wxclean.reading.lines.misread import OFTEN
from wxclean.reading.lines.odd_characters import ODD, odd_letters
from wxclean.reading.lines.page_phrases import LANDMARKS, SHORTEST, is_of_landmark
from wxclean.reading.lines.split import UNUSUAL, FilledLines, indent_of
from wxclean.reading.unwrap.escapes import unescape

if TYPE_CHECKING:
    from mypy_extensions import i64

_TAB: Final = 0x09
_SPACE: Final = 0x20
_NEWLINE: Final = 0x0A
_BACKSLASH: Final = 0x5C
_N: Final = 0x6E
# The classes of the characters that a walk stops at.
_ODD: Final = 1
_LANDMARK: Final = 2
_MISREAD: Final = 4
_SPECIAL: Final = 8
# The flags of a line: the first three classes of characters in it, and this one for escapes.
_ESCAPED: Final = 16
_PLAIN_STOPS: Final = with_class(with_class(with_class(ODD, "\n", _SPECIAL), LANDMARKS, _LANDMARK), OFTEN, _MISREAD)
_ESCAPED_STOPS: Final = with_class(_PLAIN_STOPS, "\r\0\\'\"", _SPECIAL)


def walked_lines(text: str) -> FilledLines:
    """Return the lines of a payload without escapes."""
    lines = FilledLines([], [], 1, "", may_be_collapsed=False, may_be_misread=False)
    _walk(text, "", lines)
    return lines


def walked_escaped_lines(text: str, quote: str) -> FilledLines | None:
    """Return the lines of a payload from between two quotes, or None if anything about its escapes is unusual."""
    lines = FilledLines([], [], 1, "", may_be_collapsed=False, may_be_misread=False)
    return lines if _walk(text, quote, lines) else None


def _walk(text: str, quote: str, lines: FilledLines) -> bool:
    """Collect the lines of a payload, which is escaped if it has a quote; return False at anything unusual."""
    place: i64 = 0
    begin: i64 = 0
    end: i64 = len(text)
    is_escaped = quote != ""
    odd: list[str] = []
    indents: dict[int, int] = {}
    while place < end:
        if ord(text[place]) == _SPACE:
            place += 1
        elif _is_break(text, place, is_escaped):
            lines.total += 1
            place += 2 if is_escaped else 1
            begin = place
        else:
            start = place
            place, seen = _line_end(text, start, quote)
            if place < 0:
                return False
            line = text[start:place]
            if seen & _ESCAPED:
                line = unescape(line)
                _, seen = _line_end(line, 0, "")
            _keep(lines, line, seen)
            if seen & _ODD:
                odd.append(line.strip())
            first: i64 = ord(line[0])
            if first in (_TAB, _SPACE):
                indents[lines.total] = start - begin + indent_of(line)
            elif start > begin:
                indents[lines.total] = start - begin
    lines.indents = indents
    if odd:
        lines.odd = odd_letters("\n".join(odd))
    return True


def _line_end(text: str, start: i64, quote: str) -> tuple[i64, i64]:
    """Return where a line ends, or -1 at anything unusual, and flags for what it holds."""
    stops = _ESCAPED_STOPS if quote else _PLAIN_STOPS
    end: i64 = len(text)
    seen: i64 = 0
    place = next_classed(text, stops, start)
    while place < end:
        stop = class_of(text, stops, place)
        if stop == _SPECIAL:
            if _is_break(text, place, quote != ""):
                break
            letter = text[place]
            if letter == "\\" and not UNUSUAL.match(text, place):
                # Skip the escaped character: what it stands for is seen only when the line is unescaped.
                seen |= _ESCAPED
                place += 1
            elif letter == quote or letter not in "'\"":
                return -1, seen
        elif stop != _LANDMARK or is_of_landmark(text, place):
            seen |= stop
        place = next_classed(text, stops, place + 1)
    return place, seen


def _is_break(text: str, place: i64, is_escaped: bool) -> bool:
    r"""Return whether there is a line break at a place, written as `\n` in an escaped text."""
    letter: i64 = ord(text[place])
    if not is_escaped:
        return letter == _NEWLINE
    return letter == _BACKSLASH and place + 1 < len(text) and ord(text[place + 1]) == _N


def _keep(lines: FilledLines, text: str, seen: i64) -> None:
    """Keep a line unless it is blank."""
    if seen & _LANDMARK and len(text) > SHORTEST:
        lines.may_be_collapsed = True
    if seen & _MISREAD:
        lines.may_be_misread = True
    text = text.strip()
    if text:
        lines.numbers.append(lines.total)
        lines.texts.append(text)
