"""The report as one page: what went wrong first, then what went, by rule, filter, account, year, language and kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wxclean.batch.report.faults import groups_of
from wxclean.batch.report.figures import by_filter, summary_rows
from wxclean.batch.report.html_faults import fault_section
from wxclean.batch.report.html_groups import group_section, rule_section, unknown_section
from wxclean.batch.report.html_samples import sample_section
from wxclean.batch.report.words import Words, titles_of_faults, titles_of_groups, words
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.notes import NoteKind
from wxclean.language import translated
from wxclean.output.html_page.about import About
from wxclean.output.html_page.charts import Bar, bars, columns, short
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.parts import Parts
from wxclean.visible import counted

_GRAVE: Final[tuple[NoteKind, ...]] = ("failure", "suspect")
_SLIGHT: Final[tuple[NoteKind, ...]] = ("warning", "skipped")


def page(summary: RunSummary, *, title: str, about: About | None = None) -> str:
    """Return the whole page; all text from outside is escaped."""
    parts, said, title = Parts(), words(), translated(title)
    counts = summary.counts
    titles = titles_of_faults(said)
    for kind in _GRAVE:
        fault_section(parts, said, kind, titles[kind], groups_of(counts, kind), summary.notes(kind))
    unknown_section(parts, said, counts)
    rule_section(parts, said, counts)
    _filters(parts, said, counts)
    for name, heading in titles_of_groups(said).items():
        group_section(parts, said, name, heading, counts)
    _sizes(parts, said, counts)
    for kind in _SLIGHT:
        fault_section(parts, said, kind, titles[kind], groups_of(counts, kind), summary.notes(kind))
    sample_section(parts, said, counts.samples)
    facts = [(name, value) for name, value in summary_rows(summary) if not name.startswith(" ")]
    return parts.page(title, about, facts, list(_notes(said, summary)))


def _notes(said: Words, summary: RunSummary) -> Iterator[str]:
    if summary.stopped:
        reason = translated(summary.stopped).capitalize()
        yield f'<p class="stopped">{text(said.incomplete.format(reason=reason))}</p>'
    without = summary.counts.records - sum(sums.records for sums in summary.counts.groups.get("language", {}).values())
    if summary.resumed and without > 0:
        yield Parts.note(said.done_before.format(records=_records(without)))


def _filters(parts: Parts, said: Words, counts: Counts) -> None:
    shares = by_filter(counts)
    detailed = any(share.chars for share in shares)
    unit = said.unit_characters if detailed else said.unit_lines
    chart = bars([(share.name, share.chars if detailed else share.lines) for share in shares], unit)
    parts.add("filters", said.by_filter, chart)


def _records(number: int) -> str:
    return translated(counted(number, "record"))


def _sizes(parts: Parts, said: Words, counts: Counts) -> None:
    found = [*counts.sizes_in, *counts.sizes_out]
    if not found:
        return
    groups = []
    for bits in range(min(found), max(found) + 1):
        size = "0" if bits == 0 else f"≥ {short(2 ** (bits - 1))}"
        before, after = counts.sizes_in.get(bits, 0), counts.sizes_out.get(bits, 0)
        own = (
            Bar("before", before, said.records_before.format(size=size, records=_records(before))),
            Bar("after", after, said.records_after.format(size=size, records=_records(after))),
        )
        groups.append((size, own))
    legend = (
        f'<p class="legend"><span class="before"></span> {text(said.legend_before)}'
        f' <span class="after"></span> {text(said.legend_after)}; {text(said.legend_sizes)}</p>'
    )
    parts.add("sizes", said.sizes, columns(groups, said.sizes) + legend)
