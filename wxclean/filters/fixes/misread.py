"""Text that was read in the wrong encoding: UTF-8 as GBK (`鐨勬槸`), or GBK as Latin-1 (`µÄÊÇ`).

ftfy, which undoes UTF-8 that was read as Latin-1, knows neither, and repairs half of the second.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from wxclean.rare_pattern import rare
from wxclean.reading.lines.misread import MISREAD

SIGNS: Final = rare(f"[{MISREAD}]")
"""A letter of which UTF-8 has some that was read as GBK."""
_CHINESE: Final = rare("[\u4e00-\u9fff]")
# GB2312 has its more frequent half of characters in the rows up to this one.
_LAST_COMMON_ROW: Final = 0xD7
_COMMON_SHARE: Final = 0.7
# The fewest different Chinese characters: two Latin letters may read as one of them.
_FEWEST: Final = 2
_MOST_LEVELS: Final = 4


@cache
def _foreign() -> re.Pattern[str]:
    """Return what else than Chinese characters, their punctuation, ASCII and emoji a repaired text would hold."""
    return re.compile(
        "[^\t -~\u2010-\u2027\u2030-\u203b\u2190-\u27bf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\ufe0f\ufe30-\ufe4f"
        "\uff00-\uffef\U0001f000-\U0003ffff]"
    )


def read_rightly(text: str) -> str:
    """Return a line as it was before it was read in the wrong encoding, if that can be undone without loss.

    >>> read_rightly("鏄ュぉ"), read_rightly("´ºÌìÀ´ÁË£¡"), read_rightly("涓涓细流")
    ('春天', '春天来了！', '涓涓细流')
    """
    for _ in range(_MOST_LEVELS):
        fixed = _utf8_of_gbk(text) or _gbk_of_latin1(text)
        if fixed is None:
            break
        text = fixed
    return text


def _utf8_of_gbk(text: str) -> str | None:
    """Return the text if its bytes in GBK are UTF-8, and Chinese; else None."""
    if not SIGNS.search(text):
        return None
    try:
        fixed = text.encode("gb18030").decode()
    except UnicodeError:
        return None
    return None if _foreign().search(fixed) else fixed


def _gbk_of_latin1(text: str) -> str | None:
    """Return the text if its bytes in Latin-1 are GB2312, and common Chinese characters most of all; else None."""
    if text.isascii():
        return None
    try:
        data = text.replace("\xa0", " ").encode("latin-1")
        fixed = data.decode("gb2312")
    except UnicodeError:
        return None
    letters = set(_CHINESE.findall(fixed))
    rows = [letter.encode("gb2312")[0] for letter in letters]
    if len(rows) < _FEWEST or sum(row <= _LAST_COMMON_ROW for row in rows) < _COMMON_SHARE * len(rows):
        return None
    return None if _is_utf8(data) or _foreign().search(fixed) else fixed


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
