"""Brings files to disk, many of them together."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence

_THREADS = 16
_MANY = 16

Errors = list[Exception | None]
"""For each file None, or why it may not be on disk."""


def synced(paths: Sequence[str]) -> Errors:
    """Brings files to disk: many at once by their file system, where the system has a call for it.

    For 256 small files on ext4, one syncfs took 6 ms, as many fsyncs 160 ms.
    """
    if len(paths) < _MANY:
        return [_sync(path) for path in paths]
    folders = {os.path.dirname(path) for path in paths}
    if len({os.stat(folder).st_dev for folder in folders}) == 1 and _sync_file_system(paths[0]):
        return [None] * len(paths)
    from concurrent.futures import ThreadPoolExecutor  # which loads logging, too

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
