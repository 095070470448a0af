"""String literals as scrapers write them: where they open and close, and what text they hold."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from wxclean.language import _
from wxclean.reading.unwrap.escapes import unescape, unescape_bytes
from wxclean.reading.unwrap.names import is_text_name

OPENER: Final = re.compile(
    r"""[\s\ufeff,;]*+
    (?:(?P<name_quote>["']?)(?P<name>[^\W\d][\w.-]{0,63}+)(?P=name_quote)[^\S\n]*+(?P<sep>[:=：])\s*+)?
    (?P<prefix>[uUbBrR]{0,2})(?P<quote>'''|\"\"\"|'|")""",
    re.VERBOSE,
)
"""A string's opening quote, with the field name and prefix before it."""


AFTER: Final = " \t\n\u3000,;)}]"
"""What may stand after the last literal of a text."""
ESCAPED: Final = r"\\[nrtu\\'\"x]"
"""The pattern of an escape that shows that a literal is one."""


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
    warning = None if literal.closed else _("cut off before its closing quote")
    prefix = literal.prefix.lower()
    if "b" in prefix:
        text = unescape_bytes(literal.body, cut=not literal.closed)
        return (literal.body, _NOT_TEXT) if text is None else (text, warning)
    if "r" in prefix or not literal.is_code():
        return literal.body, warning
    return unescape(literal.body, json=literal.json), warning


def literal_to_the_end(text: str, opener: re.Match[str]) -> Literal:
    """Return the literal that reaches to the end of the text: its last quote closes it, whatever stands between."""
    start, quote = opener.end(), opener["quote"]
    end = len(text) - len(quote) if text.endswith(quote) else len(text.rstrip(AFTER)) - len(quote)
    if end >= start and text.startswith(quote, end):
        body = text[start:end]
        if not ends_escaped(body):
            return literal_of(opener, body)
    return literal_of(opener, text[start:].rstrip("\n"), closed=False)


def is_strict(literal: Literal) -> bool:
    """Return whether the language itself would read the literal this way."""
    return not has_bare_quote(literal.body, literal.quote) and literal.is_code()


def whole_literal(text: str) -> Literal | None:
    r"""Return the literal that a text surely is: `text:'…'`, bytes, or a string with `\n` for line breaks."""
    opener = OPENER.match(text)
    literal = literal_to_the_end(text, opener) if opener else None
    if literal is None or not literal.closed or not is_strict(literal):
        return None
    if literal.name:
        return literal if is_text_name(literal.name, None) else None
    sure = "b" in literal.prefix.lower() or ("\\n" in literal.body and "\n" not in literal.body)
    return literal if sure else None


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
    """Return whether this quote stands in the body without a backslash before it that escapes it."""
    at = body.find(quote)
    while at >= 0:
        before = at
        while before > 0 and body[before - 1] == "\\":
            before -= 1
        if (at - before) % 2 == 0:
            return True
        at = body.find(quote, at + 1)
    return False


def only_apostrophes(body: str, quote: str) -> bool:
    """Return whether each bare quote stands inside a word."""
    return quote == "'" and all(
        0 < at < len(body) - 1 and body[at - 1].isalnum() and body[at + 1].isalnum()
        for at in (found.end() - 1 for found in re.finditer(_BARE + quote, body))
    )


_NOT_TEXT: Final = _("bytes that are not text: their escapes are left as they are")
_BARE: Final = r"(?<!\\)(?:\\\\)*+"
_STRICT_BODY: Final = {
    "'": r"[^'\\\n]*+(?:\\.[^'\\\n]*+)*+",
    '"': r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+',
    "'''": r"[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+",
    '"""': r'[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+',
}
