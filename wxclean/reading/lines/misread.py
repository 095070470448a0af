"""Signs that a text was once read in the wrong encoding, and ends of lines that then look like white space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wxclean.rare_pattern import rare

MISREAD: Final = bytes(byte for lead in range(0xE4, 0xEA) for at in range(0x80, 0xC0) for byte in (lead, at)).decode(
    "gbk"
)
"""What the first two bytes of most Chinese characters in UTF-8 are in GBK; few are frequent letters."""
OFTEN: Final = "锛紝鐨"
"""What then becomes of a comma and of 的, which hardly any other text has. A search for them is fast."""

CP1252: Final = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""Windows' characters for the bytes from 80 to 9F."""
_NEXT: Final = f"[\x80-\xbf{CP1252}]"
# The first bytes of Chinese characters in UTF-8, read as Latin-1; and a whole character whose last byte, A0 or 85, is
# taken for a no-break space or a line break then.
_LEAD: Final = re.compile("[\xe0-\xf4]")
_WHOLE: Final = rare(f"(?:[\xe0-\xef]{_NEXT}|[\xf0-\xf4]{_NEXT}{{2}})[\xa0\x85]$")
_LONGEST: Final = 4


def may_be_misread(text: str) -> bool:
    """Return whether lines of a text may have been read as GBK (a prefilter)."""
    comma, half, of = OFTEN
    return comma in text or half in text or of in text


def may_lack_ends(odd: str) -> bool:
    """Return whether lines with these odd characters may have lost the end of their last one (a prefilter)."""
    return odd != "" and _LEAD.search(odd) is not None


def with_ends(numbers: Sequence[int], texts: Sequence[str], payload: Sequence[str]) -> list[str]:
    """Return stripped lines of a payload with such ends as belong to their last character."""
    return [
        _with_end(text, payload[number - 1]) if _LEAD.search(text, len(text) - _LONGEST) else text
        for number, text in zip(numbers, texts, strict=True)
    ]


def _with_end(text: str, line: str) -> str:
    below = line.lstrip()[len(text) : len(text) + _LONGEST]
    for size in range(1, len(below) + 1):
        if below[size - 1] not in "\xa0\x85":
            break
        if _WHOLE.search(text[-_LONGEST:] + below[:size]):
            return text + below[:size]
    return text
