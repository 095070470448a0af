"""The learned rules of a pack, by account: which of them hold for an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wxclean.filters.packs.learned_lines import KnownLines, known_lines
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.repeat_key import Vocabulary, repeat_key
from wxclean.rules.rule import RulePack


class LearnedRules(NamedTuple):
    """The learned rules of a pack: for each account by everything it is known by, and those for all accounts."""

    accounts: Mapping[str, KnownLines]
    everywhere: KnownLines

    def of(self, names: frozenset[str]) -> KnownLines:
        """Return the rules for an article of the account that is known by these names.

        If they are those of several accounts, the text isn't surely of any.
        """
        found = {id(known): known for known in map(self.accounts.get, names) if known is not None}
        return next(iter(found.values())) if len(found) == 1 else self.everywhere


def learned_rules(pack: RulePack, vocabulary: Vocabulary, *, waiting: bool) -> LearnedRules:
    """Return the learned rules of a pack; with `waiting`, those that nobody has judged apply, too."""
    everywhere = _by_key([rule for rule in pack.learned if not rule.account])
    accounts: dict[str, KnownLines] = {}
    own: dict[str, list[LearnedRule]] = {account.name: [] for account in pack.accounts}
    for rule in pack.learned:
        if rule.account:
            own[rule.account].append(rule)
    shared: set[str] = set()
    for account in pack.accounts:
        known = known_lines(everywhere | _by_key(own[account.name]), vocabulary, waiting=waiting)
        shared |= account.names() & accounts.keys()
        accounts |= dict.fromkeys(account.names(), known)
    unsure = {name: known for name, known in accounts.items() if name not in shared}
    return LearnedRules(unsure, known_lines(everywhere, vocabulary, waiting=waiting))


def _by_key(rules: list[LearnedRule]) -> dict[str, LearnedRule]:
    """Return rules by the key of their lines; of two for one line, the one that keeps it counts."""
    found: dict[str, LearnedRule] = {}
    for rule in rules:
        key = repeat_key(rule.line)
        if key not in found or rule.state == "reject":
            found[key] = rule
    return found
