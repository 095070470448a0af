"""Labels in a header, such as 微信号 and 功能介绍, and their values."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.dates import iso_date
from wxclean.filters.labels import Label, Lines
from wxclean.filters.page.byline_grammar import DAY, unescaped
from wxclean.filters.page.header_names import SENTENCE_END, Walk
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import shown, undressed
from wxclean.rules.matcher import Matcher
from wxclean.rules.prefilter import LABEL_START
from wxclean.rules.rule import Rule

# The longest line of tools that wrap at blanks, in characters.
_WIDEST: Final = 80
# They set a word on the line above if both have fewer characters than this, even where the paragraph is indented.
_FITTING: Final = 70
# A day that a tool left in the description's line.
_DAY_BEHIND: Final = rare(rf"\s+[*_]+(?P<day>{DAY})[*_]+$")
# The title and the account, below which even a label alone is the header's; the most lines between two labels.
_NAMED, _BESIDE = 2, 4
_EMPHASIS: Final = ("*", "_")
# The longest description with its label, in characters; WeChat allows 120.
_LONGEST_DESCRIPTION: Final = 200
_WECHAT_ID: Final = re.compile(r"[A-Za-z0-9_][-_A-Za-z0-9.]{2,30}")


def read_label(lines: Lines, matcher: Matcher, rule: Rule, walk: Walk, place: int) -> int:
    """Read a label on a line of its own and, if it can be one, its value on the next; return the number of lines, 0 if
    it is the article's.
    """
    if rule.name in walk.seen or (len(walk.names) < _NAMED and _is_alone(lines, matcher, place)):
        return 0
    walk.seen.add(rule.name)
    walk.score += 2
    walk.labelled = True
    size = 1
    if place + 1 < len(lines.texts) and _can_be_value(str(rule.field), lines, walk, place + 1):
        value = _value(str(rule.field), shown(lines.texts[place + 1]))
        walk.labels.append(Label(place + 1, str(rule.field), value, rule.name))
        size = 2
    walk.end = place + size
    return size


def _is_alone(lines: Lines, matcher: Matcher, place: int) -> bool:
    """Return whether no line near a label begins with another: a page's header has both, id and description."""
    names = matcher.label_names
    near = (*lines.texts[max(0, place - _BESIDE) : place], *lines.texts[place + 1 : place + _BESIDE + 1])
    return not any(undressed(text[:LABEL_START]).startswith(names) for text in near)


def _can_be_value(name: str, lines: Lines, walk: Walk, place: int) -> bool:
    rule = lines.rules[place]
    if rule is not None and rule.name.startswith("header."):
        return False
    if lines.numbers[place] - lines.numbers[place - 1] > walk.gap:
        walk.far = True
        return False
    return name != "wechat_id" or _WECHAT_ID.fullmatch(undressed(_value(name, lines.texts[place]))) is not None


def _value(field: str, value: str) -> str:
    r"""Return a label's value; converters escape signs: `chaoxi\_notes`, `潮汐\~\~~`."""
    return value.replace("\\", "") if field == "wechat_id" else unescaped(value)


def _goes_on(lines: Lines, place: int, end: int) -> bool:
    """Return whether a tool wrapped the paragraph that begins at `place` before `end`.

    Tools that wrap set paragraphs apart; where all lines stand close, the next one is a paragraph of its own. So is one
    whose first word would have fitted into the line above.
    """
    numbers = lines.numbers
    if (
        end == len(numbers)
        or numbers[end] != numbers[end - 1] + 1
        or not place
        or numbers[place] == numbers[place - 1] + 1
    ):
        return False
    text, below = lines.texts[end - 1], lines.texts[end]
    if lines.rules[end] is not None or len(text) + len(below.split(" ", 1)[0]) < _FITTING:
        return False
    return len(text) <= _WIDEST or " " not in text


def may_be_glued(lines: Lines, walk: Walk, place: int) -> bool:
    """Return whether nothing need stand between a description's label and its value: below an id, on a whole line."""
    if not walk.labels or walk.labels[-1].field != "wechat_id":
        return False
    return lines.spans[place] is None and len(lines.texts[place]) <= _LONGEST_DESCRIPTION


def read_inline_label(lines: Lines, walk: Walk, place: int, rule: Rule, value: str) -> int:
    """Read a label and its value from one line; return the number of lines.

    html2text wraps a long value, at a space, over the next lines.
    """
    value = _value(str(rule.field), value)
    if rule.field == "wechat_id" and not _WECHAT_ID.fullmatch(value):
        return 0
    end = place + 1
    while rule.field == "description" and _goes_on(lines, place, end):
        if not lines.texts[end - 1].endswith(SENTENCE_END):
            value += " " + _value(rule.field, shown(lines.texts[end]))
        end += 1
    walk.seen.add(rule.name)
    walk.score += 2
    walk.labelled = True
    day = _DAY_BEHIND.search(value) if rule.field == "description" and value[-1:] in _EMPHASIS else None
    if day is not None:
        value = value[: day.start()]
        walk.labels.append(Label(end - 1, "published", iso_date(day["day"]), "header.date"))
    walk.labels.append(Label(place, str(rule.field), value, rule.name))
    walk.end = end
    return end - place
