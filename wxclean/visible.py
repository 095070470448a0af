"""Texts in which a reader sees what a terminal would obey or hide: controls, escapes, bidi, zero-width.

`visible` is for lines that are only looked at, `safe` for those of a patch, `printable` for names and messages, and
`counted` for a number with its noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wxclean.language import Message, counted_as

# The joiner inside an emoji (a family, a flag) is part of one visible sign and stays.
_EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff]"
_EMOJI_OR_SELECTOR = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
# Compiled when first asked for: most commands show nothing unseen.
UNSEEN = (
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\u00a0\u1680\u2000-\u200a\u202f\u205f"  # spaces that look like the plain one
    "\ud800-\udfff"  # lone surrogates: no encoding can print them
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    f"]|(?<!{_EMOJI_OR_SELECTOR})\u200d|\u200d(?!{_EMOJI})"
)
# What acts on a terminal or on the order of the text; what is merely unseen passes, and so do tabs.
_ACTING = "[\x00-\x08\n-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]"


def _symbol(character: str) -> str:
    """Return the visible stand-in: Unicode's control pictures (`␛`) for ASCII controls, else `<U+202E>`."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def visible(text: str) -> str:
    """Return `text` with each character that acts on a terminal, or can't be seen, as a symbol.

    The result is one line that any UTF-8 stream can carry: it holds no C0, DEL or C1 character, no bidi control, no
    zero-width one (but the joiner inside an emoji), no space that looks like the plain one and no lone surrogate.
    """
    return re.sub(UNSEEN, lambda match: _symbol(match[0]), text)


def safe(text: str) -> str:
    """Return `text` with each character that acts on a terminal as a symbol; tabs and zero-width ones stay."""
    return re.sub(_ACTING, lambda match: _symbol(match[0]), text)


def printable(text: str) -> str:
    r"""Return text with what can't be seen, or steers a terminal, as an escape: ESC as `\x1b`, U+202E as `\u202e`.

    For file names, rule names and messages, which may hold anything. A byte of a file name that is not UTF-8
    (a surrogate escape, PEP 383) is shown as that byte.
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def visible_parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of `visible(text)`, each with whether it is a symbol."""
    start = 0
    for match in re.finditer(UNSEEN, text):
        if match.start() > start:
            yield text[start : match.start()], False
        yield _symbol(match[0]), True
        start = match.end()
    if start < len(text):
        yield text[start:], False


def escape_json(text: str) -> str:
    r"""Return JSON source with each unseen character as its `\uXXXX` escape: the value stays the same."""
    return re.sub(UNSEEN, lambda match: _json_escape(ord(match[0])), text)


def _json_escape(code: int) -> str:
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def counted(number: int, noun: str) -> Message:
    """Return a number with its noun, as a message; `make messages` finds the noun where it stands as a literal.

    >>> counted(1, "account"), counted(2000, "line")
    ('1 account', '2,000 lines')
    """
    return counted_as(f"{{count:,}} {noun}", f"{{count:,}} {noun}s", number)
