"""Says what is known of a record: its encoding, wrapper, chrome, metadata and sizes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wxclean.output.changes import Change, changes, lines
from wxclean.output.explain import json_line
from wxclean.output.summary import summary
from wxclean.output.tables import table_output
from wxclean.result import Cleaned
from wxclean.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

_YEARS = re.compile(r"(\d{4})(?:(-)(\d{4})?)?")
_LAST = 9999


class Facts(NamedTuple):
    """What a rule says of itself: a language tag and years (`2014-2022`, `2018`, `2019-`); empty if nothing."""

    lang: str = ""
    years: str = ""


Lookup = Callable[[Change], Facts | None]
"""Gives the facts of the rule behind an edit. It sees the whole edit: one rule's name may stand for phrases in
several languages, and `before` tells which it was."""


class Chrome(NamedTuple):
    """The languages of the page's own words, most used first, and the years that the most rules fit."""

    languages: tuple[str, ...] = ()
    years: str | None = None


def chrome(cleaned: Cleaned, lookup: Lookup) -> Chrome:
    """Return language and years of the chrome that was removed, as far as its rules tell."""
    found = [facts for facts in map(lookup, changes(cleaned)) if facts]
    languages = Counter(facts.lang for facts in found if facts.lang and facts.lang != "any")
    return Chrome(tuple(name for name, _ in languages.most_common()), fitting_years(facts.years for facts in found))


def fitting_years(ranges: Iterable[str]) -> str | None:
    """Return the years that lie in the most of the ranges: all of them, if the page is of one time."""
    spans = {span for span in map(_span, set(ranges)) if span}
    if not spans:
        return None
    # The count of ranges only changes where one begins or has ended.
    edges = sorted({start for start, _ in spans} | {end + 1 for _, end in spans})
    counts = [sum(start <= edge <= end for start, end in spans) for edge in edges]
    first = counts.index(max(counts))
    start, end = edges[first], edges[first + 1] - 1
    if end >= _LAST:
        return f"{start}-"
    return f"{start}-{end}" if end > start else str(start)


def _span(years: str) -> tuple[int, int] | None:
    match = _YEARS.fullmatch(years.strip())
    if match is None:
        return None
    start = int(match[1])
    end = int(match[3]) if match[3] else _LAST if match[2] else start
    return (start, end) if end >= start else None


def inspect_row(cleaned: Cleaned, *, name: str, records: int, lookup: Lookup) -> dict[str, object]:
    """Return all that `inspect` tells of one record; the keys are stable and the values fit into JSON."""
    page, counts = chrome(cleaned, lookup), summary(cleaned)
    return {
        "file": name,
        "record": cleaned.source.record,
        "records": records,
        "encoding": cleaned.source.encoding,
        "confidence": round(cleaned.source.confidence, 4),
        "wrapper": cleaned.source.wrapper,
        "languages": list(page.languages),
        "years": page.years,
        "lines": len(lines(cleaned.payload)),
        "characters": len(cleaned.payload),
        **{part: getattr(counts, part)._asdict() for part in ("kept", "dropped", "rewritten", "labelled")},
        "metadata": cleaned.metadata._asdict(),
        "fields": sorted(map(str, cleaned.fields)),
        "suspect": cleaned.suspect,
        "warnings": list(cleaned.warnings),
    }


def inspect_output(
    found: Sequence[Cleaned], *, name: str, lookup: Lookup, console: Console, as_json: bool = False
) -> str:
    """Return what is known of the records of one input: a JSON object a line, a block each in a terminal, else tabs."""
    rows = [inspect_row(cleaned, name=name, records=len(found), lookup=lookup) for cleaned in found]
    if as_json:
        return "".join(map(json_line, rows))
    return "".join(_block(row, console) for row in rows)


def _block(row: dict[str, object], console: Console) -> str:
    facts = [(key, value) for key, value in _facts(row) if value not in (None, "", [])]
    if console.is_terminal:
        record = f"  record {row['record']} of {row['records']}" if row["records"] != 1 else ""
        return f"{visible(str(row['file']))}{record}\n" + table_output(("", ""), facts, console=console)
    head = (row["file"], row["record"])
    return table_output((), ((*head, *fact) for fact in facts), console=console)


def _facts(row: dict[str, object]) -> list[tuple[str, object]]:
    """Return what is shown, in words."""
    metadata = row["metadata"] if isinstance(row["metadata"], dict) else {}
    return [
        ("encoding", f"{row['encoding']} ({row['confidence']:.0%} sure)"),
        ("wrapper", row["wrapper"]),
        ("language of the page", _listed(row["languages"])),
        ("years it fits", row["years"]),
        ("payload", _counted(row)),
        *((part, _counted(row[part])) for part in ("kept", "dropped", "rewritten", "labelled")),
        *metadata.items(),
        ("other fields", _listed(row["fields"])),
        ("suspect", row["suspect"]),
        ("warnings", _listed(row["warnings"])),
    ]


def _listed(values: object) -> str:
    return ", ".join(map(str, values)) if isinstance(values, list) else ""


def _counted(count: object) -> str:
    if not isinstance(count, dict):
        return ""
    return f"{count['lines']:,} {'line' if count['lines'] == 1 else 'lines'}, {count['characters']:,} characters"
