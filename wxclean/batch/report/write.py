"""The report of a run as a JSON file or an HTML page."""

from __future__ import annotations

import json
from typing import Any

from wxclean.batch.report.figures import by_filter, by_rule, notes_of
from wxclean.batch.run.runner import RunSummary
from wxclean.batch.work.counts import as_json
from wxclean.errors import UsageError
from wxclean.files.staged import atomic_writer
from wxclean.visible import printable


def write_report(path: str, summary: RunSummary, *, title: str) -> None:
    """Write a JSON report or an HTML page, according to the suffix.

    Raises:
        UsageError: the suffix is neither `.json` nor `.html`.
        OSError: the file can't be written.
    """
    check_report_name(path)
    if path.endswith(".json"):
        data = json.dumps(report_json(summary), ensure_ascii=True, indent=1) + "\n"
    else:
        from wxclean.batch.report.html import page

        data = page(summary, title=title)
    with atomic_writer(path) as file:
        file.write(data.encode("utf-8", "backslashreplace"))


def check_report_name(path: str) -> None:
    """Raise UsageError for a report that is neither `.json` nor `.html`."""
    if not path.endswith((".json", ".html", ".htm")):
        raise UsageError(f"{printable(path)}: a report is written as .json or .html")


def report_json(summary: RunSummary) -> dict[str, Any]:
    """Return the report as JSON types; its keys are stable across versions."""
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
