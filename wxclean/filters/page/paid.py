"""The badge of a paid article in its header, where it stands above what says how much of it can be read."""

from __future__ import annotations

from typing import Final

from wxclean.filters.labels import Lines
from wxclean.rules.line_key import undressed

_BADGES: Final = ("付费", "付費")
_PREVIEW: Final = "header.paid-preview"


def is_paid_badge(lines: Lines, place: int) -> bool:
    """Return whether a line is such a badge."""
    below = lines.rules[place + 1] if place + 1 < len(lines.rules) else None
    return below is not None and below.name == _PREVIEW and undressed(lines.texts[place]) in _BADGES
