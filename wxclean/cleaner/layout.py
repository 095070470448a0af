"""Edits applied to a payload, and the lines that are left laid out as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, repeat
from operator import attrgetter
from typing import Final

from wxclean.document import Document, Edit, Line
from wxclean.edits import parts_outside
from wxclean.reading.lines.payload import PayloadLines

_LINE: Final[Callable[[Edit], int]] = attrgetter("line")


def apply_edits(payload: str, edits: Iterable[Edit]) -> str:
    """Return the clean text that the edits make of a payload: the trail rebuilds the result."""
    changes = {number: list(group) for number, group in groupby(sorted(edits, key=_LINE), key=_LINE)}
    kept: list[Line] = []
    for number, raw in enumerate(payload.split("\n"), 1):
        kept.extend(_left_of(number, raw, changes.get(number, ())))
    return lay_out(Document(kept, payload.split("\n")))


def lay_out(document: Document) -> str:
    """Return the lines of a document as text.

    Lines that were neighbours stay neighbours; where blank or removed lines were, one blank line
    stays. Indentation is kept where it means something: in a run of neighbours, relative to the
    first line, as in code.
    """
    numbers, texts, spans = document.numbers, document.texts, document.spans
    gaps = [place for place in range(1, len(texts)) if numbers[place] - numbers[place - 1] != 1]
    if any(spans):
        gaps = sorted({*gaps, *[place for place in range(1, len(texts)) if spans[place - 1] or spans[place]]})
    if len(gaps) + 1 >= len(texts):
        return "\n\n".join(texts)
    laid_out = _laid_out_run if _may_be_indented(document.payload) else _joined_run
    runs = zip([0, *gaps], [*gaps, len(texts)], strict=True)
    return "\n\n".join([laid_out(document, start, end) if end > start + 1 else texts[start] for start, end in runs])


def _may_be_indented(payload: Sequence[str]) -> bool:
    return not isinstance(payload, PayloadLines) or payload.may_be_indented()


def _joined_run(document: Document, start: int, end: int) -> str:
    return "\n".join(document.texts[start:end])


def _laid_out_run(document: Document, start: int, end: int) -> str:
    texts, payload = document.texts[start:end], document.payload
    beginning = payload.beginning if isinstance(payload, PayloadLines) else payload.__getitem__
    raws = [beginning(number - 1) for number in document.numbers[start:end]]
    if not any(map(str.startswith, raws[1:], repeat((" ", "\t")))):
        return "\n".join(texts)
    indents = list(map(_indent, raws))
    rest = min(indents[1:])
    dedent = min(rest, indents[0]) if indents[0] <= rest else rest
    return "\n".join([texts[0], *map(_indented, texts[1:], indents[1:], repeat(dedent))])


def _indented(text: str, indent: int, dedent: int) -> str:
    return " " * (indent - dedent) + text


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
