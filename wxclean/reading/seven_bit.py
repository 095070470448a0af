"""Chinese in seven bits: HZ (`~{…~}`, RFC 1843) and UTF-7 (`+…-`, RFC 2152), where a text surely is one of them.

Both are ASCII, so that a text that only speaks of them, or code, must not be taken for one: each escape has to hold
Chinese characters in use, and nothing else.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from typing import Final

_HZ_RUN: Final = re.compile("(?:[!-w][!-~])++")
_UTF7_RUN: Final = re.compile(r"\+([A-Za-z0-9+/]++)-?")
_FEWEST: Final = 8
"""So many characters that happen to be Chinese ones are no accident."""
_RARE_FROM: Final = {"gb2312": 0xD8, "big5": 0xC9}
"""The first byte of the characters that are used less, by charset: for simplified and for traditional Chinese."""
_USUAL: Final = re.compile("[!-~ \u4e00-\u9fff\u3000-\u301f\uff01-\uffee“”‘’—…·\n\r\u2460-\u247f]*+")


def from_seven_bit(text: str) -> tuple[str, str] | None:
    """Return a text of ASCII decoded and the name of its encoding, or None if it is in neither of the two."""
    if "~{" in text and (decoded := _from_hz(text)) is not None:
        return decoded, "hz"
    if "+" in text and (decoded := _from_utf7(text)) is not None:
        return decoded, "utf-7"
    return None


def _from_hz(text: str) -> str | None:
    runs = []
    at = text.find("~{")
    while at >= 0:
        end = text.find("~}", at)
        if not _HZ_RUN.fullmatch(text, at + 2, end):
            return None
        runs.append(text[at + 2 : end])
        at = text.find("~{", end)
    try:
        found = bytes(ord(letter) | 0x80 for letter in "".join(runs)).decode("gb2312")
        decoded = text.encode("ascii").decode("hz")
    except UnicodeDecodeError:
        return None
    return decoded if _is_usual(found) else None


def _from_utf7(text: str) -> str | None:
    """Return a text from UTF-7 if each `+` in it begins Chinese characters or stands for itself (`+-`)."""
    parts: list[str] = []
    found: list[str] = []
    at = 0
    while (plus := text.find("+", at)) >= 0:
        parts.append(text[at:plus])
        if text.startswith("+-", plus):
            parts.append("+")
            at = plus + 2
            continue
        run = _UTF7_RUN.match(text, plus)
        letters = _utf16(run[1]) if run else None
        if run is None or letters is None or not _USUAL.fullmatch(letters):
            return None
        parts.append(letters)
        found.append(letters)
        at = run.end()
    return "".join([*parts, text[at:]]) if _is_usual("".join(found)) else None


def _utf16(base64: str) -> str | None:
    """Return the characters of a run of UTF-7: whole ones, with nothing but zero bits after them."""
    size = len(base64) * 6 // 16 * 2
    try:
        data = a2b_base64(base64 + "=" * (-len(base64) % 4))
        if len(base64) * 6 - size * 8 >= 6 or any(data[size:]):
            return None
        return data[:size].decode("utf-16-be")
    except (Error, UnicodeDecodeError):
        return None


def _is_usual(found: str) -> bool:
    """Return whether there are enough Chinese characters, nearly all of those that are used most."""
    letters = "".join(letter for letter in found if not letter.isascii())
    if len(letters) < _FEWEST or not _USUAL.fullmatch(found):
        return False
    return any(_are_frequent(letters, encoding, first) for encoding, first in _RARE_FROM.items())


def _are_frequent(letters: str, encoding: str, first_rare: int) -> bool:
    """Return whether at most a tenth of these characters are among those that are used less."""
    try:
        leads = letters.encode(encoding)[::2]
    except UnicodeEncodeError:
        return False
    return 10 * sum(lead >= first_rare for lead in leads) <= len(leads)
