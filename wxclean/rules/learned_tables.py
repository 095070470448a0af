"""The tables of a pack that hold what was learned: accounts, lines that they repeat, and the words to judge them by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from wxclean.language import _
from wxclean.rules.learned_rule import KINDS, LearnedAccount, LearnedRule, kind_of
from wxclean.rules.repeat_key import LONGEST_REPEATED, WORDS, Vocabulary, repeat_key, vocabulary_of

TABLES: Final[Mapping[str, Mapping[str, type]]] = {
    "vocabulary": dict.fromkeys(WORDS, list),
    "account": {
        "name": str,
        "also": list,
        "wechat_id": str,
        "biz": str,
        "articles": int,
        "removed": float,
        "most": float,
    },
    "learned": {
        "rule": str,
        "account": str,
        "state": str,
        "line": str,
        "articles": int,
        "share": float,
        "first": str,
        "last": str,
        "near": bool,
        "below": int,
        "gone": bool,
        "years": list,
        "examples": list,
    },
}
REQUIRED: Final = {"vocabulary": (), "account": ("name",), "learned": ("rule", "state", "line")}
_LISTS: Final = (*WORDS, "also", "years", "examples")


def account_fault(members: Mapping[str, Any], known: Collection[str]) -> tuple[str, str]:
    """Return what is wrong with an account, and the key; `known` are the names before it."""
    if members["name"] in known:
        return _("account {name} stands here already; name each once").format(name=repr(members["name"])), members[
            "name"
        ]
    return list_fault(members)


def learned_fault(members: Mapping[str, Any], accounts: Collection[str], known: Collection[object]) -> tuple[str, str]:
    """Return what is wrong with a learned rule, and near which word; empty if nothing is.

    `known` are the rules before it, each with its account.
    """
    rule, line, account = members["rule"], members["line"], members.get("account", "")
    if not kind_of(rule):
        return _("the rule of a learned line begins with {kinds}, not {rule}").format(
            kinds=", ".join(KINDS), rule=repr(rule)
        ), "rule"
    if not account and kind_of(rule) != "chrome":
        return _("rule {rule}: name the account that it is for; only chrome may stand in any").format(rule=rule), "rule"
    if account and account not in accounts:
        return _("rule {rule}: there is no [[account]] named {account}").format(
            rule=rule, account=repr(account)
        ), "account"
    if "\n" in line or not 0 < len(repeat_key(line)) <= LONGEST_REPEATED:
        return _("rule {rule}: a line holds 1 to {most} letters, not {line:.80}").format(
            rule=rule, most=LONGEST_REPEATED, line=repr(line)
        ), "line"
    if (account, rule) in known:
        return _("rule {rule} stands here already; each has a name of its own").format(rule=rule), "rule"
    return list_fault(members)


def list_fault(members: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong with the lists of a table, and the key."""
    for key in _LISTS:
        if not all(isinstance(item, str) for item in members.get(key, ())):
            return _("{key} must be a list of texts").format(key=key), key
    return "", ""


def account_of(members: Mapping[str, Any]) -> LearnedAccount:
    """Return the account of a checked table."""
    return LearnedAccount(**{**members, "also": tuple(members.get("also", ()))})


def learned_rule_of(members: Mapping[str, Any]) -> LearnedRule:
    """Return the rule of a checked table."""
    values = {("name" if key == "rule" else key): value for key, value in members.items()}
    return LearnedRule(**{**values, **{name: tuple(members.get(name, ())) for name in ("years", "examples")}})


def vocabulary_in(members: Mapping[str, Any]) -> Vocabulary:
    """Return the vocabulary of a checked table."""
    return vocabulary_of(**{name: members.get(name, ()) for name in WORDS})
