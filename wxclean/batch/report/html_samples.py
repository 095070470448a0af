"""Some records as a part of the page: what changed in each, and what is left."""

from __future__ import annotations

from collections.abc import Sequence

from wxclean.batch.report.faults import where_text
from wxclean.batch.report.words import Words
from wxclean.batch.work.samples import Sample, SampleLine
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.parts import Parts
from wxclean.output.html_page.words import rest_of_rows


def sample_section(parts: Parts, said: Words, samples: Sequence[Sample]) -> None:
    """Add samples, of which the page's script shows one at a time."""
    if not samples:
        return
    pages = "\n".join(_sample(parts, said, sample, number, len(samples)) for number, sample in enumerate(samples, 1))
    parts.add("changes", said.samples, f'<div id="samples">{pages}</div>')


def _sample(parts: Parts, said: Words, sample: Sample, number: int, count: int) -> str:
    name = where_text(sample.path, sample.place)
    lines = "".join(map(_sample_line, sample.lines))
    left_out = parts.note(rest_of_rows().format(number=f"{sample.left_out:,}")) if sample.left_out else ""
    return (
        f"<article><h3>{text(said.of.format(place=number, number=count, name=name))}</h3>"
        f'<div class="scroll"><table class="diff"><tbody>{lines}</tbody></table></div>{left_out}'
        f"<h4>{text(said.what_is_left)}</h4><pre>{text(sample.text)}</pre></article>"
    )


def _sample_line(line: SampleLine) -> str:
    after = "" if line.after is None else f"<ins>{text(line.after)}</ins>"
    return (
        f"<tr><td>{line.line}</td><td><code>{text(line.filter)}.{text(line.rule)}</code></td>"
        f"<td><del>{text(line.before)}</del>{after}</td></tr>"
    )
