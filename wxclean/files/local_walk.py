"""Finds files of this machine: one by its path, or all below a folder, safe from loops, FIFOs, links that lead out."""

from __future__ import annotations

import os
import stat as modes
from collections.abc import Iterator

from wxclean.errors import InputError, system_message
from wxclean.files.facts import FoundFile, Skipped, Wanted
from wxclean.files.system import reachable
from wxclean.language import _

_KINDS = {
    modes.S_IFDIR: _("a folder"),
    modes.S_IFIFO: _("a FIFO"),
    modes.S_IFSOCK: _("a socket"),
    modes.S_IFCHR: _("a device"),
    modes.S_IFBLK: _("a device"),
}


def found(path: str) -> FoundFile:
    """Return the regular file at a path.

    Raises:
        InputError: there is nothing, or no regular file; says what to do.
        OSError: the system doesn't tell.
    """
    is_pattern = bool(set(path) & set("*?["))
    try:
        status = os.stat(reachable(path))
    except OSError as error:
        if not (isinstance(error, FileNotFoundError) or is_pattern):
            raise
        hint = _("for a pattern, name the folder and --include") if is_pattern else _("check the name")
        raise InputError(_("no such file; {hint}").format(hint=hint)) from None
    if not modes.S_ISREG(status.st_mode):
        raise InputError(_("{kind}, not a file").format(kind=kind_of(status)))
    return _found(os.path.realpath(path), os.path.basename(path), status)


def _found(path: str, name: str, status: os.stat_result) -> FoundFile:
    return FoundFile(path, name, status.st_size, status.st_mtime_ns, stamp_of(status))


def kind_of(status: os.stat_result) -> str:
    """Return what kind of thing this is, in words."""
    return _KINDS.get(modes.S_IFMT(status.st_mode), _("a special file"))


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
            entries = sorted(os.scandir(reachable(folder)), key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(folder, _("can't be listed: {reason}").format(reason=system_message(error)), lost=True)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name, path = prefix + entry.name, os.path.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if wanted.folder(name) and path != leave_out:
                    below.append((name + "/", path))
            elif wanted.file(name):
                item = _entry(entry, path, name, root, in_place)
                if item is not None:
                    yield item
        pending.extend(reversed(below))


def _entry(entry: os.DirEntry[str], there: str, name: str, root: str, in_place: bool) -> FoundFile | Skipped | None:
    path = there
    try:
        if entry.is_symlink():
            path = os.path.realpath(path)
            if not _is_below(path, root):
                return Skipped(there, _("a link that leads out of {root}").format(root=root))
            if in_place or os.path.isdir(reachable(path)):
                return None
        status = os.stat(reachable(path))
    except OSError as error:
        return Skipped(there, _("can't be read: {reason}").format(reason=system_message(error)))
    if not modes.S_ISREG(status.st_mode):
        return Skipped(there, kind_of(status))
    return _found(path, name, status)


def _is_below(path: str, root: str) -> bool:
    try:
        return os.path.commonpath([root, path]) == root
    except ValueError:  # on another drive
        return False
