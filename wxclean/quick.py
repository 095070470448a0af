r"""The common dump in one go: UTF-8 bytes of one `text:'…\n…'`, straight to the lines that aren't blank.

Most of a dump's lines are blank. A run of them is one separator here, escaped as it stands, which takes
half the time of unwrapping, splitting and stripping one by one. Whatever is unusual about a dump is left to those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, compress, repeat
from typing import NamedTuple, overload

from wxclean.unwrap.escapes import unescape
from wxclean.unwrap.literals import OPENER
from wxclean.unwrap.members import is_text_name

# Where an opening quote stands at the latest, in bytes.
_OPENING = 80
# What undoes to a line break, to half a character or to a backslash.
_UNUSUAL = re.compile(r"\\(?:[\\\nr01UN]|x[01]|u00|u[dD]|$)")
# A line break with the blank lines after it and the white space before the next word.
_BREAK = re.compile(r"(\\n(?: *+\\n)*+ *+)")


class QuickDump(NamedTuple):
    """A dump's lines that aren't blank, with their numbers, and what it was wrapped in."""

    numbers: list[int]
    texts: list[str]
    payload: Sequence[str]
    wrapper: str


class EscapedLines(Sequence[str]):
    """The lines of a payload, split, decoded and unescaped when they are asked for."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._body.split(b"\\n")

    def __len__(self) -> int:
        return self._body.count(b"\\n") + 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        lines = self._lines[place]
        return [_line(line) for line in lines] if isinstance(lines, list) else _line(lines)

    def beginning(self, place: int) -> str:
        """Return the white space that a line begins with, or all of the line where that may hold escapes."""
        line = self._lines[place]
        body = line.lstrip()
        return self[place] if body.startswith(b"\\") else line[: len(line) - len(body)].decode()

    def __iter__(self) -> Iterator[str]:
        return map(_line, self._lines)


def _line(line: bytes) -> str:
    return unescape(line.decode()) if b"\\" in line else line.decode()


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
    try:
        parts = _BREAK.split(body.decode())
    except UnicodeDecodeError:
        return None
    texts = _unescaped(parts[::2], opener["quote"])
    if len(parts) == 1 or texts is None:
        return None
    numbers = list(accumulate(map(str.count, parts[1::2], repeat("\\")), initial=1))
    if not all(texts):
        numbers, texts = list(compress(numbers, texts)), list(filter(None, texts))
    wrapper = f"{opener['name']}{opener['sep']}{opener['quote']}…{opener['quote']}"
    return QuickDump(numbers, texts, EscapedLines(body), wrapper) if texts else None


def _unescaped(texts: list[str], quote: str) -> list[str] | None:
    """Return lines with their escapes undone, stripped; None where those are such as don't leave lines lines."""
    escaped = text = "\n".join(texts)
    if "\\" in text:
        text = text.replace("\\" + quote, "\0")
        if quote in text or ("\\" in text and _UNUSUAL.search(escaped)):
            return None
        texts = text.replace("\0", quote).split("\n")
        if "\\" in text:
            texts = [unescape(line) if "\\" in line else line for line in texts]
    elif quote in text:
        return None
    return list(map(str.strip, texts))
