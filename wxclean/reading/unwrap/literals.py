"""String literals as scrapers write them: where they open and close, and what text they hold."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from wxclean.reading.unwrap.escapes import unescape, unescape_bytes

OPENER: Final = re.compile(
    r"""[\s\ufeff,;]*+
    (?:(?P<name_quote>["']?)(?P<name>[^\W\d][\w.-]{0,63}+)(?P=name_quote)[^\S\n]*+(?P<sep>[:=])\s*+)?
    (?P<prefix>[uUbBrR]{0,2})(?P<quote>'''|\"\"\"|'|")""",
    re.VERBOSE,
)
"""A string's opening quote, with the field name and prefix before it."""


class Literal(NamedTuple):
    """A string literal: its field name (or an empty string), what introduces it, and its body, still escaped.

    `closed` is False if the text ends before the closing quote.
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
        """The literal's outer form: `text:'…'`, `b"…"`."""
        return f"{self.name}{self.sep}{self.prefix}{self.quote}…{self.quote}"

    def is_code(self) -> bool:
        """Return whether the body is source code, in which escapes count: no line break inside single quotes."""
        return self.json or len(self.quote) == 3 or not has_raw_break(self.body)


def literal_of(match: re.Match[str], body: str, *, closed: bool = True) -> Literal:
    """Return the literal with this body that `match` of OPENER opens."""
    name, prefix = match["name"] or "", match["prefix"]
    return Literal(name, match["sep"] or "", prefix, match["quote"], body, match["name_quote"] == '"', closed)


def literal_text(literal: Literal) -> tuple[str, str | None]:
    """Return the text that a literal stands for, and a warning if something is wrong with it."""
    warning = None if literal.closed else "cut off before its closing quote"
    prefix = literal.prefix.lower()
    if "b" in prefix:
        text = unescape_bytes(literal.body, cut=not literal.closed)
        return (literal.body, _NOT_TEXT) if text is None else (text, warning)
    if "r" in prefix or not literal.is_code():
        return literal.body, warning
    return unescape(literal.body, json=literal.json), warning


def strict_body(quote: str) -> re.Pattern[str]:
    """Return the pattern of what may stand between two of these quotes by the rules of the language."""
    return re.compile(_STRICT_BODY[quote], re.DOTALL)


def has_raw_break(body: str) -> bool:
    """Return whether the body has a line break without a backslash before it."""
    return "\n" in body and (body.count("\n") > body.count("\\\n"))


def ends_escaped(text: str) -> bool:
    """Return whether the backslashes at the end of a text would escape the next character."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def has_bare_quote(body: str, quote: str) -> bool:
    """Return whether this quote stands in the body without a backslash before it."""
    at = body.find(quote)
    while at >= 0:
        if at == 0 or body[at - 1] != "\\":
            return True
        if body[at - 2 : at - 1] == "\\" or len(quote) == 3:
            return re.search(_BARE + quote, body) is not None
        at = body.find(quote, at + 1)
    return False


def only_apostrophes(body: str, quote: str) -> bool:
    """Return whether each bare quote stands inside a word."""
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
