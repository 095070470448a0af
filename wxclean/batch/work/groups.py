"""Sums of records by what they say of themselves: account, year, language, kind of page; a bounded number of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from wxclean.batch.work.language import language_of
from wxclean.batch.work.lowest import bounded
from wxclean.result import Cleaned


class Sums(NamedTuple):
    """How many records there are, how many of them are suspect, and their characters before and after."""

    records: int = 0
    suspects: int = 0
    chars_in: int = 0
    chars_out: int = 0


Groups = Mapping[str, Mapping[str, Sums]]
"""Sums by the value that records have, for each of `BY`; the value is empty where a record has none."""

BY: Final = ("account", "year", "language", "kind")
MOST: Final = 10_000
"""The most values that are told apart: of more, those with the lowest numbers, each with all its records."""
_LONGEST: Final = 100


class GroupCount:
    """Groups while they are counted."""

    def __init__(self) -> None:
        self._lists: list[dict[str, list[int]]] = [{} for _ in BY]

    def add(self, cleaned: Cleaned, size_in: int, size_out: int) -> None:
        """Count a record."""
        metadata = cleaned.metadata
        suspect = 1 if cleaned.suspect else 0
        values = (
            (metadata.account or "")[:_LONGEST],
            (metadata.published or "")[:4],
            language_of(cleaned.text),
            metadata.kind or "",
        )
        for place, value in enumerate(values):
            groups = self._lists[place]
            sums = groups.get(value)
            if sums is None:
                groups[value] = [1, suspect, size_in, size_out]
                if len(groups) > 2 * MOST:
                    self._lists[place] = bounded(groups, MOST)
            else:
                sums[0] += 1
                sums[1] += suspect
                sums[2] += size_in
                sums[3] += size_out

    def merge(self, groups: Groups) -> None:
        """Add what was counted elsewhere."""
        for name, values in groups.items():
            place = BY.index(name)
            own = self._lists[place]
            for value, more in values.items():
                sums = own.setdefault(value, [0, 0, 0, 0])
                for column, number in enumerate(more):
                    sums[column] += number
            if len(own) > 2 * MOST:
                self._lists[place] = bounded(own, MOST)

    def groups(self) -> Groups:
        """Return what was counted, in an order of its own."""
        return {
            name: {value: Sums(*sums) for value, sums in sorted(bounded(values, MOST).items())}
            for name, values in zip(BY, self._lists, strict=True)
            if values
        }
