"""Examples of what a rule did: a few for each, which follow from the inputs alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from wxclean.batch.work.lowest import bounded, number_of
from wxclean.document import Edit

EACH: Final = 3
"""The most examples of a rule, each from another record."""
MOST: Final = 1000
"""The most rules that have examples."""
_LONGEST: Final = 200
_REACH: Final = 20
"""How many lines of a dump, most of them blank, are looked at for one with words."""


class Example(NamedTuple):
    """One change: where it was made, the text before and after (None where it is gone), and the lines around it."""

    path: str
    place: str
    line: int
    before: str
    after: str | None
    above: str
    below: str


Examples = Mapping[str, tuple[Example, ...]]
"""Examples by the name of their rule."""


def example_of(edit: Edit, payload: Sequence[str], path: str, place: str) -> Example:
    """Return one edit as an example, its lines cut to a readable length."""
    at = edit.line - 1
    before = payload[at] if edit.span is None else payload[at][edit.span.start : edit.span.end]
    above = _first_filled(payload[max(0, at - _REACH) : at][::-1])
    below = _first_filled(payload[at + 1 : at + 1 + _REACH])
    after = None if edit.action == "drop" else edit.text[:_LONGEST]
    return Example(path, place, edit.line, before.strip()[:_LONGEST], after, above, below)


def _first_filled(lines: Sequence[str]) -> str:
    for line in lines:
        text = line.strip()
        if text:
            return text[:_LONGEST]
    return ""


_Key = tuple[int, str, str, int]
_FIRST: Final = itemgetter(0)


class ExampleChoice:
    """Examples while they come in; which are kept doesn't depend on their order."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[_Key, Example]]] = {}

    def add(self, rule: str, number: int, example: Example) -> None:
        """Add an example from the record of this number."""
        pair = (number, *example[:3]), example
        kept = self._found.get(rule)
        if kept is None:
            self._found[rule] = [pair]
            return
        kept.append(pair)
        kept.sort(key=_FIRST)
        del kept[EACH:]

    def merge(self, examples: Examples) -> None:
        """Add examples that were kept elsewhere."""
        for rule, found in examples.items():
            for example in found:
                self.add(rule, number_of(example.path, example.place), example)
        if len(self._found) > 2 * MOST:
            self._found = bounded(self._found, MOST)

    def examples(self) -> Examples:
        """Return the examples that are kept, by rules in order."""
        found = bounded(self._found, MOST)
        return {rule: tuple(example for _, example in found[rule]) for rule in sorted(found)}
