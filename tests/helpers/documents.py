"""Documents as the steps of a cleaning get them."""

from __future__ import annotations

from collections.abc import Sequence

from wxclean.document import Document, Line


def document_of(payload: Sequence[str]) -> Document:
    """Return the document of a payload's lines: those that are not blank, stripped, by their numbers."""
    return Document([Line(number, line.strip()) for number, line in enumerate(payload, 1) if line.strip()], payload)
