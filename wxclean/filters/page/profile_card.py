"""A profile card whose labels a converter left out: the account again, its id, and a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wxclean.filters.labels import Label, Lines
from wxclean.filters.page.header_names import GAP, LONGEST_NAME, NAMES, Walk, has_label
from wxclean.filters.page.said_again import is_said_again
from wxclean.rules.line_key import undressed

RULE: Final = "header.profile"
_DAY: Final = "header.date"
# WeChat's ids have 6 to 20 of these characters, the first a letter.
_ID: Final = re.compile(r"[A-Za-z][\w-]{5,19}", re.ASCII)
# The longest description, in characters, where lines around it tell it, and where only its place does: WeChat allows
# 120, and asks for 4.
_LONGEST_DESCRIPTION: Final = 200
_LONGEST_BY_PLACE, _SHORTEST_BY_PLACE = 120, 4
# The credits with which an article may begin.
_CREDIT: Final = re.compile(r"\S{1,6}\s*[:：|｜/丨]")
# What a card is worth as evidence of a header: as much as proves one.
_WORTH: Final = 3


def read_profile(lines: Lines, walk: Walk, place: int) -> int:
    """Read the card above all labels, from its id on, which stands at `place`, or, without an id, from the account on;
    return its number of lines, 0 if there is none.
    """
    if place < 2:
        return 0
    if lines.texts[place].isascii():
        found = _labels(lines, walk, place)
    else:
        found = _labels_without_id(lines, place) if walk.page else ()
    if not found:
        return 0
    given = {label.field for label in walk.labels}
    walk.labels += [label for label in found if label.field not in given]
    walk.score += _WORTH
    walk.labelled = True
    walk.end = found[-1].place + 1
    return walk.end - place


def begins_profile(text: str, walk: Walk) -> bool:
    """Return whether a line is the account's name again, as at the top of a page's profile card."""
    name = undressed(text)
    return any(label.field == "account" and label.value == name for label in walk.labels)


def _labels(lines: Lines, walk: Walk, place: int) -> Sequence[Label]:
    """Return the account, the id and the description of a card whose id stands at `place`; nothing if there is none.

    The line above the id names the account, which a line above that one has named already. The description counts only
    if something shows that it isn't the article's first paragraph: a line of the header or more space below it, or a
    whole header of pages up to 2018 above it, whose card always has one.
    """
    texts = lines.texts
    if not _ID.fullmatch(texts[place]) or has_label(lines.rules[place : place + NAMES]):
        return ()
    account = undressed(texts[place - 1])
    if not 0 < len(account) <= LONGEST_NAME or not _is_named(account, texts[: place - 1]):
        return ()
    labels = [Label(place - 1, "account", account, RULE), Label(place, "wechat_id", texts[place], RULE)]
    if _is_description(lines, place + 1) or _is_description_by_place(lines, walk, place + 1):
        labels.append(Label(place + 1, "description", texts[place + 1], RULE))
    return labels


def _labels_without_id(lines: Lines, place: int) -> Sequence[Label]:
    """Return the account and the description of a card whose account has no id and stands at `place`.

    The line above ends with the account, below another name, and the page's day stands below the description.
    """
    rules = lines.rules[place + 1 : place + 3]
    if len(rules) < 2 or rules[0] is not None or rules[1] is None or rules[1].name != _DAY:
        return ()
    account, description = undressed(lines.texts[place]), lines.texts[place + 1]
    if not undressed(lines.texts[place - 1]).endswith(" " + account) or len(description) > _LONGEST_BY_PLACE:
        return ()
    return Label(place, "account", account, RULE), Label(place + 1, "description", description, RULE)


def _is_named(account: str, above: Sequence[str]) -> bool:
    """Return whether a line is the account, or a byline that ends with it."""
    return any(text == account or text.endswith((" " + account, f"({account})")) for text in map(undressed, above))


def _is_description(lines: Lines, place: int) -> bool:
    texts, numbers, rules = lines.texts, lines.numbers, lines.rules
    if place + 1 >= len(texts) or rules[place] is not None or len(texts[place]) > _LONGEST_DESCRIPTION:
        return False
    below = rules[place + 1]
    if below is not None and below.name.startswith("header."):
        return True
    return GAP >= numbers[place] - numbers[place - 1] < numbers[place + 1] - numbers[place]


def _is_description_by_place(lines: Lines, walk: Walk, place: int) -> bool:
    """Return whether a line stands below an id as far as that stands below the account, at the end of a header with a
    day and, right above the card, the account twice.
    """
    texts, numbers = lines.texts, lines.numbers
    if place < 3 or place + 1 >= len(texts) or lines.rules[place] is not None:
        return False
    if all(label.field != "published" for label in walk.labels) or not is_said_again(undressed(texts[place - 3])):
        return False
    text = texts[place]
    if not _SHORTEST_BY_PLACE <= len(text) <= _LONGEST_BY_PLACE or _CREDIT.match(text):
        return False
    return numbers[place] - numbers[place - 1] == numbers[place - 1] - numbers[place - 2]
