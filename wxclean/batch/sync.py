"""Brings files to disk: many together, and where there are very many, while others are still being written."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

_THREADS = 16
_MANY = 16
_AHEAD = 64
"""Files that are brought to disk while the next ones are written: the disk works while the processor does."""

Errors = list[Exception | None]
"""For each file None, or why it may not be on disk."""


class Ahead:
    """Brings files to disk in the background as they come, so that there is little to wait for at the end.

    >>> with Ahead() as ahead:
    ...     ahead.add(os.devnull)
    ...     ahead.errors()
    [None]
    """

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: list[Future[Errors]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)

    def add(self, path: str) -> None:
        """One more file, written and closed."""
        self._paths.append(path)
        if len(self._paths) >= _AHEAD:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1)
            self._under_way.append(self._thread.submit(synced, self._paths))
            self._paths = []

    def errors(self) -> Errors:
        """Waits until all files are on disk; what came of each, in their order."""
        last = synced(self._paths)
        self._paths = []
        return [error for batch in self._under_way for error in batch.result()] + last


def synced(paths: Sequence[str]) -> Errors:
    """Brings files to disk: many at once by their file system, where the system has a call for it.

    For 256 small files on ext4, one syncfs took 6 ms, as many fsyncs 160 ms.
    """
    if len(paths) < _MANY:
        return [_sync(path) for path in paths]
    folders = {os.path.dirname(path) for path in paths}
    if len({os.stat(folder).st_dev for folder in folders}) == 1 and _sync_file_system(paths[0]):
        return [None] * len(paths)
    with ThreadPoolExecutor(_THREADS) as threads:
        return list(threads.map(_sync, paths))


def _sync_file_system(path: str) -> bool:
    """Linux's syncfs; False where there is none, or it can't tell that all went well."""
    try:
        call = ctypes.CDLL(None).syncfs
    except (AttributeError, OSError, TypeError):
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return bool(call(descriptor) == 0)
    finally:
        os.close(descriptor)


def _sync(path: str) -> Exception | None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        return error
    return None
