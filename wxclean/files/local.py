"""Files of this machine: the storage whose paths the operating system knows."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from stat import S_ISREG
from typing import BinaryIO, NamedTuple

from wxclean.errors import InputError, system_message
from wxclean.files import fsync, local_walk, system
from wxclean.files.facts import Place, Stat
from wxclean.files.local_walk import kind_of, stamp_of
from wxclean.files.system import is_possible, reachable
from wxclean.language import _

is_local = True
is_cheap_to_reread = True

_BUFFER = 1 << 16  # with Python's own 8 KiB, calls of the system take 0.04 s of 64 MB
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_PATIENCE = (0.01, 0.05, 0.2, 0.5)


def absolute(path: str) -> str:
    """Return the path with all links resolved."""
    return os.path.realpath(path)


def all_absolute(paths: Iterable[str]) -> Iterator[str]:
    """Yield each path with all links resolved, and look into each folder only once."""
    folders: dict[str, _Folder] = {}
    for path in paths:
        cut = max(path.rfind("/"), path.rfind(os.sep)) + 1
        folder, name = path[:cut], path[cut:]
        if folder not in folders:
            folders[folder] = _Folder(joined(os.path.realpath(folder), ""), _links_in(folder))
        resolved, links = folders[folder]
        yield os.path.realpath(path) if name in links else resolved + name


class _Folder(NamedTuple):
    """A folder with all links resolved and a separator at its end, and the names of the links in it."""

    path: str
    links: frozenset[str]


def _links_in(folder: str) -> frozenset[str]:
    """Return the names of the links in a folder; none where there is no folder."""
    try:
        with os.scandir(reachable(folder)) as entries:
            return frozenset(entry.name for entry in entries if entry.is_symlink())
    except OSError:
        return frozenset()


possible = system.possible
same_name = system.same_name


def joined(folder: str, name: str) -> str:
    """Return the path of a name in a folder."""
    return os.path.join(folder, name)


def parent(path: str) -> str:
    """Return the folder that a path lies in; empty for a mere name."""
    return os.path.dirname(path)


def is_folder(path: str) -> bool:
    """Return whether there is a folder at the path."""
    return os.path.isdir(reachable(path))


found = local_walk.found
files_below = local_walk.files_below


def names_in(folder: str) -> set[str]:
    """Return the names of what is in a folder; none where there is no folder."""
    folder = reachable(folder)
    return set(os.listdir(folder)) if os.path.isdir(folder) else set()


def stat(path: str) -> Stat | None:
    """Return size and time of what is at a path; None where there is nothing."""
    try:
        status = os.stat(reachable(path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stat(status.st_size, status.st_mtime_ns)


def stamp(path: str) -> str:
    """Return what changes whenever the file's content may have; empty where there is no file."""
    try:
        return stamp_of(os.stat(reachable(path)))
    except OSError:
        return ""


def open_read(path: str) -> BinaryIO:
    """Return a regular file, open for reading.

    Raises:
        InputError: it can't be read, or is no regular file.
    """
    handle, size = _opened(path)
    return os.fdopen(handle, "rb", _BUFFER if size > _BUFFER else -1)


def read_file(path: str, limit: int) -> bytes:
    """Return all bytes of a file, or one more than `limit`; asks the system as little as can be.

    Raises:
        InputError: it can't be read, or is no regular file.
    """
    handle, size = _opened(path)
    try:
        data = os.read(handle, min(size, limit) + 1)
        if len(data) != size and len(data) <= limit:
            data += _rest(handle, limit + 1 - len(data))
        return data
    except OSError as error:
        raise InputError(system_message(error)) from error
    finally:
        os.close(handle)


def _rest(handle: int, limit: int) -> bytes:
    """Return what follows, for a file that grows, shrinks or comes in pieces."""
    pieces = []
    while limit and (piece := os.read(handle, min(limit, 1 << 20))):
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def _opened(path: str) -> tuple[int, int]:
    """Return the handle of a regular file, and its size. Opening doesn't wait for the other end of a FIFO."""
    try:
        handle = os.open(reachable(path), _READ)
    except OSError as error:
        raise InputError(system_message(error)) from error
    status = os.fstat(handle)
    if not S_ISREG(status.st_mode):
        os.close(handle)
        raise InputError(_("{path}: {kind}, not a file").format(path=path, kind=kind_of(status)))
    return handle, status.st_size


def place(path: str) -> Place:
    """Return where a new content for a path goes: a link stays one, what it leads to is replaced.

    Raises:
        OSError: the system can have no file of this name.
    """
    if not (is_possible(path) or os.path.lexists(path)):
        raise OSError(errno.EINVAL, _("no file can have this name on Windows; choose another"), path)
    there = _status(path, os.lstat)
    if there is None or S_ISREG(there.st_mode):
        return Place(path, os.path.dirname(path), there)
    there = _status(path, os.stat)
    if there is None or S_ISREG(there.st_mode):
        final = os.path.realpath(path)
        return Place(final, os.path.dirname(final), there)
    import tempfile  # few outputs are no files

    return Place(path, tempfile.gettempdir(), is_special=True)


def _status(path: str, ask: Callable[[str], os.stat_result]) -> os.stat_result | None:
    try:
        return ask(reachable(path))
    except FileNotFoundError:
        return None


def put(temporary: str, place: Place) -> Stat | None:
    """Rename a file, which keeps its size and time: at every moment the name has the old or the new content.

    A device or a pipe gets the bytes instead.

    Raises:
        OSError: it can't be renamed, or written to.
    """
    if not place.is_special:
        _replace(reachable(temporary), reachable(place.final))
        return None
    with open(temporary, "rb") as file, open(place.final, "wb") as special:
        shutil.copyfileobj(file, special)
    os.unlink(temporary)
    return None


def _replace(temporary: str, final: str) -> None:
    """Rename a file; on Windows, wait a moment for an indexer or a virus scanner that has one of the two open."""
    for seconds in _PATIENCE if system.WINDOWS else ():
        with contextlib.suppress(PermissionError):
            os.replace(temporary, final)
            return
        time.sleep(seconds)
    os.replace(temporary, final)


def sync_folder(folder: str) -> None:
    """Make the renames in a folder last through a power cut."""
    fsync.sync_folder(folder)


def remove(path: str) -> None:
    """Remove a file if it is there."""
    try:
        os.unlink(reachable(path))
    except FileNotFoundError:
        return


def remove_folder(path: str) -> None:
    """Remove a folder and what is in it, if it is there and can be removed."""
    shutil.rmtree(reachable(path), ignore_errors=True)
