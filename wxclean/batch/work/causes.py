"""The causes of what deserves a look: how often each occurred, and where first; a bounded number of them."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from wxclean.batch.work.notes import Note, cause_of, why
from wxclean.language import _

First = tuple[str, str, str]
"""A path, where in it, and the reason in full."""

Cause = tuple[int, tuple[First, ...]]
"""How often something occurred, and where it did first; the causes of a run go by `kind: cause`."""

FIRST = 3
"""The places that are kept of a cause."""
MOST = 1000
"""The causes that are told apart; all others count as one."""
OTHERS = _("other reasons")


class CauseCount:
    """Causes while they are counted; what they come from may be counted in any order."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._first: dict[str, list[tuple[int, First]]] = {}

    def add(self, note: Note) -> None:
        """Count a note."""
        self._add(f"{note.kind}: {cause_of(why(note))}", 1, ((note.path, note.place, why(note)),), 0)

    def merge(self, order: int, causes: Mapping[str, Cause]) -> None:
        """Count the causes of what has this place among all that is counted."""
        for name, (number, places) in causes.items():
            self._add(name, number, places, order)

    def _add(self, name: str, number: int, places: tuple[First, ...], order: int) -> None:
        if name not in self._numbers and len(self._numbers) >= MOST:
            name = f"{kind_and_cause(name)[0]}: {OTHERS}"
        self._numbers[name] = self._numbers.get(name, 0) + number
        first = self._first.setdefault(name, [])
        if len(first) < FIRST or order < first[-1][0]:
            first += [(order, place) for place in places]
            first.sort(key=itemgetter(0))
            del first[FIRST:]

    def causes(self) -> dict[str, Cause]:
        """Return what was counted."""
        return {
            name: (number, tuple(place for _, place in self._first[name])) for name, number in self._numbers.items()
        }


def kind_and_cause(name: str) -> tuple[str, str]:
    """Return the two parts of a cause's name."""
    kind, _, cause = name.partition(": ")
    return kind, cause
