"""How much of some text or bytes is what Chinese text is made of."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

CONTROLS: Final = bytes(byte for byte in range(0x20) if byte not in b"\b\t\n\v\f\r\x1b") + b"\x7f"
"""Control bytes, without those of white space and ESC."""


def ordinary_share(text: str) -> float:
    """Return the share of characters that Chinese text is made of: common hanzi, punctuation, ASCII."""
    return (len(text) - len(_ordinary().sub("", text))) / len(text) if text else 0.0


@cache
def _ordinary() -> re.Pattern[str]:
    """Return the pattern of what Chinese text is made of: its search takes a few nanoseconds for a character."""
    return re.compile(rf"[\t\n\r -~\xa0·—‘’“”…\u3000-\u3015\uff01-\uff5e{_common_hanzi()}]+")


def _common_hanzi() -> str:
    """Return the first levels of GB2312 and Big5, which hold the common hanzi: 6,700 of 20,992."""
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(b for lead in range(0xA4, 0xC7) for trail in trails for b in (lead, trail))
    found = simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    return "".join(letter for letter in found if "\u4e00" <= letter <= "\u9fff")


def control_share(data: bytes) -> float:
    """Return the share of control bytes, white space and ESC not counted."""
    return 1 - len(data.translate(None, CONTROLS)) / len(data) if data else 0.0
