"""Readers' comments in the newer form, with no heading of their own: a name, a place with a day, likes, and words."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from wxclean.filters.page.free_text import is_name
from wxclean.rules.rule import Rule

# The rules of a comment's day and of the place before it, and what a line of likes begins with.
_DAYS, _PLACE = ("header.place", "header.date"), "header.place"
_LIKES: Final = ("赞", "点赞", "讚", "點讚", "Like")
_BADGES: Final = frozenset(("作者", "置顶", "置頂", "Author", "Top"))
_MOST_BADGES: Final = 2
# The fewest comments with likes that prove a section, how many lines their days are apart (a header's day and place
# adjoin), and the most lines of one's words.
_FEWEST, _APART, _WORDS = 2, 3, 8
_COMMENTS: Final = "comments."
# A comment's day is none of an article's lines; the others may be.
_DAY: Final = Rule("comments.reader", "wechat", zone="foot", section=True)
_READER: Final = Rule("comments.reader", "wechat", strength="weak", zone="foot", opens=True, section=True)
_TEXT: Final = Rule("comments.text", "wechat", strength="weak", zone="foot", section=True)


class _Comment(NamedTuple):
    """The places of a comment's name, its day and its likes, -1 if it has none; words follow below `end`."""

    start: int
    day: int
    likes: int
    end: int


def with_comments(texts: list[str], rules: list[Rule | None], inside: list[int]) -> list[Rule | None]:
    """Return the rules of lines, with those of readers' comments (`阿水`, `上海 3月5日`, `赞 12`, words) set to one.

    `inside` are the places of all lines with a rule that isn't a footer's. Several comments with likes are needed, no
    more words below the last than below another (the article could go on there), and something else of a page: a poem
    or an interview alone may read like them.
    """
    days = [place for place in inside if (rule := rules[place]) is not None and rule.name in _DAYS]
    if len(days) < _FEWEST or days[-1] - days[0] < _APART:
        return rules
    comments = [comment for place in days if (comment := _comment(texts, rules, place)) is not None]
    first = next((at for at, comment in enumerate(comments) if comment.likes >= 0), len(comments))
    section = _together(rules, comments[first:])
    if sum(comment.likes >= 0 for comment in section) < _FEWEST:
        return rules
    end = _end_of_words(rules, section)
    start = section[0].start
    if end < 0 or not any(map(_is_of_page, rules[:start] + rules[end:])):
        return rules
    found = list(rules)
    found[start:end] = [_TEXT if rule is None else _READER for rule in rules[start:end]]
    for comment in section:
        found[comment.start : comment.day] = [_READER] * (comment.day - comment.start)
        found[comment.day] = _DAY
    return found


def _comment(texts: list[str], rules: list[Rule | None], day: int) -> _Comment | None:
    """Return the comment with its day at this place, None if no name stands above it."""
    if not any(map(str.isdecimal, texts[day])):
        return None
    start = day - 1
    while start > max(0, day - 1 - _MOST_BADGES) and _is_badge(texts[start], rules[start]):
        start -= 1
    if start < 0 or rules[start] is not None or not is_name(texts[start]):
        return None
    below = day + 1
    while below < len(texts) and rules[below] is None and below <= day + _WORDS:
        below += 1
    likes = below if below < len(texts) and _are_likes(texts[below], rules[below]) else -1
    return _Comment(start, day, likes, likes + 1 if likes == day + 1 else day + 1)


def _is_badge(text: str, rule: Rule | None) -> bool:
    return text in _BADGES or (rule is not None and rule.name == _PLACE)


def _are_likes(text: str, rule: Rule | None) -> bool:
    return rule is not None and rule.zone == "foot" and text.startswith(_LIKES)


def _together(rules: list[Rule | None], comments: list[_Comment]) -> list[_Comment]:
    """Return the first comments that stand one below the other, with nothing but words and likes between."""
    for count, (above, below) in enumerate(pairwise(comments), 1):
        between = [rules[at] for at in range(above.end, below.start) if at != above.likes]
        free = between.count(None)
        if not free or free > _WORDS or any(rule is not None and not _is_of_comment(rule) for rule in between):
            return comments[:count]
    return comments


def _is_of_page(rule: Rule | None) -> bool:
    return rule is not None and rule.zone != "body" and rule.name not in _DAYS


def _is_of_comment(rule: Rule) -> bool:
    return rule.name.startswith(_COMMENTS)


def _end_of_words(rules: list[Rule | None], section: list[_Comment]) -> int:
    """Return the place below the words of the last comment, -1 if the article could go on there: its words are no more
    lines than another's, or are followed by a line that only comments have.
    """
    sizes = [rules[above.end : below.start].count(None) for above, below in pairwise(section)]
    last = section[-1].end
    below = last
    while below < len(rules) and (rules[below] is None or below == section[-1].likes):
        below += 1
    rule = rules[below] if below < len(rules) else None
    lines = below - last
    ends = lines <= max(sizes, default=0) + (section[-1].likes >= last) or (
        lines <= _WORDS and rule is not None and _is_of_comment(rule)
    )
    return below if ends else -1
