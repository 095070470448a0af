"""The ends of pages: those of one template are the same bytes, so what becomes of one is found out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from wxclean.document import Edit, Ending
from wxclean.edits import edits_of
from wxclean.reading.lines.payload import Body

# How many bytes or letters at their end pages are told apart by, and how long an ending is at most.
_KEY: Final = 48
_LONGEST: Final = 1 << 16
# How many keys are known at once, and how many endings of each: pages with a reward button have another.
_KEYS, _EACH = 64, 8
# After so many pages in a row whose ending was of no use, the endings of a key are no template's.
_PATIENCE: Final = 16
# To learn an ending takes longer than to clean a page: it costs `_PRICE` of what each page that was cleaned brings in,
# and one with a known ending more, so that pages without a template lose no more than some hundredths.
_PRICE, _A_PAGE, _A_USE, _PURSE = 100, 2, 10, 1600


class Known(NamedTuple):
    """An ending as it stands in a payload, and what becomes of it."""

    raw: str | bytes
    ending: Ending


class Endings:
    """The endings of the pages that were cleaned so far."""

    def __init__(self) -> None:
        self._known: dict[object, list[Known]] = {}
        self._missed: dict[object, int] = {}
        self._purse = _PURSE

    def of(self, body: Body) -> Known | None:
        """Return the longest known ending of a payload."""
        key = _key(body)
        if self._missed.get(key, 0) > _PATIENCE:
            return None
        return next((known for known in self._known.get(key, ()) if body.raw.endswith(known.raw)), None)

    def served(self, body: Body) -> None:
        """Count the ending of a payload as one that was of use."""
        self._purse = min(self._purse + _A_USE, _PURSE)
        self._missed[_key(body)] = 1

    def wants(self, body: Body) -> bool:
        """Count the ending of a payload as missed; return whether it is to be learned: others had its last letters."""
        key = _key(body)
        self._purse = min(self._purse + _A_PAGE, _PURSE)
        if len(self._missed) >= _KEYS and key not in self._missed:
            self._missed.clear()
        missed = self._missed.get(key, 0)
        self._missed[key] = missed + 1
        if not 0 < missed <= _PATIENCE or self._purse < _PRICE:
            return False
        self._purse -= _PRICE
        return True

    def learn(self, body: Body, known: Known) -> None:
        """Keep an ending of a payload."""
        key = _key(body)
        if len(known.raw) > _LONGEST:
            return
        if len(self._known) >= _KEYS and key not in self._known:
            self._known.clear()
        endings = [known, *self._known.get(key, ())[: _EACH - 1]]
        self._known[key] = sorted(endings, key=lambda one: -len(one.raw))


def _key(body: Body) -> object:
    return body.quote, body.raw[-_KEY:]


def edits_below(payload: Sequence[str], ending: Ending) -> tuple[Edit, ...]:
    """Return the edits of an ending as the last lines of a payload."""
    ahead = len(payload) - ending.size
    edits = _remembered_edits_below if len(ending.columns[0]) <= _FEW else _edits_below
    return edits(ahead, ending)


def _edits_below(ahead: int, ending: Ending) -> tuple[Edit, ...]:
    """Return the edits of an ending that stands below so many lines."""
    return tuple(edits_of(zip([ahead + line for line in ending.columns[0]], *ending.columns[1:], strict=True)))


# A page is often as long as another of its template, and its ending has the same edits then. So many edits are kept
# of one; all that is kept takes some megabytes.
_FEW: Final = 256
_remembered_edits_below = lru_cache(maxsize=1024)(_edits_below)
