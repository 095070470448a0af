"""A footer of weak lines alone: at the end of a page whose header is known, where no strong line proves one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from wxclean.filters.labels import Lines
from wxclean.rules.rule import Rule

# Lines of these rules are hardly ever an article's last, and neither is a counter with its number.
_TELLING: Final = ("toolbar.source", "toolbar.report", "footer.modified")
_COUNTERS, _TOOLBAR = "toolbar.counters", "toolbar."
# What they are worth, and how much a footer is; without any of them it takes more.
_TELLING_WORTH, _ENOUGH, _ENOUGH_UNTOLD = 2, 2, 3
# What such an ending is not: the list that the article's last sentence announces.
_ANNOUNCES: Final = ("：", ":")


def weak_footer_start(page: Lines, top: int, accounts: Collection[str]) -> int:
    """Return where a footer of weak lines begins, or the page's end; `top` is the place below the header.

    The bar at the bottom of newer pages begins with the account, which `accounts` name.
    """
    rules, end = page.rules, len(page.rules)
    start = end
    while start > top and _may_be_of_footer(rules[start - 1]):
        start -= 1
    while start < end and not _opens(rules[start]):
        start += 1
    worths = [_worth(page.texts[place], rules[place]) for place in range(start, end)]
    enough = _ENOUGH if _TELLING_WORTH in worths else _ENOUGH_UNTOLD
    if sum(worths) < enough or (start > top and page.texts[start - 1].endswith(_ANNOUNCES)):
        return end
    is_named = start > top and start < end and page.texts[start - 1] in accounts
    return start - (is_named and (rule := rules[start]) is not None and rule.name.startswith(_TOOLBAR))


def _may_be_of_footer(rule: Rule | None) -> bool:
    return rule is not None and rule.zone == "foot"


def _opens(rule: Rule | None) -> bool:
    return rule is not None and rule.opens


def _worth(text: str, rule: Rule | None) -> int:
    if rule is None:
        return 0
    counted = rule.name == _COUNTERS and any(map(str.isdigit, text))
    return _TELLING_WORTH if counted or rule.name in _TELLING else 1
