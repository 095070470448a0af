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
    laid_out = list(texts)
    if payload.may_be_indented():
        start = 0
        for end in [*gaps, len(texts)]:
            indents = payload.indents(numbers[start], end - start) if end > start + 1 else []
            if indents and min(indents) < max(indents):
                laid_out[start:end] = _indented(texts[start:end], indents)
            start = end
    parts = ["\n"] * (2 * len(texts) - 1)
    parts[::2] = laid_out
    for place in gaps:
        parts[2 * place - 1] = "\n\n"
    return "".join(parts)


def _indented(texts: list[str], indents: list[int]) -> list[str]:
    """Return a run of neighbours, of which the first stands at the margin."""
    least = min(indents)
    indented = [" " * (indents[place] - least) + text for place, text in enumerate(texts)]
    indented[0] = texts[0]
    return indented
