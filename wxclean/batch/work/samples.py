"""Samples of what changed in records, for a person to look at."""

from __future__ import annotations

from typing import NamedTuple

from wxclean.result import Cleaned


class SampleLine(NamedTuple):
    """One changed line of a sample: `after` is None where the line is gone."""

    line: int
    filter: str
    rule: str
    before: str
    after: str | None


class Sample(NamedTuple):
    """Some of the changes in one record, cut to a readable length, and the text that came out."""

    path: str
    place: str
    lines: tuple[SampleLine, ...]
    left_out: int
    text: str


def sample_of(cleaned: Cleaned, payload: list[str], path: str, place: str) -> Sample:
    """Return the first changes of a record, each line cut after 200 characters."""
    kept = cleaned.edits[:60]
    lines = tuple(
        SampleLine(
            edit.line,
            edit.filter,
            edit.rule,
            payload[edit.line - 1].strip()[:200],
            edit.text[:200] if edit.action != "drop" else None,
        )
        for edit in kept
    )
    return Sample(path, place, lines, len(cleaned.edits) - len(kept), str(cleaned)[:1500])
