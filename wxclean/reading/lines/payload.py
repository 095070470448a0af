r"""A payload and its lines: text, or UTF-8 bytes still escaped as in `text:'…\n…'`, which are unescaped on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, overload

from wxclean.reading.lines.characters import IS_COMPILED
from wxclean.reading.lines.split import FilledLines, filled_lines, indent_of, split_escaped_lines
from wxclean.reading.lines.split_compiled import walked_escaped_lines, walked_lines
from wxclean.reading.unwrap.escapes import unescape


class RareEscapesError(Exception):
    """An escaped payload that can only be unwrapped as a whole."""


class Payload:
    """The lines of a payload, as a sequence.

    `raw` is its text, or its bytes between two quotation marks, still escaped; `quote` is then that mark. `size` is the
    number of lines, if known. `is_page` says that the text is known to hold no more than one page. The class doesn't
    inherit from `Sequence`: compiled, a class without a base is far faster.
    """

    __slots__ = ("_break", "_indents", "_lines", "is_page", "quote", "raw", "size")

    def __init__(self, raw: Any, quote: str = "", size: int | None = None, *, is_page: bool = False) -> None:
        self.raw: Final[Any] = raw
        self.quote: Final = quote
        self.size = size
        self.is_page: Final = is_page
        self._lines: list[Any] | None = None
        self._indents: dict[int, int] | None = None
        self._break: Final[Any] = "\n" if isinstance(raw, str) else b"\\n"

    def text(self) -> str:
        """Return the whole payload, unescaped."""
        return _unescaped(self.raw)

    def from_line(self, number: int) -> Any:
        """Return the raw characters from the line break before line `number` on; lines count from 1."""
        lines = self._split()
        return self.raw[sum(map(len, lines[: number - 1])) + len(self._break) * (number - 2) :]

    def filled_lines(self, end: str | bytes = "") -> FilledLines:
        """Return the non-blank lines above `end`, the last characters of the payload.

        Raises:
            RareEscapesError: the bytes are not UTF-8, or have escapes that are not undone here.
        """
        lines = self._filled_lines(self.raw[: -len(end)] if end else self.raw)
        if not end or self._indents is None:
            self._indents = lines.indents
        return lines

    def _filled_lines(self, raw: Any) -> FilledLines:
        if isinstance(raw, str):
            if IS_COMPILED:
                return walked_lines(raw)
            split = raw.split("\n")
            if raw is self.raw:
                self._lines = split  # the layout asks for them, too
            return filled_lines(split)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            raise RareEscapesError from None
        lines = walked_escaped_lines(text, self.quote) if IS_COMPILED else split_escaped_lines(text, self.quote)
        if lines is None:
            raise RareEscapesError
        return lines

    def may_be_indented(self) -> bool:
        """Return whether a line below the first could begin with a space or a tab (a prefilter)."""
        if self._indents is not None:
            return bool(self._indents)
        raw = self.raw
        return not isinstance(raw, str) or "\t" in raw or (" " in raw and "\n " in raw)

    def indents(self, number: int, size: int) -> list[int]:
        """Return how many spaces each of `size` lines from line `number` on begins with; none of them may be blank.

        A tab counts as four, other white space as none. The list is empty if no line is indented.
        """
        if self._indents is None:
            return self._indents_split(number, size)
        found = [self._indents.get(at, 0) for at in range(number, number + size)]
        return found if any(found) else []

    def _indents_split(self, number: int, size: int) -> list[int]:
        lines = self._split()[number - 1 : number - 1 + size]
        is_text = isinstance(self.raw, str)
        space: Any = " " if is_text else b" "
        others: Any = "\t" if is_text else b"\t\\"
        if {line[0] for line in lines}.isdisjoint(space + others):
            return []
        indents = [len(line) - len(line.lstrip(space)) for line in lines]
        if is_text and "\t" not in self.raw:
            return indents
        return [
            indent_of(_unescaped(line)) if line[indent] in others else indent
            for line, indent in zip(lines, indents, strict=True)
        ]

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

    def _split(self) -> list[Any]:
        if self._lines is None:
            self._lines = list(self.raw.split(self._break))
        return self._lines


def _unescaped(line: str | bytes) -> str:
    if isinstance(line, str):
        return line
    return unescape(line.decode()) if b"\\" in line else line.decode()
