"""The bytes of a feed, with what people's tools write wrongly put right: stray `&`, and characters that XML forbids."""

from __future__ import annotations

import re
from typing import Final

_CONTROLS: Final = bytes(sorted(set(range(0x20)) - set(b"\t\n\r")))
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_REFERENCE: Final = re.compile(
    rb"&(?:#(?P<decimal>\d{1,7});|#[xX](?P<hex>[0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{0,31};)|)"
)
_BEGUN: Final = re.compile(rb"(?:&[#\w]{0,34}|<(?:!(?:\[[CDAT]{0,5}\[?)?)?)\Z")
"""What may go on in the bytes that come next."""


class WellFormed:
    """The repair of a feed that comes in pieces. CDATA stays as it is, but for control characters."""

    def __init__(self) -> None:
        self._held = b""
        self._in_cdata = False

    def piece(self, data: bytes, *, last: bool = False) -> bytes:
        """Return the next bytes, repaired; what may go on in the next piece is held back."""
        text = self._held + data.translate(None, _CONTROLS)
        self._held = b""
        done: list[bytes] = []
        at = 0
        while at < len(text):
            at = self._cdata(text, at, done, last) if self._in_cdata else self._markup(text, at, done, last)
        return b"".join(done)

    def _cdata(self, text: bytes, at: int, done: list[bytes], last: bool) -> int:
        end = text.find(_CDATA_END, at)
        if end >= 0:
            self._in_cdata = False
            end += len(_CDATA_END)
        else:
            end = len(text) if last else max(at, len(text) - len(_CDATA_END) + 1)
            self._held = text[end:]
        done.append(text[at:end])
        return end if not self._in_cdata else len(text)

    def _markup(self, text: bytes, at: int, done: list[bytes], last: bool) -> int:
        start = text.find(_CDATA, at)
        end = start if start >= 0 else len(text)
        if start < 0 and not last and (begun := _BEGUN.search(text, max(at, end - 40))):
            end = begun.start()
            self._held = text[end:]
        piece = text[at:end]
        done.append(_REFERENCE.sub(_repaired, piece) if b"&" in piece else piece)
        if start < 0:
            return len(text)
        done.append(_CDATA)
        self._in_cdata = True
        return start + len(_CDATA)


def _repaired(found: re.Match[bytes]) -> bytes:
    """Return a reference that XML allows: a stray `&` as one, and a character that it forbids as U+FFFD or nothing."""
    if found["name"]:
        return found[0]
    if found["decimal"] or found["hex"]:
        number = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
        if number < 0x20 and number not in b"\t\n\r":
            return b""
        return found[0] if number <= 0x10FFFF and not _is_forbidden(number) else b"&#xFFFD;"
    return b"&amp;"


def _is_forbidden(number: int) -> bool:
    return 0xD800 <= number <= 0xDFFF or number in (0xFFFE, 0xFFFF)
