"""A cleaner that keeps 20 MB of each text, for the test of the memory measure."""

from __future__ import annotations

from benchmarks.cleaners import as_is
from wxclean.result import Cleaned

KEPT: list[bytes] = []


def hoards(raw: bytes) -> Cleaned:
    """Keep 20 MB, and return the text as it is."""
    KEPT.append(b"x" * 20_000_000)
    return as_is(raw)
