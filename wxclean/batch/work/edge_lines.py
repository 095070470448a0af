"""Short lines near the edges of what is left of records: those that many accounts share may be a page's, unknown yet.

A bounded number of accounts is looked at, and of lines of each; those with the lowest numbers, so that it makes no
difference in which order or in how many parts records come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from wxclean.batch.work.lowest import bounded, number_of

OWNERS: Final = 256
"""The most accounts that are looked at; a record that names none stands for itself."""
_LINES: Final = 16
_FIRST, _LAST = 3, 8
_HEAD, _TAIL = 240, 400
"""The characters in which the first and the last lines are looked for."""
_SHORTEST, _LONGEST = 3, 60

Where = tuple[str, str]
"""A path, and where in it."""

EdgeLines = Mapping[str, Mapping[str, Where]]
"""For each owner, lines with where each stands first, by path."""


def owner_of(account: str | None, path: str, place: str) -> str:
    """Return whose line it is: the account's, or that of a record of nobody."""
    return account or f"\0{path}\0{place}"


def edge_lines(text: str) -> list[str]:
    """Return the short lines among the first and the last of a text."""
    if len(text) <= _HEAD + _TAIL:
        lines = text.split("\n")
        if len(lines) > _FIRST + _LAST:
            lines = lines[:_FIRST] + lines[-_LAST:]
    else:
        lines = text[:_HEAD].split("\n")[:-1][:_FIRST] + text[-_TAIL:].split("\n")[1:][-_LAST:]
    return [line for line in lines if _SHORTEST <= len(line) <= _LONGEST]


class EdgeLineChoice:
    """The lines of owners while they come in."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Where]] = {}

    def add(self, owner: str, found: Iterable[str], where: Where) -> None:
        """Add lines that stand at one place."""
        lines = self._found.get(owner)
        if lines is None:
            lines = self._found[owner] = {}
        for line in found:
            if line not in lines or where < lines[line]:
                lines[line] = where
        if len(lines) > 2 * _LINES:
            self._found[owner] = bounded(lines, _LINES)

    def merge(self, found: EdgeLines) -> None:
        """Add what was found elsewhere."""
        for owner, lines in found.items():
            for line, where in lines.items():
                self.add(owner, (line,), where)
        if len(self._found) > 2 * OWNERS:
            self._found = bounded(self._found, OWNERS)

    def lines(self, limit: int | None = None) -> EdgeLines:
        """Return what is kept, in order; with a limit, of owners whose number is not above it."""
        found = bounded(self._found, OWNERS)
        return {
            owner: dict(sorted(bounded(found[owner], _LINES).items()))
            for owner in sorted(found)
            if limit is None or number_of(owner) <= limit
        }
