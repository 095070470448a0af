"""The state of a run: which outputs are done, in a small SQLite file, so that `--resume` can continue it.

An output is done if the same inputs (name, range, content) were cleaned with the same settings and rules, and
its size and modification time are still those recorded. Inputs whose metadata, change time included, are as recorded
are taken as unchanged; the content of others, copied or touched since, is hashed. An output is recorded once it is
on disk; one that was finished but not yet recorded when a run was killed is made again, with the same bytes.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable

from wxclean.batch.job import Join, Shard
from wxclean.batch.work.content_hash import content_of
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.state_row import StateRow, counts_in, inputs_of, seen_of, settings_of, text_of
from wxclean.errors import UsageError
from wxclean.files.storage import storage_of
from wxclean.files.system import reachable
from wxclean.language import _
from wxclean.visible import printable

_COMMIT_SECONDS = 0.5
_FIND = "select settings, inputs, seen, content, size, mtime_ns, counts from done where output = ?"
_PUT = "insert or replace into done values (?, ?, ?, ?, ?, ?, ?, ?)"
_SEEN = "update done set seen = ? where output = ?"
_VERSION = 2
_SCHEMA = """
create table done (
    output text primary key,
    settings text not null,
    inputs text not null,
    seen text not null,
    content text not null,
    size integer,
    mtime_ns integer,
    counts text not null
) without rowid
"""
_NEW = ("drop table if exists done", _SCHEMA, f"pragma user_version = {_VERSION}")


class State:
    """The record of the outputs that are done, in an open SQLite file."""

    def __init__(self, path: str) -> None:
        os.makedirs(reachable(os.path.dirname(path)), exist_ok=True)
        self._committed = time.monotonic()
        self._rows: list[StateRow] = []
        self._path = path
        self._database = sqlite3.connect(reachable(path), isolation_level=None)
        try:
            self._database.execute("pragma synchronous = full")
            self._database.execute("begin")
            if self._database.execute("pragma user_version").fetchone() != (_VERSION,):
                for statement in _NEW:  # which go to disk with the first rows
                    self._database.execute(statement)
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise self._unusable(error) from None

    def _unusable(self, error: sqlite3.DatabaseError) -> UsageError:
        return UsageError(
            _("{path}: {error}; remove the file to start over").format(path=printable(self._path), error=error)
        )

    def find(self, unit: Shard | Join) -> Counts | None:
        """Return the recorded counts of an output, or None if it still has to be made."""
        try:
            row = self._database.execute(_FIND, (text_of(unit.output),)).fetchone()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None
        if row is None:
            return None
        settings, inputs, seen, content, size, mtime_ns, _ = row
        if settings != settings_of(unit.job) or inputs != inputs_of(unit):
            return None
        if storage_of(unit.output).stat(unit.output) != (None if size is None else (size, mtime_ns)):
            return None
        if not self._is_seen(unit, seen) and not self._is_content(unit, content):
            return None
        return counts_in(row)

    def _is_seen(self, unit: Shard | Join, seen: str) -> bool:
        return seen == seen_of(unit.inputs) and all(part.stamp for part in unit.inputs)

    def _is_content(self, unit: Shard | Join, content: str) -> bool:
        """Return whether the inputs' content is unchanged; if so, record their metadata to spare the next hash."""
        if not content or content != content_of(unit.inputs):
            return False
        with contextlib.suppress(sqlite3.Error):
            self._database.execute(_SEEN, (seen_of(unit.inputs), text_of(unit.output)))
        return True

    def add(self, rows: Iterable[StateRow]) -> None:
        """Record outputs as done; commit if the last commit was over half a second ago."""
        self._rows.extend(rows)
        if time.monotonic() - self._committed > _COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Commit the recorded outputs to disk."""
        self._put()
        self._database.execute("commit")
        self._database.execute("begin")
        self._committed = time.monotonic()

    def _put(self) -> None:
        self._database.executemany(_PUT, self._rows)
        self._rows.clear()

    def close(self) -> None:
        """Commit and close the file."""
        with contextlib.suppress(sqlite3.Error):
            self._put()
            self._database.execute("commit")
        self._database.close()
