"""Read a rule pack from TOML and check it: what is wrong is named with file, line and reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from wxclean.errors import UsageError
from wxclean.rules import FIELDS, LONGEST_PHRASE, STRENGTHS, ZONES, Block, Example, Pattern, Rule, RulePack

_RULE_KEYS = {"rule": str, "strength": str, "zone": str, "years": str, "lang": str}
_TABLES: Mapping[str, Mapping[str, type]] = {
    "pack": {"name": str, "summary": str},
    "phrase": {**_RULE_KEYS, "lines": list, "opens": bool, "section": bool, "names": int},
    "label": {**_RULE_KEYS, "lines": list, "field": str},
    "pattern": {**_RULE_KEYS, "regex": str, "opens": bool},
    "block": {**_RULE_KEYS, "start": str, "end": str},
    "example": {"raw": str, "clean": str},
}
_REQUIRED = {
    "pack": ("name", "summary"),
    "phrase": ("rule", "lines"),
    "label": ("rule", "lines", "field"),
    "pattern": ("rule", "regex"),
    "block": ("rule", "start", "end"),
    "example": ("raw", "clean"),
}


class _Table(NamedTuple):
    """One table of a pack file: its kind, its place among its kind (from 1), its members."""

    kind: str
    place: int
    members: Mapping[str, Any]


class _Source(NamedTuple):
    """The text of a pack file, to say where something is wrong."""

    path: str
    text: str

    def error(self, table: _Table | None, reason: str) -> UsageError:
        return UsageError(f"{self.path}:{self.line(table)}: {reason}")

    def line(self, table: _Table | None) -> int:
        """Return the number of the line on which a table starts (1 where unknown)."""
        if table is None:
            return 1
        heads = (f"[[{table.kind}]]", f"[{table.kind}]")
        places = [n for n, line in enumerate(self.text.split("\n"), 1) if line.split("#")[0].strip() in heads]
        return places[table.place - 1] if len(places) >= table.place else 1


def read_pack(path: str | Path) -> RulePack:
    """Read and check one rule pack.

    Raises:
        UsageError: the file can't be read, isn't TOML, or breaks the form; says where and why.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{path}: can't read this rule pack: {reason}") from error
    return parse_pack(text, path=str(path))


def parse_pack(text: str, *, path: str) -> RulePack:
    """Check the text of a rule pack and return it as data; `path` names it in errors."""
    source = _Source(path, text)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    tables = list(_tables(source, content))
    for table in tables:
        _check_table(source, table)
    pack = next((table.members for table in tables if table.kind == "pack"), None)
    if pack is None:
        raise source.error(None, "no [pack] table; add one with name and summary")
    return RulePack(
        name=pack["name"],
        summary=pack["summary"],
        phrases=_phrases(source, tables, pack["name"]),
        patterns=tuple(_patterns(source, tables, pack["name"])),
        blocks=tuple(_blocks(source, tables, pack["name"])),
        examples=tuple(Example(t.members["raw"], t.members["clean"]) for t in tables if t.kind == "example"),
        path=path,
    )


def _tables(source: _Source, content: Mapping[str, Any]) -> Iterator[_Table]:
    for kind, value in content.items():
        if kind not in _TABLES:
            raise source.error(_Table(kind, 1, {}), f"unknown table {kind!r}{_meant(kind, _TABLES)}")
        entries = [value] if kind == "pack" else value
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise source.error(_Table(kind, 1, {}), f"{kind} must be written as [[{kind}]]")
        for place, members in enumerate(entries, 1):
            yield _Table(kind, place, members)


def _check_table(source: _Source, table: _Table) -> None:
    allowed = _TABLES[table.kind]
    for key, value in table.members.items():
        if key not in allowed:
            raise source.error(table, f"unknown key {key!r} in {table.kind}{_meant(key, allowed)}")
        if type(value) is not allowed[key]:
            raise source.error(table, f"{key} must be {_named(allowed[key])}, not {value!r}")
    for key in _REQUIRED[table.kind]:
        if table.members.get(key) in (None, "", []):
            raise source.error(table, f"{table.kind} needs {key!r}")
    for key, known in (("strength", STRENGTHS), ("zone", ZONES), ("field", FIELDS)):
        value = table.members.get(key, known[0])
        if value not in known:
            raise source.error(table, f"{key} must be one of {', '.join(known)}, not {value!r}{_meant(value, known)}")


def _rule(table: _Table, pack: str) -> Rule:
    members = table.members
    return Rule(
        name=members["rule"],
        pack=pack,
        strength=members.get("strength", "strong"),
        zone="head" if table.kind == "label" else members.get("zone", "any"),
        opens=members.get("opens", False),
        section=members.get("section", False),
        names=members.get("names", 0),
        field=members.get("field"),
        years=members.get("years", ""),
        lang=members.get("lang", ""),
    )


def _phrases(source: _Source, tables: list[_Table], pack: str) -> dict[str, Rule]:
    phrases: dict[str, Rule] = {}
    for table in tables:
        if table.kind not in ("phrase", "label"):
            continue
        rule = _rule(table, pack)
        for line in table.members["lines"]:
            if not isinstance(line, str) or not line.strip() or "\n" in line:
                raise source.error(table, f"rule {rule.name}: a phrase must be one line of text, not {line!r}")
            if len(line) > LONGEST_PHRASE:
                raise source.error(table, f"rule {rule.name}: a phrase has at most {LONGEST_PHRASE} characters: {line!r}")
            if line in phrases:
                raise source.error(table, f"rule {rule.name}: {line!r} stands in rule {phrases[line].name} already")
            phrases[line] = rule
    return phrases


def _patterns(source: _Source, tables: list[_Table], pack: str) -> Iterator[Pattern]:
    for table in tables:
        if table.kind == "pattern":
            import regex

            try:
                regex.compile(table.members["regex"])
            except regex.error as error:
                raise source.error(table, f"rule {table.members['rule']}: bad regex: {error}") from error
            yield Pattern(_rule(table, pack), table.members["regex"])


def _blocks(source: _Source, tables: list[_Table], pack: str) -> Iterator[Block]:
    for table in tables:
        if table.kind == "block":
            yield Block(_rule(table, pack), table.members["start"], table.members["end"])


def _named(kind: type) -> str:
    return {str: "text", list: "a list", bool: "true or false", int: "a whole number"}[kind]


def _meant(word: object, known: Mapping[str, object] | tuple[str, ...]) -> str:
    close = get_close_matches(str(word), list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else f" (known: {', '.join(known)})"
