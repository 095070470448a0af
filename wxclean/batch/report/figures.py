"""The figures of a run, and a table of them for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from wxclean.batch.report.faults import FAULTS, fault_lines, with_kind
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.groups import Sums
from wxclean.batch.work.notes import Note, NoteKind
from wxclean.language import _, joined, translated
from wxclean.output.console import Colour, tell
from wxclean.output.fit import width


class Share(NamedTuple):
    """What a filter or a rule removed: lines, and characters if they were counted (else 0)."""

    name: str
    lines: int
    chars: int


def by_rule(counts: Counts) -> list[Share]:
    """Return the share of every rule that did something, the busiest first."""
    return _busiest_first(Share(rule, lines, chars) for rule, (lines, chars) in counts.rules.items())


def by_filter(counts: Counts) -> list[Share]:
    """Return the share of each filter, the sum of its rules, the busiest first."""
    sums: dict[str, list[int]] = {}
    for rule, (lines, chars) in counts.rules.items():
        sum_ = sums.setdefault(rule.split(".", 1)[0], [0, 0])
        sum_[0] += lines
        sum_[1] += chars
    return _busiest_first(Share(name, lines, chars) for name, (lines, chars) in sums.items())


def _busiest_first(shares: Iterable[Share]) -> list[Share]:
    return sorted(shares, key=lambda share: (-share.chars, -share.lines, share.name))


def ranked(groups: Mapping[str, Sums]) -> list[tuple[str, Sums]]:
    """Return groups of records, the largest first."""
    return sorted(groups.items(), key=lambda item: (-item[1].records, item[0]))


def gone(one: Note | Sums) -> int:
    """Return how many characters went from a suspect record, or from a group of records."""
    return max(0, one.chars_in - one.chars_out)


def gone_share(one: Note | Sums) -> float:
    """Return which share of its characters went, as a fraction."""
    return round(gone(one) / one.chars_in, 4) if one.chars_in else 0.0


def summary_rows(summary: RunSummary, where: str | None = "") -> list[tuple[str, str]]:
    """Return the summary as a table of two columns of messages.

    `where` says where the outputs are; None leaves out what was written, where nothing was to be.
    """
    counts = summary.counts
    rate = counts.bytes_in / 1e6 / summary.seconds if summary.seconds else 0
    resumed = _(" ({number:,} done before)").format(number=summary.resumed) if summary.resumed else ""
    written = size(counts.bytes_out) if counts.bytes_out else _("nothing new")
    dropped = percent(counts.chars_in - counts.chars_out, counts.chars_in)
    table: list[tuple[str, str]] = [
        (_("inputs"), joined("", (f"{counts.inputs:,}", resumed))),
        (
            _("records"),
            _("{number:,}, of which {changed:,} changed").format(number=counts.records, changed=counts.changed),
        ),
        (_("read"), size(counts.bytes_in)),
        *([] if where is None else [(_("written"), joined("", (written, where)))]),
        (_("dropped"), _("{share} of the characters").format(share=dropped)),
    ]
    shares = by_filter(counts)
    lines = sum(share.lines for share in shares)
    edits = _("{share} of the edits")
    table += [(f"  {share.name}", edits.format(share=percent(share.lines, lines))) for share in shares]
    table += [(name, f"{getattr(counts, field):,}") for name, field in _FAULTS if getattr(counts, field)]
    if summary.left:
        table.append((_("not done"), f"{summary.left:,}"))
    return [*table, (_("time"), f"{duration(summary.seconds)}, {rate:,.1f} MB/s")]


_FAULTS = (
    (_("suspects"), "suspects"),
    (_("warnings"), "warnings"),
    (_("failures"), "failures"),
    (_("skipped"), "skipped"),
)


def print_summary(summary: RunSummary, where: str | None = "", colour: Colour = "auto") -> None:
    """Print the table and the faults on standard error."""
    table = [(translated(name), translated(value)) for name, value in summary_rows(summary, where)]
    widest = max(width(name) for name, _value in table)
    rooms = [" " * (widest - width(name) + 2) for name, _value in table]
    rows = [[(name, "bold"), (room + value, "")] for (name, value), room in zip(table, rooms, strict=True)]
    faults = [
        [(line if line.startswith(" ") else translated(with_kind(kind, line)), _STYLES[kind])]
        for kind in FAULTS
        for line in fault_lines(summary, kind)
    ]
    tell([*rows, *faults], colour)  # not as a table of Rich's, which would wrap a long path


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
    return _("{count:.0f} bytes").format(count=count)


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
