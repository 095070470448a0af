r"""What the mysql client prints: rows one under the other (`-E`, `\G`), or one a line with literal `\n` (`--batch`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from wxclean.language import _
from wxclean.reading.unwrap.document_records import Part, records_of_parts
from wxclean.reading.unwrap.escapes import is_double_escaped
from wxclean.reading.unwrap.names import known_text_names
from wxclean.reading.unwrap.record import Unwrapped
from wxclean.result import Record

ROW: Final = re.compile(r"^\*{10,60}+ \d{1,12}+\. row \*{10,60}+[^\S\n]*+$", re.MULTILINE)
"""The line above each row of vertical output."""
_SUMMARY: Final = re.compile(r"\n\d{1,12}+ rows? in set[^\n]{0,40}+\s*+\Z")
_FEWEST_BREAKS: Final = 3
_LOOKED_AT: Final = 64
_CELL_ESCAPE: Final = re.compile(r"\\([ntr0\\])")
_CELL_CHARACTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\\": "\\"}


def mysql_records(text: str, field: str | None) -> Unwrapped:
    r"""Return the records of a text that is what the mysql client prints.

    Raises:
        NoTextError: no row has a text.
    """
    if ROW.match(text.lstrip("\ufeff \t\n")):
        found = vertical_records(text.lstrip("\ufeff \t\n"), field)
        return Unwrapped(
            found, None if found else _("looks like rows of mysql that can't be told apart: left as it is")
        )
    if "\n" not in text.strip() or text.count("\\n") < _FEWEST_BREAKS:
        return Unwrapped(None)
    found = row_records(text, field)
    if found is None and sum(map(_has_breaks, islice(text.split("\n"), _LOOKED_AT))) > 1:
        return Unwrapped(None, _("literal \\n in several lines: left as they are"))
    return Unwrapped(found)


def vertical_records(text: str, field: str | None) -> list[Record] | None:
    """Return the records of rows that stand one under the other, or None if the members of a row can't be told.

    Raises:
        NoTextError: no row has a text.
    """
    _, *printed = ROW.split(_SUMMARY.sub("\n", text))
    rows = [row.strip("\n").split("\n") for row in printed]
    names = _names(rows)
    parts = []
    for lines in rows:
        members = _members(lines, names)
        if members is None:
            return None
        parts.append(Part(members, "mysql"))
    return records_of_parts(parts, field) if parts else None


def _names(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names that all rows have: they end at one place, where a colon is."""
    width = rows[0][0].find(":") if rows else 0
    first, *others = ([line[:width].strip() for line in lines if line[width : width + 1] == ":"] for lines in rows)
    common = set(first).intersection(*others)
    return [name for name in dict.fromkeys(first) if name in common and name and " " not in name]


def _members(lines: Sequence[str], names: Sequence[str]) -> dict[str, object] | None:
    """Return the members of a row: each begins with the next name; other lines go on with the text before them."""
    width = max(map(len, names), default=0)
    texts: dict[str, list[str]] = {}
    waiting = list(reversed(names))
    current: list[str] | None = None
    for line in lines:
        if waiting and line.startswith(f"{waiting[-1]:>{width}}:"):
            current = texts.setdefault(waiting.pop(), [])
            line = line[width + 2 :]  # noqa: PLW2901 - the value's first line
        if current is None:
            return None
        current.append(line)
    if waiting:
        return None
    return {name: None if values == ["NULL"] else "\n".join(values) for name, values in texts.items()}


def row_records(text: str, field: str | None) -> list[Record] | None:
    r"""Return the records of rows that stand a line each, their line breaks written as `\n`; None if they don't surely.

    Raises:
        NoTextError: no row has a text.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    if "\t" not in lines[0]:
        return _one_column(lines, field)
    cells = [line.split("\t") for line in lines]
    if len({len(row) for row in cells}) > 1 or not any(map(_has_breaks, lines)):
        return None
    header, *rows = cells
    if not known_text_names(header) and field not in header:
        return None
    return records_of_parts(_parts(header, rows), field)


def _one_column(lines: Sequence[str], field: str | None) -> list[Record] | None:
    """Return the records of rows of one column, under its name or not."""
    named = known_text_names(lines[:1]) or field == lines[0]
    rows = lines[1:] if named else lines
    if not all(map(_has_breaks, rows)):
        return None
    return records_of_parts((Part(_cell(row), "mysql") for row in rows), None)


def _has_breaks(row: str) -> bool:
    r"""Return whether a row has enough literal `\n` to be a text, and not a line that speaks of them."""
    return row.count("\\n") >= _FEWEST_BREAKS and is_double_escaped(row)


def _parts(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Part]:
    for row in rows:
        yield Part({name: _cell(cell) for name, cell in zip(header, row, strict=True)}, "mysql")


def _cell(cell: str) -> str | None:
    r"""Return a cell with its escapes undone."""
    return None if cell == "NULL" else _CELL_ESCAPE.sub(lambda escape: _CELL_CHARACTERS[escape[1]], cell)
