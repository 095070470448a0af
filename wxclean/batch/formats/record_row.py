"""A cleaned record as one flat row, for formats made of columns: Parquet, CSV and TSV."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wxclean.batch.formats.rows import dumps
from wxclean.output.render import render
from wxclean.result import Cleaned

COLUMNS = ("id", "text", "metadata", "fields", "suspect", "warnings", "source")
"""The columns of a row, in order."""


def record_row(cleaned: Cleaned, fields: Mapping[str, object]) -> dict[str, Any]:
    """Return a record's columns: what JSON Lines has as its members; metadata are left as an object."""
    row: dict[str, Any] = json.loads(render(cleaned.replaced(fields={**cleaned.fields, **fields}), "jsonl"))
    for name in ("fields", "warnings", "source"):
        row[name] = dumps(row[name])
    row["raw"] = cleaned.payload.encode("utf-8", "replace").decode()
    return row
