"""JSON, JSON Lines and Python reprs: from a text that begins with a bracket to its records."""

from __future__ import annotations

import re
from typing import Final

from wxclean.errors import NoTextError
from wxclean.language import _
from wxclean.reading.unwrap.document_records import Part, is_row, named_cells, records_of_document, records_of_parts
from wxclean.reading.unwrap.forgiving_parser import parse_json, parse_values
from wxclean.reading.unwrap.names import known_text_names
from wxclean.result import Record

# How PHP and Ruby write a container, whose first key has an arrow.
_ARROWED: Final = re.compile(
    r"""[\s\ufeff{\[(]*+(?:array\s?\(|(?::\w{1,60}|\d{1,20}|"[^"\n]{0,80}"|'[^'\n]{0,80}')\s*+=>)"""
)
_CUT_OFF: Final = _("cut off before its end")
_LOOKED_AT: Final = 64


def structured_records(text: str, field: str | None) -> list[Record] | None:
    """Return the records of a text that begins with a bracket, or None if it isn't data after all."""
    try:
        return _whole([parse_json(text)], "json", field)
    except ValueError:
        pass
    lines = [line for line in text.split("\n") if line.strip()] if "\n" in text.strip() else []
    if len(lines) > 1 and _look_alike(lines) and (first := _parse_line(lines[0])) and not first.warnings:
        return _of_lines(lines, first.wrapper.replace("json", "jsonl"), field)
    parsed = parse_values(text)
    if parsed is None:
        return None
    if not (parsed.closed or field or _names_text(parsed.values)) and _ARROWED.match(text):
        return None  # prose or code that begins so: data that are cut off are sure only where they name their text
    return _whole(parsed.values, _notation(text), field, closed=parsed.closed)


def _whole(values: list[object], wrapper: str, field: str | None, *, closed: bool = True) -> list[Record] | None:
    """Return the records of a text's values, or None if they are no data: without names and without strings."""
    if not _is_data(values):
        return None
    document = values[0] if len(values) == 1 else values
    try:
        records = records_of_document(document, wrapper, field)
    except NoTextError:
        if not closed and wrapper == "repr" and field is None:
            return None  # prose, or code
        raise
    if not closed:
        records[-1] = records[-1]._replace(warnings=(*records[-1].warnings, _CUT_OFF))
    return records


def _is_data(values: list[object]) -> bool:
    """Return whether there is a string or a name in these values."""
    return any(
        isinstance(value, str) or (isinstance(value, dict) and value) or (isinstance(value, list) and _is_data(value))
        for value in values
    )


def _names_text(value: object) -> bool:
    """Return whether there is a member with a name of texts in a value."""
    if isinstance(value, dict):
        return bool(known_text_names(value)) or any(map(_names_text, value.values()))
    return isinstance(value, list) and any(map(_names_text, value))


def _look_alike(lines: list[str]) -> bool:
    """Return whether at least half of the first lines have the brackets of data."""
    opener = lines[0].lstrip("\ufeff \t")[:1]
    closer = {"{": "}", "[": "]", "(": ")"}.get(opener)
    if closer is None:
        return False
    first = [line.strip(" \t\r\ufeff,;") for line in lines[:_LOOKED_AT]]
    return 2 * sum(line.startswith(opener) and line.endswith(closer) for line in first) >= len(first)


def _parse_line(line: str) -> Part | None:
    """Return the single value of a line, as JSON or a repr, cut off or not."""
    try:
        return Part(parse_json(line), "json")
    except ValueError:
        parsed = parse_values(line)
    if parsed is None or len(parsed.values) != 1:
        return None
    return Part(parsed.values[0], _notation(line), () if parsed.closed else (_CUT_OFF,))


def _notation(text: str) -> str:
    """Return the notation by the first quotation mark after the brackets, and by arrows, which JSON has none of."""
    is_json = text.lstrip("\ufeff \t\n[{").startswith('"') and not _ARROWED.match(text)
    return "json" if is_json else "repr"


def _of_lines(lines: list[str], wrapper: str, field: str | None) -> list[Record]:
    """Return the records of each line; a line that can't be parsed is kept as it is, with a warning."""
    return records_of_parts((_part_of(line, number, wrapper) for number, line in enumerate(lines, start=1)), field)


def _part_of(line: str, number: int, wrapper: str) -> Part:
    found = _parse_line(line)
    if found is None:
        kind = "JSON" if wrapper == "jsonl" else _("a repr")
        return Part(
            line, "plain", (_("record {number} is not {kind}: kept as it is").format(number=number, kind=kind),)
        )
    value = named_cells(found.value) if isinstance(found.value, list) and is_row(found.value) else found.value
    return Part(value, wrapper, found.warnings)
