"""Learning from cleaned documents: what each account repeats, and what many do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, partial
from heapq import nlargest, nsmallest
from typing import Final, NamedTuple

from wxclean.document import Document
from wxclean.filters.packs.learned_lines import known_lines as rules_by_key
from wxclean.filters.packs.learned_lines import learned_edits
from wxclean.filters.packs.line_rules import marks_of
from wxclean.filters.packs.repeated_line import Look, owned
from wxclean.language import _
from wxclean.learning.account import FEWEST, rules_of
from wxclean.learning.across import Common, Known, chrome_rules, edge_lines, fewest_of, frequent, hash_of
from wxclean.learning.article import Article, article_of, unlike
from wxclean.learning.keep import kept_decisions, named_apart, rule_order
from wxclean.result import Cleaned
from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.repeat_key import Vocabulary, repeat_key
from wxclean.rules.rule import RulePack
from wxclean.rules.shipped import SHIPPED, shipped_matcher, shipped_pack
from wxclean.visible import counted

MOST: Final = 200
"""The most articles of an account that are compared: the newest, and as many others."""
_SAYS_SO: Final = 0.6


class Learned(NamedTuple):
    """What was learned from one account; no rules if it has too few articles."""

    account: LearnedAccount
    rules: tuple[LearnedRule, ...]
    common: tuple[Common, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there are enough articles to learn from."""
        return self.account.articles >= FEWEST


def learn(
    documents: Iterable[Cleaned], *, account: str | None = None, known: RulePack | None = None, name: str = "learned"
) -> RulePack:
    """Return a rule pack of what the articles of each account repeat, and of what many accounts do.

    Args:
        documents: cleaned documents, in any order; those that don't say whose they are count only with `account`.
        account: whose articles all of them are.
        known: a pack that was learned before: what a person decided about its rules stays.
        name: the name of a new pack.
    """
    found = _learned_by_account(filter(None, (article_of(cleaned, account or "") for cleaned in documents)))
    return pack_of(found, _common_in(found), _counts_in(found), known_lines(), old=known, name=name)


def chrome_of(articles: Iterable[Article]) -> list[LearnedRule]:
    """Return rules for the lines that many accounts have at the edges of these articles, as if no rule knew any."""
    found = _learned_by_account(articles)
    return chrome_rules(_common_in(found), _counts_in(found), len(found), lambda _: False, ())


def _learned_by_account(articles: Iterable[Article]) -> list[Learned]:
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(article.account, []).append(article)
    words = vocabulary()
    return [learned_from(chosen(own), words) for _, own in sorted(groups.items())]


def _common_in(found: Iterable[Learned]) -> list[Common]:
    return [common for one in found for common in one.common]


def _counts_in(found: Sequence[Learned]) -> dict[int, int]:
    """Return the hashes of lines that many accounts have, each with how many do."""
    return frequent(lambda: ([hash_of(common.key) for common in one.common] for one in found), fewest_of(len(found)))


def vocabulary() -> Vocabulary:
    """Return the words by which repeated lines are judged: those of the pack `promo`."""
    found = shipped_pack("promo").vocabulary
    if found is None:
        raise TypeError("the pack promo has no vocabulary")
    return found


def known_lines() -> Known:
    """Return what tells whether a shipped pack knows a line already."""
    matchers = [shipped_matcher(name) for name in SHIPPED]
    return lambda line: any(marks_of([line], matcher)[0] is not None for matcher in matchers)


def chosen(articles: Iterable[Article]) -> list[Article]:
    """Return the articles of an account that are compared: the newest half of the most, and as many others.

    Which others follows from the texts alone. Memory stays bounded, however many articles there are.
    """
    newest: list[Article] = []
    others: list[Article] = []
    batch: set[Article] = set()

    def keep() -> None:
        nonlocal newest, others
        ranked = nlargest(MOST // 2, {*newest, *batch}, key=lambda one: (one.day, one.mark, one))
        others = nsmallest(MOST, {*others, *batch}, key=lambda one: (one.mark, one))
        newest = ranked
        batch.clear()

    for article in articles:
        batch.add(article)
        if len(batch) >= MOST:
            keep()
    keep()
    first = set(newest)
    return [*newest, *[one for one in others if one not in first][: MOST - MOST // 2]]


def learned_from(articles: Sequence[Article], words: Vocabulary) -> Learned:
    """Return what is learned from the articles of one account."""
    look = cache(partial(owned, vocabulary=words))
    compared = unlike(articles, look)
    account = account_of(compared)
    common = tuple(edge_lines(compared, words, look).values())
    if len(compared) < FEWEST:
        return Learned(account, (), common)
    rules = rules_of(compared, account.name, words, look)
    removed, most = _shares_removed(compared, rules, words, look)
    return Learned(account._replace(removed=removed, most=most), tuple(rules), common)


def account_of(articles: Sequence[Article]) -> LearnedAccount:
    """Return the account of articles that are grouped together: what most of them say of it."""
    group = articles[0].account
    name, wechat_id, biz = (_said([getattr(one, field) for one in articles]) for field in ("name", "wechat_id", "biz"))
    also = (name,) if name and name != group else ()
    return LearnedAccount(group, also, wechat_id, biz, len(articles))


def _said(values: Iterable[str]) -> str:
    """Return what most articles say, if nearly all that say anything agree; or else nothing."""
    counts = Counter(filter(None, values))
    value, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return value if count > _SAYS_SO * counts.total() else ""


def _shares_removed(
    articles: Sequence[Article], rules: Iterable[LearnedRule], words: Vocabulary, look: Look
) -> tuple[float, float]:
    """Return the share of all articles that the accepted rules remove, and the largest share of any one."""
    known = rules_by_key({repeat_key(rule.line): rule for rule in rules}, words, look=look)
    gone = total = 0
    most = 0.0
    for article in articles:
        document = Document.of_columns(
            list(range(len(article.lines))), list(article.lines), [None] * len(article.lines), article.lines
        )
        edits = learned_edits(document, name="learned", known=known, title=article.title)
        size = sum(map(len, article.lines))
        taken = sum(len(article.lines[edit.line]) for edit in edits)
        gone, total, most = gone + taken, total + size, max(most, taken / size)
    return round(gone / total, 3), round(most, 3)


def pack_of(
    found: Sequence[Learned],
    common: Iterable[Common],
    counts: dict[int, int],
    known: Known,
    *,
    old: RulePack | None = None,
    name: str = "learned",
) -> RulePack:
    """Return the pack of what was learned from all accounts, with what was decided in an old one."""
    enough = [one for one in found if one.is_enough]
    rules = [rule for one in enough for rule in one.rules]
    learned = {repeat_key(rule.line) for rule in rules}
    rules += chrome_rules(common, counts, len(found), known, learned)
    articles = sum(one.account.articles for one in enough)
    pack = RulePack(
        name,
        _("What is repeated by {accounts} in {articles}").format(
            accounts=counted(len(enough), "account"), articles=counted(articles, "article")
        ),
        {},
        accounts=tuple(sorted((one.account for one in enough), key=lambda account: account.name)),
        learned=tuple(named_apart(sorted(rules, key=rule_order))),
    )
    return pack if old is None else kept_decisions(pack, old)
