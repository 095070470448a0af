"""The format of a stream that has no name, by its first bytes; in doubt it is text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wxclean.batch.formats.csv_table import DELIMITERS
from wxclean.batch.formats.format import Format
from wxclean.batch.formats.registry import FORMATS, PLAIN, by_content
from wxclean.batch.formats.rows import text_column
from wxclean.errors import InputError
from wxclean.reading.decode import encoding_of

_COLUMN = re.compile(r"(?=\S)[\w .()/#:-]{1,40}(?<=\S)")
"""What a column is called: what is longer, begins with a space, or has signs of Chinese prose, is a sentence."""
_BEGUN_OBJECT = re.compile(r'\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}|\Z)')
_BEGUN_ARRAY = re.compile(r'\[\s*(?=[{"])')


def format_of_head(head: bytes, wanted: str | None = None) -> Format:
    """Return the format that a stream with these first bytes is best read as, which may end anywhere.

    JSON Lines are objects, each on a line of its own; JSON is an array of objects or of texts, or one object. A table
    has a header with a column that holds text (`wanted`, or one that is known to), and rows below it with as many
    cells.
    All else is text, for prose has commas and brackets, too.
    """
    found = by_content(head)
    if found is not None:
        return found
    try:
        text = _text_of(head)
    except InputError:
        return PLAIN
    name = _json_format(text, wanted) or _table_format(text, wanted)
    return FORMATS[name] if name else PLAIN


def _text_of(head: bytes) -> str:
    return head.decode(encoding_of(head), "ignore").removeprefix("\ufeff").lstrip()


def _json_format(text: str, wanted: str | None) -> str:
    """Return the name of the format of JSON that the text begins with; nothing if it is none."""
    if text.startswith("["):
        return "json" if _BEGUN_ARRAY.match(text) and _is_begun(text) else ""
    if not text.startswith("{"):
        return ""
    line, end, below = text.partition("\n")
    value = _parsed(line) if end else None
    if isinstance(
        value, dict
    ):  # an object alone may hold records deeper down, which JSON Lines are not looked through for
        return "jsonl" if below.strip() or _has_text(value, wanted) else "json"
    return "json" if _BEGUN_OBJECT.match(text) and _is_begun(text) else ""


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _is_begun(text: str) -> bool:
    """Return whether this is the beginning of a JSON value, right as far as it is there."""
    try:
        json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        return error.pos >= len(text.rstrip()) - 1 or error.msg.startswith(("Unterminated", "Invalid \\"))
    except (ValueError, RecursionError):
        return False
    return True


def _has_text(columns: Mapping[str, object] | list[str], wanted: str | None) -> bool:
    try:
        text_column(columns, wanted)
    except InputError:
        return False
    return True


def columns_of_head(head: bytes) -> list[str]:
    """Return the columns of the table that a stream with these first bytes looks like, whatever they are called."""
    try:
        tables = _tables(_text_of(head))
    except InputError:
        return []
    return next((header for _, header in tables), [])


def _table_format(text: str, wanted: str | None) -> str:
    """Return the name of the format of a table that the text begins with; nothing if it is none."""
    return next((name for name, header in _tables(text) if _has_text(header, wanted)), "")


def _tables(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the format and the columns of each table that the text could begin with."""
    line, end, below = text.partition("\n")
    for delimiter in DELIMITERS if end else ():
        header = next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
        names = len(header) > 1 and all(map(_COLUMN.fullmatch, filter(None, header)))
        if names and _has_rows(below, len(header), delimiter):
            yield "tsv" if delimiter == "\t" else "csv", header


def _has_rows(below: str, width: int, delimiter: str) -> bool:
    """Return whether the first rows have as many cells as the header; the last one may be cut off."""
    *rows, last = csv.reader(io.StringIO(below + "\0", newline=""), delimiter=delimiter)
    return len(last) <= width and all(len(row) == width for row in rows[:8] if row)
