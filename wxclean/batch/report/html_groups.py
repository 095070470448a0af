"""What went, as parts of the page: by rule with examples, by what records are; and lines that no rule knows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import starmap
from typing import Final

from wxclean.batch.report.faults import where_text
from wxclean.batch.report.figures import by_rule, gone_share, ranked
from wxclean.batch.report.unknown_lines import unknown_lines
from wxclean.batch.report.words import Words, named_languages
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.examples import Example
from wxclean.batch.work.groups import MOST, Sums
from wxclean.language import translated
from wxclean.output.html_page.charts import Bar, columns
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.parts import Parts
from wxclean.output.html_page.tables import Block, Column, Table
from wxclean.visible import counted

_YEARS: Final = 40
_REMEDY: Final = "wxclean learn PATH… -o learned.toml\nwxclean review learned.toml\nwxclean PATH… --rules learned.toml"


def unknown_section(parts: Parts, said: Words, counts: Counts) -> None:
    """Add the lines that repeat over accounts and that no rule knows."""
    found = unknown_lines(counts)
    if not found:
        return
    rows = [
        (one.line, one.accounts, round(one.accounts / one.looked_at, 4), "; ".join(starmap(where_text, one.places)))
        for one in found
    ]
    titles = (
        Column(said.line),
        Column(said.accounts, "number"),
        Column(said.of_accounts, "share"),
        Column(said.seen_in),
    )
    note = said.unknown_lines_note.format(looked_at=f"{found[0].looked_at:,}")
    content = f'{parts.note(note)}<pre class="remedy"><code>{text(_REMEDY)}</code></pre>'
    heading = said.unknown_lines.format(number=len(found))
    parts.add("unknown", heading, content + parts.table(Table("unknown-lines", titles, rows, 1)), style="alarm")


def rule_section(parts: Parts, said: Words, counts: Counts) -> None:
    """Add a table of all rules that did something; each row opens examples."""
    shares = by_rule(counts)
    if not shares:
        return
    detailed = any(share.chars for share in shares)
    whole = sum(share.chars if detailed else share.lines for share in shares)
    titles = [Column(said.rule, "code"), Column(said.lines, "number")]
    titles += [Column(said.characters, "number")] if detailed else []
    rows = [
        (
            share.name,
            share.lines,
            *((share.chars,) if detailed else ()),
            round((share.chars if detailed else share.lines) / whole, 4),
        )
        for share in shares
    ]
    details = {
        place: [_block(said, example) for example in counts.examples.get(share.name, ())]
        for place, share in enumerate(shares)
        if share.name in counts.examples
    }
    table = Table("rules", (*titles, Column(said.share, "share")), rows, len(titles), details=details)
    parts.add("rules", said.by_rule, (parts.note(said.by_rule_note) if details else "") + parts.table(table))


def _block(said: Words, example: Example) -> Block:
    lines = [
        (" ", example.above, 0),
        ("-", example.before, example.line),
        ("+", example.after or "", 0),
        (" ", example.below, 0),
    ]
    head = said.at_line.format(path=where_text(example.path, example.place), line=example.line)
    return Block(head, [line for line in lines if line[1]])


def group_section(parts: Parts, said: Words, name: str, heading: str, counts: Counts) -> None:
    """Add a table of records by what they say of themselves; by year, a chart above it."""
    groups = counts.groups.get(name, {})
    if not groups or not any(groups):
        return
    titles = (
        Column(said.name),
        Column(said.records, "number"),
        Column(said.suspect_records, "number"),
        Column(said.before, "number"),
        Column(said.after, "number"),
        Column(said.went, "share"),
    )
    names = named_languages() if name == "language" else {}
    rows = [
        (
            names.get(value, value) or said.says_none,
            sums.records,
            sums.suspects,
            sums.chars_in,
            sums.chars_out,
            gone_share(sums),
        )
        for value, sums in (sorted(groups.items()) if name == "year" else ranked(groups))
    ]
    content = _years(said, groups) if name == "year" else ""
    content += parts.table(Table(f"by-{name}", titles, rows, 0 if name == "year" else 1, downwards=name != "year"))
    if len(groups) >= MOST:
        content += parts.note(said.some_groups.format(number=f"{MOST:,}"))
    parts.add(f"{name}s", heading, content)


def _years(said: Words, groups: Mapping[str, Sums]) -> str:
    """Return a chart of records by year; without a column where there is none, for few years stand between."""
    known = sorted((int(year), sums.records) for year, sums in groups.items() if year.isdecimal())[-_YEARS:]
    if len(known) < 2 or known[-1][0] - known[0][0] > _YEARS:
        return ""
    numbers = dict(known)
    years = range(known[0][0], known[-1][0] + 1)
    found = [(year, numbers.get(year, 0)) for year in years]
    bars = [
        (
            str(year),
            [Bar("before", number, said.published.format(records=translated(counted(number, "record")), year=year))],
        )
        for year, number in found
    ]
    return columns(bars, said.by_year)
