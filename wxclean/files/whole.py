"""Files read and written whole: a reader that names what is wrong, a writer that never leaves half a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from wxclean.errors import InputError


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file, pipe or device.

    Raises:
        InputError: there is no such file, it is a directory, or it can't be read; says what to do.
    """
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise InputError("no such file; check the name and the working directory") from None
    except IsADirectoryError:
        raise InputError("is a directory; add --output FOLDER, or --in-place") from None
    except PermissionError:
        raise InputError("no permission to read it; check its owner and mode") from None
    except (OSError, ValueError) as error:
        raise InputError(f"can't be read: {reason(error)}") from error


def reason(error: Exception) -> str:
    """What the system says about a failed call, without the numbers and names around it."""
    return getattr(error, "strerror", None) or str(error)


@contextmanager
def atomic_writer(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A binary file to write to, which takes the place of `path` when the block ends without an error.

    Until then, and after any error or interruption, `path` holds what it held before. The mode and, where
    allowed, the owner of an existing file are kept; of a symbolic link the file it points to is replaced.
    A second hard link keeps the old content. A device or a pipe (`/dev/null`, `/dev/stdout`) is written to directly.

    Raises:
        OSError: the folder or the file can't be written, or the disk is full.
    """
    existing = status_of(path)
    if existing is not None and not stat.S_ISREG(existing.st_mode):
        with open(path, "wb") as file:
            yield file
        return
    target = os.path.realpath(path)
    if existing is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "no permission to write it", target)
    folder = os.path.dirname(target)
    # A short name of its own: the target's may already be as long as the file system allows.
    temporary = os.path.join(folder, f".wxclean-{os.urandom(6).hex()}.tmp")
    try:
        with created(temporary, existing) as file:
            yield file
            _store(file)
        os.replace(temporary, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    sync_folder(folder)


def status_of(path: str | os.PathLike[str]) -> os.stat_result | None:
    """Return what the system says about a path; None where there is nothing."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def created(path: str, model: os.stat_result | None) -> BinaryIO:
    """Return a new file with the mode and owner of `model`, else with the user's defaults."""
    return os.fdopen(created_handle(path, model), "wb", buffering=1 << 18)


def created_handle(path: str, model: os.stat_result | None) -> int:
    """Return a new file as `created` does, as the system's handle."""
    mode = 0o666 if model is None else 0o600
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        if model is not None:
            _copy_rights(model, handle)
    except BaseException:
        os.close(handle)
        os.unlink(path)
        raise
    return handle


def _copy_rights(model: os.stat_result, handle: int) -> None:
    """Give the file the owner, where allowed, and the mode of another."""
    if not hasattr(os, "fchmod"):
        return
    # The owner first: changing it clears the set-user-id bits. Only root may give a file away.
    with suppress(PermissionError):
        os.fchown(handle, model.st_uid, model.st_gid)
    os.fchmod(handle, stat.S_IMODE(model.st_mode))


def _store(file: BinaryIO) -> None:
    """Bring all that was written to the disk, and be sure that it is all there."""
    file.flush()
    os.fsync(file.fileno())
    if os.fstat(file.fileno()).st_size != file.tell():
        raise OSError(5, "not everything was written; is the disk full?")


def sync_folder(folder: str) -> None:
    """Make the rename last through a power cut; not every file system can, and Windows needs no such step."""
    with suppress(OSError):
        handle = os.open(folder, getattr(os, "O_DIRECTORY", os.O_RDONLY))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
