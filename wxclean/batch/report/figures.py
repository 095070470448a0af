"""The figures of a run, and a table of them for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wxclean.batch.report.faults import FAULTS, fault_lines
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.groups import Sums
from wxclean.batch.work.notes import NoteKind
from wxclean.output.console import Colour, stderr_console


class Share(NamedTuple):
    """What a filter or a rule removed: lines, and characters if they were counted (else 0)."""

    name: str
    lines: int
    chars: int


def by_rule(counts: Counts) -> list[Share]:
    """Return the share of every rule that did something, the busiest first."""
    shares = [Share(rule, lines, chars) for rule, (lines, chars) in counts.rules.items()]
    return sorted(shares, key=lambda share: (-share.chars, -share.lines, share.name))


def by_filter(counts: Counts) -> list[Share]:
    """Return the share of each filter, the sum of its rules, the busiest first."""
    sums: dict[str, list[int]] = {}
    for rule, (lines, chars) in counts.rules.items():
        sum_ = sums.setdefault(rule.split(".", 1)[0], [0, 0])
        sum_[0] += lines
        sum_[1] += chars
    shares = [Share(name, lines, chars) for name, (lines, chars) in sums.items()]
    return sorted(shares, key=lambda share: (-share.chars, -share.lines, share.name))


def ranked(groups: Mapping[str, Sums]) -> list[tuple[str, Sums]]:
    """Return groups of records, the largest first."""
    return sorted(groups.items(), key=lambda item: (-item[1].records, item[0]))


def summary_rows(summary: RunSummary, where: str = "") -> list[tuple[str, str]]:
    """Return the summary as a table of two columns; `where` says where the outputs are."""
    counts = summary.counts
    rate = counts.bytes_in / 1e6 / summary.seconds if summary.seconds else 0
    table = [
        ("inputs", f"{counts.inputs:,}" + (f" ({summary.resumed:,} done before)" if summary.resumed else "")),
        ("records", f"{counts.records:,}, of which {counts.changed:,} changed"),
        ("read", size(counts.bytes_in)),
        ("written", (size(counts.bytes_out) if counts.bytes_out else "nothing that was not there") + where),
        ("dropped", f"{percent(counts.chars_in - counts.chars_out, counts.chars_in)} of the characters"),
    ]
    lines = sum(share.lines for share in by_filter(counts))
    table += [(f"  {share.name}", f"{percent(share.lines, lines)} of the edits") for share in by_filter(counts)]
    table += [(name, f"{getattr(counts, field):,}") for name, field in _FAULTS if getattr(counts, field)]
    if summary.left:
        table.append(("not done", f"{summary.left:,}"))
    return [*table, ("time", f"{duration(summary.seconds)}, {rate:,.1f} MB/s")]


_FAULTS = tuple((name, name) for name in ("suspects", "warnings", "failures", "skipped"))


def print_summary(summary: RunSummary, where: str = "", colour: Colour = "auto") -> None:
    """Print the table and the faults on standard error."""
    from rich.text import Text

    console = stderr_console(colour)
    console.soft_wrap = True
    table = summary_rows(summary, where)
    width = max(len(name) for name, _ in table)
    for name, value in table:  # not a Rich table, which would wrap a long path
        console.print(Text(name.ljust(width), style="bold").append("  " + value, style="not bold"))
    for kind in FAULTS:
        for line in fault_lines(summary, kind):
            console.print(Text(line if line.startswith(" ") else f"{kind}: {line}", style=_STYLES[kind]))


_STYLES: dict[NoteKind, str] = {"failure": "red", "suspect": "yellow", "warning": "yellow", "skipped": "dim"}


def percent(part: float, whole: float) -> str:
    """Return a share in percent.

    >>> percent(1, 8), percent(0, 0)
    ('12.5 %', '0.0 %')
    """
    return f"{100 * part / whole if whole else 0:.1f} %"


def size(count: float) -> str:
    """Return a number of bytes in the unit that fits.

    >>> size(999), size(1_500_000)
    ('999 bytes', '1.5 MB')
    """
    for unit, scale in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= scale:
            return f"{count / scale:.1f} {unit}"
    return f"{count:.0f} bytes"


def duration(seconds: float) -> str:
    """Return a time in seconds, or from a minute on as `M:SS` or `H:MM:SS`.

    >>> duration(3.14), duration(3700)
    ('3.1 s', '1:01:40')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
