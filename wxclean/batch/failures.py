"""Keeps the raw records that could not be cleaned: a file a shard, all in one at the end."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from typing import BinaryIO

from wxclean.batch.storage import remove
from wxclean.batch.write import Staged, commit


class Failures:
    """The failed records of one shard; writes nothing until there is one."""

    def __init__(self, folder: str | None, output: str) -> None:
        self.path = failures_file(folder, output) if folder else None
        self.staged: Staged | None = None

    def add(self, path: str, place: str, reason: str, raw: object) -> None:
        """One record. Bytes that are no UTF-8 become the lone surrogates that `surrogateescape` turns back."""
        if self.path is None:
            return
        if self.staged is None:
            self.staged = Staged(self.path)
        if isinstance(raw, bytes):
            raw = raw.decode("utf-8", "surrogateescape")
        line = json.dumps({"path": path, "place": place, "reason": reason, "raw": raw}, default=str)
        self.staged.write(line.encode() + b"\n")

    def close(self) -> None:
        """Puts the file in its place, or takes away that of an earlier run."""
        if self.staged is not None:
            self.staged.seal()
            error = commit([self.staged])[0]
            if error is not None:
                raise error
        elif self.path is not None:
            remove(self.path)

    def discard(self) -> None:
        """Forgets what was added."""
        if self.staged is not None:
            self.staged.discard()
            self.staged = None


def failures_file(folder: str, output: str) -> str:
    """Where the failed records of the shard with this output are kept."""
    name = hashlib.blake2b(output.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return os.path.join(folder, name + ".jsonl")


def collect(folder: str, outputs: Iterable[str], file: BinaryIO) -> None:
    """Writes the failed records of all shards, in the order of the plan."""
    try:
        there = set(os.listdir(folder))
    except FileNotFoundError:
        return
    for output in outputs:
        path = failures_file(folder, output)
        if os.path.basename(path) in there:
            with open(path, "rb") as part:
                while piece := part.read(1 << 20):
                    file.write(piece)
