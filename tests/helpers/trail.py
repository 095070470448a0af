"""The trail of a cleaning replayed: what its edits alone make of a payload."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter
from typing import Final

from wxclean.cleaner.layout import lay_out
from wxclean.document import Document, Edit, Line
from wxclean.edits import parts_outside
from wxclean.reading.lines.payload import Payload

_LINE: Final[Callable[[Edit], int]] = attrgetter("line")


def apply_edits(payload: str, edits: Iterable[Edit]) -> str:
    """Return the clean text that the edits make of a payload: the trail rebuilds the result."""
    changes = {number: list(group) for number, group in groupby(sorted(edits, key=_LINE), key=_LINE)}
    kept: list[Line] = []
    for number, raw in enumerate(payload.split("\n"), 1):
        kept.extend(_left_of(number, raw, changes.get(number, ())))
    return lay_out(Document(kept, payload.split("\n")), Payload(payload))


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
