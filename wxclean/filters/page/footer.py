"""Where the page's footer begins, by the evidence of its lines' rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from wxclean.filters.page.scripts import reads_as_code
from wxclean.rules.rule import Rule

# Lines of these zones say nothing of a footer.
_ELSEWHERE: Final = ("head", "body")
# What a line is worth as part of the footer. The footer is the tail of the page that is worth the most: a sum of
# evidence, so that no single phrase inside an article can begin it.
_STRONG_FOOT: Final = 4.0
_STRONG: Final = 2.0
_WEAK: Final = 1.0
_IN_SECTION: Final = 0.1
# Readers' comments go on below a notice that the page shows among them.
_COMMENTS: Final = "comments."
# A header's labels are within this many lines, and this many lines below them may still be the header's.
_HEADER, _BELOW_LABELS = 24, 6
# Lines without a rule, by their length in characters: a name, a title, a paragraph (which any sentence is).
_NAME, _NAME_LENGTH = -1.0, 30
_TITLE, _TITLE_LENGTH = -2.0, 64
_PARAGRAPH: Final = -4.0
# Code below the article is the page's own: it says nothing for or against a footer.
_CODE_ENDS: Final = ";,{}()[]'\""
_STRENGTH: Final[Callable[[Rule | None], str]] = attrgetter("strength")


def footer_start(texts: list[str], rules: list[Rule | None], title: str) -> int:
    """Return where the footer begins, or `len(texts)` if there is none.

    It begins at a strong line or one that opens footers, such that the worth of all lines from there to the end is
    greatest. The title counts nothing, since footers repeat it.
    """
    first = next((place for place, rule in enumerate(rules) if rule is not None and may_begin(rule)), None)
    if first is None:
        return len(texts)
    header = _header_end(rules)
    if is_all_chrome(rules[first:]) and not _is_of_header(rules[first], first, header):
        return _with_weak_lines(rules, first)
    start = _worthiest(texts, _ruled(rules, first), title, header)
    return _with_weak_lines(rules, start) if start < len(texts) else start


class _Ruled(NamedTuple):
    """A line of chrome, and whether the lines without a rule below it belong to a section of free text."""

    place: int
    rule: Rule
    section: bool


def _ruled(rules: list[Rule | None], first: int) -> list[_Ruled]:
    """Return the lines that have a rule, from the first at which a footer may begin."""
    ruled: list[_Ruled] = []
    section = False
    for place, rule in enumerate(rules[first:], first):
        if rule is not None:
            section = rule.section or (section and (rule.strength == "weak" or rule.name.startswith(_COMMENTS)))
            ruled.append(_Ruled(place, rule, section))
    return ruled


def _worthiest(texts: list[str], ruled: Sequence[_Ruled], title: str, header: int) -> int:
    """Return where the tail of the greatest worth begins, searched upwards for as long as a better one is possible."""
    best, start, total, end = 0.0, len(texts), 0.0, len(texts)
    strong = above_text = False
    for left in range(len(ruled), 0, -1):
        place, rule, section = ruled[left - 1]
        for text in reversed(texts[place + 1 + rule.names : end]):
            if total + _STRONG_FOOT * left <= best:
                return start
            if text != title:
                worth = _worth_of_text(text) * (_IN_SECTION if section else 1)
                total += worth
                above_text = above_text or worth <= _TITLE
        end = place
        above_text = above_text and rule.strength != "strong"
        total += 0.0 if above_text else _worth_of(rule)
        strong = strong or (rule.strength == "strong" and rule.zone not in _ELSEWHERE)
        if total > best and strong and may_begin(rule) and not _is_of_header(rule, place, header):
            best, start = total, place
    return start


def _header_end(rules: list[Rule | None]) -> int:
    """Return the place above which a header's phrase belongs to the header: a little below its last label."""
    labels = [place for place, rule in enumerate(rules[:_HEADER]) if rule is not None and rule.field]
    return labels[-1] + _BELOW_LABELS if labels else 0


def _is_of_header(rule: Rule | None, place: int, header: int) -> bool:
    return place < header and rule is not None and rule.name.startswith("header.")


def is_all_chrome(rules: list[Rule | None]) -> bool:
    """Return whether each line has a rule, and one is strong: no other tail is worth more then."""
    return None not in rules and "strong" in map(_STRENGTH, rules)


def may_begin(rule: Rule) -> bool:
    """Return whether a footer may begin at a line with this rule."""
    return rule.zone not in _ELSEWHERE and (rule.opens or rule.strength == "strong")


def _with_weak_lines(rules: list[Rule | None], start: int) -> int:
    """Return the footer's start, moved up over the weak lines right before it.

    If the footer begins with a line that usually opens one, a weak line before it is the article's last.
    """
    while start:
        first, before = rules[start], rules[start - 1]
        if first is None or first.opens or before is None or before.zone == "head":
            break
        start -= 1
    return start


def _worth_of_text(text: str) -> float:
    if text[-1] == "。":
        return _PARAGRAPH
    if len(text) <= _NAME_LENGTH:
        return _NAME
    if text[-1] in _CODE_ENDS and reads_as_code(text):
        return 0.0
    return _TITLE if len(text) <= _TITLE_LENGTH else _PARAGRAPH


def _worth_of(rule: Rule) -> float:
    if rule.zone in _ELSEWHERE:
        return 0.0
    if rule.strength == "weak":
        return _WEAK
    return _STRONG_FOOT if rule.zone == "foot" else _STRONG
