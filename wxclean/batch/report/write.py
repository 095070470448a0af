"""The report of a run as a JSON file or an HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from wxclean.batch.report.faults import FAULTS, groups_of
from wxclean.batch.report.figures import by_filter, by_rule, ranked
from wxclean.batch.report.unknown_lines import UnknownLine, unknown_lines
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.counts import as_json
from wxclean.batch.work.notes import Note, NoteKind
from wxclean.errors import UsageError
from wxclean.files.staged import atomic_writer
from wxclean.language import _
from wxclean.output.html_page.about import About
from wxclean.visible import printable

_LISTS: Final[tuple[tuple[str, NoteKind], ...]] = (
    ("suspect_records", "suspect"),
    ("failed_records", "failure"),
    ("warnings_of_records", "warning"),
    ("skipped_files", "skipped"),
)
"""What a JSON report lists, however long it gets, and the kind of notes that are in it."""


_OF_SUSPECTS: Final = ("chars_in", "chars_out")


def write_report(path: str, summary: RunSummary, *, title: str, about: About | None = None) -> None:
    """Write a JSON report or an HTML page, according to the suffix; `about` says by what it was made.

    Raises:
        UsageError: the suffix is neither `.json` nor `.html`.
        OSError: the file can't be written.
    """
    check_report_name(path)
    if path.endswith(".json"):
        parts = _json_parts(summary, about)
    else:
        from wxclean.batch.report.html import page

        parts = iter([page(summary, title=title, about=about)])
    with atomic_writer(path) as file:
        for part in parts:
            file.write(part.encode("utf-8", "backslashreplace"))


def check_report_name(path: str) -> None:
    """Raise UsageError for a report that is neither `.json` nor `.html`."""
    if not path.endswith((".json", ".html", ".htm")):
        raise UsageError(_("{path}: a report is written as .json or .html").format(path=printable(path)))


def _json_parts(summary: RunSummary, about: About | None) -> Iterator[str]:
    """Yield the report as JSON, piece by piece."""
    begun = {} if about is None else about._asdict()
    yield json.dumps({**begun, **_figures(summary)}, indent=1).removesuffix("\n}")
    for name, kind in _LISTS:
        yield f",\n {json.dumps(name)}: "
        yield from _json_list(_row(note) for note in summary.notes(kind))
    yield ',\n "unknown_lines": '
    yield from _json_list(_unknown_row(line) for line in unknown_lines(summary.counts))
    yield ',\n "examples": '
    yield from _json_list(
        {"rule": rule, **example._asdict()} for rule, found in summary.counts.examples.items() for example in found
    )
    yield ',\n "samples": '
    yield from _json_list(as_json(summary.counts).get("samples", []))
    yield "\n}\n"


def _row(note: Note) -> dict[str, Any]:
    """Return a note as JSON has it: only of what is suspect, it is known how much was there and how much is left."""
    row = note._asdict()
    return row if note.kind == "suspect" else {name: value for name, value in row.items() if name not in _OF_SUSPECTS}


def _unknown_row(one: UnknownLine) -> dict[str, Any]:
    return {**one._asdict(), "places": [{"path": path, "place": place} for path, place in one.places]}


def _json_list(rows: Iterable[object]) -> Iterator[str]:
    separator = "["
    for row in rows:
        yield f"{separator}\n  {json.dumps(row)}"
        separator = ","
    yield "[]" if separator == "[" else "\n ]"


def _figures(summary: RunSummary) -> dict[str, Any]:
    """Return the figures as JSON types; their keys are stable across versions."""
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
        "groups": {
            name: [{"name": value, **sums._asdict()} for value, sums in ranked(groups)]
            for name, groups in counts.groups.items()
        },
        "causes": [
            {"kind": kind, "cause": group.cause, "number": group.number}
            for kind in FAULTS
            for group in groups_of(counts, kind)
        ],
    }
