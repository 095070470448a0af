"""A cache of page endings: pages of one template end with the same bytes, so their edits there are made only once."""

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

# The length of the keys, which are the last bytes or characters of pages, and of the longest ending. Half of it is the
# same in pages of many templates, whose endings would be learned in vain.
_KEY: Final = 96
_LONGEST: Final = 1 << 16
# The most keys that are cached, and the most endings of each: pages with a reward button have another.
_KEYS, _EACH = 64, 8
# After this many misses in a row, the endings of a key are taken to be no template's.
_PATIENCE: Final = 16
# Learning an ending costs more than cleaning a page, so it is paid from a budget: +2 a page, +10 a hit, -100 for
# learning. Pages without a template thus take only a few percent longer.
_PRICE, _A_PAGE, _A_HIT, _BUDGET = 100, 2, 10, 1600


class KnownEndings:
    """The endings of the pages that a cleaner has cleaned so far."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._matcher: Final = _matcher_of_pages(steps)
        self._fixes: Final = frozenset(step.name for step in steps if step.fix is not None)
        self._known: dict[object, list[Ending]] = {}
        self._missed: dict[object, int] = {}
        self._budget = _BUDGET

    def of(self, payload: Payload) -> Ending | None:
        """Return the longest known ending of a payload, or None."""
        if self._matcher is None:
            return None
        key = _key(payload)
        if self._missed.get(key, 0) > _PATIENCE:
            return None
        return next((ending for ending in self._known.get(key, ()) if payload.raw.endswith(ending.raw)), None)

    def cleaned(self, reading: Reading, clean: Callable[[Reading], Cleaned]) -> Cleaned:
        """Return what `clean` makes of a reading, of which it sees only the lines above a known ending.

        A reading without one, or one that must be cleaned as a whole, may have its ending learned.
        """
        if reading.ending is not None:
            above = _cleaned_above(reading, clean)
            if above is not None:
                self._hit(reading.payload)
                return above
            reading = reading.whole()
        result = clean(reading)
        if self._matcher is not None and self._miss(reading.payload) and result.edits:
            self._learn(reading, result, clean, self._matcher)
        return result

    def _hit(self, payload: Payload) -> None:
        """Count a payload's ending as a hit."""
        self._budget = min(self._budget + _A_HIT, _BUDGET)
        self._missed[_key(payload)] = 1

    def _miss(self, payload: Payload) -> bool:
        """Count a miss for a payload; return whether to learn its ending, since others had the same last characters."""
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
        """Keep the ending of a page, if it has one and the page gives the same result with it."""
        if result.warnings:
            return  # a step that failed at one line might not fail at another
        ending = ending_of(reading, result.edits, matcher, self._fixes)
        if ending is None or len(ending.raw) > _LONGEST:
            return
        if _cleaned_above(reading.above(ending), clean) == result:
            self._keep(reading.payload, ending)

    def _keep(self, payload: Payload, ending: Ending) -> None:
        key = _key(payload)
        if len(self._known) >= _KEYS and key not in self._known:
            self._known.clear()
        endings = [ending, *self._known.get(key, ())[: _EACH - 1]]
        self._known[key] = sorted(endings, key=lambda one: -len(one.raw))


def _cleaned_above(reading: Reading, clean: Callable[[Reading], Cleaned]) -> Cleaned | None:
    """Return what `clean` makes of what stands above a known ending; None if the page must be cleaned whole."""
    try:
        result = clean(reading)
    except NeedsWholePageError:
        return None
    return result if result.text else None


def edits_below(ending: Ending, payload: Payload) -> tuple[Edit, ...]:
    """Return the edits of an ending at the end of a payload."""
    ahead = len(payload) - ending.size
    edits = _cached_edits_below if len(ending.columns[0]) <= _FEW else _edits_below
    return edits(ahead, ending)


def _matcher_of_pages(steps: Sequence[Step]) -> Matcher | None:
    """Return the matcher of the `wechat` filter; None if a filter before it could change what is done to an ending.

    Fixes may stand before it, since what they make of a line depends on the line alone.
    """
    filters = [step for step in steps if step.fix is None]
    are_of_pages = [step.name for step in filters[:2] if step.cut is not None] == [scripts.NAME, wechat.NAME]
    return filters[1].matcher if are_of_pages else None


def _key(payload: Payload) -> object:
    return payload.quote, payload.raw[-_KEY:]


def _edits_below(ahead: int, ending: Ending) -> tuple[Edit, ...]:
    """Return the edits of an ending below `ahead` lines."""
    lines, *others = ending.columns
    return tuple(edits_of(zip([ahead + line for line in lines], *others, strict=True)))


# Pages of one template are often equally long, and then their endings have the same edits. These are cached if they are
# no more than this; the whole cache takes a few megabytes.
_FEW: Final = 256
_cached_edits_below = lru_cache(maxsize=1024)(_edits_below)
