"""What went wrong as a part of the page: by cause, with all places to page through; without scripts, the first ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from wxclean.batch.report.charts import harmless, text
from wxclean.batch.report.faults import Group
from wxclean.batch.work.causes import OTHERS
from wxclean.batch.work.notes import Note, cause_of, why

_SHOWN = 20
"""The rows of a cause that are there without scripts."""
_LISTED = 100_000
"""The most faults of a kind that a browser has to hold; the JSON report has more."""

_Row = tuple[str, str, str]


def fault_section(title: str, groups: Sequence[Group], notes: Iterable[Note]) -> str:
    """Return the faults of one kind as a section of the page; nothing where there are none."""
    if not groups:
        return ""
    rows = _rows_by_cause(groups, notes)
    causes = "\n".join(_cause(group, found, alone=len(groups) == 1) for group, found in zip(groups, rows, strict=True))
    total = sum(group.number for group in groups)
    return (
        f'<section class="faults"><details open><summary><h2>{text(title)} ({total:,})</h2></summary>\n'
        f"{causes}\n{_data(rows)}</details></section>"
    )


def _rows_by_cause(groups: Sequence[Group], notes: Iterable[Note]) -> list[list[_Row]]:
    """Return the rows of each group; where there are too many in all, each gets its share at least."""
    rows: dict[str, list[_Row]] = {group.cause: [] for group in groups}
    share = max(1, _LISTED // len(groups))
    left = _LISTED
    for note in notes:
        found = rows.get(cause_of(why(note)), rows.get(OTHERS))
        if found is not None and (left > 0 or len(found) < share):
            found.append((harmless(note.path), harmless(note.place), harmless(why(note))))
            left -= 1
    return list(rows.values())


def _cause(group: Group, rows: Sequence[_Row], *, alone: bool) -> str:
    body = "".join(_table_row(row) for row in rows[:_SHOWN])
    rest = group.number - min(len(rows), _SHOWN)
    more = f'<p class="rest">… and {rest:,} more</p>' if rest else ""
    if len(rows) < group.number:
        more += f"<p>This page lists {len(rows):,} of {group.number:,}; a JSON report lists all.</p>"
    opened = " open" if alone else ""
    return (
        f'<details class="cause"{opened}><summary><b>{group.number:,}</b> {text(group.cause)}</summary>\n'
        '<div class="scroll"><table><thead><tr><th>File</th><th>Where</th><th>Why</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>{more}</details>"
    )


def _table_row(row: _Row) -> str:
    return f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}</tr>"


def _data(rows: Sequence[Sequence[_Row]]) -> str:
    """Return all rows for the page's script, each text once; nothing where the page shows all of them anyway."""
    if all(len(found) <= _SHOWN for found in rows):
        return ""
    words: dict[str, int] = {}
    numbered = [[[words.setdefault(cell, len(words)) for cell in row] for row in found] for found in rows]
    data = json.dumps({"words": list(words), "causes": numbered}, separators=(",", ":")).replace("<", r"\u003c")
    return f'<script type="application/json">{data}</script>\n'
