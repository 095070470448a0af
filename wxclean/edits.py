"""Edits: built from columns, and applied to a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress, repeat
from operator import attrgetter
from typing import Final, cast

from wxclean.document import Document, Edit, Line, Span

# Build the tuples directly: calling the NamedTuple's constructor takes three times as long.
_EDIT: Final = cast("Callable[[tuple[object, ...]], Edit]", partial(tuple.__new__, Edit))
_LINE: Final[Callable[[Edit], int]] = attrgetter("line")
_SPAN: Final[Callable[[Edit], Span | None]] = attrgetter("span")


def edits_of(values: Iterable[tuple[object, ...]]) -> list[Edit]:
    """Return edits given as tuples of their values, in a third of the time of calling `Edit`."""
    return list(map(_EDIT, values))


def drops(name: str, numbers: Iterable[int], rules: Iterable[str], spans: Iterable[Span | None]) -> list[Edit]:
    """Return a filter's edits that drop lines given as columns, each with the rule that accounts for it."""
    return edits_of(zip(numbers, repeat("drop"), repeat(name), rules, repeat(""), repeat(None), spans))


def parts_outside(number: int, text: str, spans: Iterable[tuple[int, int]]) -> list[Line]:
    """Return the parts of a line outside the spans, as lines of their own."""
    parts: list[Line] = []
    start = 0
    for cut in [*sorted(spans), (len(text), len(text))]:
        part = text[start : cut[0]]
        if part.strip():
            begin = start + len(part) - len(part.lstrip())
            parts.append(Line(number, part.strip(), Span(begin, begin + len(part.strip()))))
        start = max(start, cut[1])
    return parts


def document_left(document: Document, edits: Sequence[Edit]) -> Document:
    """Return the document that drops and labels leave."""
    if not any(map(_SPAN, edits)):
        gone = set(map(_LINE, edits))
        return kept_document(document, document.texts, [number not in gone for number in document.numbers])
    spans: dict[int, list[Span]] = {}
    for edit in edits:
        if edit.span is not None:
            spans.setdefault(edit.line, []).append(edit.span)
    gone = {edit.line for edit in edits if edit.span is None}
    parts: list[Line] = []
    for line in document.lines:
        cuts = spans.get(line.number)
        if line.number not in gone:
            parts.extend(_uncut_parts(line, cuts) if cuts else [line])
    left = Document(parts, document.payload)
    left.unproved = _still_there(document.unproved, left)
    left.is_page = document.is_page
    left.doubts = document.doubts
    return left


def kept_document(document: Document, texts: list[str], kept: Iterable[object]) -> Document:
    """Return a document with new texts, keeping only the lines whose place in `kept` is true."""
    kept = list(kept)
    left = list(compress(texts, kept))
    spans: list[Span | None] = [None] * len(left)
    if any(document.spans):
        spans = list(compress(document.spans, kept))
    numbers = list(compress(document.numbers, kept))
    found = Document.of_columns(numbers, left, spans, document.payload, document.below)
    found.unproved = _still_there(document.unproved, found)
    found.is_page = document.is_page
    found.doubts = document.doubts
    return found


def rewritten_lines(document: Document, texts: list[str], filter_name: str, rule: str) -> tuple[list[Edit], Document]:
    """Return the edits that make these texts of a document's lines, a drop where nothing is left, and the document."""
    edits = [
        Edit(number, "rewrite" if text else "drop", filter_name, rule, text, None, span)
        for number, text, before, span in zip(document.numbers, texts, document.texts, document.spans, strict=True)
        if text != before
    ]
    left = kept_document(document, texts, texts)
    left.coded, left.may_be_collapsed = document.coded, document.may_be_collapsed
    return edits, left


def _still_there(numbers: Sequence[int], document: Document) -> Sequence[int]:
    return sorted(set(numbers).intersection(document.numbers)) if numbers else ()


def _uncut_parts(line: Line, cuts: Iterable[Span]) -> list[Line]:
    """Return what is left of a line, or of a part of one; spans count from the start of the whole line."""
    offset, length = (line.span.start if line.span else 0), len(line.text)
    inside = [(start - offset, end - offset) for start, end in cuts if start < offset + length and end > offset]
    if not inside:
        return [line]
    parts = parts_outside(line.number, line.text, [(max(start, 0), end) for start, end in inside])
    return [part._replace(span=Span(part.span.start + offset, part.span.end + offset)) for part in parts if part.span]
