"""Keeps the raw records that could not be cleaned: a file a shard, all in one at the end."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, BinaryIO

from wxclean.batch.work.counts import Counts
from wxclean.files.staged import Staged, commit
from wxclean.files.storage import joined, names_in, open_read, remove
from wxclean.files.whole import atomic_writer

if TYPE_CHECKING:
    from wxclean.batch.plan.make_plan import Plan


class Failures:
    """The failed records of one shard; writes nothing until there is one."""

    def __init__(self, folder: str | None, output: str) -> None:
        self.path = failures_file(folder, output) if folder else None
        self.staged: Staged | None = None

    def add(self, path: str, place: str, reason: str, raw: object) -> None:
        """One record. Bytes that are no UTF-8 become the lone surrogates that `surrogateescape` turns back.

        Raises:
            OSError: it can't be kept.
        """
        if self.path is None:
            return
        if self.staged is None:
            self.staged = Staged(self.path)
        if isinstance(raw, bytes):
            raw = raw.decode("utf-8", "surrogateescape")
        self.staged.write(_line(path, place, reason, raw))

    def close(self) -> Exception | None:
        """Puts the file in its place, or takes away that of an earlier run; returns why it can't."""
        try:
            if self.staged is None:
                if self.path is not None:
                    remove(self.path)
                return None
            self.staged.seal()
            return commit([self.staged])[0]
        except OSError as error:
            if self.staged is not None:
                self.staged.discard()
            return error


def failures_file(folder: str, output: str) -> str:
    """Where the failed records of the shard with this output are kept."""
    name = hashlib.blake2b(output.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return joined(folder, name + ".jsonl")


def write_failures(path: str, plan: Plan, counts: Counts) -> None:
    """Writes what failed in a run to one file: whole files first, then records, in the order of the plan.

    Raises:
        OSError: it can't be written.
    """
    folder = plan.job.failures
    with atomic_writer(path) as file:
        for note in counts.notes:
            if note.kind == "failure" and not note.place:
                file.write(_line(note.path, "", note.reason, None))
        if folder is not None:
            _collect(folder, plan, file)
    if folder is not None and plan.job.in_place:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.rmdir(plan.work)


def _collect(folder: str, plan: Plan, file: BinaryIO) -> None:
    there = names_in(folder)
    for shard in plan.shards:
        part = failures_file(folder, shard.output)
        if os.path.basename(part) in there:
            with open_read(part) as lines:
                shutil.copyfileobj(lines, file, 1 << 20)


def _line(path: str, place: str, reason: str, raw: object) -> bytes:
    line = {"path": path, "place": place, "reason": reason, "raw": raw}
    return json.dumps(line, default=str).encode() + b"\n"
