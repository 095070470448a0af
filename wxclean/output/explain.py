"""The edits of a cleaning: a table for people, one JSON object a line for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from wxclean.language import _
from wxclean.output.change_text import DROP, LABEL, REWRITE, change_text
from wxclean.output.changes import Change, changes
from wxclean.output.console import shows_colour
from wxclean.output.json_line import json_line
from wxclean.output.tables import table_output
from wxclean.result import Cleaned

if TYPE_CHECKING:
    from rich.console import Console

_HEADINGS = (_("line"), _("action"), _("rule"), _("what"))
_ACTIONS = {"drop": _("drop"), "label": _("label"), "rewrite": _("rewrite")}
_LONGEST = 200
_STYLES = {"drop": DROP, "label": LABEL, "rewrite": REWRITE}


def explain_rows(cleaned: Cleaned, file: Sequence[Change] = ()) -> list[dict[str, object]]:
    """Return a dict for each edit, in the order of the payload, below those for what changes in the `file` besides.

    The keys are stable: `record`, `line`, `action`, `filter`, `rule`, `before`, `after` (None for a
    drop; a label's value), `field` (None but for a label), `span` (`[start, end]`, or None where
    the edit is of the whole line; counted in characters of the line without its outer white space) and `element`, the
    CSS selector of the line in a saved page (None in a dump). What changes in the file besides its lines has 0 for the
    line, and `file` for the filter.
    """
    elements = _elements(cleaned)
    return [
        {
            "record": cleaned.source.record,
            "line": change.line,
            "action": change.action,
            "filter": change.filter,
            "rule": change.rule,
            "before": change.before,
            "after": change.after,
            "field": change.field,
            "span": list(change.span) if change.span else None,
            "element": elements.get(change.line),
        }
        for change in (*file, *changes(cleaned))
    ]


def explain_output(
    found: Sequence[Cleaned],
    *,
    console: Console,
    as_json: bool = False,
    file: Sequence[Change] = (),
    name: str = "",
) -> str:
    """Return the edits of the records of one input as text: JSON Lines, or a table.

    With a `name`, each edit says which input it is of: as `input`, or in a column before the others. The table has a
    column more where there are several records; for a pipe it is line, action, rule, field, before and after with tabs
    between.
    """
    if as_json:
        inputs = {"input": name} if name else {}
        rows = (explain_rows(cleaned, () if place else file) for place, cleaned in enumerate(found))
        return "".join(json_line(inputs | row) for row in chain.from_iterable(rows))
    head = ((_("input"),) if name else ()) + ((_("record"),) if len(found) > 1 else ())
    edits: list[tuple[int | None, Change, str]] = [(None, change, "") for change in file]
    for cleaned in found:
        elements = _elements(cleaned)
        edits += [(cleaned.source.record, each, elements.get(each.line, "")) for each in changes(cleaned)]
    start = (name,) if name else ()
    cells = [
        (*start, *((record,) if len(found) > 1 else ()), *_cells(change, element, console))
        for record, change, element in edits
    ]
    return table_output((*head, *_HEADINGS), cells, console=console, styles=_STYLES)


def _elements(cleaned: Cleaned) -> Mapping[int, str]:
    """Return the CSS selectors of a page's lines; none where nothing was changed, or the input was no page."""
    if cleaned.page is None or not cleaned.edits:
        return {}
    return {number: element for number, element in enumerate(cleaned.page.elements(), 1) if element}


def _cells(change: Change, element: str, console: Console) -> tuple[object, ...]:
    """Return the cells of one edit: before and after apart for a pipe, what changed for a terminal."""
    if not console.is_terminal:
        return (change.line, change.action, change.label, change.field, change.before, change.after)
    place = f"{change.line} {element}" if element else change.line
    return (
        place,
        _ACTIONS[change.action],
        change.label,
        change_text(change, _LONGEST, brackets=not shows_colour(console)),
    )
