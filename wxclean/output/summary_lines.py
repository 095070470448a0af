"""A summary for the terminal: a bar of what became of the text, and counts by outcome and filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wxclean.language import Message, _, translated
from wxclean.output.change_text import DROP, LABEL, QUIET, REWRITE
from wxclean.output.fit import shorten, width
from wxclean.output.summary import Count, FilterCounts, Summary
from wxclean.visible import counted

if TYPE_CHECKING:
    from rich.text import Text

_BAR = 60
_NAME = 20


def summary_lines(found: Summary, columns: int) -> Iterator[Text]:
    """Yield the summary line by line, in at most `columns` cells where there are 60."""
    yield _bar(found, min(columns - 2, _BAR))
    yield from _outcomes(found)
    if found.filters:
        yield from _by_filter(found.filters)


def summary_line(name: str, found: Summary) -> Message:
    """Return the summary in one line: how many edits there are, what is gone, and which filters did it."""
    edits = [(one.name, sum(count.lines for count in one[1:])) for one in found.filters]
    filters = ", ".join(f"{filter_} {number:,}" for filter_, number in edits)
    values = {
        "name": name,
        "edits": counted(sum(number for _filter, number in edits), "change"),
        "characters": counted(found.dropped.characters, "character"),
    }
    if not edits:
        return _("{name}: {edits}, {characters} gone").format(**values)
    return _("{name}: {edits}, {characters} gone; by {filters}").format(**values, filters=filters)


def _outcomes(found: Summary) -> Iterator[Text]:
    whole = found.kept.characters + found.dropped.characters + found.labelled.characters
    yield _outcome(_("kept"), found.kept, "", _share(found.kept, whole))
    yield _outcome(_("dropped"), found.dropped, DROP, _share(found.dropped, whole))
    yield _outcome(_("labelled"), found.labelled, LABEL, _share(found.labelled, whole))
    yield _outcome(_("rewritten"), found.rewritten, REWRITE, translated(_(" of the kept")))
    yield _outcome(_("blank"), found.layout, QUIET, translated(_(" of white space")))


def _outcome(name: str, count: Count, style: str, note: str) -> Text:
    from rich.text import Text

    unit = translated(_("line ") if count.lines == 1 else _("lines"))
    text = Text(" ").append(f"{_filled(translated(name), 10)}{count.lines:>8,} {unit}", style)
    letters = translated(_("{characters} characters{note}").format(characters=f"{count.characters:>12,}", note=note))
    return text.append(letters, QUIET if style == QUIET else "")


def _filled(text: str, cells: int) -> str:
    """Return a text with spaces behind it up to a number of cells."""
    return text + " " * (cells - width(text))


def _share(count: Count, whole: int) -> str:
    return f"{count.characters / whole:>6.0%}" if whole else ""


def _bar(found: Summary, cells: int) -> Text:
    from rich.text import Text

    shares = (found.kept.characters, found.dropped.characters, found.labelled.characters)
    kept, dropped, labelled = _cells(shares, cells)
    return Text(" ").append("━" * kept, "bold").append("━" * dropped, DROP).append("━" * labelled, LABEL)


def _cells(shares: Sequence[int], cells: int) -> list[int]:
    """Return each share's part of the bar; what is there at all gets a cell, and the largest makes up for it."""
    whole = sum(shares)
    if not whole:
        return [0 for _ in shares]
    parts = [max(share * cells // whole, 1) if share else 0 for share in shares]
    parts[parts.index(max(parts))] += cells - sum(parts)
    return parts


def _by_filter(filters: Sequence[FilterCounts]) -> Iterator[Text]:
    from rich.text import Text

    head = translated(_("lines · characters"))
    room = max(min(max(width(one.name) for one in filters), _NAME), width(head))
    yield Text("")
    headings = [translated(name) for name in (_("dropped"), _("rewritten"), _("labelled"))]
    yield Text(f" {_filled(head, room)}" + "".join(" " * (13 - width(name)) + name for name in headings), QUIET)
    for one in filters:
        name = shorten(one.name, room)
        text = Text(f" {name}{' ' * (room - width(name))}")
        for count, style in ((one.dropped, DROP), (one.rewritten, REWRITE), (one.labelled, LABEL)):
            shown = f"{count.lines:,} · {count.characters:,}" if count.lines else "–"
            text.append(f" {shown:>12}", style if count.lines else QUIET)
        yield text
