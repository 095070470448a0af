"""The steps of a cleaning: fixes work inside a line, filters decide over lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from wxclean.document import Document, Edit, Line, Span
from wxclean.layout import parts_outside
from wxclean.rules import Matcher

Filter = Callable[[Document], Iterable[Edit]]
"""Proposes edits, drops and labels, for the lines that earlier steps left."""

Fix = Callable[[str], str]
"""Returns one line put right; a line that is right already comes back as it is."""

Kind = Literal["fix", "filter", "pack"]


class Step(NamedTuple):
    """One step of a cleaning, ready to run: it has a fix or a filter.

    `origin` says where it is from: `built in`, a package with its version, or the path of a rule
    pack. `matcher` are the rules that it works by, where it has some.
    """

    name: str
    kind: Kind
    origin: str
    summary: str
    fix: Fix | None = None
    filter: Filter | None = None
    matcher: Matcher | None = None

    def run(self, document: Document) -> tuple[Sequence[Edit], Sequence[Line]]:
        """Return the step's edits and the lines that are left after them.

        Raises:
            PluginError: the step is a plug-in that fails.
        """
        if self.fix is not None:
            return _fixed(self.name, self.fix, document.lines)
        edits = list(self.filter(document)) if self.filter is not None else []
        return edits, _left(document.lines, edits) if edits else document.lines


def _fixed(name: str, fix: Fix, lines: Sequence[Line]) -> tuple[Sequence[Edit], Sequence[Line]]:
    texts = [line.text for line in lines]
    fixed = [fix(text) for text in texts]
    if fixed == texts:
        return (), lines
    edits, left = [], []
    for line, text in zip(lines, fixed, strict=True):
        if text != line.text:
            edits.append(Edit(line.number, "rewrite", name, name, text))
            line = line._replace(text=text.strip())  # noqa: PLW2901 - the line as it is from here on
        if line.text:
            left.append(line)
    return edits, left


def _left(lines: Sequence[Line], edits: Iterable[Edit]) -> list[Line]:
    """Return what is left of the lines without those that the edits take out."""
    cuts: dict[int, list[Span]] = {}
    gone = set()
    for edit in edits:
        if edit.span is None:
            gone.add(edit.line)
        else:
            cuts.setdefault(edit.line, []).append(edit.span)
    if not cuts:
        return [line for line in lines if line.number not in gone]
    left: list[Line] = []
    for line in lines:
        if line.number in cuts:
            left.extend(_parts(line, cuts[line.number]))
        elif line.number not in gone:
            left.append(line)
    return left


def _parts(line: Line, cuts: Iterable[Span]) -> list[Line]:
    """Return what is left of a line, or of a part of one; spans count from the start of the whole line."""
    offset, length = (line.span.start if line.span else 0), len(line.text)
    inside = [(start - offset, end - offset) for start, end in cuts if start < offset + length and end > offset]
    if not inside:
        return [line]
    parts = parts_outside(line.number, line.text, [(max(start, 0), end) for start, end in inside])
    return [part._replace(span=Span(part.span.start + offset, part.span.end + offset)) for part in parts if part.span]
