"""Rule packs read from TOML and checked; errors name file, line and reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from wxclean.errors import UsageError, close_to, meant
from wxclean.rules import learned_tables
from wxclean.rules.learned_rule import STATES, LearnedAccount, LearnedRule
from wxclean.rules.repeat_key import Vocabulary
from wxclean.rules.rule import FIELDS, LISTS, LONGEST_PHRASE, STRENGTHS, ZONES, Block, Example, Pattern, Rule, RulePack

if TYPE_CHECKING:
    from pathlib import Path

_RULE_KEYS = {"rule": str, "strength": str, "zone": str, "years": str, "lang": str}
_LINE_KEYS = {**_RULE_KEYS, "opens": bool, "names": int, "list_of": str, "of_account": bool}
_TABLES: Mapping[str, Mapping[str, type]] = {
    "pack": {"name": str, "summary": str, "signature": int},
    "phrase": {**_LINE_KEYS, "lines": list, "section": bool},
    "label": {**_RULE_KEYS, "lines": list, "field": str},
    "pattern": {**_LINE_KEYS, "regex": str},
    "block": {**_RULE_KEYS, "start": str, "end": str},
    "example": {"raw": str, "clean": str},
    **learned_tables.TABLES,
}
_SINGLE = ("pack", "vocabulary")
_REQUIRED = {
    "pack": ("name", "summary"),
    "phrase": ("rule", "lines"),
    "label": ("rule", "lines", "field"),
    "pattern": ("rule", "regex"),
    "block": ("rule", "start", "end"),
    "example": ("raw", "clean"),
    **learned_tables.REQUIRED,
}

# Limits on the work that a pack can cause: it may come from a source that nobody vetted.
LARGEST_PACK = 64 << 20
_LONGEST_REGEX = 1000
_LARGEST_COUNT = 10_000
# No page has a phrase with more numbers; each `{name}` makes matching 40 times as slow.
_MOST_NUMBERS, _MOST_NAMES = 6, 3
_FREE = ("{name}", "{account}")
_COUNT = re.compile(r"\{(\d+)")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)")
_CHOICES = {"strength": STRENGTHS, "zone": ZONES, "field": FIELDS, "list_of": LISTS, "state": STATES}
_PACK_NAME = re.compile(r"[\w-]+")
_RULE_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")


class _Table(NamedTuple):
    """One table of a pack file: its kind, its number among those of its kind (from 1), its members."""

    kind: str
    place: int
    members: Mapping[str, Any]


class _PackText(NamedTuple):
    """The text of a pack file, to find the line of an error in."""

    path: str
    text: str

    def error(self, table: _Table | None, reason: str, *, near: str = "") -> UsageError:
        """Return an error at the last line of a table that contains `near`, or else at the table's first line."""
        return UsageError(f"{self.path}:{self.line(table, near)}: {reason}")

    def line(self, table: _Table | None, near: str) -> int:
        """Return the line number of `near` in a table, else of the table (1 if unknown)."""
        if table is None:
            return 1
        lines = [line.split("#")[0].replace(" ", "") for line in self.text.split("\n")]
        heads = [number for number, line in enumerate(lines, 1) if line in (f"[[{table.kind}]]", f"[{table.kind}]")]
        if len(heads) < table.place:
            return 1
        start = heads[table.place - 1]
        end = next((n for n, line in enumerate(lines[start:], start + 1) if line.startswith("[[")), len(lines) + 1)
        found = [n for n, line in enumerate(self.text.split("\n")[start : end - 1], start + 1) if near in line]
        return found[-1] if near and found else start


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
            raise UsageError(f"{path}: larger than a rule pack can be ({LARGEST_PACK:,} bytes)")
        return content.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: can't read this rule pack: {getattr(error, 'strerror', 'not UTF-8')}") from error


def parse_pack(text: str, *, path: str) -> RulePack:
    """Check the text of a rule pack and return it as data; `path` names it in errors.

    Raises:
        UsageError: the text isn't TOML or isn't a valid pack; the message says where and why.
    """
    import tomllib

    pack_text = _PackText(path, text)
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise toml_error(path, text, error) from error
    tables = list(_tables(pack_text, content))
    for table in tables:
        _check_table(pack_text, table)
    pack = next((table.members for table in tables if table.kind == "pack"), None)
    if pack is None:
        raise pack_text.error(None, "no [pack] table; add one with name and summary")
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
    return UsageError(f"{path}:{line}: not valid TOML: {_PLACE.sub('', str(error)) or 'nested too deeply'}")


def _tables(pack_text: _PackText, content: Mapping[str, Any]) -> Iterator[_Table]:
    for kind, value in content.items():
        if kind not in _TABLES:
            raise pack_text.error(_Table(kind, 1, {}), f"unknown table {kind!r}{meant(kind, _TABLES)}")
        entries = [value] if kind in _SINGLE else value
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            head = f"[{kind}]" if kind in _SINGLE else f"[[{kind}]]"
            raise pack_text.error(_Table(kind, 1, {}), f"{kind} must be written as {head}")
        for place, members in enumerate(entries, 1):
            yield _Table(kind, place, members)


