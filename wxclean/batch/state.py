"""Which outputs are done, in a small SQLite file, so that a run can go on where another one ended.

An output is done if the same inputs (path, range, size, time of change) were cleaned with the same
settings and rules, and the output still is what was written then. It is recorded after the output is on
disk; one that was finished but not yet recorded when a run was killed is simply made again, with the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable
from functools import lru_cache

from wxclean.batch.counts import Counts, as_json, from_json
from wxclean.batch.job import Job, Join, Shard, Source
from wxclean.batch.shard import Result
from wxclean.batch.storage import Stat, shown
from wxclean.batch.storage import stat as stat_of
from wxclean.errors import UsageError

_COMMIT_SECONDS = 0.5
_FIND = "select settings, inputs, size, mtime_ns, counts from done where output = ?"
_SCHEMA = """
create table if not exists done (
    output text primary key,
    settings text not null,
    inputs text not null,
    size integer,
    mtime_ns integer,
    counts text not null
) without rowid;
"""


class State:
    """The record of a run's outputs."""

    def __init__(self, path: str) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self._committed = time.monotonic()
        self._rows: list[tuple[str | int | None, ...]] = []
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        try:
            self._database.execute("pragma synchronous = full")
            self._database.executescript(_SCHEMA)
            self._database.execute("begin")
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise self._unusable(error) from None

    def _unusable(self, error: sqlite3.DatabaseError) -> UsageError:
        return UsageError(f"{shown(self._path)}: {error}; remove the file to start over")

    def find(self, unit: Shard | Join) -> Counts | None:
        """The counts of an output that is done, None if it has to be made."""
        try:
            row = self._database.execute(_FIND, (_text(unit.output),)).fetchone()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None
        if row is None or row[0] != settings_of(unit.job):
            return None
        there = stat_of(unit.output)
        recorded = None if row[2] is None else Stat(row[2], row[3])
        if there != recorded:
            return None
        if row[1] != inputs_of(unit) and not _is_own_output(unit, recorded):
            return None
        return from_json(json.loads(row[4]))

    def add(self, unit: Shard | Join, result: Result) -> None:
        """Records an output as done."""
        size, mtime_ns = result.output or (None, None)
        row = (
            _text(unit.output),
            settings_of(unit.job),
            inputs_of(unit),
            size,
            mtime_ns,
            json.dumps(as_json(result.counts), separators=(",", ":")),
        )
        self._rows.append(row)
        if time.monotonic() - self._committed > _COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Brings what was recorded to disk."""
        self._put()
        self._database.execute("commit")
        self._database.execute("begin")
        self._committed = time.monotonic()

    def _put(self) -> None:
        self._database.executemany("insert or replace into done values (?, ?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()

    def close(self) -> None:
        """Commits and lets go of the file."""
        with contextlib.suppress(sqlite3.Error):
            self._put()
            self._database.execute("commit")
        self._database.close()


def _is_own_output(unit: Shard | Join, recorded: Stat | None) -> bool:
    """In place the input is what was written, so its size and time are the output's on record."""
    if len(unit.sources) != 1 or unit.sources[0].path != unit.output or recorded is None:
        return False
    source = unit.sources[0]
    return Stat(source.size, source.mtime_ns) == recorded


@lru_cache(maxsize=8)
def settings_of(job: Job) -> str:
    """Changes whenever the same input could give another output: settings, rules, version, format."""
    parts = (job.fingerprint, job.target, job.merge, job.title, job.text_column, job.keep_raw, job.in_place, job.strict)
    limits = (job.max_record, job.max_ratio)
    return _digest([repr(parts), repr(limits)])


def inputs_of(unit: Shard | Join) -> str:
    """Changes whenever an input does."""
    return _digest(_source_text(source) for source in unit.sources)


def _source_text(source: Source) -> str:
    return f"{source.path}\0{source.format}\0{source.start}\0{source.stop}\0{source.size}\0{source.mtime_ns}"


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogateescape") + b"\1")
    return digest.hexdigest()


def _text(path: str) -> str:
    """A path as SQLite can hold it: a name that is no UTF-8 gets its odd bytes written out."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
