"""How much of some text or bytes is what Chinese text is made of."""

from __future__ import annotations

import functools
from typing import Final

from wxclean.rare_pattern import rare

CONTROLS: Final = bytes(byte for byte in range(0x20) if byte not in b"\b\t\n\v\f\r\x1b") + b"\x7f"
"""Control bytes, without those of white space and ESC."""
_ORDINARY: Final = rare(r"[\t\n\r -~\xa0·—‘’“”…\u3000-\u3015\uff01-\uff5e]")
_HANZI: Final = rare(r"[\u4e00-\u9fff]")


def ordinary_share(text: str) -> float:
    """Return the share of characters that Chinese text is made of: common hanzi, punctuation, ASCII."""
    if not text:
        return 0.0
    hanzi = "".join(_HANZI.findall(text))
    common = sum(map(_common_hanzi().__contains__, hanzi))
    return (len(_ORDINARY.findall(text)) + common) / len(text)


@functools.cache
def _common_hanzi() -> frozenset[str]:
    """Return the first levels of GB2312 and Big5, which hold the common hanzi: 6,700 of 20,992."""
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(b for lead in range(0xA4, 0xC7) for trail in trails for b in (lead, trail))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))


def control_share(data: bytes) -> float:
    """Return the share of control bytes, white space and ESC not counted."""
    return 1 - len(data.translate(None, CONTROLS)) / len(data) if data else 0.0
