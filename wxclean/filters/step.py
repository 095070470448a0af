"""A step of a cleaning: a fix works inside a line, a filter decides over lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

from wxclean.document import Document, Edit
from wxclean.edits import document_left, kept_document
from wxclean.errors import SlowRuleError
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import RulePack

Filter = Callable[[Document], Iterable[Edit]]
"""Proposes edits, drops and labels, for the lines that earlier steps left."""

Cut = Callable[[Document], tuple[Sequence[Edit], Document]]
"""A filter that says itself what its edits leave: it has the lines apart already."""

Fix = Callable[[str], str]
"""Returns one line put right; a line that is right already comes back as it is."""

StepKind = Literal["fix", "filter", "pack"]

BUILT_IN: Final = "built in"
"""The origin of the steps that come with wxclean."""

# To look for so many letters in a line is faster than a fix.
_FEW: Final = 16


Changes = tuple[Sequence[Edit], Document, tuple[str, ...]]
"""What steps change: their edits, what is left of the document, and what is to be said of it."""


class Step(NamedTuple):
    """One step of a cleaning, ready to run: it has a fix, a filter or a cut.

    `origin` says where it is from: `built in`, a package with its version, or the path of a rule
    pack. `matcher` are the rules that it works by, where it has some. A fix that `minds`
    some characters changes only lines that hold one of them. `without` makes the step without
    the rule of a name, for a text that it is too slow for.
    """

    name: str
    kind: StepKind
    origin: str
    summary: str
    fix: Fix | None = None
    filter: Filter | None = None
    matcher: Matcher | None = None
    minds: re.Pattern[str] | None = None
    without: Callable[[str], Step] | None = None
    cut: Cut | None = None

    def run(self, document: Document, odd: str) -> Changes:
        """Return what the step changes, without the rules that take too long for the document.

        `odd` holds all characters of the document that fixes of ours may change.

        Raises:
            PluginError: the step is a plug-in that fails.
        """
        warnings: tuple[str, ...] = ()
        step = self
        while True:
            try:
                return (*step._changes(document, odd), warnings)
            except SlowRuleError as error:
                warnings += (str(error),)
                if step.without is None:
                    return (), document, warnings
                step = step.without(error.rule)

    def _changes(self, document: Document, odd: str) -> tuple[Sequence[Edit], Document]:
        if self.cut is not None:
            return self.cut(document)
        if self.fix is not None:
            letters = {match[0] for match in self.minds.finditer(odd)} if self.minds is not None else None
            return _fixed(self.name, self.fix, document, letters)
        edits = list(self.filter(document)) if self.filter is not None else []
        return edits, document_left(document, edits) if edits else document


class Offer(NamedTuple):
    """A step that can be chosen; nothing of it is loaded before `step` or `pack` is called.

    `step` makes it, without the rules whose names it is given. `pack` reads its rules, where it
    has some. `default` says whether it runs where nothing else is said.
    """

    name: str
    kind: StepKind
    origin: str
    default: bool
    step: Callable[[frozenset[str]], Step]
    pack: Callable[[], RulePack] | None = None


def offered(step: Step) -> Offer:
    """Return the offer of a step that has no rules to leave out."""
    return Offer(step.name, step.kind, step.origin, True, lambda _: step)


def _fixed(name: str, fix: Fix, document: Document, letters: set[str] | None) -> tuple[Sequence[Edit], Document]:
    """Return the edits of a fix, and what they leave; each line that it changes has one of the `letters`, if given."""
    if letters is not None and not letters:
        return (), document
    if letters is None or len(letters) > _FEW:
        fixed = [fix(text) for text in document.texts]
    else:
        fixed = [fix(text) if any(letter in text for letter in letters) else text for text in document.texts]
    if fixed == document.texts:
        return (), document
    edits = [
        Edit(number, "rewrite", name, name, text)
        for number, text, before in zip(document.numbers, fixed, document.texts, strict=True)
        if text != before
    ]
    texts = [text.strip() for text in fixed]
    return edits, kept_document(document, texts, texts)
