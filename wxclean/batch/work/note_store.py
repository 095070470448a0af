"""All notes of a run in the order of the plan: in memory while they are few, then in a temporary database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import finalize

from wxclean.batch.work.notes import Note, NoteKind, joined, unpacked

if TYPE_CHECKING:
    import sqlite3

_IN_MEMORY = 4 << 20
_ROW = 100
"""The bytes that a row takes in memory besides its notes."""
_SCHEMA = "create table notes (place integer, kind text, packed blob); create index by_kind on notes (kind, place)"
_PUT = "insert into notes values (?, ?, ?)"
_FIND = "select packed from notes where kind = ? order by place, rowid"

_Row = tuple[int, NoteKind, bytes]


class NoteStore:
    """The notes of a run, by kind; how many there are makes no difference to the memory it takes."""

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._size = 0
        self._database: sqlite3.Connection | None = None

    def add(self, place: int, notes: Sequence[Note], more: Sequence[tuple[NoteKind, bytes]]) -> None:
        """Add the notes of the shard that has this place in the plan: those that it carries, then those it packed."""
        by_kind: dict[NoteKind, list[Note]] = {}
        for note in notes:
            by_kind.setdefault(note.kind, []).append(note)
        for kind, data in [*((kind, joined(found)) for kind, found in by_kind.items()), *more]:
            self._rows.append((place, kind, data))
            self._size += len(data) + _ROW
        if self._size > _IN_MEMORY:
            self._put_down()

    def of(self, kind: NoteKind) -> Iterator[Note]:
        """Yield the notes of one kind in the order of the plan."""
        for data in self._rows_of(kind):
            yield from unpacked(kind, data)

    def _rows_of(self, kind: NoteKind) -> Iterator[bytes]:
        if self._database is None:
            yield from (row[2] for row in sorted(self._rows, key=lambda row: row[0]) if row[1] == kind)
            return
        self._put_down()
        yield from (row[0] for row in self._database.execute(_FIND, (kind,)))

    def _put_down(self) -> None:
        """Move what is in memory to the database. Where the disk is full, the notes that don't fit are only counted."""
        import sqlite3  # few runs have so many

        try:
            if self._database is None:
                self._database = sqlite3.connect("", isolation_level=None)  # temporary, and gone when it is closed
                finalize(self, self._database.close)
                self._database.executescript(_SCHEMA)
            self._database.executemany(_PUT, self._rows)
        except sqlite3.Error:
            pass
        self._rows, self._size = [], 0
