"""Edits applied to a payload, and the lines that are left laid out as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress, groupby
from operator import attrgetter

from wxclean.document import Document, Edit, Line, Span
from wxclean.quick import PayloadLines

_LINE: Callable[[Edit], int] = attrgetter("line")
_SPAN: Callable[[Edit], Span | None] = attrgetter("span")


def apply_edits(payload: str, edits: Iterable[Edit]) -> str:
    """Return the clean text that the edits make of a payload: the trail rebuilds the result."""
    changes = {number: list(group) for number, group in groupby(sorted(edits, key=_LINE), key=_LINE)}
    kept: list[Line] = []
    for number, raw in enumerate(payload.split("\n"), 1):
        kept.extend(_left_of(number, raw, changes.get(number, ())))
    return lay_out(kept, payload.split("\n"))


def lay_out(lines: Sequence[Line], payload: Sequence[str]) -> str:
    """Return the lines as text.

    Lines that were neighbours stay neighbours; where blank or removed lines were, one blank line
    stays. Indentation is kept where it means something: in a run of neighbours, relative to the
    first line, as in code.
    """
    parts: list[str] = []
    run: list[Line] = []
    for line in lines:
        if run and (line.number != run[-1].number + 1 or line.span or run[-1].span):
            parts.append(_laid_out_run(run, payload))
            run = []
        run.append(line)
    if run:
        parts.append(_laid_out_run(run, payload))
    return "\n\n".join(parts)


def _laid_out_run(run: Sequence[Line], payload: Sequence[str]) -> str:
    if len(run) == 1:
        return run[0].text
    beginning = payload.beginning if isinstance(payload, PayloadLines) else payload.__getitem__
    indents = [_indent(beginning(line.number - 1)) for line in run]
    rest = min(indents[1:])
    if not rest:
        return "\n".join([line.text for line in run]) if not any(indents[1:]) else _indented(run, indents, 0)
    return _indented(run, indents, min(rest, indents[0]) if indents[0] <= rest else rest)


def _indented(run: Sequence[Line], indents: Sequence[int], dedent: int) -> str:
    texts = [run[0].text]
    texts += [" " * (indent - dedent) + line.text for line, indent in zip(run[1:], indents[1:], strict=True)]
    return "\n".join(texts)


def _indent(raw: str) -> int:
    """Return how many spaces a line begins with, a tab counting four; other white space counts nothing."""
    if raw[:1] not in (" ", "\t"):
        return 0
    body = raw.lstrip(" \t")
    return len(raw[: len(raw) - len(body)].replace("\t", "    "))


def _left_of(number: int, raw: str, edits: Iterable[Edit]) -> list[Line]:
    """Return what the edits leave of one payload line: nothing, the line, or parts of it."""
    text = raw.strip()
    spans = []
    for edit in edits:
        if edit.span is not None:
            spans.append(edit.span)
        elif edit.action == "rewrite":
            text = edit.text.strip()
        else:
            return []
    if not spans:
        return [Line(number, text)] if text else []
    return parts_outside(number, text, spans)


def parts_outside(number: int, text: str, spans: Iterable[tuple[int, int]]) -> list[Line]:
    """Return the parts of a line that lie outside the spans, as lines of their own."""
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
    """Return what drops and labels leave of a document."""
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
    return Document(parts, document.payload)


def kept_document(document: Document, texts: Sequence[str], kept: Iterable[object]) -> Document:
    """Return a document with new texts, of which only those stay whose place in `kept` is true."""
    kept = list(kept)
    left = list(compress(texts, kept))
    spans = list(compress(document.spans, kept)) if any(document.spans) else [None] * len(left)
    numbers = list(compress(document.numbers, kept))
    return Document.of_columns(numbers, left, spans, document.payload, document.ending)


def _uncut_parts(line: Line, cuts: Iterable[Span]) -> list[Line]:
    """Return what is left of a line, or of a part of one; spans count from the start of the whole line."""
    offset, length = (line.span.start if line.span else 0), len(line.text)
    inside = [(start - offset, end - offset) for start, end in cuts if start < offset + length and end > offset]
    if not inside:
        return [line]
    parts = parts_outside(line.number, line.text, [(max(start, 0), end) for start, end in inside])
    return [part._replace(span=Span(part.span.start + offset, part.span.end + offset)) for part in parts if part.span]
