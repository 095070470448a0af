"""Lines in which a converter joined several of the page's buttons, with the links to nowhere of some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wxclean.filters.page.collapsed_phrases import tokens_of
from wxclean.rules.line_key import LONGEST, undressed
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule

# Buttons stand in the footer: how many of the last lines are looked at.
_MOST_LINES: Final = 24
_NOWHERE: Final = "](javascript:"
# The fewest phrases in such a line, and how many of their characters there are for each other one.
_FEWEST, _DENSITY = 3, 8


def with_buttons(texts: list[str], rules: list[Rule | None], matcher: Matcher) -> list[Rule | None]:
    """Return the rules of lines, with those of joined buttons: the rule of a strong phrase in it, or of the first."""
    last = range(max(0, len(texts) - _MOST_LINES), len(texts))
    joined = [place for place in last if rules[place] is None and _NOWHERE in texts[place]]
    if not joined:
        return rules
    found = list(rules)
    for place in joined:
        if len(texts[place]) <= LONGEST:
            found[place] = _rule_of(undressed(texts[place]), matcher)
    return found


def _rule_of(text: str, matcher: Matcher) -> Rule | None:
    tokens = tokens_of(text, matcher)
    known = sum(_letters(text[token.start : token.end]) for token in tokens)
    ruled: Sequence[Rule] = [token.rule for token in tokens if token.rule is not None and token.rule.zone != "head"]
    if len(ruled) < _FEWEST or known < _DENSITY * (_letters(text) - known):
        return None
    return next((rule for rule in ruled if rule.strength == "strong"), ruled[0])


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
