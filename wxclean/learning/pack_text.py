"""The text of a learned pack: TOML that a person reads, edits and compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wxclean.output.toml_value import toml_value
from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.rule import RulePack

_HEAD = """\
# Learned by `wxclean learn`. Set `state` of a rule to "accept" or "reject"; those in "review" wait for you, and are
# applied only with --learned all. The next run of `wxclean learn` on this file keeps what you decide.
"""


def pack_text(pack: RulePack) -> str:
    """Return a learned pack as TOML; what else a pack may hold is not written."""
    parts = [_HEAD, f"[pack]\nname = {toml_value(pack.name)}\nsummary = {toml_value(pack.summary)}\n"]
    rules: defaultdict[str, list[LearnedRule]] = defaultdict(list)
    for rule in pack.learned:
        rules[rule.account].append(rule)
    for account in pack.accounts:
        parts += [_account(account), *map(_rule, rules[account.name])]
    if rules[""]:
        parts += [
            "# In many accounts, and known to no rule: chrome of a page, a site or a tool?\n",
            *map(_rule, rules[""]),
        ]
    return "\n".join(parts)


def _account(account: LearnedAccount) -> str:
    said = f"# {account.articles} articles; the accepted rules take {account.removed:.1%} of them, {account.most:.1%}"
    values: dict[str, object] = {"name": account.name}
    values |= {name: value for name, value in account._asdict().items() if value and name != "name"}
    lines = [f"{name} = {toml_value(value)}" for name, value in values.items()]
    return "\n".join([f"{said} of one at most.", "[[account]]", *lines, ""])


def _rule(rule: LearnedRule) -> str:
    values: dict[str, object] = {"rule": rule.name, "account": rule.account, "state": rule.state, "line": rule.line}
    values |= {name: value for name, value in rule._asdict().items() if name not in ("name", "examples", *values)}
    lines = [f"{name} = {toml_value(value)}" for name, value in values.items() if value]
    return "\n".join(["[[learned]]", *lines, *_examples(rule), ""])


def _examples(rule: LearnedRule) -> Iterator[str]:
    if rule.examples:
        yield "examples = ["
        for example in rule.examples:
            lines = "\n".join(toml_value(line)[1:-1] for line in example.split("\n"))
            yield f'"""\n{lines}""",'
        yield "]"
