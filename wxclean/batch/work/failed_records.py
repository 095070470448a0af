"""The raw records that could not be cleaned: kept in a file a shard, at the end all in one."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from wxclean.batch.plan.output_names import failures_file
from wxclean.batch.work.notes import Note
from wxclean.files.staged import Staged, atomic_writer, commit
from wxclean.files.storage import storage_of

if TYPE_CHECKING:
    from wxclean.batch.plan.make_plan import Plan


class Failures:
    """The failed records of one shard; nothing is written until there is one."""

    def __init__(self, folder: str | None, output: str) -> None:
        self.path = failures_file(folder, output) if folder else None
        self.staged: Staged | None = None

    def add(self, note: Note, raw: object) -> None:
        """Add one record. Bytes that are no UTF-8 become the lone surrogates that `surrogateescape` turns back.

        Raises:
            OSError: it can't be kept.
        """
        if self.path is None:
            return
        if self.staged is None:
            self.staged = Staged(self.path)
        if isinstance(raw, bytes):
            raw = raw.decode("utf-8", "surrogateescape")
        self.staged.write(_line(note, raw))

    def close(self) -> Exception | None:
        """Put the file in its place, or take away that of an earlier run; return why it can't be done."""
        try:
            if self.staged is None:
                if self.path is not None:
                    storage_of(self.path).remove(self.path)
                return None
            self.staged.seal()
            return commit([self.staged])[0]
        except OSError as error:
            if self.staged is not None:
                self.staged.discard()
            return error


class HeldFailures(Failures):
    """The failed records of a piece of a shard: noted, and kept for its `Failures` where these are kept."""

    def __init__(self, *, kept: bool) -> None:
        super().__init__(None, "")
        self.kept = kept
        self.held: list[tuple[Note, object]] = []

    def add(self, note: Note, raw: object) -> None:
        """Hold one record."""
        if self.kept:
            self.held.append((note, raw))


def write_failures(path: str, plan: Plan, failures: Iterable[Note]) -> None:
    """Write what failed in a run to one file: whole files first, then records, in the order of the plan.

    Raises:
        OSError: it can't be written.
    """
    folder = plan.job.failures
    with atomic_writer(path) as file:
        for note in failures:
            if not note.place:
                file.write(_line(note, None))
        if folder is not None:
            _collect(folder, plan, file)
    if folder is not None and plan.job.in_place:
        storage_of(folder).remove_folder(folder)
        with contextlib.suppress(OSError):
            os.rmdir(plan.work)


def _collect(folder: str, plan: Plan, file: BinaryIO) -> None:
    storage = storage_of(folder)
    there = storage.names_in(folder)
    for shard in plan.shards:
        part = failures_file(folder, shard.output)
        if os.path.basename(part) in there:
            with storage.open_read(part) as lines:
                shutil.copyfileobj(lines, file, 1 << 20)


def _line(note: Note, raw: object) -> bytes:
    line = {"path": note.path, "place": note.place, "code": note.code, "reason": note.reason, "raw": raw}
    return json.dumps(line, default=str).encode() + b"\n"
