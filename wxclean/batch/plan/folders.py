"""The files below a folder: sorted, without hidden ones, safe from loops, FIFOs and links that lead out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from typing import NamedTuple

from wxclean.batch.formats.kinds import is_known
from wxclean.errors import InputError, UsageError
from wxclean.files.storage import file_system, kind_of, mark_of, url_mark

Wanted = Callable[[str], bool]


class FoundFile(NamedTuple):
    """A file: its absolute path or URL, its path below the folder, size in bytes, time of change in ns.

    `mark` is as an `InputPart` has it.
    """

    path: str
    name: str
    size: int
    mtime_ns: int = 0
    mark: str = ""


class Skipped(NamedTuple):
    """What was passed over, and why; `lost` where files may be missing that were wanted."""

    path: str
    reason: str
    lost: bool = False


class Globs(NamedTuple):
    """Which files of a folder are wanted: by name alone, and which folders need not be entered."""

    file: Wanted
    folder: Wanted


def globs(include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Globs:
    """Return globs in .gitignore style. Without `include`, every suffix of a format that wxclean reads is wanted."""
    included = _matcher(include) if include else is_known
    if not exclude:
        return Globs(included, lambda _: True)
    excluded = _matcher(exclude)
    return Globs(lambda name: included(name) and not excluded(name), lambda name: not excluded(name + "/"))


def _matcher(patterns: tuple[str, ...]) -> Wanted:
    import pathspec

    try:
        spec = pathspec.GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f"bad pattern: {error}") from None
    return spec.match_file


def walk(
    root: str, wanted: Globs, *, in_place: bool = False, leave_out: str | None = None
) -> Iterator[FoundFile | Skipped]:
    """Yield every wanted file below `root`, folder by folder in the order of names.

    Hidden files and folders (.git among them) are passed over without a word. Links to folders are
    never entered. A link to a file counts if it stays inside `root`; in place it doesn't, since its
    target is found by itself. `leave_out` is a folder not to enter: the output.
    """
    root = os.path.realpath(root)
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
                found = _file(entry, name, root, in_place)
                if found is not None:
                    yield found
        pending.extend(reversed(below))


def _file(entry: os.DirEntry[str], name: str, root: str, in_place: bool) -> FoundFile | Skipped | None:
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
    if not stat.S_ISREG(status.st_mode):
        return Skipped(entry.path, kind_of(status.st_mode))
    return FoundFile(path, name, status.st_size, status.st_mtime_ns, mark_of(status))


def walk_url(url: str, wanted: Globs) -> Iterator[FoundFile]:
    """Yield every wanted file below a URL that is a folder."""
    system, inner = file_system(url)
    inner = inner.rstrip("/")
    try:
        found = system.find(inner, detail=True)
    except OSError as error:
        raise InputError(f"{url}: {error}") from None
    for path, info in sorted(found.items()):
        name = path[len(inner) :].lstrip("/")
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not hidden and wanted.file(name):
            full = system.unstrip_protocol(path)
            yield FoundFile(full, name, int(info.get("size") or 0), mark=url_mark(info))
