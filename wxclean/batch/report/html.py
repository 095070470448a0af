"""The report as one page: what went wrong first, then what went, by rule, filter, account, year, language and kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wxclean.batch.report.about import About
from wxclean.batch.report.faults import groups_of
from wxclean.batch.report.figures import by_filter, summary_rows
from wxclean.batch.report.html_faults import fault_section
from wxclean.batch.report.html_groups import group_section, rule_section, unknown_section
from wxclean.batch.report.html_samples import sample_section
from wxclean.batch.report.parts import Parts
from wxclean.batch.report.words import titles_of_faults, titles_of_groups, words
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.notes import NoteKind
from wxclean.language import translated
from wxclean.output.html_page.charts import Bar, bars, columns, short
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.frame import page_html

_GRAVE: Final[tuple[NoteKind, ...]] = ("failure", "suspect")
_SLIGHT: Final[tuple[NoteKind, ...]] = ("warning", "skipped")


def page(summary: RunSummary, *, title: str, about: About | None = None) -> str:
    """Return the whole page; all text from outside is escaped."""
    parts, title = Parts(words()), translated(title)
    counts = summary.counts
    titles = titles_of_faults(parts.said)
    for kind in _GRAVE:
        fault_section(parts, kind, titles[kind], groups_of(counts, kind), summary.notes(kind))
    unknown_section(parts, counts)
    rule_section(parts, counts)
    _filters(parts, counts)
    for name, heading in titles_of_groups(parts.said).items():
        group_section(parts, name, heading, counts)
    _sizes(parts, counts)
    for kind in _SLIGHT:
        fault_section(parts, kind, titles[kind], groups_of(counts, kind), summary.notes(kind))
    sample_section(parts, counts.samples)
    body = "\n".join([*_head(parts, summary, title, about), *parts.sections])
    return page_html(title, body, parts.data)


def _head(parts: Parts, summary: RunSummary, title: str, about: About | None) -> Iterator[str]:
    said = parts.said
    yield f"<h1>{text(title)}</h1>"
    if about is not None:
        made_by = said.made_by.format(version=about.version, finished=about.finished.replace("T", " "))
        yield f'<p class="about">{text(made_by)}</p><p class="about"><code>{text(about.command)}</code></p>'
    if summary.stopped:
        yield f'<p class="stopped">{text(said.incomplete.format(reason=translated(summary.stopped).capitalize()))}</p>'
    rows = ((translated(name), translated(value)) for name, value in summary_rows(summary) if not name.startswith(" "))
    yield f"<dl>{''.join(f'<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>' for name, value in rows)}</dl>"
    without = summary.counts.records - sum(sums.records for sums in summary.counts.groups.get("language", {}).values())
    if summary.resumed and without > 0:
        yield f'<p class="note">{text(said.done_before.format(number=f"{without:,}"))}</p>'
    yield f'<noscript><p class="note">{text(said.needs_scripts)}</p></noscript>'
    yield f'<nav class="toc">{"".join(f"<a href=#{name}>{text(heading)}</a>" for name, heading in parts.toc)}</nav>'


def _filters(parts: Parts, counts: Counts) -> None:
    shares = by_filter(counts)
    counted = any(share.chars for share in shares)
    unit = parts.said.unit_characters if counted else parts.said.unit_lines
    chart = bars([(share.name, share.chars if counted else share.lines) for share in shares], unit)
    parts.add("filters", parts.said.by_filter, chart)


def _sizes(parts: Parts, counts: Counts) -> None:
    said = parts.said
    found = [*counts.sizes_in, *counts.sizes_out]
    if not found:
        return
    groups = []
    for bits in range(min(found), max(found) + 1):
        size = "0" if bits == 0 else f"≥ {short(2 ** (bits - 1))}"
        before, after = counts.sizes_in.get(bits, 0), counts.sizes_out.get(bits, 0)
        own = (
            Bar("before", before, said.records_before.format(size=size, number=f"{before:,}")),
            Bar("after", after, said.records_after.format(size=size, number=f"{after:,}")),
        )
        groups.append((size, own))
    legend = (
        f'<p class="legend"><span class="before"></span> {text(said.legend_before)}'
        f' <span class="after"></span> {text(said.legend_after)}; {text(said.legend_sizes)}</p>'
    )
    parts.add("sizes", said.sizes, columns(groups, said.sizes) + legend)
