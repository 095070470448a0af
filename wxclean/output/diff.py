"""What cleaning changes: in colour for a terminal, as a plain unified diff for all else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from wxclean.language import Message, _, joined, translated
from wxclean.output.changes import Change, differs
from wxclean.output.console import shows_colour
from wxclean.output.preview_lines import HUNK, preview_lines
from wxclean.output.summary import summary, total
from wxclean.output.summary_lines import summary_line, summary_lines
from wxclean.output.unified import cleaned_diff
from wxclean.result import Cleaned
from wxclean.visible import safe, visible

if TYPE_CHECKING:
    from rich.console import Console


NOTE = "#"
"""What a line above a diff begins with, as patch programs pass over it."""
STOPS = f"^({NOTE}|{HUNK})"
"""A pattern of the lines to jump to in a pager: the summary of each input, and the head of each hunk."""


def diff_output(
    found: Sequence[Cleaned],
    *,
    name: str,
    console: Console,
    after: Callable[[Cleaned], str] = str,
    file: Sequence[Change] = (),
) -> str:
    """Return what cleaning changes in the records of one input; nothing where nothing changes.

    What changes in the file besides its lines stands above, in comments that patch programs pass over; in a terminal,
    a summary in one line stands on top.

    Args:
        found: the records of one input.
        name: the input's name; any characters.
        console: says whether there is colour, and how wide the terminal is.
        after: what a record's output is, for the plain diff; `str` gives title and text.
        file: what changes besides lines, as `file_changes` tells.
    """
    changed = [(cleaned, after(cleaned)) for cleaned in found]
    changed = [(cleaned, text) for cleaned, text in changed if differs(cleaned, text)]
    if shows_colour(console):
        return _in_colour([cleaned for cleaned, _text in changed], name, len(found), console, file)
    show = visible if console.is_terminal else safe
    above = _notes(name, file)
    if console.is_terminal and (changed or file):  # a program that reads the diff does without
        above = [summary_line(name, total(summary(cleaned) for cleaned, _text in changed)), *above]
    return "".join(
        f"{NOTE} {visible(translated(note) if console.is_terminal else note)}\n" for note in above
    ) + "".join(
        cleaned_diff(cleaned, _titled(name, cleaned, len(found)), after=text, show=show) for cleaned, text in changed
    )


def _notes(name: str, file: Sequence[Change]) -> list[Message]:
    """Return in words what changes besides lines."""
    return [Message("{name}: {note}").format(name=name, note=_note(change)) for change in file]


def _note(change: Change) -> Message:
    after = joined("", (" → ", change.after)) if change.after else ""
    return Message("{what}: {before}{after}").format(what=_WHAT[change.rule], before=change.before, after=after)


_WHAT = {
    "encoding": _("encoding"),
    "byte-order-mark": _("byte order mark"),
    "line-ends": _("line ends"),
    "invisible": _("invisible"),
    "wrapper": _("wrapper"),
    "white-space": _("white space"),
}


def _in_colour(changed: Sequence[Cleaned], name: str, records: int, console: Console, file: Sequence[Change]) -> str:
    if not changed and not file:
        return ""
    counts = total(map(summary, changed))
    with console.capture() as capture:
        head = f"{NOTE} {visible(translated(summary_line(name, counts)))}"
        console.print(head, style="bold", markup=False, soft_wrap=True)
        for note in _notes(name, file):
            console.print(visible(translated(note)), style="bold", markup=False, soft_wrap=True)
        for cleaned in changed:
            for line in preview_lines(cleaned, _titled(name, cleaned, records), console.width):
                console.print(line, soft_wrap=True)
        for line in summary_lines(counts, console.width):
            console.print(line, soft_wrap=True)
    return capture.get()


def _titled(name: str, cleaned: Cleaned, records: int) -> str:
    return f"{name}#{cleaned.source.record}" if records > 1 else name
