"""The data that filters see and return: documents of lines, and edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, Literal, NamedTuple, cast

Action = Literal["drop", "rewrite", "label"]


class Span(NamedTuple):
    """Part of a line: characters `start` up to, not including, `end`, counted from 0."""

    start: int
    end: int


class Line(NamedTuple):
    """One non-blank line, stripped.

    `number` counts from 1 in the payload. `span` is set if the line is part of a collapsed one that was broken up: it
    says which part of the payload's line this is.
    """

    number: int
    text: str
    span: Span | None = None


def lines_of(numbers: Iterable[int], texts: Iterable[str], spans: Iterable[Span | None]) -> list[Line]:
    """Return lines given as columns, up to the end of the shortest column."""
    return list(map(_LINE, zip(numbers, texts, spans)))  # noqa: B905


def _columns_of(lines: Sequence[Line]) -> tuple[list[int], list[str], list[Span | None]]:
    return [line.number for line in lines], [line.text for line in lines], [line.span for line in lines]


class Document:
    """What a filter sees: the lines that are left, and the payload they come from.

    `lines` holds no blank ones; a gap in their numbers is where blank or removed lines were. `numbers`, `texts` and
    `spans` are the lines as columns, which are faster to go through. `below` are the lines of a known footer, which
    stands below them and isn't part of them; None if there is none. `coded` says that the page's own code stood among
    the lines, so that they are certainly a page. `may_be_collapsed` is False if it is known that no line is a collapsed
    page. `is_page` is True if it is known to hold no more than one page. `unproved` are the numbers of lines that read
    as a page's, but stay since nothing proves it. `doubts` are the codes of suspicions that filters have of it.

    It is built from `lines`, or by `of_columns`.
    """

    __slots__ = (
        "_lines",
        "below",
        "coded",
        "doubts",
        "is_page",
        "may_be_collapsed",
        "numbers",
        "payload",
        "spans",
        "texts",
        "unproved",
    )

    def __init__(
        self,
        lines: Sequence[Line] | None,
        payload: Sequence[str],
        columns: tuple[list[int], list[str], list[Span | None]] | None = None,
        below: Sequence[str] | None = None,
    ) -> None:
        self._lines = lines
        self.numbers, self.texts, self.spans = columns if columns is not None else _columns_of(lines or ())
        self.payload = payload
        self.below = below
        self.coded = False
        self.may_be_collapsed = True
        self.is_page = False
        self.unproved: Sequence[int] = ()
        self.doubts: tuple[str, ...] = ()

    @classmethod
    def of_columns(
        cls,
        numbers: list[int],
        texts: list[str],
        spans: list[Span | None],
        payload: Sequence[str],
        below: Sequence[str] | None = None,
    ) -> Document:
        """Return a document of lines given as columns of equal length."""
        return cls(None, payload, (numbers, texts, spans), below)

    @property
    def lines(self) -> Sequence[Line]:
        """The lines that are left, in order."""
        if self._lines is None:
            self._lines = lines_of(self.numbers, self.texts, self.spans)
        return self._lines

    def without(self, zones: Sequence[tuple[int, int]]) -> Document:
        """Return the document without these runs of code, given as first places and ends, in order."""
        if not zones:
            return self
        numbers: list[int] = []
        texts: list[str] = []
        spans: list[Span | None] = []
        for start, end in zip((0, *[end for _, end in zones]), (*[first for first, _ in zones], None), strict=True):
            numbers += self.numbers[start:end]
            texts += self.texts[start:end]
            spans += self.spans[start:end]
        left = Document.of_columns(numbers, texts, spans, self.payload, self.below)
        left.coded = True
        left.may_be_collapsed = self.may_be_collapsed
        left.is_page = self.is_page
        return left


class Edit(NamedTuple):
    """One change to one line of the payload, with the filter and the rule that account for it.

    - `drop`: the line (or its `span`) is removed; `text` is empty.
    - `rewrite`: the line (or its `span`) becomes `text`.
    - `label`: the line (or its `span`) is taken out of the body; `text` becomes `metadata.<field>`.
    """

    line: int
    action: Action
    filter: str
    rule: str
    text: str = ""
    field: str | None = None
    span: Span | None = None


# Build the tuples directly: calling the NamedTuple's constructor takes three times as long.
_LINE: Final = cast("Callable[[tuple[object, ...]], Line]", partial(tuple.__new__, Line))
