"""What storages tell of files: plain data, alike for local files and for URLs."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple


class Stat(NamedTuple):
    """Size in bytes and time of the last change in nanoseconds (0 where the storage has none)."""

    size: int
    mtime_ns: int


class FoundFile(NamedTuple):
    """A file that is there.

    `path` is absolute, or a URL; `name` is the path below the folder in which it was looked for. `stamp` changes
    whenever the content may have; it is empty where the storage can't tell.
    """

    path: str
    name: str
    size: int
    mtime_ns: int = 0
    stamp: str = ""


class Skipped(NamedTuple):
    """What was passed over, and why; `lost` where files may be missing that were wanted."""

    path: str
    reason: str
    lost: bool = False


class Wanted(NamedTuple):
    """Which files below a folder are wanted, by their names, and which folders need to be entered."""

    file: Callable[[str], bool]
    folder: Callable[[str], bool]


class Place(NamedTuple):
    """Where a new content is to go.

    Attributes:
        final: the path that links lead to.
        folder: where the content waits until it is whole.
        there: what the system says of the local file that it will replace; None where there is none.
        is_special: whether there is a device or a pipe, which can only be written to, not replaced.
    """

    final: str
    folder: str
    there: os.stat_result | None = None
    is_special: bool = False
