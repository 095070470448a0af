"""Broken characters in an article: bytes that were read in the wrong encoding, where that can't be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from wxclean.document import Document
from wxclean.rare_pattern import rare
from wxclean.reading.lines.misread import CP1252, MISREAD, OFTEN
from wxclean.result import Suspicion, suspicion_of
from wxclean.visible import visible

# What became of bytes that are no character, in UTF-8 and again in GBK; and what unset memory reads as.
_LOST: Final = re.compile("\ufffd+|(?:锟斤拷)+|烫{5,}|屯{5,}")
_UNSET: Final = "屯" * 5
# The odd characters without which no line has any of the former.
_ODD: Final = rare(f"[\xb0-\xd7\xe3-\xe9\ufffd{chr(0xD800)}-{chr(0xDFFF)}{MISREAD[0]}]")
# How Latin letters that are Chinese begin: a search for a set is far faster than one for a choice.
_LATIN_SIGN: Final = rare(f"[\xb0-\xd7\xe3-\xe9][\x80-\xfe{CP1252}]")
_SHOWN: Final = 12


@cache
def _gbk() -> re.Pattern[str]:
    """Return Chinese letters that are others in UTF-8: each takes up one and a half."""
    return re.compile(f"[{OFTEN}殑{MISREAD}](?:(?<=[{OFTEN}殑])|..[{MISREAD}])")


@cache
def _latin() -> re.Pattern[str]:
    """Return Latin letters that are Chinese in GBK, or in UTF-8."""
    return re.compile(f"(?!(..)\\1)(?:[\xb0-\xd7][\xa1-\xfe]){{3,}}|(?:[\xe3-\xe9][\x80-\xbf{CP1252}]{{1,2}}){{2,}}")


def broken_characters(left: Document, text: str, odd: str) -> tuple[Suspicion, ...]:
    """Return the suspicion that characters were lost, naming the first such line that is left, if there is one.

    `odd` holds the characters of the dump that a fix may change.
    """
    patterns = list(_patterns_in(text, is_odd=odd != "" and _ODD.search(odd) is not None))
    if not patterns:
        return ()
    for number, line in zip(left.numbers, left.texts, strict=True):
        found = next(filter(None, (pattern.search(line) for pattern in patterns)), None)
        if found:
            piece = line[found.start() : found.start() + _SHOWN]
            return (suspicion_of("mojibake", visible(piece), line=number),)
    return ()


def _patterns_in(text: str, *, is_odd: bool) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of broken characters that stand in a text, as far as a fast search tells."""
    if "锟" in text or "烫" in text or _UNSET in text or (is_odd and "\ufffd" in text):
        yield _LOST
    if is_odd and _gbk().search(text):
        yield _gbk()
    if is_odd and _LATIN_SIGN.search(text):
        yield _latin()
