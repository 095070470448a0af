"""The trail of a cleaning replayed: what its edits alone make of a payload."""

from __future__ import annotations

from collections.abc import Iterable

from wxclean.cleaner.edited_text import text_left
from wxclean.document import Edit


def apply_edits(payload: str, edits: Iterable[Edit]) -> str:
    """Return the clean text that the edits make of a payload: the trail rebuilds the result."""
    return text_left(payload.split("\n"), edits)
