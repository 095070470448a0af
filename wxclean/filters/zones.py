"""Where the page's footer begins, and which lines between header and footer are chrome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wxclean.filters.scripts import reads_as_code
from wxclean.keys import line_key
from wxclean.rules import Matcher, Rule

# What a line is worth as part of the footer. The footer is the tail of the page worth the most:
# a sum of evidence, so that no single phrase inside an article can begin it.
_STRONG_FOOT = 4.0
_STRONG = 2.0
_WEAK = 1.0
_IN_SECTION = 0.1
# A line without a rule, by its length in characters: a name, a title, a paragraph.
_NAME, _NAME_LENGTH = -1.0, 30
_TITLE, _TITLE_LENGTH = -2.0, 64
_PARAGRAPH = -4.0
# Code below the article is the page's own: it says nothing for or against a footer.
_CODE_ENDS = ";,{}()[]'\""


class Zones(NamedTuple):
    """Places in a list of lines: the header is `[0, head)`, the footer `[foot, end)`."""

    head: int
    foot: int


def rules_of(texts: Sequence[str], matcher: Matcher) -> list[Rule | None]:
    """Return the rule of each line; a phrase that was split over lines counts for all of them."""
    rules = list(map(matcher.phrases.get, texts))
    for place, rule in enumerate(rules):
        if rule is None:
            rules[place] = matcher.rule(texts[place])
    _join_split_phrases(texts, rules, matcher)
    return rules


def _join_split_phrases(texts: Sequence[str], rules: list[Rule | None], matcher: Matcher) -> None:
    for place in range(len(texts) - 1):
        rule = rules[place]
        if rule is None or rule.strength == "strong" or line_key(texts[place]) not in matcher.heads:
            continue
        for size in (2, 3):
            parts = texts[place : place + size]
            joined = matcher.phrase("".join(parts)) or matcher.phrase(" ".join(parts))
            if joined is not None and joined.strength == "strong":
                rules[place : place + size] = [joined] * len(parts)
                break


def footer_start(texts: Sequence[str], rules: Sequence[Rule | None], known: frozenset[str]) -> int:
    """Return where the footer begins, or `len(texts)` where there is none.

    `known` are the header's values (title, account, author), which footers repeat.
    """
    best, start = 0.0, len(texts)
    worth = _worths(texts, rules, known)
    total = 0.0
    for place in range(len(texts) - 1, -1, -1):
        total += worth[place]
        rule = rules[place]
        if total > best and rule is not None and (rule.strength == "strong" or rule.opens):
            best, start = total, place
    if not any(rule is not None and rule.strength == "strong" for rule in rules[start:]):
        return len(texts)
    return _with_weak_lines(rules, start)


def _with_weak_lines(rules: Sequence[Rule | None], start: int) -> int:
    """Return the footer's start with the weak lines right before it.

    Where the footer begins as pages begin theirs, a weak line before it is the article's last one.
    """
    while start:
        first, before = rules[start], rules[start - 1]
        if first is None or first.opens or before is None or before.zone == "head":
            break
        start -= 1
    return start


def _worths(texts: Sequence[str], rules: Sequence[Rule | None], known: frozenset[str]) -> list[float]:
    worths: list[float] = []
    section, free = False, 0
    for text, rule in zip(texts, rules, strict=True):
        if rule is not None:
            section = rule.section or (section and rule.strength == "weak")
            free = rule.names
            worths.append(_worth_of(rule))
        elif free or text in known:
            free = max(free - 1, 0)
            worths.append(0.0)
        else:
            worths.append(_worth_of_text(text) * (_IN_SECTION if section else 1))
    return worths


def _worth_of_text(text: str) -> float:
    if len(text) <= _NAME_LENGTH:
        return _NAME
    if text[-1] in _CODE_ENDS and reads_as_code(text):
        return 0.0
    return _TITLE if len(text) <= _TITLE_LENGTH else _PARAGRAPH


def _worth_of(rule: Rule) -> float:
    if rule.strength == "weak":
        return _WEAK if rule.zone != "head" else 0.0
    return _STRONG_FOOT if rule.zone == "foot" else _STRONG
