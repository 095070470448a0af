"""The account as a page's footer names it, which decides what the header's names are."""

from __future__ import annotations

from typing import Final

from wxclean.filters.labels import Lines
from wxclean.filters.page.header_names import LONGEST_NAME

# The account stands between the phrases of the swipe to the next page, right above the last.
_SWIPE: Final = "swipe.next"
_ABOVE: Final = (_SWIPE, "toolbar.source", "page.text-share")


def account_place(page: Lines, foot: int) -> int:
    """Return the place of the line in a footer that names the page's account; -1 if none does."""
    rules = page.rules
    for place in range(len(rules) - 1, foot + 1, -1):
        rule, name, above = rules[place], rules[place - 1], rules[place - 2]
        if rule is None or rule.name != _SWIPE or name is not None:
            continue
        if above is not None and above.name in _ABOVE and len(page.texts[place - 1]) <= LONGEST_NAME:
            return place - 1
    return -1
