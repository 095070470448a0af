"""The data that flows through a cleaning: records, documents, edits, metadata and the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import repeat
from typing import Any, Final, Literal, NamedTuple, cast

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
    `ending` is what stands below them where an earlier page ended so; it is no part of the lines.
    `coded` says that the page's own code stood among them, so that they are a page for certain.
    `may_be_collapsed` is False where it is known that none of the lines is a page whose white space collapsed.

    Made of `lines`, or of `columns` that stand for them; `of_columns` is the way to the latter.
    """

    __slots__ = ("_lines", "coded", "ending", "may_be_collapsed", "numbers", "payload", "spans", "texts")

    def __init__(
        self,
        lines: Sequence[Line] | None,
        payload: Sequence[str],
        columns: tuple[list[int], list[str], list[Span | None]] | None = None,
        ending: Ending | None = None,
    ) -> None:
        self._lines = lines
        self.numbers, self.texts, self.spans = columns if columns is not None else _columns_of(lines or ())
        self.payload = payload
        self.ending = ending
        self.coded = False
        self.may_be_collapsed = True

    @classmethod
    def of_columns(
        cls,
        numbers: list[int],
        texts: list[str],
        spans: list[Span | None],
        payload: Sequence[str],
        ending: Ending | None = None,
    ) -> Document:
        """Return a document of lines given as columns of the same length."""
        return cls(None, payload, (numbers, texts, spans), ending)

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
        left = Document.of_columns(numbers, texts, spans, self.payload, self.ending)
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


def edits_of(rows: Iterable[tuple[object, ...]]) -> list[Edit]:
    """Return edits given as tuples of their values, which takes a third of the time of calling `Edit`."""
    return list(map(_EDIT, rows))


def drops(name: str, numbers: Iterable[int], rules: Iterable[str], spans: Iterable[Span | None]) -> list[Edit]:
    """Return the edits of a filter that drop lines given as columns, each with the rule that answers for it."""
    return edits_of(zip(numbers, repeat("drop"), repeat(name), rules, repeat(""), repeat(None), spans))


class Ending:
    """The end of a page that is chrome from its first line to its last, and what becomes of it.

    `columns` are the edits that drop its lines, which are counted from 1; `texts` are its lines but for scripts.
    `size` is how many lines it has, blank ones included.
    """

    __slots__ = ("columns", "size", "texts")

    def __init__(self, columns: tuple[Sequence[Any], ...], texts: tuple[str, ...], size: int) -> None:
        self.columns = columns
        self.texts = texts
        self.size = size

    def edits(self, payload: Sequence[str]) -> tuple[Edit, ...]:
        """Return the edits of the ending as the last lines of a payload."""
        ahead = len(payload) - self.size
        edits_below = _remembered_edits_below if len(self.columns[0]) <= _FEW else _edits_below
        return edits_below(ahead, self)


def _edits_below(ahead: int, ending: Ending) -> tuple[Edit, ...]:
    """Return the edits of an ending that stands below so many lines."""
    return tuple(edits_of(zip([ahead + line for line in ending.columns[0]], *ending.columns[1:], strict=True)))


# A page is often as long as another of its template, and its ending has the same edits then. So many edits are kept
# of one; all that is kept takes some megabytes.
_FEW: Final = 256
_remembered_edits_below = lru_cache(maxsize=1024)(_edits_below)

# A dump has some fifty of each: past the constructors' own Python they take a third of the time.
_LINE: Final = cast("Callable[[tuple[object, ...]], Line]", partial(tuple.__new__, Line))
_EDIT: Final = cast("Callable[[tuple[object, ...]], Edit]", partial(tuple.__new__, Edit))


class Metadata(NamedTuple):
    """What the page says about the article; None where it doesn't say.

    `published` is an ISO date or date and time where the dump gives one (`2018-11-23`,
    `2023-10-31 17:59`), else the words of the page (`Yesterday`, `1周前`). `original` is True where
    the page carries the 原创 mark.
    """

    title: str | None = None
    account: str | None = None
    wechat_id: str | None = None
    description: str | None = None
    author: str | None = None
    published: str | None = None
    source: str | None = None
    original: bool | None = None
    location: str | None = None


class Record(NamedTuple):
    """One dump, unwrapped: its payload with all escapes undone.

    `wrapper` names the form it came in (`plain`, `text:'…'`, `json`, `jsonl`, …); `fields` are the
    other members of the JSON object or dict it was found in; `number` counts records from 1.
    """

    payload: str
    wrapper: str = "plain"
    fields: Mapping[str, object] = {}
    number: int = 1
    warnings: tuple[str, ...] = ()


class Source(NamedTuple):
    """Where a text came from: encoding and confidence (0 to 1) as decoded, wrapper, record number."""

    encoding: str
    confidence: float
    wrapper: str
    record: int = 1


class Cleaned:
    """The result: the article, what the page says about it, and every change that was made.

    `str(cleaned)` is what `wxclean` prints: title, blank line, body, newline. `payload` is the
    unwrapped dump that the edits' line numbers count in. `suspect` says why a result should be
    looked at (nothing is left, too much is gone), else None. `payload` and `edits` may be given as
    what makes them: most who clean a text don't ask for either.
    """

    __slots__ = ("_edits", "_payload", "fields", "metadata", "source", "suspect", "text", "warnings")

    def __init__(
        self,
        text: str,
        metadata: Metadata,
        edits: tuple[Edit, ...] | Callable[[], tuple[Edit, ...]],
        source: Source,
        payload: str | Callable[[], str],
        fields: Mapping[str, object] | None = None,
        warnings: tuple[str, ...] = (),
        suspect: str | None = None,
    ) -> None:
        self.text = text
        self.metadata = metadata
        self._edits = edits
        self.source = source
        self.fields: Mapping[str, object] = fields or {}
        self.warnings = warnings
        self.suspect = suspect
        self._payload = payload

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every change, in the order of the lines and their parts; those of one as they were made."""
        if not isinstance(self._edits, tuple):
            self._edits = self._edits()
        return self._edits

    @property
    def payload(self) -> str:
        """The unwrapped dump, with all escapes undone."""
        if not isinstance(self._payload, str):
            self._payload = self._payload()
        return self._payload

    def replaced(self, **changes: Any) -> Cleaned:
        """Return a copy in which some values are others."""
        parts: dict[str, Any] = dict(zip(_PARTS, self._parts(), strict=True))
        return Cleaned(**(parts | changes))

    def __str__(self) -> str:
        title, text = self.metadata.title, self.text
        if title and text:
            return f"{title}\n\n{text}\n"
        return f"{title or text}\n" if title or text else ""

    def __repr__(self) -> str:
        return f"Cleaned(text={self.text!r}, metadata={self.metadata!r}, {len(self.edits)} edits, {self.source!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleaned) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((self.text, self.metadata, self.source))

    def __reduce__(self) -> tuple[object, ...]:
        return Cleaned, self._parts()

    def _parts(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _PARTS)


_PARTS: Final = ("text", "metadata", "edits", "source", "payload", "fields", "warnings", "suspect")
