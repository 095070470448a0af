"""The ends of pages: those of one template are the same bytes, so what becomes of one is found out once."""

from __future__ import annotations

from typing import NamedTuple

from wxclean.document import Ending
from wxclean.quick import QuickDump

# How many bytes at their end pages are told apart by, and how long an ending is at most.
_KEY = 48
_LONGEST = 1 << 16
# How many keys are known at once, and how many endings of each: pages with a reward button have another.
_KEYS, _EACH = 64, 8
# After so many pages in a row whose ending was of no use, the endings of a key are no template's.
_PATIENCE = 16


class Known(NamedTuple):
    """An ending as it stands in a dump, with its escapes, and what becomes of it."""

    raw: bytes
    ending: Ending


class Endings:
    """The endings of the pages that were cleaned so far."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bytes], list[Known]] = {}
        self._missed: dict[tuple[str, bytes], int] = {}

    def of(self, dump: QuickDump) -> Known | None:
        """Return the longest known ending of a dump."""
        key = dump.quote, dump.body[-_KEY:]
        if self._missed.get(key, 0) > _PATIENCE:
            return None
        return next((known for known in self._known.get(key, ()) if dump.body.endswith(known.raw)), None)

    def served(self, dump: QuickDump) -> None:
        """Count the ending of a dump as one that was of use."""
        self._missed[dump.quote, dump.body[-_KEY:]] = 1

    def wants(self, dump: QuickDump) -> bool:
        """Count the ending of a dump as missed; return whether it is worth learning, as others had its last bytes."""
        key = dump.quote, dump.body[-_KEY:]
        if len(self._missed) >= _KEYS and key not in self._missed:
            self._missed.clear()
            self._known.clear()
        missed = self._missed.get(key, 0)
        self._missed[key] = missed + 1
        return 0 < missed <= _PATIENCE

    def learn(self, dump: QuickDump, known: Known) -> None:
        """Keep an ending of a dump."""
        if len(known.raw) <= _LONGEST:
            endings = self._known.setdefault((dump.quote, dump.body[-_KEY:]), [])
            endings[:] = sorted([known, *endings[: _EACH - 1]], key=lambda one: -len(one.raw))
