"""The non-blank lines of a payload, with their numbers, by the standard library."""

from __future__ import annotations

import re
from itertools import accumulate, compress, count, repeat
from typing import Final

from wxclean.reading.lines.misread import may_be_misread
from wxclean.reading.lines.odd_characters import odd_letters
from wxclean.reading.unwrap.escapes import unescape

UNUSUAL: Final = re.compile(r"\\(?:[\\\n\r\0r01UN]|x(?:0|5[cC])|u00|u[dD]|$)")
"""Escapes of a line break, of half a character or of a backslash, and backslashes that escape nothing."""

# A line break with the blank lines after it and the white space before the next word. Most of a dump's lines are
# blank; to split at a whole run of them, still escaped, takes half the time of unescaping, splitting and stripping
# them one by one.
_BREAK: Final = re.compile(r"(\\n(?: *+\\n)*+ *+)")


class FilledLines:
    """The non-blank lines of a payload, with their numbers, and the `total` of its lines.

    `odd` are the characters in them that a fix may change. `may_be_collapsed` is False if it is known that no line is a
    collapsed page: one whose white space was collapsed, so that it stands on a single line. `may_be_misread` is False
    if it is known that none was read as GBK. `indents` are those of the indented lines, under their numbers; None if
    they aren't known.
    """

    __slots__ = ("indents", "may_be_collapsed", "may_be_misread", "numbers", "odd", "texts", "total")

    def __init__(
        self,
        numbers: list[int],
        texts: list[str],
        total: int,
        odd: str,
        *,
        may_be_collapsed: bool = True,
        may_be_misread: bool = True,
    ) -> None:
        self.numbers = numbers
        self.texts = texts
        self.total = total
        self.odd = odd
        self.may_be_collapsed = may_be_collapsed
        self.may_be_misread = may_be_misread
        self.indents: dict[int, int] | None = None


def filled_lines(lines: list[str]) -> FilledLines:
    """Return those lines of a payload without escapes that aren't blank."""
    texts = list(map(str.strip, lines))
    numbers, texts = list(compress(count(1), texts)), list(filter(None, texts))
    text = "\n".join(texts)
    return FilledLines(numbers, texts, len(lines), odd_letters(text), may_be_misread=may_be_misread(text))


def split_escaped_lines(text: str, quote: str) -> FilledLines | None:
    """Return the lines of a payload from between two quotes, or None if anything about its escapes is unusual."""
    parts = _BREAK.split(text)
    texts = parts[::2]
    escaped = "\n".join(texts)
    odd = odd_letters(escaped)
    if "\n" in text or "\r" in odd or "\0" in odd:
        return None
    unescaped = escaped
    if "\\" in escaped:
        bare = escaped.replace("\\" + quote, "\0") if quote in escaped else escaped
        is_more = "\\" in bare
        if quote in bare or (is_more and UNUSUAL.search(escaped)):
            return None
        unescaped = unescape(bare.replace("\0", quote))
        texts = unescaped.split("\n")
        odd = odd_letters(unescaped) if is_more else odd
    elif quote in escaped:
        return None
    numbers = list(accumulate(map(str.count, parts[1::2], repeat("\\")), initial=1))
    total = numbers[-1]
    texts = list(map(str.strip, texts))
    if not all(texts):
        numbers, texts = list(compress(numbers, texts)), list(filter(None, texts))
    odd = odd_letters("\n".join(texts)) if odd else odd
    return FilledLines(numbers, texts, total, odd, may_be_misread=may_be_misread(unescaped))


def indent_of(line: str) -> int:
    """Return how many spaces a line begins with, a tab counting as four and other white space as none."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].replace("\t", "    "))
