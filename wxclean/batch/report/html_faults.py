"""What went wrong as a part of the page: causes, and a list of all places that a click on a cause cuts down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wxclean.batch.report.faults import Group, cause_text, where_text
from wxclean.batch.report.figures import gone, gone_share
from wxclean.batch.report.words import Words
from wxclean.batch.work.causes import OTHERS
from wxclean.batch.work.notes import Note, NoteKind, cause_of, why
from wxclean.language import translated
from wxclean.output.html_page.parts import Parts
from wxclean.output.html_page.tables import Cell, Column, Table

_LISTED = 100_000
"""The most faults of a kind that a browser has to hold; the JSON report has more."""

_PAGE = 10
"""The rows that are shown at a time."""


def fault_section(
    parts: Parts, said: Words, kind: NoteKind, title: str, groups: Sequence[Group], notes: Iterable[Note]
) -> None:
    """Add the faults of one kind as a section of the page; nothing where there are none."""
    if not groups:
        return
    total = sum(group.number for group in groups)
    found = _listed(groups, notes)
    rows, places, columns = _suspects(said, found) if kind == "suspect" else _faults(said, found)
    table = Table(kind, columns, rows, 0 if kind == "suspect" else None, groups=places, page=_PAGE)
    content = ""
    if len(groups) > 1:
        content = parts.note(said.choose_cause) + parts.table(_causes(said, kind, groups))
    content += parts.table(table)
    if len(rows) < total:
        content += parts.note(said.page_lists.format(shown=f"{len(rows):,}", number=f"{total:,}"))
    parts.add(kind, title.format(number=f"{total:,}"), content)


def _causes(said: Words, kind: NoteKind, groups: Sequence[Group]) -> Table:
    columns = (Column(said.number, "number"), Column(said.cause), Column(said.first_place))
    rows = [(group.number, cause_text(group), _first(group)) for group in groups]
    return Table(f"{kind}-causes", columns, rows, 0, opens=1, filters=kind, page=_PAGE)


def _first(group: Group) -> str:
    return "; ".join(where_text(path, place) for path, place, _ in group.first)


def _listed(groups: Sequence[Group], notes: Iterable[Note]) -> list[tuple[int, Note]]:
    """Return notes with the place of their group; where there are too many in all, each gets its share at least."""
    place_of = {group.cause: place for place, group in enumerate(groups)}
    share = max(1, _LISTED // len(groups))
    left, taken = _LISTED, [0] * len(groups)
    found = []
    for note in notes:
        place = place_of.get(cause_of(why(note)), place_of.get(OTHERS))
        if place is not None and (left > 0 or taken[place] < share):
            found.append((place, note))
            taken[place] += 1
            left -= 1
    return found


_Rows = tuple[list[tuple[Cell, ...]], list[int], tuple[Column, ...]]


def _faults(said: Words, found: Sequence[tuple[int, Note]]) -> _Rows:
    rows: list[tuple[Cell, ...]] = [(note.path, translated(note.place), translated(why(note))) for _, note in found]
    return rows, [place for place, _ in found], (Column(said.file), Column(said.where), Column(said.why))


def _suspects(said: Words, found: Sequence[tuple[int, Note]]) -> _Rows:
    """Return suspects with how much went, those of which most went first."""
    ranked = sorted(found, key=lambda pair: (-gone_share(pair[1]), -gone(pair[1])))
    columns = (
        Column(said.went, "share"),
        Column(said.characters_gone, "number"),
        Column(said.file),
        Column(said.where),
        Column(said.why),
    )
    rows: list[tuple[Cell, ...]] = [
        (gone_share(note), gone(note), note.path, translated(note.place), translated(why(note))) for _, note in ranked
    ]
    return rows, [place for place, _ in ranked], columns
