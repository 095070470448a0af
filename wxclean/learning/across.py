"""Lines that many accounts repeat and no rule knows: chrome of a page, a site or a tool that is new."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from math import ceil
from typing import Final, NamedTuple

from wxclean.filters.packs.repeated_line import Look, is_own
from wxclean.learning.account import mark_of
from wxclean.learning.article import Article, title_keys
from wxclean.learning.examples import example_of
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.repeat_key import Vocabulary

FEWEST_ACCOUNTS: Final = 5
"""In so many accounts, at least, stands what is taken for chrome, and in this share of them."""
_FEW_ACCOUNTS, _FEWEST_OF_FEW = 50, 3
_SHARE: Final = 0.02
# More lines than these nobody reviews.
_MOST: Final = 1000
# A key of two letters is one word, which heads a section as often as it is a button.
_WORD, _LONGEST, _SENTENCE = 2, 60, 20
_ENDS: Final = ("。", "！", "？")
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/:].*)?")
_AROUND_HOSTS: Final = " \"'()<>[]*_"
_EDGE: Final = 0.3
_HEAD_LINES, _TAIL_LINES = 20, 100
# Keys are counted by a hash, in so many one-byte counters at first: few of those that stand in one account alone share
# a counter with four others.
_COUNTERS: Final = 1 << 24

Known = Callable[[str], bool]
"""A function that tells whether a rule knows a line already."""


class Common(NamedTuple):
    """A line that stands at the edges of several accounts' articles, as one account has it."""

    key: str
    line: str
    example: str


def shortness(common: Common) -> tuple[int, Common]:
    """Return a sort key: of several forms of a line, the shortest comes first."""
    return len(common.line), common


def hash_of(key: str) -> int:
    """Return the number by which a key is counted."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def edge_lines(articles: Sequence[Article], words: Vocabulary, look: Look) -> dict[str, Common]:
    """Return the lines near the edges of an account's articles by key: those that may be chrome."""
    found: dict[str, Common] = {}
    titles = title_keys(articles)
    for article in articles:
        keys = {place: look(article.lines[place]).key for place in _edges(len(article.lines))}
        for place, key in keys.items():
            text = article.lines[place]
            is_word = len(key) == _WORD and _is_among_short(place, article.lines, look)
            if not (is_word or may_be_chrome(key, text)) or key in titles or is_own(key, text, words):
                continue
            one = Common(key, text, example_of(article.lines, place, around=1))
            found[key] = min(found.get(key, one), one, key=shortness)
    return found


def _edges(count: int) -> Iterator[int]:
    """Yield the places near the edges of so many lines: a page may have more lines around a text than in it."""
    head = max(min(_HEAD_LINES, count), ceil(_EDGE * count))
    tail = min(max(0, count - _TAIL_LINES), count - ceil(_EDGE * count))
    yield from range(head)
    yield from range(max(head, tail), count)


def _is_among_short(place: int, lines: Sequence[str], look: Look) -> bool:
    """Return whether the lines above and below are short ones, as those of a page are; the headings of prose aren't."""
    around = [*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]]
    return all(0 < len(look(text).key) <= _SENTENCE and not text.endswith(_ENDS) for text in around)


def may_be_chrome(key: str, text: str) -> bool:
    """Return whether a line may be one of a page: neither a lone address nor prose, which an article has that many
    accounts reprint.
    """
    is_prose = len(key) > _LONGEST or (len(key) > _SENTENCE and text.endswith(_ENDS))
    is_address = text.isascii() and ("://" in text or _HOST.fullmatch(text.strip(_AROUND_HOSTS)) is not None)
    return len(key) > _WORD and not is_prose and not is_address


def fewest_of(accounts: int) -> int:
    """Return in how many of so many accounts a line stands, at least, that is taken for chrome."""
    return FEWEST_ACCOUNTS if accounts > _FEW_ACCOUNTS else _FEWEST_OF_FEW


def frequent(accounts: Callable[[], Iterable[Iterable[int]]], fewest: int) -> dict[int, int]:
    """Return the hashes that at least so many accounts have, each with how many do.

    `accounts` yields the hashes of each account, and is called twice: first all are counted roughly, in little memory,
    then those exactly that may be frequent.
    """
    counters = bytearray(_COUNTERS)
    for hashes in accounts():
        for number in hashes:
            place = number % _COUNTERS
            if counters[place] < fewest:
                counters[place] += 1
    counts: dict[int, int] = {}
    for hashes in accounts():
        for number in hashes:
            if counters[number % _COUNTERS] >= fewest:
                counts[number] = counts.get(number, 0) + 1
    return {number: count for number, count in counts.items() if count >= fewest}


def chrome_rules(
    found: Iterable[Common], counts: dict[int, int], accounts: int, known: Known, learned: Collection[str]
) -> list[LearnedRule]:
    """Return the rules for lines of many accounts that neither a rule nor what was `learned` knows."""
    best: dict[str, list[Common]] = {}
    for common in found:
        best.setdefault(common.key, []).append(common)
    rules = []
    for key, forms in best.items():
        count = counts.get(hash_of(key), 0)
        line = min(forms, key=shortness).line
        if count < max(fewest_of(accounts), _SHARE * accounts) or key in learned or known(line):
            continue
        examples = sorted({common.example for common in forms})[:3]
        share = round(count / accounts, 3)
        rules.append(LearnedRule(f"chrome.{mark_of(key)}", line, articles=count, share=share, examples=tuple(examples)))
    return sorted(rules, key=lambda rule: (-rule.articles, rule.name))[:_MOST]
