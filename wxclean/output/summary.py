"""Counts of what a cleaning kept, dropped, rewrote and labelled, and of which filter did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wxclean.output.changes import Blank, Change, Kept, rows
from wxclean.output.in_line import changed_characters
from wxclean.result import Cleaned


class Count(NamedTuple):
    """A number of lines, and of characters in them."""

    lines: int = 0
    characters: int = 0


class FilterCounts(NamedTuple):
    """How much one filter dropped, rewrote and labelled."""

    name: str
    dropped: Count
    rewritten: Count
    labelled: Count


class Summary(NamedTuple):
    """What became of the payload's lines.

    `kept`, `dropped` and `labelled` are all lines that are not blank (parts of lines, where a
    collapsed page was broken up); `rewritten` are those of the kept ones that changed, and the
    characters that did. `layout` counts blank lines, and the white space around and between lines.
    `filters` has the one that edited most first.
    """

    kept: Count
    dropped: Count
    rewritten: Count
    labelled: Count
    layout: Count
    filters: tuple[FilterCounts, ...]


def summary(cleaned: Cleaned) -> Summary:
    """Return what was kept, dropped, rewritten and labelled, and by which filter."""
    found = list(rows(cleaned))
    edits = [row for row in found if isinstance(row, Change)]
    ends = _ends(edits)
    kept = [row.text for row in found if isinstance(row, Kept)]
    rewritten = [row for row in ends if row.action == "rewrite"]
    blank = sum(isinstance(row, Blank) for row in found)
    words = sum(map(len, kept)) + sum(len(row.before) for row in _starts(edits))
    return Summary(
        _count([*kept, *(row.after or "" for row in rewritten)]),
        _count(row.before for row in ends if row.action == "drop"),
        Count(len(rewritten), sum(changed_characters(row.before, row.after or "") for row in rewritten)),
        _count(row.before for row in ends if row.action == "label"),
        Count(blank, len(cleaned.payload) - words),
        _by_filter(edits),
    )


def total(summaries: Iterable[Summary]) -> Summary:
    """Return the sum of the summaries of several records."""
    found = list(summaries)
    by_name: defaultdict[str, list[tuple[Count, Count, Count]]] = defaultdict(list)
    for one in found:
        for part in one.filters:
            by_name[part.name].append((part.dropped, part.rewritten, part.labelled))
    filters = [FilterCounts(name, *map(_sum, zip(*counts, strict=True))) for name, counts in by_name.items()]
    return Summary(
        _sum(one.kept for one in found),
        _sum(one.dropped for one in found),
        _sum(one.rewritten for one in found),
        _sum(one.labelled for one in found),
        _sum(one.layout for one in found),
        _most_first(filters),
    )


def _sum(counts: Iterable[Count]) -> Count:
    found = list(counts)
    return Count(sum(count.lines for count in found), sum(count.characters for count in found))


def _most_first(filters: Iterable[FilterCounts]) -> tuple[FilterCounts, ...]:
    return tuple(sorted(filters, key=lambda one: (-sum(count.lines for count in one[1:]), one.name)))


def _count(texts: Iterable[str]) -> Count:
    sizes = [len(text) for text in texts]
    return Count(len(sizes), sum(sizes))


def _ends(edits: Iterable[Change]) -> list[Change]:
    """Return the last edit of each text: what became of it."""
    return list({(edit.line, edit.span): edit for edit in edits}.values())


def _starts(edits: Sequence[Change]) -> list[Change]:
    """Return the first edit of each text: what it was."""
    return _ends(reversed(edits))


def _by_filter(edits: Iterable[Change]) -> tuple[FilterCounts, ...]:
    by_name: defaultdict[str, list[Change]] = defaultdict(list)
    for edit in edits:
        by_name[edit.filter].append(edit)
    return _most_first(FilterCounts(name, *_by_action(found)) for name, found in by_name.items())


def _by_action(edits: Sequence[Change]) -> tuple[Count, Count, Count]:
    rewritten = [edit for edit in edits if edit.action == "rewrite"]
    return (
        _count(edit.before for edit in edits if edit.action == "drop"),
        Count(len(rewritten), sum(changed_characters(edit.before, edit.after or "") for edit in rewritten)),
        _count(edit.before for edit in edits if edit.action == "label"),
    )
