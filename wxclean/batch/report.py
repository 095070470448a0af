"""The report of a run: a table for the terminal, a JSON file, and the figures that the HTML page shows, too."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from wxclean.batch.counts import Counts, Note, as_json
from wxclean.batch.runner import Summary
from wxclean.batch.storage import shown
from wxclean.errors import UsageError
from wxclean.files import atomic_writer


class Share(NamedTuple):
    """What a filter or a rule took away: lines, and characters where they were counted (else 0)."""

    name: str
    lines: int
    chars: int


def by_rule(counts: Counts) -> list[Share]:
    """Every rule that did something, the busiest first."""
    shares = [Share(rule, lines, chars) for rule, (lines, chars) in counts.rules.items()]
    return sorted(shares, key=lambda share: (-share.chars, -share.lines, share.name))


def by_filter(counts: Counts) -> list[Share]:
    """The rules of a filter together."""
    sums: dict[str, list[int]] = {}
    for rule, (lines, chars) in counts.rules.items():
        sum_ = sums.setdefault(rule.split(".", 1)[0], [0, 0])
        sum_[0] += lines
        sum_[1] += chars
    shares = [Share(name, lines, chars) for name, (lines, chars) in sums.items()]
    return sorted(shares, key=lambda share: (-share.chars, -share.lines, share.name))


def notes_of(counts: Counts, kind: str) -> list[Note]:
    """The notes of one kind."""
    return [note for note in counts.notes if note.kind == kind]


def rows(summary: Summary, where: str = "") -> list[tuple[str, str]]:
    """The summary as a table of two columns; `where` says where the outputs are."""
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


def print_summary(summary: Summary, where: str = "") -> None:
    """The table and the first faults, on standard error."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    table = rows(summary, where)
    width = max(len(name) for name, _ in table)
    for name, value in table:  # no table of Rich's, which would fold a long path
        console.print(Text(name.ljust(width), style="bold").append("  " + value, style="not bold"))
    for kind, style in (("failure", "red"), ("suspect", "yellow"), ("warning", "yellow"), ("skipped", "dim")):
        notes = notes_of(summary.counts, kind)
        for note in notes[:20]:
            console.print(Text(f"{kind}: {line_of(note)}", style=style))
        if len(notes) > 20:
            console.print(Text("… and more of that kind; --report FILE lists them", style="dim"))


def line_of(note: Note) -> str:
    """A note on one line, safe for a terminal."""
    place = f", {note.place}" if note.place else ""
    reason = f": {note.reason}" if note.reason else ""
    return shown(f"{note.path}{place}{reason}")


def write_report(path: str, summary: Summary, *, title: str) -> None:
    """Writes a JSON report or an HTML page, as the name's ending says.

    Raises:
        UsageError: it ends in neither `.json` nor `.html`.
        OSError: it can't be written.
    """
    check_report_name(path)
    if path.endswith(".json"):
        data = json.dumps(report_json(summary), ensure_ascii=True, indent=1) + "\n"
    else:
        from wxclean.batch.report_html import page

        data = page(summary, title=title)
    with atomic_writer(path) as file:
        file.write(data.encode("utf-8", "backslashreplace"))


def check_report_name(path: str) -> None:
    """Raises UsageError for a report that is neither `.json` nor `.html`."""
    if not path.endswith((".json", ".html", ".htm")):
        raise UsageError(f"{shown(path)}: a report is written as .json or .html")


def report_json(summary: Summary) -> dict[str, Any]:
    """The report as JSON types; its keys stay the same from version to version."""
    counts = summary.counts
    return {
        "outputs": summary.outputs,
        "resumed": summary.resumed,
        "left": summary.left,
        "seconds": round(summary.seconds, 3),
        "stopped": summary.stopped,
        "exit_code": summary.exit_code,
        **{name: value for name, value in counts._asdict().items() if isinstance(value, int)},
        "filters": [share._asdict() for share in by_filter(counts)],
        "rules": [share._asdict() for share in by_rule(counts)],
        "sizes": {
            "in": {str(2**bits): number for bits, number in counts.sizes_in.items()},
            "out": {str(2**bits): number for bits, number in counts.sizes_out.items()},
        },
        "suspect_records": [note._asdict() for note in notes_of(counts, "suspect")],
        "failed_records": [note._asdict() for note in notes_of(counts, "failure")],
        "warnings_of_records": [note._asdict() for note in notes_of(counts, "warning")],
        "skipped_files": [note._asdict() for note in notes_of(counts, "skipped")],
        "samples": as_json(counts).get("samples", []),
    }


def percent(part: float, whole: float) -> str:
    """A share in percent.

    >>> percent(1, 8), percent(0, 0)
    ('12.5 %', '0.0 %')
    """
    return f"{100 * part / whole if whole else 0:.1f} %"


def size(count: float) -> str:
    """A number of bytes in the unit that fits.

    >>> size(999), size(1_500_000)
    ('999 bytes', '1.5 MB')
    """
    for unit, scale in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= scale:
            return f"{count / scale:.1f} {unit}"
    return f"{count:.0f} bytes"


def duration(seconds: float) -> str:
    """A time in seconds, or in minutes and hours.

    >>> duration(3.14), duration(3700)
    ('3.1 s', '1:01:40')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
