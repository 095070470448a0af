"""What a person decides about learned rules: which are doubtful, what is shown, decisions that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from wxclean.learning.learn import vocabulary
from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.repeat_key import repeat_key
from wxclean.rules.rule import RulePack


class Listed(NamedTuple):
    """An account with rules, and the numbers of these in the pack, the most doubtful first.

    `account` has no name where the rules are those of lines that stand in many accounts.
    """

    account: LearnedAccount
    rules: tuple[int, ...]


class Review(NamedTuple):
    """The rules of a pack as they are decided now, and what each decision replaced, the last one at the end.

    The accounts and the order of their rules stay what they were at the beginning, so that nothing jumps.
    """

    rules: tuple[LearnedRule, ...]
    accounts: tuple[Listed, ...]
    replaced: tuple[tuple[int, str], ...] = ()

    def states(self) -> list[str]:
        """Return the state of each rule, in the order of the pack."""
        return [rule.state for rule in self.rules]

    def waiting(self, rules: Iterable[int]) -> int:
        """Return how many of these rules wait for a decision."""
        return sum(self.rules[number].state == "review" for number in rules)


def by_doubt(rules: tuple[LearnedRule, ...]) -> list[int]:
    """Return the numbers of rules, the most doubtful first."""
    return sorted(range(len(rules)), key=_doubt(rules))


def review_of(pack: RulePack) -> Review:
    """Return the review of a pack: accounts in which most waits come first."""
    in_doubt = by_doubt(pack.learned)
    accounts = [*pack.accounts, LearnedAccount("")]
    by_account: dict[str, list[int]] = {account.name: [] for account in accounts}
    for number in in_doubt:
        by_account[pack.learned[number].account].append(number)
    listed = [Listed(account, tuple(by_account[account.name])) for account in accounts if by_account[account.name]]
    review = Review(pack.learned, tuple(listed))
    return review._replace(accounts=tuple(sorted(listed, key=lambda one: -review.waiting(one.rules))))


def _doubt(rules: tuple[LearnedRule, ...]) -> Callable[[int], tuple[object, ...]]:
    """Return the key that sorts numbers of rules: what still is found, waits, and nothing speaks for comes first."""
    promotion = vocabulary().promotion

    def key(number: int) -> tuple[object, ...]:
        rule = rules[number]
        has_words = promotion.search(repeat_key(rule.line)) is not None
        return rule.gone, rule.state != "review", has_words, rule.near, rule.share, number

    return key


def shown(review: Review, listed: Listed, *, state: str = "", search: str = "") -> list[int]:
    """Return those rules of an account that have a state, if one is given, and hold the words that are looked for."""
    words = search.casefold().split()
    return [number for number in listed.rules if _fits(review.rules[number], state, words)]


def _fits(rule: LearnedRule, state: str, words: Iterable[str]) -> bool:
    text = f"{rule.line}\n{rule.name}".casefold()
    return state in ("", rule.state) and all(word in text for word in words)


def decided(review: Review, number: int, state: str) -> Review:
    """Return the review after a decision; one that changes nothing leaves nothing to undo."""
    old = review.rules[number].state
    if state == old:
        return review
    return _with_state(review, number, state)._replace(replaced=(*review.replaced, (number, old)))


def undone(review: Review) -> Review:
    """Return the review before its last decision; the same where there is none."""
    if not review.replaced:
        return review
    *before, (number, state) = review.replaced
    return _with_state(review, number, state)._replace(replaced=tuple(before))


def _with_state(review: Review, number: int, state: str) -> Review:
    rules = list(review.rules)
    rules[number] = rules[number]._replace(state=state)
    return review._replace(rules=tuple(rules))
