"""Rows with other columns, which stay as they are: where the text is, and what cleaning adds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from wxclean.batch.formats.format import CleanRow, SupportsClean
from wxclean.batch.job import Job
from wxclean.cleaner.joined_pages import joined_results
from wxclean.errors import InputError
from wxclean.language import _
from wxclean.reading.unwrap.document_records import record_of_text
from wxclean.reading.unwrap.find_texts import Found, find_texts
from wxclean.reading.unwrap.names import known_text_names
from wxclean.reading.unwrap.paragraphs import MAX_DEPTH
from wxclean.result import Cleaned, Metadata, Source, suspicion_rows


def text_column(columns: Mapping[str, object] | list[str], wanted: str | None) -> str:
    """Return the column that holds the text.

    Raises:
        InputError: there is none; the message names those that are there.
    """
    for name in (wanted,) if wanted else known_text_names(columns):
        if name in columns:
            return name
    there = ", ".join(list(columns)[:8]) or "none"
    missing = (
        _("no column {wanted}").format(wanted=repr(wanted)) if wanted else _("no column that is known to hold text")
    )
    raise InputError(_("{missing}; there are: {there}; choose with --text-column").format(missing=missing, there=there))


def clean_object(value: Any, cleaner: SupportsClean, job: Job) -> CleanRow:
    """Return what a line of JSON holds with its text cleaned, and `metadata` beside it.

    A bare string becomes an object; what is null, or has null or nothing in place of the text, stays as it is.

    Raises:
        InputError: it has no text, or it can't be told which member is the text.
    """
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
        raise InputError(_("neither an object nor a string"))
    texts = [] if value is None else find_texts(value, job.text_column)
    found, faults = _all_cleaned(texts, cleaner)
    if not found:
        return CleanRow(value, NOTHING, "", changed=False)
    changed: dict[int, list[_Text]] = {}
    for one in found:
        if one.cleaned.text != one.found.text or isinstance(value, str) or metadata_of(one.cleaned):
            changed.setdefault(id(one.found.holder), []).append(one)
    row = _replaced(value, changed, job, 0) if changed else value
    cleaned, raw = found[0].cleaned, found[0].found.text or ""
    if len(texts) > 1:
        cleaned = joined_results([one.cleaned for one in found])
        cleaned = cleaned.replaced(warnings=(*cleaned.warnings, *(text.fault for text in texts if text.fault)))
        raw = "\n\n".join(one.found.text or "" for one in found)
    return CleanRow(row, cleaned, raw, row != value, faults)


_Faults = tuple[tuple[int, InputError], ...]


def _all_cleaned(texts: Sequence[Found], cleaner: SupportsClean) -> tuple[list[_Text], _Faults]:
    """Return the texts that hold something, cleaned, and which of them can't be.

    Raises:
        InputError: none can.
    """
    found: list[_Text] = []
    faults: list[tuple[int, InputError]] = []
    for number, text in enumerate(texts, 1):
        if not text.text or text.text.isspace():
            continue
        try:
            found.append(_Text(text, _cleaned(text, cleaner)))
        except InputError as error:
            faults.append((number, error))
    if faults and not found:
        raise faults[0][1]
    return found, tuple(faults)


class _Text(NamedTuple):
    """A text in a row, and what became of it."""

    found: Found
    cleaned: Cleaned


NOTHING = Cleaned("", Metadata(), (), Source("str", 1.0, "plain"), "")


def _cleaned(text: Found, cleaner: SupportsClean) -> Cleaned:
    """Return a text of a row, cleaned; what the row says besides stays there, and is none of the page's metadata."""
    record = record_of_text(text, "plain")
    return cleaner.clean_record(record, Source("str", 1.0, record.wrapper))


def _replaced(value: Any, changed: Mapping[int, list[_Text]], job: Job, depth: int) -> Any:
    """Return a row with its texts replaced: `changed` has those that did, by the identity of their holder."""
    if depth == 0 and id(None) in changed:
        return _as_object(value, changed[id(None)][0], job)
    texts = changed.get(id(value), ())
    if isinstance(value, dict):
        if texts:
            return _new_object(value, texts, job)
        return {name: _replaced(member, changed, job, depth + 1) for name, member in value.items()}
    if not isinstance(value, list) or depth > MAX_DEPTH:
        return value
    new = {one.found.key: _as_object(value[one.found.key], one, job) for one in texts}
    return [new[at] if at in new else _replaced(item, changed, job, depth + 1) for at, item in enumerate(value)]


def _as_object(before: object, text: _Text, job: Job) -> dict[str, Any]:
    """Return a text without a name as an object with its metadata."""
    row: dict[str, Any] = {"text": text.cleaned.text, "metadata": metadata_of(text.cleaned)}
    if job.keep_raw or not isinstance(before, str):
        row["text_raw"] = before
    return row


def _new_object(members: Mapping[str, Any], texts: Sequence[_Text], job: Job) -> dict[str, Any]:
    """Return an object with its texts replaced, and metadata added where the page had some.

    A list of lines stays one, and holds an empty line at least, as it is no text else. A tree of pieces
    becomes a string: the tree, which says more, is kept beside it.
    """
    row = dict(members)
    for text in texts:
        name = text.found.key
        before = members[name]
        is_lines = isinstance(before, list) and all(isinstance(line, str) for line in before)
        row[name] = _filled_lines(text.cleaned.text) if is_lines else text.cleaned.text
        if not (isinstance(before, str) or is_lines):
            row[name + "_raw" if name + "_raw" not in row else f"wxclean_{name}_raw"] = before
        elif job.keep_raw:
            row.setdefault(name + "_raw", before)
        found = metadata_of(text.cleaned)
        if found:
            _add_metadata(row, found)
    return row


def _filled_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line] or [""]


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


_AS_IT_IS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPED = json.JSONEncoder(separators=(",", ":"))


def encoded(value: Any) -> bytes:
    """Return compact JSON in UTF-8; escaped to ASCII where it holds lone surrogates."""
    try:
        return _AS_IT_IS.encode(value).encode()
    except UnicodeEncodeError:
        return _ESCAPED.encode(value).encode()


def dumps(value: Any) -> str:
    """Return the same as text."""
    return encoded(value).decode()
