"""The language and the years of a page, as the rules that took its chrome out tell them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from wxclean.output.changes import Change, changes
from wxclean.result import Cleaned

_YEARS = re.compile(r"(\d{4})(?:(-)(\d{4})?)?")
_LAST = 9999


class RuleFacts(NamedTuple):
    """What a rule says of itself: a language tag and years (`2014-2022`, `2018`, `2019-`); empty if nothing."""

    lang: str = ""
    years: str = ""


Lookup = Callable[[Change], RuleFacts | None]
"""A lookup of the facts of the rule behind an edit. It takes the whole edit: one rule's name may stand for phrases in
several languages, and `before` tells which it was."""


class Chrome(NamedTuple):
    """The languages of the page's own words, most used first, and the years covered by the most rules."""

    languages: tuple[str, ...] = ()
    years: str | None = None


def chrome(cleaned: Cleaned, lookup: Lookup) -> Chrome:
    """Return language and years of the chrome that was removed, as far as its rules tell."""
    found = [facts for facts in map(lookup, changes(cleaned)) if facts]
    languages = Counter(facts.lang for facts in found if facts.lang and facts.lang != "any")
    return Chrome(tuple(name for name, _ in languages.most_common()), fitting_years(facts.years for facts in found))


def fitting_years(ranges: Iterable[str]) -> str | None:
    """Return the years covered by the most ranges: by all of them, if the page is of one time."""
    spans = {span for span in map(_span, set(ranges)) if span}
    if not spans:
        return None
    # The count of ranges only changes where one begins or has ended.
    edges = sorted({start for start, _ in spans} | {end + 1 for _, end in spans})
    counts = [sum(start <= edge <= end for start, end in spans) for edge in edges]
    first = counts.index(max(counts))
    start, end = edges[first], edges[first + 1] - 1
    if end >= _LAST:
        return f"{start}-"
    return f"{start}-{end}" if end > start else str(start)


def _span(years: str) -> tuple[int, int] | None:
    match = _YEARS.fullmatch(years.strip())
    if match is None:
        return None
    start = int(match[1])
    end = int(match[3]) if match[3] else _LAST if match[2] else start
    return (start, end) if end >= start else None
