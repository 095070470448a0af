"""Finds files of this machine: one by its path, or all below a folder, safe from loops, FIFOs, links that lead out."""

from __future__ import annotations

import os
import stat as modes
from collections.abc import Iterator

from wxclean.errors import InputError
from wxclean.files.facts import FoundFile, Skipped, Wanted

_KINDS = {
    modes.S_IFDIR: "a folder",
    modes.S_IFIFO: "a FIFO",
    modes.S_IFSOCK: "a socket",
    modes.S_IFCHR: "a device",
    modes.S_IFBLK: "a device",
}


def found(path: str) -> FoundFile:
    """Return the regular file at a path.

    Raises:
        InputError: there is nothing, or no regular file; says what to do.
        OSError: the system doesn't tell.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        hint = "for a pattern, name the folder and --include" if set(path) & set("*?[") else "check the name"
        raise InputError(f"no such file; {hint}") from None
    if not modes.S_ISREG(status.st_mode):
        raise InputError(f"{kind_of(status)}, not a file")
    return _found(os.path.realpath(path), os.path.basename(path), status)


def _found(path: str, name: str, status: os.stat_result) -> FoundFile:
    return FoundFile(path, name, status.st_size, status.st_mtime_ns, stamp_of(status))


def kind_of(status: os.stat_result) -> str:
    """Return what kind of thing this is, in words."""
    return _KINDS.get(modes.S_IFMT(status.st_mode), "a special file")


def stamp_of(status: os.stat_result) -> str:
    """Return what changes whenever a file's content may have.

    A new time of modification can be faked, that of change (ctime) can't, and a file that was put in the place of
    another has a number of its own.
    """
    return f"{status.st_size:x}.{status.st_mtime_ns:x}.{status.st_ctime_ns:x}.{status.st_ino:x}"


def files_below(
    folder: str, wanted: Wanted, *, in_place: bool = False, leave_out: str | None = None
) -> Iterator[FoundFile | Skipped]:
    """Yield every wanted file below a folder, folder by folder in the order of names; safe from loops and FIFOs.

    Hidden files and folders (.git among them) are passed over without a word. Links to folders are
    never entered. A link to a file counts if it stays inside the folder; in place it doesn't, since its
    target is found by itself. `leave_out` is a folder not to enter: the output.
    """
    root = os.path.realpath(folder)
    pending = [("", root)]
    while pending:
        prefix, folder = pending.pop()
        below = []
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(folder, f"can't be listed: {error.strerror}", lost=True)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if wanted.folder(name) and entry.path != leave_out:
                    below.append((name + "/", entry.path))
            elif wanted.file(name):
                item = _entry(entry, name, root, in_place)
                if item is not None:
                    yield item
        pending.extend(reversed(below))


def _entry(entry: os.DirEntry[str], name: str, root: str, in_place: bool) -> FoundFile | Skipped | None:
    path = entry.path
    try:
        if entry.is_symlink():
            path = os.path.realpath(path)
            if os.path.commonpath([root, path]) != root:
                return Skipped(entry.path, f"a link that leads out of {root}")
            if in_place or os.path.isdir(path):
                return None
        status = os.stat(path)
    except OSError as error:
        return Skipped(entry.path, f"can't be read: {error.strerror}")
    if not modes.S_ISREG(status.st_mode):
        return Skipped(entry.path, kind_of(status))
    return _found(path, name, status)
