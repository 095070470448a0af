"""The text that edits leave of a payload: what the trail alone says of the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from wxclean.cleaner.layout import lay_out
from wxclean.document import Document, Edit, Line
from wxclean.edits import parts_outside
from wxclean.reading.lines.payload import Payload

_LINE: Final[Callable[[Edit], int]] = attrgetter("line")


def text_left(payload: Sequence[str], edits: Iterable[Edit]) -> str:
    """Return the text that edits leave of a payload's lines."""
    changes = {number: list(group) for number, group in groupby(sorted(edits, key=_LINE), key=_LINE)}
    left: list[Line] = []
    for number, line in enumerate(payload, 1):
        left += _parts_left(number, line.strip(), changes.get(number, ()))
    return lay_out(Document(left, payload), Payload("\n".join(payload)))


def _parts_left(number: int, text: str, edits: Iterable[Edit]) -> list[Line]:
    spans = []
    for edit in edits:
        if edit.span is not None:
            spans.append(edit.span)
        elif edit.action == "rewrite":
            text = edit.text.strip()
        else:
            return []
    if spans:
        return parts_outside(number, text, spans)
    return [Line(number, text)] if text else []
