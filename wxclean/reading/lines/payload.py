r"""A payload and its lines: text, or UTF-8 bytes as they stand in `text:'…\n…'`, unescaped where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, overload

from wxclean.reading.lines.characters import IS_COMPILED
from wxclean.reading.lines.split import FilledLines, split_escaped_lines, split_lines
from wxclean.reading.lines.split_compiled import walked_escaped_lines, walked_lines
from wxclean.reading.unwrap.escapes import unescape


class RareEscapesError(Exception):
    """An escaped payload that has to be unwrapped as a whole."""


class Payload:
    """The lines of a payload, as a sequence. No `Sequence` by type: compiled, a class of its own is far faster.

    `raw` is its text, or its bytes between two quotation marks, escapes and all; then `quote` is such a mark.
    `size` is how many lines there are, where that is known.
    """

    __slots__ = ("_break", "_lines", "quote", "raw", "size")

    def __init__(self, raw: Any, quote: str = "", size: int | None = None) -> None:
        self.raw: Final[Any] = raw
        self.quote: Final = quote
        self.size = size
        self._lines: list[str | bytes] | None = None
        self._break: Final[Any] = "\n" if isinstance(raw, str) else b"\\n"

    def text(self) -> str:
        """Return all of it, its escapes undone."""
        return _unescaped(self.raw)

    def from_line(self, number: int) -> Any:
        """Return its raw characters from the line break before a line on, which is counted from 1 and not the first."""
        lines = self._split()
        return self.raw[sum(map(len, lines[: number - 1])) + len(self._break) * (number - 2) :]

    def filled_lines(self, end: str | bytes = "") -> FilledLines:
        """Return the lines that aren't blank, above the last characters of the payload where these are `end`.

        Raises:
            RareEscapesError: bytes are not UTF-8, or have escapes that are not undone here.
        """
        raw = self.raw[: -len(end)] if end else self.raw
        if isinstance(raw, str):
            return walked_lines(raw) if IS_COMPILED else split_lines(raw)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            raise RareEscapesError from None
        lines = walked_escaped_lines(text, self.quote) if IS_COMPILED else split_escaped_lines(text, self.quote)
        if lines is None:
            raise RareEscapesError
        return lines

    def may_be_indented(self) -> bool:
        """Return whether a line could begin with a space or a tab: a cheap test."""
        return not isinstance(self.raw, str) or "\t" in self.raw or (" " in self.raw and "\n " in self.raw)

    def beginning(self, place: int) -> str:
        """Return the white space that a line begins with, or all of the line where that may hold escapes."""
        line = self._split()[place]
        if isinstance(line, str):
            return line
        body = line.lstrip()
        return self[place] if body.startswith(b"\\") else line[: len(line) - len(body)].decode()

    def __len__(self) -> int:
        return int(self.raw.count(self._break)) + 1 if self.size is None else self.size

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        lines = self._split()
        return list(map(_unescaped, lines[place])) if isinstance(place, slice) else _unescaped(lines[place])

    def __iter__(self) -> Iterator[str]:
        return map(_unescaped, self._split())

    def _split(self) -> list[str | bytes]:
        if self._lines is None:
            self._lines = list(self.raw.split(self._break))
        return self._lines


def _unescaped(line: str | bytes) -> str:
    if isinstance(line, str):
        return line
    return unescape(line.decode()) if b"\\" in line else line.decode()
