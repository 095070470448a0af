"""The summary of a run: what it did, and everything there is to say of single records and files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wxclean.batch.work.counts import Counts
from wxclean.batch.work.note_store import NoteStore
from wxclean.batch.work.notes import Note, NoteKind


class RunSummary(NamedTuple):
    """What a run did: the sums, the number of outputs, of those done before, and of those left; the time in seconds.

    `stopped` is None for a complete run, else `interrupted` or `failed fast`; then `left` outputs were not made.
    `store` has all notes, the counts only the first of them. `unmade` are the outputs of which there may be parts, and
    notes, but which are not there: those that are left, and those of which a part failed.
    """

    counts: Counts
    outputs: int
    resumed: int
    left: int
    seconds: float
    stopped: str | None = None
    store: NoteStore | None = None
    unmade: frozenset[str] = frozenset()

    def notes(self, kind: NoteKind) -> Iterator[Note]:
        """Yield all notes of one kind in the order of the plan."""
        if self.store is None:
            return (note for note in self.counts.notes if note.kind == kind)
        return self.store.of(kind)

    @property
    def exit_code(self) -> int:
        """The exit code: 0 all done, 3 something failed, 130 interrupted."""
        if self.stopped == "interrupted":
            return 130
        return 3 if self.counts.failures or self.stopped else 0
