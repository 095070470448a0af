r"""The payload of a common dump, UTF-8 bytes of one `text:'…\n…'`, and its lines as they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, overload

from wxclean.reading.lines.characters import IS_COMPILED
from wxclean.reading.lines.split import BodyLines, split_escaped_lines, split_lines
from wxclean.reading.lines.split_compiled import walked_escaped_lines, walked_lines
from wxclean.reading.unwrap.escapes import unescape
from wxclean.reading.unwrap.literals import OPENER
from wxclean.reading.unwrap.text_member import is_text_name

# A payload's opening quote, with what may stand before it, and two more where they follow at once.
_TO_QUOTES: Final = re.compile(rb"[^'\"]{0,79}+['\"]{1,3}+")


class Body:
    """A payload: its text, or its bytes as they stand between two quotation marks, with their escapes.

    `raw` is a str or bytes, and so is what is cut off it.
    """

    __slots__ = ("quote", "raw")

    def __init__(self, raw: Any, quote: str = "") -> None:
        self.raw = raw
        self.quote = quote


class PayloadLines(Sequence[str]):
    """The lines of a payload, split, decoded and unescaped when they are asked for; `size` is how many there are."""

    def __init__(self, body: Body, size: int | None = None) -> None:
        self._size = size
        self._lines: list[str | bytes] | None = None
        self._raw: Any = body.raw
        self._break: Any = "\n" if isinstance(body.raw, str) else b"\\n"

    def _split(self) -> list[str | bytes]:
        if self._lines is None:
            self._lines = list(self._raw.split(self._break))
        return self._lines

    def place(self, number: int) -> int:
        """Return where in `raw` the line break before a line stands."""
        return sum(map(len, self._split()[: number - 1])) + len(self._break) * (number - 2)

    def __len__(self) -> int:
        return int(self._raw.count(self._break)) + 1 if self._size is None else self._size

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return list(map(_line, self._split()[place])) if isinstance(place, slice) else _line(self._split()[place])

    def may_be_indented(self) -> bool:
        """Return whether a line could begin with a space or a tab: a cheap test."""
        return not isinstance(self._raw, str) or "\t" in self._raw or (" " in self._raw and "\n " in self._raw)

    def beginning(self, place: int) -> str:
        """Return the white space that a line begins with, or all of the line where that may hold escapes."""
        line = self._split()[place]
        if isinstance(line, str):
            return line
        body = line.lstrip()
        return self[place] if body.startswith(b"\\") else line[: len(line) - len(body)].decode()

    def __iter__(self) -> Iterator[str]:
        return map(_line, self._split())


def payload_text(body: Body) -> str:
    """Return all of a payload, its escapes undone."""
    return _line(body.raw)


def _line(line: str | bytes) -> str:
    if isinstance(line, str):
        return line
    return unescape(line.decode()) if b"\\" in line else line.decode()


def quick_dump(data: bytes, field: str | None) -> tuple[Body, str] | None:
    """Return a dump's payload and what it was wrapped in, or None where that isn't quite as usual."""
    quotes = _TO_QUOTES.match(data)
    opening = _opening(quotes.group(), field) if quotes is not None else None
    if opening is None:
        return None
    start, quote, wrapper = opening
    end = len(data) - 1 - data.endswith(b"\n")
    if end < start or data[end : end + 1] != quote.encode():
        return None
    return Body(data[start:end], quote), wrapper


@lru_cache(maxsize=64)
def _opening(start: bytes, field: str | None) -> tuple[int, str, str] | None:
    """Return where a payload begins, its quotation mark and what it is wrapped in; `start` ends after the quotes."""
    opener = OPENER.match(start.decode("ascii", "replace"))
    if opener is None or opener["prefix"] or len(opener["quote"]) != 1 or opener["mark"]:
        return None
    if not opener["name"] or not is_text_name(opener["name"], field):
        return None
    quote = opener["quote"]
    return opener.end(), quote, f"{opener['name']}{opener['sep']}{quote}…{quote}"


def body_lines(body: Body) -> BodyLines | None:
    """Return the lines of a payload that aren't blank, or None where its escapes aren't quite as usual."""
    if isinstance(body.raw, str):
        return plain_lines(body.raw)
    try:
        text = body.raw.decode()
    except UnicodeDecodeError:
        return None
    return walked_escaped_lines(text, body.quote) if IS_COMPILED else split_escaped_lines(text, body.quote)


def plain_lines(text: str) -> BodyLines:
    """Return the lines of a payload without escapes that aren't blank."""
    return walked_lines(text) if IS_COMPILED else split_lines(text)
