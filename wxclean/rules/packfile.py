"""Rule packs read from TOML and checked; errors name file, line and reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING

from wxclean.errors import UsageError, system_message
from wxclean.language import _
from wxclean.rules import learned_tables
from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.pack_tables import PackText, Table, check_table, tables_in
from wxclean.rules.repeat_key import Vocabulary
from wxclean.rules.rule import LONGEST_PHRASE, Block, Example, Pattern, Rule, RulePack

if TYPE_CHECKING:
    from pathlib import Path

# Limits on the work that a pack can cause: it may come from a source that nobody vetted.
LARGEST_PACK = 64 << 20
_LONGEST_REGEX = 1000
_LARGEST_COUNT = 10_000
# No page has a phrase with more numbers; each `{name}` makes matching 40 times as slow.
_MOST_NUMBERS, _MOST_NAMES = 6, 3
_FREE = ("{name}", "{account}")
_COUNT = re.compile(r"\{(\d+)")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)")


def read_pack(path: str | Path) -> RulePack:
    """Read and check one rule pack.

    Raises:
        UsageError: the file can't be read, isn't TOML, or isn't a valid pack; the message says where and why.
    """
    return parse_pack(file_text(path).removeprefix("\ufeff"), path=str(path))


def file_text(path: str | Path) -> str:
    """Return all of a pack's file, with the mark of its encoding if it has one.

    Raises:
        UsageError: it can't be read, is too large, or isn't UTF-8.
    """
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST_PACK + 1)
        if len(content) > LARGEST_PACK:
            raise UsageError(
                _("{path}: larger than a rule pack can be ({most:,} bytes)").format(path=path, most=LARGEST_PACK)
            )
        return content.decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = system_message(error) if isinstance(error, OSError) else _("not UTF-8")
        raise UsageError(_("{path}: can't read this rule pack: {reason}").format(path=path, reason=reason)) from error


def parse_pack(text: str, *, path: str) -> RulePack:
    """Check the text of a rule pack and return it as data; `path` names it in errors.

    Raises:
        UsageError: the text isn't TOML or isn't a valid pack; the message says where and why.
    """
    import tomllib

    pack_text = PackText(path, text)
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise toml_error(path, text, error) from error
    tables = list(tables_in(pack_text, content))
    for table in tables:
        check_table(pack_text, table)
    pack = next((table.members for table in tables if table.kind == "pack"), None)
    if pack is None:
        raise pack_text.error(None, _("no [pack] table; add one with name and summary"))
    return RulePack(
        name=pack["name"],
        summary=pack["summary"],
        phrases=_phrases(pack_text, tables, pack["name"]),
        patterns=tuple(_patterns(pack_text, tables, pack["name"])),
        blocks=tuple(_blocks(tables, pack["name"])),
        examples=tuple(Example(t.members["raw"], t.members["clean"]) for t in tables if t.kind == "example"),
        path=path,
        accounts=_accounts(pack_text, tables),
        learned=_learned(pack_text, tables),
        vocabulary=_vocabulary(pack_text, tables),
        signature=pack.get("signature", 0),
    )


def toml_error(path: str, text: str, error: Exception) -> UsageError:
    """Return the TOML reader's complaint as an error of the form `file:line: reason`."""
    place = _PLACE.search(str(error))
    line = int(place[1]) if place else text.count("\n") + 1
    return UsageError(
        _("{path}:{line}: not valid TOML: {reason}").format(
            path=path, line=line, reason=_PLACE.sub("", str(error)) or "nested too deeply"
        )
    )


def _rule(table: Table, pack: str) -> Rule:
    given = {key: value for key, value in table.members.items() if key in Rule._fields}
    if table.kind == "label":
        given["zone"] = "head"
    return Rule(table.members["rule"], pack, **given)


