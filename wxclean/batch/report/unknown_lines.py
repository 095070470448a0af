"""Lines that many accounts' records still hold though they may be a page's: words that no rule knows yet."""

from __future__ import annotations

from typing import Final, NamedTuple

from wxclean.batch.work.counts import Counts
from wxclean.batch.work.edge_lines import Where
from wxclean.filters.packs.repeated_line import is_own
from wxclean.learning.across import FEWEST_ACCOUNTS, may_be_chrome
from wxclean.learning.learn import known_lines, vocabulary
from wxclean.rules.repeat_key import repeat_key

_SHARE: Final = 0.02
_MOST: Final = 100
_PLACES: Final = 3


class UnknownLine(NamedTuple):
    """A line near the edges of the text that was left of several accounts' records, and some places where it stands.

    `accounts` is how many have it, of the `looked_at`; a record that names no account counts as one.
    """

    line: str
    accounts: int
    looked_at: int
    places: tuple[Where, ...]


def unknown_lines(counts: Counts) -> list[UnknownLine]:
    """Return the lines that repeat over accounts and that no rule knows, the most frequent first."""
    by_key: dict[str, dict[str, tuple[str, Where]]] = {}
    for owner, lines in counts.edge_lines.items():
        for line, where in lines.items():
            forms = by_key.setdefault(repeat_key(line), {})
            forms[owner] = min(forms.get(owner, (line, where)), (line, where))
    total = len(counts.edge_lines)
    fewest = max(FEWEST_ACCOUNTS, _SHARE * total)
    frequent = {key: forms for key, forms in by_key.items() if len(forms) >= fewest}
    found = [_unknown(forms, total) for key, forms in frequent.items() if key]
    return sorted(_not_known(found), key=lambda one: (-one.accounts, one.line))[:_MOST]


def _unknown(forms: dict[str, tuple[str, Where]], total: int) -> UnknownLine:
    line = min((line for line, _ in forms.values()), key=lambda line: (len(line), line))
    places = sorted({where for _, where in forms.values()})
    return UnknownLine(line, len(forms), total, tuple(places[:_PLACES]))


def _not_known(found: list[UnknownLine]) -> list[UnknownLine]:
    """Return the lines that may be chrome, and that no rule knows."""
    if not found:
        return []
    words, known = vocabulary(), known_lines()
    return [
        one
        for one in found
        if may_be_chrome(repeat_key(one.line), one.line)
        and not is_own(repeat_key(one.line), one.line, words)
        and not known(one.line)
    ]
