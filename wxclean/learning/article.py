"""An article to learn from: whose it is, from when, and its lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from wxclean.cleaner.scope import biz_of
from wxclean.filters.packs.repeated_line import Look
from wxclean.result import Cleaned
from wxclean.rules.repeat_key import repeat_key

_LONG = 24
_FEWEST_LONG = 4
_SHARED = 0.8


class Article(NamedTuple):
    """One cleaned article. `account` is what it is grouped by; `day` is when it was published, empty if unknown."""

    account: str
    day: str
    mark: str
    title: str
    lines: tuple[str, ...]
    name: str = ""
    wechat_id: str = ""
    biz: str = ""


def article_of(cleaned: Cleaned, group: str = "") -> Article | None:
    """Return a cleaned document as an article of its account, or of the group it belongs to; None if it has neither.

    `mark` follows from the text alone, so that articles have the same order wherever they come from.
    """
    found = cleaned.metadata
    biz = biz_of(found.url, cleaned.fields) or ""
    account = group or found.account or found.wechat_id or biz
    lines = tuple(filter(None, map(str.strip, cleaned.text.split("\n"))))
    if not account or not lines:
        return None
    mark = hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    day = (found.published or "")[:10]
    return Article(account, day, mark, found.title or "", lines, found.account or "", found.wechat_id or "", biz)


def unlike(articles: Sequence[Article], look: Look) -> list[Article]:
    """Return the articles without those that share most of their long lines with an earlier one, in order of time."""
    kept: list[Article] = []
    owners: dict[str, list[int]] = {}
    for article in sorted(set(articles), key=lambda one: (one.day, one.mark, one)):
        long = {look(text).key or text for text in article.lines if len(look(text).key or text) >= _LONG}
        if len(long) >= _FEWEST_LONG and _most_shared(long, owners) > _SHARED * len(long):
            continue
        for line in long:
            owners.setdefault(line, []).append(len(kept))
        kept.append(article)
    return kept


def _most_shared(long: set[str], owners: dict[str, list[int]]) -> int:
    """Return how many lines an article shares with the earlier one that has most of them."""
    counts: dict[int, int] = {}
    for line in long:
        for owner in owners.get(line, ()):
            counts[owner] = counts.get(owner, 0) + 1
    return max(counts.values(), default=0)


def title_keys(articles: Sequence[Article]) -> frozenset[str]:
    """Return the keys of the articles' titles, which are never learned."""
    return frozenset(repeat_key(article.title) for article in articles if article.title)
