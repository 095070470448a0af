r"""Quoted strings as scrapers leave them: where they open and close, and what they stand for."""

from __future__ import annotations

import re
from typing import NamedTuple

from wxclean.unwrap.escapes import unescape, unescape_bytes

OPENER = re.compile(
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
        text = unescape_bytes(literal.body)
        if text is not None:
            return text, warning
        if literal.closed or (text := _without_cut_character(literal.body)) is None:
            return literal.body, "bytes that are not text: their escapes are left as they are"
        return text, warning
    if "r" in prefix or not literal.is_code():
        return literal.body, warning
    return unescape(literal.body, json=literal.json), warning


def _without_cut_character(body: str) -> str | None:
    """The text of a bytes literal that was cut off inside a character."""
    for tail in _CUT_BYTES:
        text = unescape_bytes(tail.sub("", body))
        if text is not None:
            return text
    return None


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
            return _BARE[quote].search(body) is not None
        at = body.find(quote, at + 1)
    return False


def only_apostrophes(body: str, quote: str) -> bool:
    """Whether each bare quote stands inside a word."""
    return quote == "'" and all(
        0 < at < len(body) - 1 and body[at - 1].isalnum() and body[at + 1].isalnum()
        for at in (found.end() - 1 for found in _BARE[quote].finditer(body))
    )


_CUT_BYTES = [re.compile(rf"(?:\\x[0-9a-fA-F]{{2}}){{{count}}}(?:\\x?[0-9a-fA-F]?)?\Z") for count in (0, 1, 2, 3)]
_BARE = {quote: re.compile(rf"(?<!\\)(?:\\\\)*+{quote}") for quote in ("'", '"', "'''", '"""')}
STRICT_BODY = {
    "'": re.compile(r"[^'\\\n]*+(?:\\.[^'\\\n]*+)*+", re.DOTALL),
    '"': re.compile(r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+', re.DOTALL),
    "'''": re.compile(r"[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+", re.DOTALL),
    '"""': re.compile(r'[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+', re.DOTALL),
}
"""What may stand between two quotes by the rules of the language."""
