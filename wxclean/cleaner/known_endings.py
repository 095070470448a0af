"""The known ends of pages: those of one template are the same bytes, so what becomes of one is found out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from wxclean.cleaner.page_ending import ending_of
from wxclean.document import Edit
from wxclean.edits import edits_of
from wxclean.errors import NeedsWholePageError
from wxclean.filters.page import scripts, wechat
from wxclean.filters.step import Step
from wxclean.reading.lines.payload import Payload
from wxclean.reading.read import Ending, Reading
from wxclean.result import Cleaned
from wxclean.rules.matcher import Matcher

# How many bytes or letters at their end pages are told apart by, and how long an ending is at most.
_KEY: Final = 48
_LONGEST: Final = 1 << 16
# How many keys are known at once, and how many endings of each: pages with a reward button have another.
_KEYS, _EACH = 64, 8
# After so many pages in a row whose ending was of no use, the endings of a key are no template's.
_PATIENCE: Final = 16
# Learning costs more than cleaning a page, so it is paid from a budget: +2 a page, +10 a hit, -100 a learning. So
# pages without a template lose no more than a few hundredths.
_PRICE, _A_PAGE, _A_HIT, _BUDGET = 100, 2, 10, 1600


class KnownEndings:
    """What a cleaner knows of the ends of pages from those that it has cleaned so far."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._matcher: Final = _matcher_of_pages(steps)
        self._fixes: Final = frozenset(step.name for step in steps if step.fix is not None)
        self._known: dict[object, list[Ending]] = {}
        self._missed: dict[object, int] = {}
        self._budget = _BUDGET

    def of(self, payload: Payload) -> Ending | None:
        """Return the longest known ending of a payload."""
        if self._matcher is None:
            return None
        key = _key(payload)
        if self._missed.get(key, 0) > _PATIENCE:
            return None
        return next((ending for ending in self._known.get(key, ()) if payload.raw.endswith(ending.raw)), None)

    def cleaned(self, reading: Reading, clean: Callable[[Reading], Cleaned]) -> Cleaned:
        """Return what `clean` makes of a reading, of which it sees only what stands above a known ending.

        A reading without one, or whose own doesn't fit below its lines, is cleaned whole, and its ending learned.
        """
        if reading.ending is not None:
            try:
                result = clean(reading)
            except NeedsWholePageError:
                reading = reading.whole()
            else:
                self._hit(reading.payload)
                return result
        result = clean(reading)
        if self._matcher is not None and result.edits and self._wants(reading.payload):
            self._learn(reading, result, clean, self._matcher)
        return result

    def _hit(self, payload: Payload) -> None:
        """Count the ending of a payload as one that was of use."""
        self._budget = min(self._budget + _A_HIT, _BUDGET)
        self._missed[_key(payload)] = 1

    def _wants(self, payload: Payload) -> bool:
        """Count the ending of a payload as missed; return whether it is to be learned: others had its last letters."""
        key = _key(payload)
        self._budget = min(self._budget + _A_PAGE, _BUDGET)
        if len(self._missed) >= _KEYS and key not in self._missed:
            self._missed.clear()
        missed = self._missed.get(key, 0)
        self._missed[key] = missed + 1
        if not 0 < missed <= _PATIENCE or self._budget < _PRICE:
            return False
        self._budget -= _PRICE
        return True

    def _learn(self, reading: Reading, result: Cleaned, clean: Callable[[Reading], Cleaned], matcher: Matcher) -> None:
        """Keep the ending of a page, if it has one by which the page comes out as it did."""
        if result.warnings:
            return  # a step that failed at one line might not fail at another
        ending = ending_of(reading, result.edits, matcher, self._fixes)
        if ending is None or len(ending.raw) > _LONGEST:
            return
        try:
            is_same = clean(reading.above(ending)) == result
        except NeedsWholePageError:
            return
        if is_same:
            self._keep(reading.payload, ending)

    def _keep(self, payload: Payload, ending: Ending) -> None:
        key = _key(payload)
        if len(self._known) >= _KEYS and key not in self._known:
            self._known.clear()
        endings = [ending, *self._known.get(key, ())[: _EACH - 1]]
        self._known[key] = sorted(endings, key=lambda one: -len(one.raw))


def edits_below(ending: Ending, payload: Payload) -> tuple[Edit, ...]:
    """Return the edits of an ending as the last lines of a payload."""
    ahead = len(payload) - ending.size
    edits = _cached_edits_below if len(ending.columns[0]) <= _FEW else _edits_below
    return edits(ahead, ending)


def _matcher_of_pages(steps: Sequence[Step]) -> Matcher | None:
    """Return the matcher of the page's chrome; None where steps above its filters could change what becomes of its end.

    A fix may stand above: what it makes of a line follows from the line.
    """
    filters = [step for step in steps if step.fix is None]
    are_of_pages = [step.name for step in filters[:2] if step.cut is not None] == [scripts.NAME, wechat.NAME]
    return filters[1].matcher if are_of_pages else None


def _key(payload: Payload) -> object:
    return payload.quote, payload.raw[-_KEY:]


def _edits_below(ahead: int, ending: Ending) -> tuple[Edit, ...]:
    """Return the edits of an ending that stands below so many lines."""
    lines, *others = ending.columns
    return tuple(edits_of(zip([ahead + line for line in lines], *others, strict=True)))


# A page is often as long as another of its template, and its ending has the same edits then. So many edits are cached
# for one; the whole cache takes some megabytes.
_FEW: Final = 256
_cached_edits_below = lru_cache(maxsize=1024)(_edits_below)
