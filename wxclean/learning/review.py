"""What a person decides about learned rules: which are doubtful, what is shown, decisions that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from wxclean.errors import UsageError
from wxclean.learning.examples import example_lines
from wxclean.learning.learn import vocabulary
from wxclean.rules.learned_rule import KINDS, LearnedAccount, LearnedRule
from wxclean.rules.learned_tables import learned_fault
from wxclean.rules.repeat_key import repeat_key
from wxclean.rules.rule import RulePack


class Listed(NamedTuple):
    """An account with rules, and the numbers of these in the pack, the most doubtful first.

    `account` has no name where the rules are those of lines that stand in many accounts.
    """

    account: LearnedAccount
    rules: tuple[int, ...]


class Review(NamedTuple):
    """The rules of a pack as they are decided now, and which rule each decision replaced, the last one at the end.

    The accounts and the order of their rules stay what they were at the beginning, so that nothing jumps.
    """

    rules: tuple[LearnedRule, ...]
    accounts: tuple[Listed, ...]
    replaced: tuple[tuple[int, LearnedRule], ...] = ()

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
    return _with_rule(review, number, review.rules[number]._replace(state=state))


def edited(review: Review, number: int, *, line: str | None = None, kind: str | None = None) -> Review:
    """Return the review after the line of a rule, or what it is about, was written anew.

    Raises:
        UsageError: no pack may hold such a rule; the message says why.
    """
    rule = review.rules[number]
    mark = rule.name.removeprefix(f"{rule.kind}.")
    name = rule.name if kind is None else f"{kind}.{mark}"
    new = rule._replace(name=name, line=rule.line if line is None else line.strip())
    others = {(one.account, one.name) for at, one in enumerate(review.rules) if at != number}
    accounts = {listed.account.name for listed in review.accounts}
    reason, _ = learned_fault({"rule": new.name, "line": new.line, "account": new.account}, accounts, others)
    if reason:
        raise UsageError(reason)
    return _with_rule(review, number, new)


def next_kind(rule: LearnedRule) -> str:
    """Return what a rule is about after the next change of that; lines of many accounts are all chrome."""
    kinds = [kind for kind in KINDS if kind != "chrome"] if rule.account else ["chrome"]
    return kinds[(kinds.index(rule.kind) + 1) % len(kinds)] if rule.kind in kinds else kinds[0]


def is_in_examples(rule: LearnedRule) -> bool:
    """Return whether the line of a rule is one that the examples mark."""
    marked = [line for example in rule.examples for line, is_marked in example_lines(example) if is_marked]
    return not marked or repeat_key(rule.line) in map(repeat_key, marked)


def undone(review: Review) -> Review:
    """Return the review before its last decision; the same where there is none."""
    if not review.replaced:
        return review
    *before, (number, rule) = review.replaced
    return _with_rule(review, number, rule)._replace(replaced=tuple(before))


def _with_rule(review: Review, number: int, rule: LearnedRule) -> Review:
    old = review.rules[number]
    if rule == old:
        return review
    rules = (*review.rules[:number], rule, *review.rules[number + 1 :])
    return review._replace(rules=rules, replaced=(*review.replaced, (number, old)))
