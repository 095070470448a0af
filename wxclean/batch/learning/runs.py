"""Sorted runs of articles on disk, and their merge: the same order, however many runs there were."""

from __future__ import annotations

import heapq
import marshal
import os
from collections.abc import Iterable, Iterator, Sequence

from wxclean.learning.article import Article

_MOST_OPEN = 200
"""The most runs that are merged at once, each an open file."""


def write_run(path: str, articles: Iterable[Article]) -> None:
    """Write articles, sorted, to a file of their own."""
    with open(path, "wb") as file:
        for article in sorted(articles):
            marshal.dump(tuple(article), file)


def read_run(path: str) -> Iterator[Article]:
    """Yield the articles of a run."""
    with open(path, "rb") as file:
        while True:
            try:
                yield Article(*marshal.load(file))  # noqa: S302 - written by this run, in a folder of its own
            except EOFError:
                return


def merged(paths: Sequence[str]) -> Iterator[Article]:
    """Yield the articles of several runs in order."""
    while len(paths) > _MOST_OPEN:
        first, paths = paths[:_MOST_OPEN], paths[_MOST_OPEN:]
        joined = f"{first[0]}+"
        write_sorted(joined, heapq.merge(*map(read_run, first)))
        for path in first:
            os.remove(path)
        paths = [*paths, joined]
    return heapq.merge(*map(read_run, paths))


def write_sorted(path: str, articles: Iterable[Article]) -> None:
    """Write articles that come in order."""
    with open(path, "wb") as file:
        for article in articles:
            marshal.dump(tuple(article), file)
