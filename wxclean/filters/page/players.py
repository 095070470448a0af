"""Players and cards inside an article: from the first of their controls to the last, all lines are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from wxclean.rules.line_key import undressed
from wxclean.rules.rule import Rule

# The fewest controls that prove a player, and the most lines that it has above the first.
_FEWEST, _ABOVE = 3, 10
# The lines at the top that give a page's title and account, which players repeat.
_HEADER: Final = 24


def with_players(texts: list[str], rules: list[Rule | None]) -> list[Rule | None]:
    """Return the rules of lines, with those of a player all set to a rule of its controls.

    Controls are strong lines of the `body`. What stands between two of them is the player's if each line has a rule
    (`分享`, `Close`), repeats the page's title or account, or holds no letter (`00:57`); so are the lines with rules
    right above the first.
    """
    controls = [place for place, rule in enumerate(rules) if rule is not None and _is_control(rule)]
    if len(controls) < _FEWEST:
        return rules
    header = texts[: min(controls[0], _HEADER)]
    names = {*header, *map(undressed, header)}
    found = list(rules)
    for run in _runs(controls, texts, rules, names):
        if len(run) >= _FEWEST:
            start, end = _first_line(rules, run[0]), run[-1] + 1
            found[start:end] = [rule if rule and _is_control(rule) else rules[run[0]] for rule in rules[start:end]]
    return found


def _is_control(rule: Rule) -> bool:
    return rule.zone == "body" and rule.strength == "strong"


def _runs(controls: Sequence[int], texts: list[str], rules: list[Rule | None], names: set[str]) -> Iterator[list[int]]:
    """Yield the places of each player's controls."""
    run = [controls[0]]
    for before, place in pairwise(controls):
        between = range(before + 1, place)
        if all(rules[at] is not None or texts[at] in names or not any(map(str.isalpha, texts[at])) for at in between):
            run.append(place)
        else:
            yield run
            run = [place]
    yield run


def _first_line(rules: list[Rule | None], control: int) -> int:
    start = control
    while start > max(control - _ABOVE, 0):
        above = rules[start - 1]
        if above is None or above.zone == "head" or above.name.startswith("header."):
            break
        start -= 1
    return start