def _phrases(pack_text: PackText, tables: list[Table], pack: str) -> dict[str, Rule]:
    phrases: dict[str, Rule] = {}
    for table in tables:
        if table.kind not in ("phrase", "label"):
            continue
        rule = _rule(table, pack)
        for line in table.members["lines"]:
            if not isinstance(line, str) or not line.strip() or "\n" in line:
                raise pack_text.error(
                    table,
                    _("rule {name}: a phrase must be one line of text, not {line}").format(
                        name=rule.name, line=repr(line)
                    ),
                    near=repr(line)[1:-1],
                )
            if len(line) > LONGEST_PHRASE:
                reason = _("rule {name}: a phrase has at most {most} characters: {line}").format(
                    name=rule.name, most=LONGEST_PHRASE, line=repr(line)
                )
                raise pack_text.error(table, reason, near=line)
            if line.startswith(_FREE) and line.endswith(_FREE):
                reason = _("rule {name}: a phrase must begin or end with words of its own: {line}").format(
                    name=rule.name, line=repr(line)
                )
                raise pack_text.error(table, reason, near=line)
            if line.count("{n}") > _MOST_NUMBERS or sum(map(line.count, _FREE)) > _MOST_NAMES:
                reason = _("rule {name}: a phrase has at most {numbers} {{n}} and {names} names: {line}").format(
                    name=rule.name, numbers=_MOST_NUMBERS, names=_MOST_NAMES, line=repr(line)
                )
                raise pack_text.error(table, reason, near=line)
            if line in phrases:
                reason = _("rule {name}: {line} stands in rule {other} already").format(
                    name=rule.name, line=repr(line), other=phrases[line].name
                )
                raise pack_text.error(table, reason, near=line)
            phrases[line] = rule
    return phrases


def _patterns(pack_text: PackText, tables: list[Table], pack: str) -> Iterator[Pattern]:
    for table in tables:
        if table.kind == "pattern":
            fault = _regex_fault(table.members["regex"])
            if fault:
                raise pack_text.error(
                    table,
                    _("rule {name}: bad regex: {fault}").format(name=table.members["rule"], fault=fault),
                    near="regex",
                )
            yield Pattern(_rule(table, pack), table.members["regex"])


def _regex_fault(pattern: str) -> str:
    """Return why a regular expression can't be used, or an empty string."""
    import regex

    if len(pattern) > _LONGEST_REGEX or prod(map(int, _COUNT.findall(pattern))) > _LARGEST_COUNT:
        return _("too large; at most {most} characters, and counts that make {count} together").format(
            most=_LONGEST_REGEX, count=_LARGEST_COUNT
        )
    try:
        regex.compile(pattern)
    except RecursionError:
        return "nested too deeply"
    except regex.error as error:
        return str(error)
    return ""


def _blocks(tables: list[Table], pack: str) -> Iterator[Block]:
    for table in tables:
        if table.kind == "block":
            yield Block(_rule(table, pack), table.members["start"], table.members["end"])


def _accounts(pack_text: PackText, tables: list[Table]) -> tuple[LearnedAccount, ...]:
    found: dict[str, LearnedAccount] = {}
    for table in tables:
        if table.kind == "account":
            reason, near = learned_tables.account_fault(table.members, found)
            if reason:
                raise pack_text.error(table, reason, near=near)
            found[table.members["name"]] = learned_tables.account_of(table.members)
    return tuple(found.values())


def _learned(pack_text: PackText, tables: list[Table]) -> tuple[LearnedRule, ...]:
    accounts = {table.members["name"] for table in tables if table.kind == "account"}
    found: dict[tuple[str, str], LearnedRule] = {}
    for table in tables:
        if table.kind == "learned":
            reason, near = learned_tables.learned_fault(table.members, accounts, found)
            if reason:
                raise pack_text.error(table, reason, near=near)
            rule = learned_tables.learned_rule_of(table.members)
            found[rule.account, rule.name] = rule
    return tuple(found.values())


def _vocabulary(pack_text: PackText, tables: list[Table]) -> Vocabulary | None:
    table = next((table for table in tables if table.kind == "vocabulary"), None)
    if table is None:
        return None
    reason, near = learned_tables.list_fault(table.members)
    if reason:
        raise pack_text.error(table, reason, near=near)
    return learned_tables.vocabulary_in(table.members)
