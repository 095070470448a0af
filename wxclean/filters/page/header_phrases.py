"""Phrases in a header, such as a badge, a date or an album, and what each says."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.dates import iso_date
from wxclean.filters.labels import Label, Lines, is_day_of_old_page
from wxclean.filters.page.header_names import SHARE, Walk
from wxclean.filters.page.header_repost import read_recommendation, source_account
from wxclean.filters.page.topics import is_topic, topics_in
from wxclean.rules.line_key import undressed
from wxclean.rules.rule import Rule

_PLACE: Final = re.compile(r"^(?:发表于|發表於|Posted on)\s*")
_ORIGINAL: Final = ("原创", "原創", "Original")
# How many lines below a date or a place tell whether it is one of several, and of how many others.
_NEAR, _SEVERAL = 8, 2
# The author: of a repost, in what follows its source on a line of its own, or of an old page, below its date.
_AUTHOR: Final = re.compile(r"，?(?:作者|Author)\s?(?P<name>.+)")
# What says of which collection an article is.
_ALBUM: Final = "header.album"
# What says how long it takes to listen to an article, and the button above it.
_LISTENING, _READER = "header.listening", "header.reader"
# WeChat's accounts began in this year: no page of theirs is older.
_FIRST_YEAR: Final = "2012"
_DIGITS: Final = re.compile(r"\d+")
_YEAR: Final = re.compile(r"\d{4}")
_POSTED: Final = re.compile(r"发表于|發表於|Posted on")


def has_place(walk: Walk) -> bool:
    """Return whether the place was read, which stands below all labels: any below it are the article's."""
    return any(label.field == "location" for label in walk.labels)


def is_place_of_header(text: str, walk: Walk, place: int) -> bool:
    """Return whether a line with the rule of places is the header's: after 发表于, or right below a date with a time,
    where a bare one may stand since 2025, if the byline has none yet.
    """
    if has_place(walk):
        return False
    return _PLACE.match(undressed(text)) is not None or any(
        label.place == place - 1 and label.field == "published" and ":" in label.value for label in walk.labels
    )


def read_phrase(lines: Lines, rule: Rule, walk: Walk, place: int) -> int:
    """Read a phrase of the header; return how many lines it takes up, 0 if it is the article's."""
    if rule.name == "header.recommendation":
        return read_recommendation(lines, walk, place)
    text = lines.texts[place]
    if rule.name == "header.date" and is_another_date(undressed(text), walk):
        return 0
    if rule.name == "header.original" and _is_below_mark(text, walk):
        return 0
    if rule.name == _LISTENING and _READER not in walk.seen:
        return 0
    if rule.name == _ALBUM and rule.strength == "weak" and not _is_beside_topic(lines, walk, place):
        return 0
    author = _AUTHOR.match(undressed(text)) if rule.name == "header.repost" and rule.name not in walk.seen else None
    if author is not None and not _is_of_old(walk):
        return 0
    is_bare = rule.name == "header.date" and walk.end < place and not _YEAR.search(text)
    if (is_bare or rule.name == "header.place") and _is_one_of_several(lines, rule, place):
        return 0
    is_shared = rule.name == SHARE and place == 1 and walk.names == [0]
    walk.score += 3 if is_shared else 2 if rule.strength != "weak" else rule.name not in walk.seen
    walk.seen.add(rule.name)
    walk.tags = rule.name == _ALBUM
    walk.end = place + 1
    if author is not None:
        walk.labels.append(Label(place, "author", author["name"], rule.name))
    elif rule.name == "header.repost":
        walk.source = source_account(text) or walk.source
    else:
        walk.labels += [Label(place, field, value, rule.name) for field, value in _values(text, rule.name)]
    return 1


def _values(text: str, rule: str) -> list[tuple[str, str]]:
    """Return the fields and values that a phrase gives."""
    if rule == _ALBUM:
        return [("tags", topic) for topic in topics_in(text)]
    if rule == "header.original":
        return [("original", "true")] if text.startswith(_ORIGINAL) or undressed(text).startswith(_ORIGINAL) else []
    if rule == "header.place":
        where = _PLACE.sub("", undressed(text))
        return [("location", where)] if where else []
    if rule == "header.date":
        day, *posted = _POSTED.split(undressed(text), maxsplit=1)
        return [("published", iso_date(day.strip())), *[("location", where.strip()) for where in posted]]
    return []


def _is_below_mark(text: str, walk: Walk) -> bool:
    """Return whether the header has its labels, the place or the mark of an original above: then this mark is the
    article's.
    """
    fields = {label.field for label in walk.labels}
    return undressed(text).startswith(_ORIGINAL) and not fields.isdisjoint(("description", "location", "original"))


def _is_beside_topic(lines: Lines, walk: Walk, place: int) -> bool:
    """Return whether a topic stands right below a line, or a collection's words above: a number of pages alone, or the
    words without a topic, are the article's.
    """
    return walk.tags or any(map(is_topic, lines.texts[place + 1 : place + 2]))


def _is_of_old(walk: Walk) -> bool:
    """Return whether a header is that of a page up to 2018, by its date or, without one, its labels."""
    days = [label for label in walk.labels if label.field == "published"]
    return any(map(is_day_of_old_page, days)) if days else walk.labelled


def is_another_date(text: str, walk: Walk) -> bool:
    """Return whether the header has a different date above, or this one is older than all pages: then it is the
    article's first line.
    """
    dates = [label.value for label in walk.labels if label.field == "published"]
    day = iso_date(text)
    return (bool(dates) and day not in dates) or (day[:4].isdecimal() and day < _FIRST_YEAR)


def _is_one_of_several(lines: Lines, rule: Rule, place: int) -> bool:
    """Return whether other lines of this kind and form follow soon, as in a diary or a list of places."""
    below = [at for at in range(place + 1, min(place + 1 + _NEAR, len(lines.texts))) if lines.rules[at] is rule]
    if len(below) < _SEVERAL:
        return False
    form = _form(lines.texts[place])
    return sum(_form(lines.texts[at]) == form for at in below) >= _SEVERAL


def _form(text: str) -> str:
    """Return a date with its digits as signs, and nothing for a line without a digit, as that of a place is."""
    return _DIGITS.sub("0", text) if _DIGITS.search(text) else ""
