"""Values in JavaScript: literals, and the few expressions round them that pages use. Nothing is ever run."""

from __future__ import annotations

import re
import sys
from typing import Final, NamedTuple

from wxclean.reading.unwrap.escapes import unescape

_TEXT: Final = r"""'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|`[^`\\]*+(?:\\.[^`\\]*+)*+`"""
_TOKEN: Final = re.compile(
    rf"""(?:\s|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+
    (?:(?P<text>{_TEXT})
    |(?P<number>\d++(?:\.\d++)?)
    |(?P<name>[A-Za-z_$][\w$]*+)
    |(?P<mark>\|\||&&|\?\.|===?|!==?|[!?:+*.(),]))""",
    re.DOTALL | re.VERBOSE,
)
# What may stand before a text that is all of a value: `xml ? getXmlValue('…') :`, and `JsDecode(`.
_CALLED_TEXT: Final = re.compile(
    rb"""(?:[\w.$]{1,40}\s?\?\s?[\w.$]{1,40}\((?:'[^'\n]{0,80}'|"[^"\n]{0,80}")\)\s?:\s?)?(?:[A-Za-z]{1,40}\(\s{0,8})?(?:"""
    + _TEXT.encode()
    + b")",
    re.DOTALL,
)
# An expression that nests deeper, or goes on for longer, is no value that a page was given.
_DEEPEST, _LONGEST = 8, 64
# What hands its first argument on, as text.
_DECODERS: Final = frozenset(("JsDecode", "htmlDecode", "decodeURIComponent", "unescape", "String", "Number"))


class _Token(NamedTuple):
    """A piece of source: `kind` is the name of a group in `_TOKEN`, or empty at the end; a text has its quotes."""

    kind: str
    text: str
    end: int


class Value(NamedTuple):
    """A value and where its expression ends; `text` is None for what only running the script would tell."""

    text: str | None
    end: int


def value_at(source: str, start: int, stop: int = sys.maxsize) -> Value:
    r"""Return the value of the expression at a place, as text; numbers are text, too.

    Known are literals, `JsDecode('…')` and its like, `'…'.html(false)`, `… || ''`, `… * 1` and `x ? a : b`, of which
    the last part counts if `x` isn't known. What stands from `stop` on isn't looked at. The time is linear in the
    length of the expression.

    >>> value_at(r"window.x || JsDecode('a\x26b') || ''", 0).text, value_at('"12" * 1', 0).text
    ('a&b', '12')
    """
    reader = _Reader(source, start, stop)
    text = reader.choice(0)
    return Value(text, reader.before)


def text_end(source: bytes, start: int) -> int:
    r"""Return where the literal of a text ends that begins at a place, or inside `JsDecode(…)` or `x ? get('y') : …`.

    >>> text_end(rb"JsDecode('a\'b'), 1", 0)
    15
    """
    literal = _CALLED_TEXT.match(source, start)
    return start if literal is None else literal.end()


class _Reader:
    """A reader of one expression, which holds the next token."""

    def __init__(self, source: str, start: int, stop: int) -> None:
        self._source = source
        self._stop = stop
        self._left = _LONGEST
        self.before = start
        self.token = self._read(start)

    def choice(self, depth: int) -> str | None:
        """Return `a || b`, `a && b`, and which of two `? … : …` chooses."""
        value = self._sum(depth)
        while self.token.text in ("||", "&&"):
            takes_other = bool(value) == (self.token.text == "&&") or (value is None)
            self._next()
            other = self._sum(depth)
            value = other if takes_other else value
        if self._takes("?"):
            first = self.choice(depth + 1) if depth < _DEEPEST else None
            second = self.choice(depth + 1) if self._takes(":") and depth < _DEEPEST else None
            value = first if value else second
        return value

    def _sum(self, depth: int) -> str | None:
        """Return a value to which others may be added, by which it may be multiplied or with which it is compared."""
        value = self._postfix(depth)
        while self.token.text in ("+", "*", "==", "===", "!=", "!=="):
            sign = self.token.text
            self._next()
            other = self._postfix(depth)
            if sign == "+":
                value = value + other if value is not None and other is not None else None
            elif sign != "*":
                value = None
        return value

    def _postfix(self, depth: int) -> str | None:
        """Return a value after which methods may be called, such as `.html(false)`: they leave it as it is."""
        value = self._primary(depth)
        while self._takes(".") or self._takes("?."):
            self._next()
            if self._takes("("):
                self._arguments(depth)
        return value

    def _primary(self, depth: int) -> str | None:
        token = self.token
        if token.kind == "mark":
            if self._takes("("):
                value = self.choice(depth + 1) if depth < _DEEPEST else None
                self._takes(")")
                return value
            if self._takes("!"):
                self._primary(depth + 1) if depth < _DEEPEST else None
            return None
        self._next()
        if token.kind == "text":
            return unescape(token.text[1:-1], json=True)
        if token.kind == "name":
            return self._call(token.text, depth) if self._takes("(") else None
        return token.text or None

    def _call(self, name: str, depth: int) -> str | None:
        value = self._arguments(depth)
        return value if name in _DECODERS else None

    def _arguments(self, depth: int) -> str | None:
        """Read arguments up to the closing bracket, and return the first."""
        if self._takes(")") or depth >= _DEEPEST:
            return None
        first = self.choice(depth + 1)
        while self._takes(","):
            self.choice(depth + 1)
        self._takes(")")
        return first

    def _takes(self, mark: str) -> bool:
        if self.token.text != mark:
            return False
        self._next()
        return True

    def _next(self) -> None:
        self.before = self.token.end
        self.token = self._read(self.token.end)

    def _read(self, start: int) -> _Token:
        self._left -= 1
        match = _TOKEN.match(self._source, start, self._stop) if self._left > 0 else None
        if match is None or match.lastgroup is None:
            return _Token("", "", start)
        return _Token(match.lastgroup, match[match.lastgroup], match.end())
