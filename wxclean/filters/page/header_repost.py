"""What a header says of the account that a repost comes from."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.labels import Lines
from wxclean.filters.page.header_names import LONGEST_TITLE, NAMES, Walk
from wxclean.rules.line_key import undressed

_REPOST: Final = re.compile(
    r"^(?:以下文章来源于|The following article is from\s*|，作者.*|Author .*)|\s*(?:，作者| Author ).*$"
)


def source_account(text: str) -> str:
    """Return the account that a line such as `以下文章来源于海上日志 ，作者周也` names."""
    return _REPOST.sub("", undressed(text))


def read_recommendation(lines: Lines, walk: Walk, place: int) -> int:
    """Read what the account says of a repost, between `编者荐语：` and the source; elsewhere it is the article's."""
    for below, rule in enumerate(lines.rules[place + 1 : place + NAMES], place + 1):
        if rule is not None and rule.name == "header.repost":
            walk.end = below
            return below - place
    return 0


def names_source(text: str, source: str) -> bool:
    """Return whether a line begins the card of the source account; converters write all of a card on one line."""
    bare = undressed(text)
    if bare.rstrip(".") == source or bare.startswith(f"{source}."):
        return True
    return text.startswith("**") and bare.startswith(f"{source} ")


def read_source_card(lines: Lines, walk: Walk, place: int) -> int:
    """Read the card of the account that a repost comes from: its name again, a dot, its description."""
    end = place + 1
    if len(undressed(lines.texts[place])) > len(walk.source) + 1:
        walk.source, walk.end = "", end
        return 1
    if end < len(lines.texts) and lines.texts[end] == ".":
        end += 1
    if end < len(lines.texts) and len(lines.texts[end]) <= LONGEST_TITLE:
        end += 1
    walk.source, walk.end = "", end
    return end - place
