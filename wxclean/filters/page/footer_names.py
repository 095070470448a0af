"""What a page's footer says of the page: its account, which decides what the header's names are, and its topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wxclean.document import Edit
from wxclean.filters.labels import Lines
from wxclean.filters.page.header_names import LONGEST_NAME, LONGEST_TITLE
from wxclean.filters.page.topics import TOPIC_RULES, topics_in
from wxclean.rules.line_key import is_picture

# The account stands between the phrases of the swipe to the next page, right above the last, perhaps below its picture.
_SWIPE: Final = "swipe.next"
_ABOVE: Final = (_SWIPE, "toolbar.source", "page.text-share")

# The title stands in the dialog that shares the article with a comment, above the comment's greatest size.
DIALOG: Final = "dialog.top-stories"
_DIALOGS: Final = "dialog."
_SIZE: Final = ("最多", "Max ")


def account_place(page: Lines, foot: int) -> int:
    """Return the place of the line in a footer that names the page's account; -1 if none does."""
    rules = page.rules
    if None not in rules[foot:]:
        return -1
    for place in range(len(rules) - 1, foot + 1, -1):
        rule, name = rules[place], rules[place - 1]
        if rule is None or rule.name != _SWIPE or name is not None:
            continue
        above = rules[place - 2 - (place > foot + 2 and is_picture(page.texts[place - 2]))]
        if above is not None and above.name in _ABOVE and len(page.texts[place - 1]) <= LONGEST_NAME:
            return place - 1
    return -1


def title_place(page: Lines, foot: int) -> int:
    """Return the place of the line in a footer that gives the title: it stands in the dialog that shares the article.

    -1 if there is none.
    """
    rules, texts = page.rules, page.texts
    place = foot - 1
    for _ in range(rules[foot:-1].count(None)):
        place = rules.index(None, place + 1)
        above, below = rules[place - 1], rules[place + 1]
        is_there = below is not None and below.name == DIALOG and texts[place + 1].startswith(_SIZE)
        if is_there and above is not None and above.name.startswith(_DIALOGS) and len(texts[place]) <= LONGEST_TITLE:
            return place
    return -1


def topic_labels(page: Lines, drops: Sequence[Edit], foot: int) -> list[Edit]:
    """Return the edits of a footer's lines, with those that name topics as labels instead of drops."""
    found: list[Edit] = []
    for place, edit in enumerate(drops, foot):
        rule = page.rules[place]
        topics = topics_in(page.texts[place]) if rule is not None and rule.name in TOPIC_RULES else ()
        found += [edit._replace(action="label", text=topic, field="tags") for topic in topics] or [edit]
    return found
