"""A pack learned anew, with what a person decided about its rules before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.repeat_key import repeat_key
from wxclean.rules.rule import RulePack


def kept_decisions(new: RulePack, old: RulePack) -> RulePack:
    """Return a new pack with the states of the old one, its rules that were not found again, and all else it holds.

    A rule of an account that was looked at anew, and not found there any more, is marked as gone; it stays, and does
    what it did. Accounts that were not looked at keep their rules as they are.
    """
    before = {_place(rule): rule for rule in old.learned}
    found = {_place(rule) for rule in new.learned}
    looked_at = {account.name for account in new.accounts}
    rules = [_decided(rule, before[_place(rule)]) for rule in new.learned if _place(rule) in before]
    rules += named_apart((rule for rule in new.learned if _place(rule) not in before), old.learned)
    rules += [
        rule._replace(gone=rule.gone or not rule.account or rule.account in looked_at)
        for place, rule in before.items()
        if place not in found
    ]
    others = [account for account in old.accounts if account.name not in looked_at]
    again = {account.name: account for account in old.accounts}
    accounts = [_also_known(account, again.get(account.name)) for account in new.accounts]
    return old._replace(
        summary=new.summary,
        accounts=tuple(sorted((*accounts, *others), key=lambda account: account.name)),
        learned=tuple(sorted(rules, key=rule_order)),
    )


def rule_order(rule: LearnedRule) -> tuple[object, ...]:
    """Return a sort key: rules by account, those for all accounts last, the most frequent first."""
    return not rule.account, rule.account, rule.gone, -rule.articles, rule.name


def _place(rule: LearnedRule) -> tuple[str, str]:
    return rule.account, repeat_key(rule.line)


def _decided(rule: LearnedRule, before: LearnedRule) -> LearnedRule:
    return rule._replace(state=before.state, name=before.name, line=before.line)


def named_apart(rules: Iterable[LearnedRule], others: Iterable[LearnedRule] = ()) -> Iterator[LearnedRule]:
    """Yield rules with another name where one before, or one of `others`, has it: by chance, or as its line was edited.

    In a pack, each rule of an account has a name of its own.
    """
    taken = {(rule.account, rule.name) for rule in others}
    for rule in rules:
        name, number = rule.name, 1
        while (rule.account, name) in taken:
            number += 1
            name = f"{rule.name}.{number}"
        taken.add((rule.account, name))
        yield rule._replace(name=name)


def _also_known(account: LearnedAccount, before: LearnedAccount | None) -> LearnedAccount:
    if before is None:
        return account
    also = tuple(dict.fromkeys((*before.also, *account.also)))
    return account._replace(also=also, wechat_id=account.wechat_id or before.wechat_id, biz=account.biz or before.biz)
