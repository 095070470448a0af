"""The tables of a pack's file: which there are, which keys each may have, and where in the text one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wxclean.errors import UsageError, close_to, meant
from wxclean.language import Message, _
from wxclean.rules import learned_tables
from wxclean.rules.learned_rule import STATES
from wxclean.rules.rule import FIELDS, LISTS, STRENGTHS, ZONES

_RULE_KEYS = {"rule": str, "strength": str, "zone": str, "years": str, "lang": str}
_LINE_KEYS = {**_RULE_KEYS, "opens": bool, "names": int, "list_of": str, "of_account": bool}
TABLES: Mapping[str, Mapping[str, type]] = {
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

_CHOICES = {"strength": STRENGTHS, "zone": ZONES, "field": FIELDS, "list_of": LISTS, "state": STATES}
_PACK_NAME = re.compile(r"[\w-]+")
_RULE_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")


class Table(NamedTuple):
    """One table of a pack file: its kind, its number among those of its kind (from 1), its members."""

    kind: str
    place: int
    members: Mapping[str, Any]


class PackText(NamedTuple):
    """The text of a pack file, to find the line of an error in."""

    path: str
    text: str

    def error(self, table: Table | None, reason: str, *, near: str = "") -> UsageError:
        """Return an error at the last line of a table that contains `near`, or else at the table's first line."""
        return UsageError(
            Message("{path}:{line}: {reason}").format(path=self.path, line=self.line(table, near), reason=reason)
        )

    def line(self, table: Table | None, near: str) -> int:
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


def tables_in(pack_text: PackText, content: Mapping[str, Any]) -> Iterator[Table]:
    """Yield the tables of a pack in their order.

    Raises:
        UsageError: there is another one, or one is no table; names its line.
    """
    for kind, value in content.items():
        if kind not in TABLES:
            raise pack_text.error(
                Table(kind, 1, {}),
                _("unknown table {kind}{hint}").format(kind=repr(kind), hint=meant(kind, TABLES)),
            )
        entries = [value] if kind in _SINGLE else value
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            head = f"[{kind}]" if kind in _SINGLE else f"[[{kind}]]"
            raise pack_text.error(
                Table(kind, 1, {}), _("{kind} must be written as {head}").format(kind=kind, head=head)
            )
        for place, members in enumerate(entries, 1):
            yield Table(kind, place, members)


def check_table(pack_text: PackText, table: Table) -> None:
    """Check that a table has the keys that it needs and no others, each with a value that it may have.

    Raises:
        UsageError: it hasn't; names the line of the key.
    """
    allowed = TABLES[table.kind]
    for key, value in table.members.items():
        if key not in allowed:
            raise pack_text.error(
                table,
                _("unknown key {key} in {kind}{hint}").format(key=repr(key), kind=table.kind, hint=meant(key, allowed)),
                near=key,
            )
        if type(value) is not allowed[key] and not (allowed[key] is float and type(value) is int):
            raise pack_text.error(
                table,
                _("{key} must be {kind}, not {value:.80}").format(
                    key=key, kind=_named(allowed[key]), value=repr(value)
                ),
                near=key,
            )
    for key in _REQUIRED[table.kind]:
        if key not in table.members or (key != "clean" and not table.members[key]):
            raise pack_text.error(table, _("{kind} needs {key}").format(kind=table.kind, key=repr(key)))
    for key, known in _CHOICES.items():
        value = table.members.get(key, known[0])
        if value not in known:
            choices = ", ".join(filter(None, known))
            raise pack_text.error(
                table,
                _("{key} must be one of {choices}, not {value}{hint}").format(
                    key=key, choices=choices, value=repr(value), hint=close_to(value, known)
                ),
                near=key,
            )
    for key, form in (("name", _PACK_NAME), ("rule", _RULE_NAME)):
        if key in table.members and table.kind != "account" and not form.fullmatch(table.members[key]):
            raise pack_text.error(
                table,
                _("{key} may hold letters, digits, - and _, not {name}").format(key=key, name=repr(table.members[key])),
                near=key,
            )


def _named(kind: type) -> str:
    return {
        str: _("text"),
        list: _("a list"),
        bool: _("true or false"),
        int: _("a whole number"),
        float: _("a number"),
    }[kind]
