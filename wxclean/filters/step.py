"""A step of a cleaning: a fix works inside a line, a filter judges lines."""

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
"""A function that proposes edits (drops and labels) for the lines that earlier steps left."""

Cut = Callable[[Document], tuple[Sequence[Edit], Document]]
"""A filter that also returns the document that its edits leave, as it has the lines separated already."""

Fix = Callable[[str], str]
"""A function that returns a line repaired, or as it is if nothing is wrong with it."""

StepKind = Literal["fix", "filter", "pack"]

BUILT_IN: Final = "built in"
"""The origin of the steps that ship with wxclean."""

# Searching a line for up to this many letters is faster than running a fix.
_FEW: Final = 16


class Scope(NamedTuple):
    """Whose article a text is: everything that its account is known by, and the title if it stands elsewhere."""

    names: frozenset[str] = frozenset()
    title: str = ""


Changes = tuple[Sequence[Edit], Document, tuple[str, ...]]
"""What steps change: their edits, the document that they leave, and warnings."""


class Step(NamedTuple):
    """One step of a cleaning, ready to run: it has a fix, a filter or a cut.

    `origin` says where it comes from: `built in`, a package with its version, or the path of a rule pack. `matcher`
    holds the rules that it goes by, if any. A fix that `minds` some characters changes only lines with one of them.
    `without` returns the step without the named rule, for a text on which that is too slow. `scoped` returns the step
    for an article of this account, if that makes a difference.
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
    scoped: Callable[[Scope], Step] | None = None

    def run(self, document: Document, odd: str) -> Changes:
        """Return what the step changes, leaving out rules that take too long for the document.

        `odd` holds all characters in the document that built-in fixes may change.

        Raises:
            PluginError: the step is a plug-in that fails.
        """
        warnings: tuple[str, ...] = ()
        step = self
        while True:
            try:
                edits, left = step._changes(document, odd) if step.cut is None else step.cut(document)
            except SlowRuleError as error:
                warnings += (str(error),)
                if step.without is None:
                    return (), document, warnings
                step = step.without(error.rule)
            else:
                return edits, left, warnings

    def _changes(self, document: Document, odd: str) -> tuple[Sequence[Edit], Document]:
        """Return the changes of a fix or of a filter that doesn't say itself what it leaves."""
        if self.fix is not None:
            letters = {match[0] for match in self.minds.finditer(odd)} if self.minds is not None else None
            return _fixed(self.name, self.fix, document, letters)
        edits = list(self.filter(document)) if self.filter is not None else []
        return edits, document_left(document, edits) if edits else document


class Offer(NamedTuple):
    """A step that can be chosen; nothing of it is loaded until `step` or `pack` is called.

    `step` makes it, without the rules with these names. `pack` reads its rules, if it has any. `default` is whether it
    runs unless the user says otherwise.
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
    """Return the edits of a fix and the document that they leave; `letters`, if given, rule out lines without any."""
    if letters is not None and not letters:
        return (), document
    places: Iterable[int] = range(len(document.texts))
    if letters is not None and len(letters) <= _FEW:
        places = sorted({at for letter in letters for at, text in enumerate(document.texts) if letter in text})
    edits: list[Edit] = []
    texts = list(document.texts)
    for place in places:
        fixed = fix(texts[place])
        if fixed != texts[place]:
            edits.append(Edit(document.numbers[place], "rewrite", name, name, fixed))
            texts[place] = fixed.strip()
    if not edits:
        return (), document
    return edits, kept_document(document, texts, texts)
