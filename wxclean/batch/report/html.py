"""The report as one self-contained HTML page: no network, no external fonts or scripts."""

from __future__ import annotations

from importlib import resources

from wxclean.batch.report.about import About
from wxclean.batch.report.charts import bars, histogram, text
from wxclean.batch.report.faults import FAULTS, groups_of
from wxclean.batch.report.figures import by_filter, by_rule, summary_rows
from wxclean.batch.report.html_faults import fault_section
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.notes import NoteKind
from wxclean.batch.work.samples import Sample, SampleLine

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def page(summary: RunSummary, *, title: str, about: About | None = None) -> str:
    """Return the whole page; all text from outside is escaped."""
    counts = summary.counts
    unit = "characters" if any(share.chars for share in by_rule(counts)) else "lines"
    parts = [
        f"<h1>{text(title)}</h1>",
        _facts(summary, about),
        _section("Removed by filter", bars([(s.name, getattr(s, _FIELD[unit])) for s in by_filter(counts)], unit)),
        _section("Removed by rule", bars([(s.name, getattr(s, _FIELD[unit])) for s in by_rule(counts)][:40], unit)),
        _section("Size of the records", histogram(counts.sizes_in, counts.sizes_out)),
        *(fault_section(_TITLES[kind], groups_of(counts, kind), summary.notes(kind)) for kind in FAULTS),
        _samples(counts.samples),
    ]
    return _frame(title, "\n".join(part for part in parts if part))


_TITLES: dict[NoteKind, str] = {
    "failure": "Failures",
    "suspect": "Suspects",
    "warning": "Warnings",
    "skipped": "Skipped files",
}
_FIELD = {"characters": "chars", "lines": "lines"}


def _frame(title: str, body: str) -> str:
    folder = resources.files("wxclean.batch.report")
    style = (folder / "report.css").read_text("utf-8")
    script = (folder / "report.js").read_text("utf-8")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{text(title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
<script>
{script}</script>
</body>
</html>
"""


def _facts(summary: RunSummary, about: About | None) -> str:
    state = f'<p class="stopped">{text(summary.stopped.capitalize())}; not complete.</p>' if summary.stopped else ""
    items = "".join(
        f"<div><dt>{text(name.strip())}</dt><dd>{text(value)}</dd></div>"
        for name, value in [*summary_rows(summary), *_about(about)]
    )
    return f"{state}<dl>{items}</dl>"


def _about(about: About | None) -> list[tuple[str, str]]:
    return [] if about is None else list(about._asdict().items())


def _section(title: str, content: str) -> str:
    return f"<section><h2>{text(title)}</h2>\n{content}\n</section>" if content else ""


def _samples(samples: tuple[Sample, ...]) -> str:
    if not samples:
        return ""
    pages = "\n".join(_sample(sample, number, len(samples)) for number, sample in enumerate(samples, 1))
    pager = (
        '<nav class="pager"><button type="button" data-step="-1">← Before</button>'
        '<output></output><button type="button" data-step="1">Next →</button></nav>'
    )
    return _section("Changes, a sample", f'<div id="samples">{pager}\n{pages}</div>')


def _sample(sample: Sample, number: int, count: int) -> str:
    place = f", {text(sample.place)}" if sample.place else ""
    lines = "".join(_sample_line(line) for line in sample.lines)
    left_out = f"<p>… and {sample.left_out:,} more changes</p>" if sample.left_out else ""
    return (
        f'<article><h3>{number} of {count}: {text(sample.path)}{place}</h3><div class="scroll">'
        f'<table class="diff"><tbody>{lines}</tbody></table></div>{left_out}'
        f"<h4>What is left</h4><pre>{text(sample.text)}</pre></article>"
    )


def _sample_line(line: SampleLine) -> str:
    after = "" if line.after is None else f"<ins>{text(line.after)}</ins>"
    return (
        f"<tr><td>{line.line}</td><td><code>{text(line.filter)}.{text(line.rule)}</code></td>"
        f"<td><del>{text(line.before)}</del>{after}</td></tr>"
    )
