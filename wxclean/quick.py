r"""The common dump in one go: UTF-8 bytes of one `text:'…\n…'`, straight to the lines that aren't blank.

Most of a dump's lines are blank. Split and stripped as bytes, they are gone before anything is
decoded or unescaped, which takes half the time of decoding, unwrapping and splitting one by one.
Whatever is unusual about a dump is left to those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress, count
from typing import NamedTuple, overload

from wxclean.unwrap.escapes import unescape
from wxclean.unwrap.literals import OPENER
from wxclean.unwrap.members import is_text_name

# Where an opening quote stands at the latest, in bytes.
_OPENING = 80
# What undoes to a line break, to half a character or to a backslash.
_UNUSUAL = re.compile(rb"\\(?:[\\\nr01UN]|x[01]|u00|u[dD]|$)")


class QuickDump(NamedTuple):
    """A dump's lines that aren't blank, with their numbers, and what it was wrapped in."""

    numbers: list[int]
    texts: list[str]
    payload: Sequence[str]
    wrapper: str


class EscapedLines(Sequence[str]):
    """The lines of a payload, decoded and unescaped when they are asked for."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return EscapedLines(self._lines[place])
        line = self._lines[place].decode()
        return unescape(line) if "\\" in line else line

    def beginning(self, place: int) -> str:
        """Return the white space that a line begins with, or all of the line where that may hold escapes."""
        line = self._lines[place]
        body = line.lstrip()
        return self[place] if body.startswith(b"\\") else line[: len(line) - len(body)].decode()

    def __iter__(self) -> Iterator[str]:
        return (unescape(line.decode()) for line in self._lines)


def quick_dump(data: bytes, field: str | None) -> QuickDump | None:
    """Return a dump's lines, or None where it isn't quite as usual."""
    opener = OPENER.match(data[:_OPENING].decode("ascii", "replace"))
    if opener is None or opener["prefix"] or len(opener["quote"]) != 1 or opener["mark"]:
        return None
    if not opener["name"] or not is_text_name(opener["name"], field):
        return None
    quote = opener["quote"].encode()
    start, end = opener.end(), len(data) - 1 - data.endswith(b"\n")
    if end < start or data[end : end + 1] != quote:
        return None
    body = data[start:end]
    if b"\n" in body or b"\r" in body or b"\0" in body:
        return None
    lines = body.split(b"\\n")
    stripped = list(map(bytes.strip, lines))
    filled = b"\n".join(filter(None, stripped))
    if len(lines) == 1 or not filled or not _is_plain(quote, filled):
        return None
    try:
        text = filled.decode()
    except UnicodeDecodeError:
        return None
    numbers, texts = _trimmed(list(compress(count(1), stripped)), text)
    wrapper = f"{opener['name']}{opener['sep']}{opener['quote']}…{opener['quote']}"
    return QuickDump(numbers, texts, EscapedLines(lines), wrapper)


def _is_plain(quote: bytes, text: bytes) -> bool:
    """Return whether each quote has its backslash, and the escapes are such as leave lines lines."""
    backslashes = text.count(b"\\")
    escaped = text.count(b"\\" + quote) if backslashes else 0
    if escaped == backslashes:
        return text.count(quote) == escaped
    return not _has_bare(quote, text) and not _UNUSUAL.search(text)


def _has_bare(quote: bytes, text: bytes) -> bool:
    """Return whether a quote stands in the text without a backslash."""
    place = text.find(quote)
    while place >= 0:
        if text[place - 1 : place] != b"\\":
            return True
        place = text.find(quote, place + 1)
    return False


def _trimmed(numbers: list[int], text: str) -> tuple[list[int], list[str]]:
    """Return the lines with their escapes undone, without those that are blank then."""
    text = text.replace("\\'", "'")
    texts = text.split("\n")
    if "\\" in text:
        texts = [unescape(line) if "\\" in line else line for line in texts]
    texts = list(map(str.strip, texts))
    if all(texts):
        return numbers, texts
    return list(compress(numbers, texts)), list(filter(None, texts))
