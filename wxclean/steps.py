"""The steps of a cleaning: fixes work inside a line, filters decide over lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from wxclean.document import Document, Edit, Line
from wxclean.layout import lines_left
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
        return edits, lines_left(document.lines, edits) if edits else document.lines


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
