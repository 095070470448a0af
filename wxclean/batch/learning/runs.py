"""Sorted runs of articles on disk, and their merge: the same order, however many runs there were."""

from __future__ import annotations

import heapq
import marshal
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from wxclean.learning.article import Article

_MOST_OPEN = 200
"""The most runs that are merged at once, each an open file."""
_JOINED = "+"
"""What the names of joined runs end with."""


def write_run(path: str, articles: Iterable[Article]) -> None:
    """Write articles, sorted, to a file of their own, and to disk."""
    with open(path, "wb") as file:
        write_rows(file, sorted(articles))
        file.flush()
        os.fsync(file.fileno())


def write_rows(file: BinaryIO, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write tuples to a file, in the order in which they come."""
    for row in rows:
        marshal.dump(tuple(row), file)


def read_rows(path: str) -> Iterator[tuple[Any, ...]]:
    """Yield the tuples of a file."""
    with open(path, "rb") as file:
        while True:
            try:
                yield marshal.load(file)  # noqa: S302 - written by this run, in a folder of its own
            except EOFError:
                return


def _read_run(path: str) -> Iterator[Article]:
    return (Article(*row) for row in read_rows(path))


def merged(paths: Sequence[str]) -> Iterator[Article]:
    """Yield the articles of several runs in order; the runs stay, so that a run that is stopped can go on."""
    while len(paths) > _MOST_OPEN:
        first, paths = paths[:_MOST_OPEN], paths[_MOST_OPEN:]
        joined = f"{first[0]}{_JOINED}"
        with open(joined, "wb") as file:
            write_rows(file, heapq.merge(*map(_read_run, first)))
        for path in first:
            if path.endswith(_JOINED):
                os.remove(path)
        paths = [*paths, joined]
    return heapq.merge(*map(_read_run, paths))
