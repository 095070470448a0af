"""The text of a page: the lines that are left, laid out."""

from __future__ import annotations

from collections.abc import Iterator

from wxclean.document import Document
from wxclean.reading.lines.payload import Payload


def lay_out(document: Document, payload: Payload) -> str:
    """Return the lines that are left of a payload as text.

    Neighbouring lines stay neighbours; one blank line stands in place of blank or removed ones. Indentation is kept
    where it has a meaning: in a run of neighbours, relative to the first line, as in code.
    """
    numbers, texts, spans = document.numbers, document.texts, document.spans
    close = [place for place in range(1, len(texts)) if numbers[place] - numbers[place - 1] == 1]
    if any(spans):
        close = [place for place in close if not (spans[place - 1] or spans[place])]
    if not close:
        return "\n\n".join(texts)
    parts = ["\n\n"] * (2 * len(texts) - 1)
    parts[::2] = texts
    for place in close:
        parts[2 * place - 1] = "\n"
    if payload.may_be_indented():
        for start, end in _runs(close):
            indents = payload.indents(numbers[start], end - start)
            if indents and min(indents) < max(indents):
                parts[2 * start : 2 * end - 1 : 2] = _indented(texts[start:end], indents)
    return "".join(parts)


def _runs(close: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first place and the end of each run of neighbours, which are `close` except for their first."""
    start, end = close[0] - 1, close[0]
    for place in close:
        if place > end:
            yield start, end
            start = place - 1
        end = place + 1
    yield start, end


def _indented(texts: list[str], indents: list[int]) -> list[str]:
    """Return a run of neighbours, of which the first stands at the margin."""
    least = min(indents)
    indented = [" " * (indents[place] - least) + text for place, text in enumerate(texts)]
    indented[0] = texts[0]
    return indented
