"""Writes a file so that at every moment its name shows the whole old or the whole new content.

The bytes go to a hidden temporary file in the same folder, whose size is compared with what was written.
`commit` brings a group of them to disk together, renames them over their targets and then brings the folders to disk.
A hard link to an old file keeps the old content; owner and mode are kept.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import io
import os
import stat
import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, BinaryIO, NamedTuple, TypeVar

from wxclean.files.fsync import Errors, synced
from wxclean.files.storage import Stat, file_system, is_url
from wxclean.files.storage import stat as stat_of
from wxclean.files.whole import created, created_handle, status_of, sync_folder

TEMPORARY = ".wxclean-"
_PROCESS = os.urandom(6).hex()
_NUMBERS = count()
T = TypeVar("T")


class Place(NamedTuple):
    """Where a content goes: the path that links lead to, and what is there (None: nothing, or a URL)."""

    final: str
    there: os.stat_result | None


def place_of(target: str) -> Place:
    """The place behind a path."""
    if is_url(target):
        return Place(target, None)
    try:
        there = os.lstat(target)
    except FileNotFoundError:
        return Place(target, None)
    if not stat.S_ISLNK(there.st_mode):
        return Place(target, there)
    final = os.path.realpath(target)
    return Place(final, status_of(final))


class Sealed(NamedTuple):
    """A new content for `target` that lies beside its place, whole, under another name until `commit`.

    `final`, `expected`, `size` and `stat` are as a `Staged` has them.
    """

    target: str
    final: str
    path: str
    expected: Stat | None
    size: int
    stat: Stat

    def discard(self) -> None:
        """Takes the temporary file away; the target stays as it was."""
        with contextlib.suppress(OSError):
            os.unlink(self.path)


def sealed(target: str, data: bytes, place: Place, expected: Stat | None = None) -> Sealed:
    """A content that is there as a whole, written with as few calls as can be.

    Raises:
        OSError: it can't be written, or not all of it arrived.
    """
    folder = tempfile.gettempdir() if is_url(target) else os.path.dirname(place.final)
    _refuse_read_only(place, target)
    path = _temporary(folder)
    handle = _created(created_handle, path, folder, place.there)
    try:
        try:
            size = os.write(handle, data)
            while size < len(data):
                size += os.write(handle, data[size:])
            stat = _arrived(os.fstat(handle), size, target)
        finally:
            os.close(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(path)
        raise
    return Sealed(target, place.final, path, expected, size, stat)


def _refuse_read_only(place: Place, target: str) -> None:
    if place.there is not None and not os.access(place.final, os.W_OK):
        raise PermissionError(errno.EACCES, "no permission to write it", target)


def _temporary(folder: str) -> str:
    """A hidden name in a folder that no other file has."""
    return os.path.join(folder, f"{TEMPORARY}{_PROCESS}-{os.getpid():x}-{next(_NUMBERS):x}.tmp")


def _created(
    create: Callable[[str, os.stat_result | None], T], path: str, folder: str, there: os.stat_result | None
) -> T:
    try:
        return create(path, there)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        return create(path, there)


def _arrived(found: os.stat_result, size: int, target: str) -> Stat:
    """What a file is that so many bytes were written to."""
    if found.st_size != size:
        raise OSError(errno.EIO, "not everything was written; is the disk full?", target)
    return Stat(size, found.st_mtime_ns)


class Staged(io.RawIOBase):
    """The same while it is being written: a binary file.

    Attributes:
        target: the path that was asked for; a link stays one, what it points to is replaced.
        expected: what the target must still be at commit, or None where it doesn't matter.
        size: bytes written so far.
        stat: what the file is once it is sealed, and at its place.
    """

    def __init__(self, target: str, *, expected: Stat | None = None, scratch: bool = False) -> None:
        self._given_up = False
        self._file: BinaryIO | None = None  # first: io closes what could not be made, too
        self.target = target
        self.expected = expected
        place = place_of(target)
        self.final = place.final
        folder = tempfile.gettempdir() if scratch or is_url(target) else os.path.dirname(self.final)
        self.path = _temporary(folder)
        self.size = 0
        self.stat = Stat(0, 0)
        _refuse_read_only(place, target)
        self._file = open(os.devnull, "wb") if scratch else _created(created, self.path, folder, place.there)  # noqa: SIM115

    def writable(self) -> bool:
        """True, as io wants it."""
        return True

    def write(self, data: Any) -> int:
        """Adds bytes; raises OSError when they don't all get there."""
        if self._file is not None:
            self._file.write(data)
        elif not self._given_up:
            raise ValueError("nothing can be written any more")
        self.size += len(data)
        return len(data)

    def tell(self) -> int:
        """The bytes written so far."""
        return self.size

    def flush(self) -> None:
        """Hands the bytes to the system."""
        if self._file is not None:
            self._file.flush()

    def seal(self) -> None:
        """Ends writing, and raises OSError if fewer bytes arrived than were written."""
        self._end()
        self.stat = _arrived(os.stat(self.path), self.size, self.target)

    def discard(self) -> None:
        """Takes the temporary file away; the target stays as it was. What is still written goes nowhere."""
        self._given_up = True
        with contextlib.suppress(OSError):
            self._end()
        with contextlib.suppress(OSError):
            os.unlink(self.path)

    def _end(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def equals_target(self) -> bool:
        """True if the target has these bytes already."""
        if is_url(self.final):
            return False
        found = stat_of(self.final)
        return found is not None and found.size == self.size and filecmp.cmp(self.path, self.final, shallow=False)


def unless_there(staged: Staged) -> Staged | None:
    """A sealed file, or None, and the file gone, where its target has these bytes already."""
    if staged.equals_target():
        staged.discard()
        return None
    return staged


def commit(group: Sequence[Staged | Sealed]) -> Errors:
    """Puts sealed files in their places; for each None, or why its target was left as it was."""
    errors = synced([staged.path for staged in group])
    folders = set()
    for index, staged in enumerate(group):
        if errors[index] is None:
            errors[index] = _placed(staged)
        else:
            staged.discard()
        if errors[index] is None:
            folders.add(os.path.dirname(staged.final))
    for folder in sorted(folders):
        if not is_url(folder):
            sync_folder(folder)
    return errors


def _placed(staged: Staged | Sealed) -> Exception | None:
    try:
        if staged.expected is not None and stat_of(staged.final) != staged.expected:
            staged.discard()
            return OSError(errno.EBUSY, "it changed while it was read, so it was left alone")
        _place(staged)
    except Exception as error:  # noqa: BLE001 - every store has errors of its own
        staged.discard()
        return error
    return None


def _place(staged: Staged | Sealed) -> None:
    if not is_url(staged.final):
        os.replace(staged.path, staged.final)
        return
    system, inner = file_system(staged.final)
    system.makedirs(inner.rpartition("/")[0], exist_ok=True)
    system.put_file(staged.path, inner)
    os.unlink(staged.path)


def sweep(folder: str) -> None:
    """Removes the temporary files that a killed run left in a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        stale = [entry.path for entry in entries if entry.name.startswith(TEMPORARY) and entry.name.endswith(".tmp")]
        for path in stale:
            with contextlib.suppress(OSError):
                os.unlink(path)
