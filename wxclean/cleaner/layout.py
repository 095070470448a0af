"""The text of a page: the lines that are left, laid out."""

from __future__ import annotations

from wxclean.document import Document
from wxclean.reading.lines.payload import Payload


def lay_out(document: Document, payload: Payload) -> str:
    """Return the lines that are left of a payload as text.

    Neighbouring lines stay neighbours; one blank line stands in place of blank or removed ones. Indentation is kept
    where it has a meaning: in a run of neighbours, relative to the first line, as in code.
    """
    numbers, texts, spans = document.numbers, document.texts, document.spans
    gaps = [place for place in range(1, len(texts)) if numbers[place] - numbers[place - 1] != 1]
    if any(spans):
        gaps = sorted({*gaps, *[place for place in range(1, len(texts)) if spans[place - 1] or spans[place]]})
    if len(gaps) + 1 >= len(texts):
        return "\n\n".join(texts)
    laid_out = _laid_out_run if payload.may_be_indented(numbers) else _joined_run
    runs = zip([0, *gaps], [*gaps, len(texts)], strict=True)
    return "\n\n".join(
        [laid_out(document, payload, start, end) if end > start + 1 else texts[start] for start, end in runs]
    )


def _joined_run(document: Document, _: Payload, start: int, end: int) -> str:
    return "\n".join(document.texts[start:end])


def _laid_out_run(document: Document, payload: Payload, start: int, end: int) -> str:
    texts, numbers = document.texts[start:end], document.numbers[start:end]
    indents = [_indent(payload.beginning(number - 1)) for number in numbers]
    least = min(indents)
    lines = [" " * (indent - least) + text for indent, text in zip(indents[1:], texts[1:], strict=True)]
    return "\n".join([texts[0], *lines])


def _indent(raw: str) -> int:
    """Return how many spaces a line begins with, a tab counting as four and other white space as none."""
    if raw[:1] not in (" ", "\t"):
        return 0
    body = raw.lstrip(" \t")
    return len(raw[: len(raw) - len(body)].replace("\t", "    "))
