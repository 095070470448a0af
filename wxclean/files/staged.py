"""Writes files so that at every moment a name shows the whole old or the whole new content.

The bytes go to a hidden temporary file beside the place, whose size is compared with what was written. `commit`
brings a group of them to disk together, puts them in their places and then brings the folders to disk.
A hard link to an old file keeps the old content; owner and mode are kept.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Self, cast

from wxclean.files import system
from wxclean.files.facts import Place, Stat
from wxclean.files.fsync import synced
from wxclean.files.hidden import created, hidden_name
from wxclean.files.storage import Storage, storage_of
from wxclean.files.system import reachable
from wxclean.language import _

_BUFFER = 1 << 18


class UnwritableError(OSError):
    """A new content that can't be written; `filename` is its target, not the temporary file."""


class Staged:
    """A new content for a target: a binary file that waits beside its place until `commit`.

    As a context manager it is sealed at the end of the block, and discarded where the block raises.

    Attributes:
        target: the path that was asked for; a link stays one, what it points to is replaced.
        place: what is there.
        path: the temporary file.
        expected: what the target must still be at commit, or None where it doesn't matter.
        lasting: whether it is brought to disk before it takes its place; what is not is for the caller to bring there.
        size: bytes written so far.
        stat: what the file is once it is sealed, and then at its place.
    """

    closed = False
    """What pyarrow asks before it writes."""

    def __init__(
        self,
        target: str,
        place: Place | None = None,
        *,
        expected: Stat | None = None,
        parents: bool = True,
        scratch: bool = False,
        lasting: bool = True,
    ) -> None:
        """Create the temporary file; with `parents` also the folders above it, with `scratch` nothing at all.

        Raises:
            UnwritableError: it can't be created, or the target may not be written.
        """
        self.target = target
        self.place = place or storage_of(target).place(target)
        self.path = os.path.join(self.place.folder, hidden_name())
        self.expected = expected
        self.lasting = lasting
        self.size = 0
        self.stat = Stat(0, 0)
        self._counts_only = scratch
        self._held: list[bytes] = []
        self._held_size = 0
        there = self.place.there
        if there is not None and not os.access(reachable(self.place.final), os.W_OK):
            raise UnwritableError(errno.EACCES, _("no permission to write it"), target)
        with self._writing():
            self._handle = None if scratch else created(self.path, there, parents=parents)

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Seal the file, or discard it after an error."""
        if error is None:
            self.seal()
        else:
            self.discard()

    def write(self, data: Any) -> int:
        """Add bytes.

        Raises:
            UnwritableError: not all of them get there.
            ValueError: the file is sealed.
        """
        size = len(data)
        if self._handle is None:
            if not self._counts_only:
                raise ValueError("nothing can be written any more")
        elif size < _BUFFER:
            self._held.append(bytes(data))
            self._held_size += size
            if self._held_size >= _BUFFER:
                self.flush()
        else:
            self.flush()
            with self._writing():
                _write_all(self._handle, data)
        self.size += size
        return size

    def tell(self) -> int:
        """Return the number of bytes written so far."""
        return self.size

    def flush(self) -> None:
        """Hand the bytes to the system.

        Raises:
            UnwritableError: not all of them get there.
        """
        if self._handle is not None and self._held:
            data = b"".join(self._held)
            self._held, self._held_size = [], 0
            with self._writing():
                _write_all(self._handle, data)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Say of which file an error is: of what is asked of the temporary one, the system names that or none."""
        try:
            yield
        except OSError as error:
            raise UnwritableError(error.errno, error.strerror or str(error), self.target) from error

    def seal(self) -> None:
        """End writing.

        Raises:
            UnwritableError: fewer bytes arrived than were written; the file is discarded.
        """
        if self._handle is None:
            return
        try:
            self.flush()
            self.stat = self._arrived(os.fstat(self._handle))
            self._close()
            if system.WINDOWS:  # where closing a file may change its time once more
                self.stat = self._arrived(os.stat(reachable(self.path)))
        except BaseException:
            self.discard()
            raise

    def _arrived(self, status: os.stat_result) -> Stat:
        if status.st_size != self.size:
            raise UnwritableError(errno.EIO, _("not everything was written; is the disk full?"), self.target)
        return Stat(self.size, status.st_mtime_ns)

    def discard(self) -> None:
        """Take the temporary file away; the target stays as it was. What is still written goes nowhere."""
        self._counts_only = True
        with contextlib.suppress(OSError):
            self._close()
        with contextlib.suppress(OSError):
            os.unlink(reachable(self.path))

    def _close(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def equals_target(self) -> bool:
        """Return whether a local target has these bytes already."""
        if self.place.there is None:
            return False
        import filecmp  # a single file does without

        final = self.place.final
        found = storage_of(final).stat(final)
        if found is None or found.size != self.size:
            return False
        return filecmp.cmp(reachable(self.path), reachable(final), shallow=False)


def _write_all(handle: int, data: Any) -> None:
    """Write bytes in as many turns as the system takes."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def sealed(target: str, data: bytes, place: Place, expected: Stat | None = None) -> Staged:
    """Return a content for a target that is whole.

    Raises:
        UnwritableError: it can't be written, or not all of it arrived.
    """
    with Staged(target, place, expected=expected) as staged:
        staged.write(data)
    return staged


def unless_there(staged: Staged) -> Staged | None:
    """Return a sealed file, or discard it and return None where its target has these bytes already."""
    if staged.equals_target():
        staged.discard()
        return None
    return staged


def commit(group: Sequence[Staged]) -> list[Exception | None]:
    """Put sealed files in their places; return for each None, or why its target was left as it was."""
    lasting = [staged.path for staged in group if staged.lasting]
    unsynced = dict(zip(lasting, synced(lasting), strict=True))
    errors = [unsynced.get(staged.path) or _placed(staged) for staged in group]
    folders: dict[str, Storage] = {}
    for staged, error in zip(group, errors, strict=True):
        if error is not None:
            staged.discard()
        elif staged.lasting:
            storage = storage_of(staged.place.final)
            folders[storage.parent(staged.place.final)] = storage
    for folder, storage in folders.items():
        storage.sync_folder(folder)
    return errors


def _placed(staged: Staged) -> Exception | None:
    """Put a file in its place; return None, or why its target was left as it was."""
    final = staged.place.final
    storage = storage_of(final)
    try:
        if staged.expected is not None and storage.stat(final) != staged.expected:
            return OSError(errno.EBUSY, _("it changed while it was read, so it was left alone"))
        staged.stat = storage.put(staged.path, staged.place) or staged.stat
    except Exception as error:  # noqa: BLE001 - every store has errors of its own
        return error
    return None


@contextlib.contextmanager
def atomic_writer(path: str | os.PathLike[str], *, parents: bool = False) -> Iterator[BinaryIO]:
    """Yield a binary file to write to, which takes the place of `path` when the block ends without an error.

    Until then, and after any error or interruption, `path` holds what it held before; SIGTERM and SIGHUP are handled as
    Ctrl-C meanwhile. A device or a pipe (`/dev/null`, `/dev/stdout`) is written to directly. With `parents`, folders
    above the file that are missing are made.

    Raises:
        OSError: the folder or the file can't be written, or the disk is full.
    """
    path = os.fspath(path)
    place = storage_of(path).place(path)
    if place.is_special:
        with open(path, "wb") as file:
            yield file
        return
    from wxclean.files.terminable import terminable  # what writes no file does without

    with terminable(), Staged(path, place, parents=parents) as staged:
        yield cast("BinaryIO", staged)
        staged.seal()
        error = commit([staged])[0]
        if error is not None:
            raise error
