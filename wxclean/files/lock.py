"""A lock on an output folder: one run at a time. It ends with its process, and says who holds it."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator

from wxclean.errors import UsageError
from wxclean.files import system
from wxclean.language import _
from wxclean.visible import printable

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@contextlib.contextmanager
def locked(folder: str, *, temporary: bool = False) -> Iterator[None]:
    """Hold the lock of a work folder, which the operating system releases when the process ends, however it ends.

    With `temporary`, the lock and the folder, if nothing else is in it, are removed at the end.

    Raises:
        UsageError: another run holds it; the message says which.
    """
    folder = system.reachable(folder)
    path = os.path.join(folder, "lock")
    descriptor = _held(path, folder)
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(_self()).encode())
        yield
        os.ftruncate(descriptor, 0)
    finally:
        if temporary and not system.WINDOWS:
            _remove(path, folder)
        os.close(descriptor)
        if temporary and system.WINDOWS:  # an open file can't be removed there, nor one that the next run has opened
            _remove(path, folder)


def _held(path: str, folder: str) -> int:
    """Return the open lock file, locked; it is opened again if its last holder has just removed it."""
    while True:
        os.makedirs(folder, exist_ok=True)
        descriptor = os.open(path, _OPEN, 0o644)
        if not _try_lock(descriptor):
            holder = _holder(descriptor)
            os.close(descriptor)
            raise UsageError(
                _("{folder} is in use by another run ({holder})").format(
                    folder=printable(os.path.dirname(folder)), holder=holder
                )
            )
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), os.stat(path)):
                return descriptor
        os.close(descriptor)


def _remove(path: str, folder: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
    with contextlib.suppress(OSError):
        os.rmdir(folder)


def _self() -> dict[str, object]:
    import socket

    return {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}


def _holder(descriptor: int) -> str:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        holder = json.loads(os.read(descriptor, 4096))
        return _("process {pid} on {host} since {time}").format(
            pid=holder["pid"], host=holder["host"], time=holder["since"]
        )
    except (ValueError, KeyError, TypeError):
        return _("it does not say which")


def _try_lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return _try_lock_windows(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _try_lock_windows(descriptor: int) -> bool:
    import msvcrt  # its locks are on bytes, which nobody else can read: this one is beyond all that is written

    os.lseek(descriptor, 1 << 30, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
