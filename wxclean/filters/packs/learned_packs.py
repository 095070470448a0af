"""The learned rules of a pack, by account: which of them hold for an article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from wxclean.filters.packs.learned_lines import KnownLines, known_lines
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.repeat_key import Vocabulary, repeat_key
from wxclean.rules.rule import RulePack

_MOST_READY: Final = 1024
"""The rules of so many accounts are kept ready, with the forms in which they have seen their lines."""


class LearnedRules(NamedTuple):
    """The learned rules of a pack: the name of each account by everything it is known by, and what returns its rules.

    The rules of an account hold those for all accounts, too; the latter alone are those of an empty name.
    """

    accounts: Mapping[str, str]
    known: Callable[[str], KnownLines]

    def of(self, names: frozenset[str]) -> KnownLines:
        """Return the rules for an article of the account that is known by these names.

        If they are those of several accounts, the text isn't surely of any.
        """
        found = {self.accounts[name] for name in names if name in self.accounts}
        return self.known(found.pop() if len(found) == 1 else "")


def learned_rules(pack: RulePack, vocabulary: Vocabulary, *, waiting: bool) -> LearnedRules:
    """Return the learned rules of a pack; with `waiting`, those that nobody has judged apply, too."""
    own: dict[str, list[LearnedRule]] = {account.name: [] for account in pack.accounts}
    for rule in pack.learned:
        own.setdefault(rule.account, []).append(rule)
    by_key = {name: _by_key(rules) for name, rules in own.items()}
    everywhere = by_key.get("", {})

    def known(account: str) -> KnownLines:
        return known_lines(everywhere | by_key.get(account, {}), vocabulary, waiting=waiting)

    accounts: dict[str, str] = {}
    shared: set[str] = set()
    for account in pack.accounts:
        shared |= account.names() & accounts.keys()
        accounts |= dict.fromkeys(account.names(), account.name)
    sure = {name: account for name, account in accounts.items() if name not in shared}
    return LearnedRules(sure, lru_cache(_MOST_READY)(known))


def _by_key(rules: list[LearnedRule]) -> dict[str, LearnedRule]:
    """Return rules by the key of their lines; of two for one line, the one that keeps it counts."""
    found: dict[str, LearnedRule] = {}
    for rule in rules:
        key = repeat_key(rule.line)
        if key not in found or rule.state == "reject":
            found[key] = rule
    return found
