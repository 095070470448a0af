"""Text shares: pages that keep their text in a script, so that a dump has its beginning at most, below the account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wxclean.filters.labels import Header, Label, Lines
from wxclean.filters.page.header_names import LONGEST_NAME, SENTENCE_END
from wxclean.rules.line_key import undressed
from wxclean.rules.rule import Rule

MOST_ABOVE: Final = 12
"""The most lines above the footer of a text share: its text is short."""

_SHARE: Final = "page.text-share"
# The commas of the page's empty places for text and pictures, on lines of their own or after the account.
_COMMA: Final = "page.share-type"
_JOINED: Final = re.compile(r"(?P<account>.*\S)\s+[,，]\s+[,，]")
# Without a line that only such a page has, this many lines may stand above the commas: pictures, account, text.
_FEW: Final = 4


def with_share(page: Lines, foot: int) -> tuple[Header, int] | None:
    """Return the header of a text share, which is the account alone, and where its footer begins; else None."""
    start = foot
    while start and _is_comma(page, start - 1):
        start -= 1
    account = next((place for place in range(start) if undressed(page.texts[place])), None)
    if account is None:
        return None
    joined = _JOINED.fullmatch(undressed(page.texts[account]))
    certain = any(rule is not None and rule.name == _SHARE for rule in page.rules[foot:])
    if not certain and not (start <= _FEW and (joined or _has_commas_alone(page, start))):
        return None
    name = joined["account"] if joined else undressed(page.texts[account])
    footer = page.texts[foot:]
    if not _is_account(name, footer) or (name not in footer and not set(page.texts[:start]).isdisjoint(footer)):
        return None
    return Header(account + 1, (Label(account, "account", name, _SHARE),)), start


def _is_comma(page: Lines, place: int) -> bool:
    rule = page.rules[place]
    return rule is not None and rule.name == _COMMA and undressed(page.texts[place]) in (",", "，")


def _has_commas_alone(page: Lines, start: int) -> bool:
    """Return whether two commas follow, and below them nothing but chrome."""
    commas = [place for place in range(start, min(start + 2, len(page.rules))) if _is_comma(page, place)]
    return len(commas) == 2 and None not in page.rules[start:]


def _is_account(name: str, footer: Sequence[str]) -> bool:
    """Return whether a first line is the account: short, and one word if the footer doesn't repeat it."""
    if len(name) > LONGEST_NAME or name.endswith(SENTENCE_END):
        return False
    return name in footer or " " not in name


def is_of_share(rule: Rule | None) -> bool:
    """Return whether a line with this rule may be a text share's."""
    return rule is not None and rule.name in (_SHARE, _COMMA)
