"""Cleans the text of a row that has other columns, which stay as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from wxclean.batch.job import Job
from wxclean.errors import InputError
from wxclean.reading.unwrap.text_member import TEXT_NAMES
from wxclean.result import Cleaned


class SupportsClean(Protocol):
    """What is needed of `wxclean.Cleaner`."""

    def clean(self, raw: str | bytes) -> Cleaned:
        """One text."""


class CleanRow(NamedTuple):
    """A row with its text cleaned; `value` is the row that was given where nothing changed, `raw` its text."""

    value: Any
    cleaned: Cleaned
    raw: str
    changed: bool


def text_column(columns: Mapping[str, object] | list[str], wanted: str | None) -> str:
    """The column that holds the text.

    Raises:
        InputError: there is none; the message names those that are there.
    """
    for name in (wanted,) if wanted else TEXT_NAMES:
        if name in columns:
            return name
    there = ", ".join(list(columns)[:8]) or "none"
    missing = f"no column {wanted!r}" if wanted else "no column that is known to hold text"
    raise InputError(f"{missing}; there are: {there}; choose with --text-column")


def clean_json_row(value: Any, cleaner: SupportsClean, job: Job) -> CleanRow:
    """A JSON object with its text replaced and `metadata` added; a bare string becomes such an object."""
    if isinstance(value, str):
        cleaned = cleaner.clean(value)
        row = {"text": cleaned.text, "metadata": metadata_of(cleaned)}
        return CleanRow(row, cleaned, value, changed=True)
    if not isinstance(value, dict):
        raise InputError("neither an object nor a string")
    column = text_column(value, job.text_column)
    raw = value[column]
    if raw is None:
        raise InputError(f"column {column!r} is null")
    if not isinstance(raw, str):
        raise InputError(f"column {column!r} is no text")
    cleaned = cleaner.clean(raw)
    found = metadata_of(cleaned)
    if cleaned.text == raw and not found:
        return CleanRow(value, cleaned, raw, changed=False)
    row = {**value, column: cleaned.text}
    if job.keep_raw:
        row.setdefault(column + "_raw", raw)
    if found:
        add_metadata(row, found)
    return CleanRow(row, cleaned, raw, changed=True)


def metadata_of(cleaned: Cleaned) -> dict[str, object]:
    """What the page said, without what it didn't say, and `suspect` where there is a reason."""
    found: dict[str, object] = {name: value for name, value in cleaned.metadata._asdict().items() if value is not None}
    if cleaned.suspect:
        found["suspect"] = cleaned.suspect
    return found


def add_metadata(row: dict[str, Any], found: Mapping[str, object]) -> None:
    """Puts metadata beside the columns that are there, of which none is overwritten."""
    place = row.get("metadata")
    if place is None:
        row["metadata"] = dict(found)
    elif isinstance(place, dict):
        row["metadata"] = merged(place, found)
    else:
        row["wxclean_metadata"] = dict(found)


def merged(there: Mapping[str, Any], found: Mapping[str, object]) -> dict[str, Any]:
    """Metadata added to what is there; where another value stands already, under `wxclean_…`."""
    result = dict(there)
    for name, value in found.items():
        if result.get(name) is None or result[name] == value:
            result[name] = value
        else:
            result["wxclean_" + name] = value
    return result


class CsvColumns(NamedTuple):
    """Where things are in a CSV row: the text, the raw text (-1: not kept), the metadata; and the new header.

    With `escaped`, a text that would be a formula to a spreadsheet is written as one that isn't.
    """

    text: int
    raw: int
    metadata: int
    width: int
    header: list[str]
    escaped: bool


def csv_columns(header: list[str], job: Job) -> CsvColumns:
    """The columns of the output: those of the input, the raw text where it is kept, and `metadata`."""
    text = text_column(header, job.text_column)
    raw = [text + "_raw"] if job.keep_raw else []
    new = header + [name for name in [*raw, "metadata"] if name not in header]
    raw_at = new.index(raw[0]) if raw else -1
    escaped = job.csv_formulas == "escape"
    return CsvColumns(header.index(text), raw_at, new.index("metadata"), len(header), new, escaped)


def clean_csv_row(row: list[str], columns: CsvColumns, cleaner: SupportsClean) -> CleanRow:
    """A CSV row as wide as the new header; the metadata are one JSON object in a cell."""
    if columns.text >= len(row):
        raise InputError("the row ends before the text column")
    raw = row[columns.text]
    cleaned = cleaner.clean(raw)
    found = metadata_of(cleaned)
    cells = widened(row, columns)
    if cleaned.text == raw and not found:
        return CleanRow(cells, cleaned, raw, changed=False)
    if cleaned.text != raw:
        cells[columns.text] = guarded(cleaned.text) if columns.escaped else cleaned.text
    if columns.raw >= 0 and not cells[columns.raw]:
        cells[columns.raw] = raw
    cells[columns.metadata] = _metadata_cell(cells[columns.metadata], found)
    return CleanRow(cells, cleaned, raw, changed=True)


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What Excel and its like take for the beginning of a formula (owasp.org, CSV Injection), full-width forms included."""


def guarded(text: str) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet would calculate.

    >>> guarded("=1+1"), guarded("1+1=2")
    ("'=1+1", '1+1=2')
    """
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def widened(row: list[str], columns: CsvColumns) -> list[str]:
    """The row with empty cells in the new columns; cells beyond the header stay at the end."""
    within, beyond = row[: columns.width], row[columns.width :]
    return within + [""] * (len(columns.header) - len(within)) + beyond


def _metadata_cell(cell: str, found: Mapping[str, object]) -> str:
    if not found:
        return cell
    try:
        there = json.loads(cell) if cell.strip() else {}
    except (ValueError, RecursionError):
        there = {"before": cell}
    if not isinstance(there, dict):
        there = {"before": cell}
    return dumps(merged(there, found))


def dumps(value: Any) -> str:
    """Compact JSON; escaped to ASCII where it holds lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text