def _check_table(pack_text: _PackText, table: _Table) -> None:
    allowed = _TABLES[table.kind]
    for key, value in table.members.items():
        if key not in allowed:
            raise pack_text.error(table, f"unknown key {key!r} in {table.kind}{meant(key, allowed)}", near=key)
        if type(value) is not allowed[key] and not (allowed[key] is float and type(value) is int):
            raise pack_text.error(table, f"{key} must be {_named(allowed[key])}, not {value!r:.80}", near=key)
    for key in _REQUIRED[table.kind]:
        if key not in table.members or (key != "clean" and not table.members[key]):
            raise pack_text.error(table, f"{table.kind} needs {key!r}")
    for key, known in _CHOICES.items():
        value = table.members.get(key, known[0])
        if value not in known:
            choices = ", ".join(filter(None, known))
            raise pack_text.error(
                table, f"{key} must be one of {choices}, not {value!r}{close_to(value, known)}", near=key
            )
    for key, form in (("name", _PACK_NAME), ("rule", _RULE_NAME)):
        if key in table.members and table.kind != "account" and not form.fullmatch(table.members[key]):
            raise pack_text.error(
                table, f"{key} may hold letters, digits, - and _, not {table.members[key]!r}", near=key
            )


def _rule(table: _Table, pack: str) -> Rule:
    given = {key: value for key, value in table.members.items() if key in Rule._fields}
    if table.kind == "label":
        given["zone"] = "head"
    return Rule(table.members["rule"], pack, **given)


def _phrases(pack_text: _PackText, tables: list[_Table], pack: str) -> dict[str, Rule]:
    phrases: dict[str, Rule] = {}
    for table in tables:
        if table.kind not in ("phrase", "label"):
            continue
        rule = _rule(table, pack)
        for line in table.members["lines"]:
            if not isinstance(line, str) or not line.strip() or "\n" in line:
                raise pack_text.error(
                    table, f"rule {rule.name}: a phrase must be one line of text, not {line!r}", near=repr(line)[1:-1]
                )
            if len(line) > LONGEST_PHRASE:
                reason = f"rule {rule.name}: a phrase has at most {LONGEST_PHRASE} characters: {line!r}"
                raise pack_text.error(table, reason, near=line)
            if line.startswith(_FREE) and line.endswith(_FREE):
                reason = f"rule {rule.name}: a phrase must begin or end with words of its own: {line!r}"
                raise pack_text.error(table, reason, near=line)
            if line.count("{n}") > _MOST_NUMBERS or sum(map(line.count, _FREE)) > _MOST_NAMES:
                reason = (
                    f"rule {rule.name}: a phrase has at most {_MOST_NUMBERS} {{n}} and {_MOST_NAMES} names: {line!r}"
                )
                raise pack_text.error(table, reason, near=line)
            if line in phrases:
                reason = f"rule {rule.name}: {line!r} stands in rule {phrases[line].name} already"
                raise pack_text.error(table, reason, near=line)
            phrases[line] = rule
    return phrases


def _patterns(pack_text: _PackText, tables: list[_Table], pack: str) -> Iterator[Pattern]:
    for table in tables:
        if table.kind == "pattern":
            fault = _regex_fault(table.members["regex"])
            if fault:
                raise pack_text.error(table, f"rule {table.members['rule']}: bad regex: {fault}", near="regex")
            yield Pattern(_rule(table, pack), table.members["regex"])


def _regex_fault(pattern: str) -> str:
    """Return why a regular expression can't be used, or an empty string."""
    import regex

    if len(pattern) > _LONGEST_REGEX or prod(map(int, _COUNT.findall(pattern))) > _LARGEST_COUNT:
        return f"too large; at most {_LONGEST_REGEX} characters, and counts that make {_LARGEST_COUNT} together"
    try:
        regex.compile(pattern)
    except RecursionError:
        return "nested too deeply"
    except regex.error as error:
        return str(error)
    return ""


def _blocks(tables: list[_Table], pack: str) -> Iterator[Block]:
    for table in tables:
        if table.kind == "block":
            yield Block(_rule(table, pack), table.members["start"], table.members["end"])


def _accounts(pack_text: _PackText, tables: list[_Table]) -> tuple[LearnedAccount, ...]:
    found: dict[str, LearnedAccount] = {}
    for table in tables:
        if table.kind == "account":
            reason, near = learned_tables.account_fault(table.members, found)
            if reason:
                raise pack_text.error(table, reason, near=near)
            found[table.members["name"]] = learned_tables.account_of(table.members)
    return tuple(found.values())


def _learned(pack_text: _PackText, tables: list[_Table]) -> tuple[LearnedRule, ...]:
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


def _vocabulary(pack_text: _PackText, tables: list[_Table]) -> Vocabulary | None:
    table = next((table for table in tables if table.kind == "vocabulary"), None)
    if table is None:
        return None
    reason, near = learned_tables.list_fault(table.members)
    if reason:
        raise pack_text.error(table, reason, near=near)
    return learned_tables.vocabulary_in(table.members)


def _named(kind: type) -> str:
    return {str: "text", list: "a list", bool: "true or false", int: "a whole number", float: "a number"}[kind]
