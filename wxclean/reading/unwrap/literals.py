r"""Quoted strings as scrapers leave them: where they open and close, and what they stand for."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from wxclean.reading.unwrap.escapes import unescape, unescape_bytes

OPENER: Final = re.compile(
    r"""[\s\ufeff,;]*+
    (?:(?P<mark>["']?)(?P<name>[^\W\d][\w.-]{0,63}+)(?P=mark)[^\S\n]*+(?P<sep>[:=])\s*+)?
    (?P<prefix>[uUbBrR]{0,2})(?P<quote>'''|\"\"\"|'|")""",
    re.VERBOSE,
)
"""A string's opening quote, with the field name and prefix before it."""


class Literal(NamedTuple):
    """One quoted string: field name (or empty), how it was introduced, and its body with the escapes in it.

    `closed` is False where the text ends before the closing quote.
    """

    name: str
    sep: str
    prefix: str
    quote: str
    body: str
    json: bool = False
    closed: bool = True

    @property
    def form(self) -> str:
        """What it looked like: `text:'…'`, `b"…"`."""
        return f"{self.name}{self.sep}{self.prefix}{self.quote}…{self.quote}"

    def is_code(self) -> bool:
        """Whether the body is a source literal: with a break inside single quotes it is not, and nothing is escaped."""
        return self.json or len(self.quote) == 3 or not has_raw_break(self.body)


def opened(match: re.Match[str], body: str, *, closed: bool = True) -> Literal:
    """The literal that `match` of OPENER opens, with this body."""
    name, prefix = match["name"] or "", match["prefix"]
    return Literal(name, match["sep"] or "", prefix, match["quote"], body, match["mark"] == '"', closed)


def meaning(literal: Literal) -> tuple[str, str | None]:
    """The text that a literal stands for, and a warning if something is wrong with it."""
    warning = None if literal.closed else "cut off before its closing quote"
    prefix = literal.prefix.lower()
    if "b" in prefix:
        text = unescape_bytes(literal.body, cut=not literal.closed)
        return (literal.body, _NOT_TEXT) if text is None else (text, warning)
    if "r" in prefix or not literal.is_code():
        return literal.body, warning
    return unescape(literal.body, json=literal.json), warning


def strict_body(quote: str) -> re.Pattern[str]:
    """The pattern of what may stand between two quotes of this kind by the rules of the language."""
    return re.compile(_STRICT_BODY[quote], re.DOTALL)


def has_raw_break(body: str) -> bool:
    """Whether there is a line break that no backslash takes away."""
    return "\n" in body and (body.count("\n") > body.count("\\\n"))


def ends_escaped(text: str) -> bool:
    """Whether the character after `text` would be escaped by the backslashes at its end."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def has_bare_quote(body: str, quote: str) -> bool:
    """Whether a quote of this kind stands in the body without a backslash."""
    at = body.find(quote)
    while at >= 0:
        if at == 0 or body[at - 1] != "\\":
            return True
        if body[at - 2 : at - 1] == "\\" or len(quote) == 3:
            return re.search(_BARE + quote, body) is not None
        at = body.find(quote, at + 1)
    return False


def only_apostrophes(body: str, quote: str) -> bool:
    """Whether each bare quote stands inside a word."""
    return quote == "'" and all(
        0 < at < len(body) - 1 and body[at - 1].isalnum() and body[at + 1].isalnum()
        for at in (found.end() - 1 for found in re.finditer(_BARE + quote, body))
    )


_NOT_TEXT: Final = "bytes that are not text: their escapes are left as they are"
_BARE: Final = r"(?<!\\)(?:\\\\)*+"
_STRICT_BODY: Final = {
    "'": r"[^'\\\n]*+(?:\\.[^'\\\n]*+)*+",
    '"': r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+',
    "'''": r"[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+",
    '"""': r'[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+',
}
