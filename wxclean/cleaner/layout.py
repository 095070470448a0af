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
        for start, end in zip([0, *gaps], [*gaps, len(texts)], strict=True):
            indents = payload.indents(numbers[start], end - start) if end > start + 1 else []
            if indents and min(indents) < max(indents):
                laid_out[start:end] = _indented(texts[start:end], indents)
    for place in gaps:
        laid_out[place] = "\n" + laid_out[place]
    return "\n".join(laid_out)


def _indented(texts: list[str], indents: list[int]) -> list[str]:
    """Return a run of neighbours, of which the first stands at the margin."""
    least = min(indents)
    return [texts[0], *[" " * (indent - least) + text for indent, text in zip(indents[1:], texts[1:], strict=True)]]
