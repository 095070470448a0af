"""JSON, JSON Lines and Python reprs: from a text that begins with a bracket to its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wxclean.reading.unwrap.forgiving_parser import parse_json, parse_values
from wxclean.reading.unwrap.text_member import empty_record, record_of, record_of_value, require_field
from wxclean.result import Record

_CUT_OFF: Final = "cut off before its end"
_LOOKED_AT: Final = 64


def structured_records(text: str, field: str | None) -> list[Record] | None:
    """Return the records of a text that begins with a bracket, or None if it isn't data after all."""
    try:
        return _whole([parse_json(text)], "json", field)
    except ValueError:
        pass
    lines = [line for line in text.split("\n") if line.strip()] if "\n" in text.strip() else []
    if len(lines) > 1 and _look_alike(lines) and (first := _parse_line(lines[0])) and first.closed:
        return _of_lines(lines, first.wrapper.replace("json", "jsonl"), field)
    parsed = parse_values(text)
    if parsed is None:
        return None
    wrapper = "json" if text.lstrip("\ufeff \t\n[{").startswith('"') else "repr"
    return _whole(parsed.values, wrapper, field, closed=parsed.closed)


class _Line(NamedTuple):
    value: object
    wrapper: str
    closed: bool = True


def _whole(values: list[object], wrapper: str, field: str | None, *, closed: bool = True) -> list[Record] | None:
    """Return the records of a text's values; the items of a lone list are records, unless it is a row of a table."""
    items = values
    if len(values) == 1 and isinstance(values[0], list) and all(map(_may_be_record, values[0])):
        items = values[0]
    records = []
    found = 0
    for number, value in enumerate(items, start=1):
        warnings = () if closed or number < len(items) else (_CUT_OFF,)
        record = record_of_value(value, wrapper, field, number=number, warnings=warnings)
        found += record is not None
        records.append(record or empty_record(value, wrapper, field, number))
    if not found and not (field and any(isinstance(value, dict) and value for value in items)):
        return None
    require_field(field, records, _names(items))
    return records


def _may_be_record(value: object) -> bool:
    return value is None or isinstance(value, (str, dict, list))


def _names(values: Sequence[object]) -> Iterator[str]:
    for value in values[:_LOOKED_AT]:
        if isinstance(value, dict):
            yield from value


def _look_alike(lines: list[str]) -> bool:
    """Return whether at least half of the first lines have the brackets of data."""
    opener = lines[0].lstrip("\ufeff \t")[:1]
    closer = {"{": "}", "[": "]", "(": ")"}.get(opener)
    if closer is None:
        return False
    first = [line.strip(" \t\r\ufeff,;") for line in lines[:_LOOKED_AT]]
    return 2 * sum(line.startswith(opener) and line.endswith(closer) for line in first) >= len(first)


def _parse_line(line: str) -> _Line | None:
    """Return the single value of a line, as JSON or a repr, cut off or not."""
    try:
        return _Line(parse_json(line), "json")
    except ValueError:
        parsed = parse_values(line)
    if parsed is None or len(parsed.values) != 1:
        return None
    wrapper = "json" if line.lstrip("\ufeff \t[{").startswith('"') else "repr"
    return _Line(parsed.values[0], wrapper, parsed.closed)


def _of_lines(lines: list[str], wrapper: str, field: str | None) -> list[Record]:
    """Return a record for each line; a line that can't be parsed is kept as it is, with a warning."""
    records = []
    names: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        found = _parse_line(line)
        if found is None:
            warning = f"record {number} is not {'JSON' if wrapper == 'jsonl' else 'a repr'}: kept as it is"
            records.append(record_of(line, "plain", number=number, warnings=(warning,)))
            continue
        if isinstance(found.value, dict) and number <= _LOOKED_AT:
            names.update(dict.fromkeys(found.value))
        warnings = () if found.closed else (_CUT_OFF,)
        record = record_of_value(found.value, wrapper, field, number=number, warnings=warnings)
        records.append(record or empty_record(found.value, wrapper, field, number))
    require_field(field, records, names)
    return records
