"""The data that flows through a cleaning: records, documents, edits, metadata and the result."""

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
    """One line that is not blank, without its outer white space.

    `number` counts from 1 in the payload. `span` is set where a line of a collapsed page was
    broken up, and says which part of the payload's line this is.
    """

    number: int
    text: str
    span: Span | None = None


def lines_of(numbers: Iterable[int], texts: Iterable[str], spans: Iterable[Span | None]) -> list[Line]:
    """Return lines given as columns, which need not be of the same length: the shortest counts."""
    return list(map(_LINE, zip(numbers, texts, spans)))  # noqa: B905


def _columns_of(lines: Sequence[Line]) -> tuple[list[int], list[str], list[Span | None]]:
    return [line.number for line in lines], [line.text for line in lines], [line.span for line in lines]


class Document:
    """What a filter sees: the lines that are left, and the payload they come from.

    `lines` hold no blank ones; a gap in their numbers is where blank or removed lines were.
    `numbers`, `texts` and `spans` are the same in columns, which is faster to go through.
    `below` are the lines of a known footer that stands below them and is no part of them; None where there is none.
    `coded` says that the page's own code stood among them, so that they are a page for certain.
    `may_be_collapsed` is False where it is known that none of the lines is a page whose white space collapsed.

    Made of `lines`, or of `columns` that stand for them; `of_columns` is the way to the latter.
    """

    __slots__ = ("_lines", "below", "coded", "may_be_collapsed", "numbers", "payload", "spans", "texts")

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

    @classmethod
    def of_columns(
        cls,
        numbers: list[int],
        texts: list[str],
        spans: list[Span | None],
        payload: Sequence[str],
        below: Sequence[str] | None = None,
    ) -> Document:
        """Return a document of lines given as columns of the same length."""
        return cls(None, payload, (numbers, texts, spans), below)

    @property
    def lines(self) -> Sequence[Line]:
        """The lines that are left, in their order."""
        if self._lines is None:
            self._lines = lines_of(self.numbers, self.texts, self.spans)
        return self._lines

    def without(self, zones: Sequence[tuple[int, int]]) -> Document:
        """Return the document without some zones of code: first places and ends, in their order."""
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
        return left


class Edit(NamedTuple):
    """One change to one payload line, with the filter and the rule that answer for it.

    - `drop`: the line (or its `span`) is taken away; `text` is empty.
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


# A dump has some fifty of each: past the constructors' own Python they take a third of the time.
_LINE: Final = cast("Callable[[tuple[object, ...]], Line]", partial(tuple.__new__, Line))
