"""Rows with other columns, which stay as they are: where the text is, and what cleaning adds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wxclean.batch.formats.format import CleanRow, SupportsClean
from wxclean.batch.job import Job
from wxclean.errors import InputError
from wxclean.reading.unwrap.text_member import TEXT_NAMES
from wxclean.result import Cleaned, suspicion_rows


def text_column(columns: Mapping[str, object] | list[str], wanted: str | None) -> str:
    """Return the column that holds the text.

    Raises:
        InputError: there is none; the message names those that are there.
    """
    for name in (wanted,) if wanted else TEXT_NAMES:
        if name in columns:
            return name
    there = ", ".join(list(columns)[:8]) or "none"
    missing = f"no column {wanted!r}" if wanted else "no column that is known to hold text"
    raise InputError(f"{missing}; there are: {there}; choose with --text-column")


def clean_object(value: Any, cleaner: SupportsClean, job: Job) -> CleanRow:
    """Return a JSON object with its text replaced and `metadata` added; a bare string becomes such an object.

    Raises:
        InputError: it is neither, or has no text.
    """
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
        _add_metadata(row, found)
    return CleanRow(row, cleaned, raw, changed=True)


def metadata_of(cleaned: Cleaned) -> dict[str, object]:
    """Return what the page said, without what it didn't say, and of what the result is suspect, if of anything."""
    found: dict[str, object] = {**cleaned.metadata.known()}
    if cleaned.suspect:
        found["suspect"] = suspicion_rows(cleaned.suspect)
    return found


def _add_metadata(row: dict[str, Any], found: Mapping[str, object]) -> None:
    """Put metadata beside the columns that are there, of which none is overwritten."""
    place = row.get("metadata")
    if place is None:
        row["metadata"] = dict(found)
    elif isinstance(place, dict):
        row["metadata"] = merged(place, found)
    else:
        row["wxclean_metadata"] = dict(found)


def merged(there: Mapping[str, Any], found: Mapping[str, object]) -> dict[str, Any]:
    """Return metadata added to what is there; where another value stands already, under `wxclean_…`."""
    result = dict(there)
    for name, value in found.items():
        if result.get(name) is None or result[name] == value:
            result[name] = value
        else:
            result["wxclean_" + name] = value
    return result


def dumps(value: Any) -> str:
    """Return compact JSON; escaped to ASCII where it holds lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text
