"""Hidden temporary files: made with the rights of the file that they will replace, and swept where a run was killed."""

from __future__ import annotations

import contextlib
import os
from itertools import count
from stat import S_IMODE

from wxclean.files.system import reachable

_PREFIX, _SUFFIX = ".wxclean-", ".tmp"
_PROCESS = os.urandom(6).hex()
_NUMBERS = count()
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def hidden_name() -> str:
    """Return a name that no other file has. It is short: the target's may be as long as the file system allows."""
    return f"{_PREFIX}{_PROCESS}-{os.getpid():x}-{next(_NUMBERS):x}{_SUFFIX}"


def created(path: str, model: os.stat_result | None, *, parents: bool) -> int:
    """Return the handle of a new file, with the mode and owner of `model`, else with the user's defaults.

    With `parents`, folders above it that are missing are made.

    Raises:
        OSError: it can't be made.
    """
    try:
        return _created(path, model)
    except FileNotFoundError:
        if not parents:
            raise
        os.makedirs(reachable(os.path.dirname(path)), exist_ok=True)
        return _created(path, model)


def _created(path: str, model: os.stat_result | None) -> int:
    path = reachable(path)
    handle = os.open(path, _NEW, 0o666 if model is None else 0o600)
    try:
        if model is not None:
            _copy_rights(model, handle)
    except BaseException:
        os.close(handle)
        os.unlink(path)
        raise
    return handle


def _copy_rights(model: os.stat_result, handle: int) -> None:
    """Give a file the owner, where allowed, and the mode of another; on Windows it has those of its folder."""
    if not hasattr(os, "fchown"):
        return
    # The owner first: changing it clears the set-user-id bits. Only root may give a file away.
    with contextlib.suppress(PermissionError):
        os.fchown(handle, model.st_uid, model.st_gid)
    os.fchmod(handle, S_IMODE(model.st_mode))


def sweep(folder: str) -> None:
    """Remove the temporary files that a killed run left in a folder."""
    with contextlib.suppress(OSError), os.scandir(reachable(folder)) as entries:
        stale = [entry.path for entry in entries if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)]
        for path in stale:
            with contextlib.suppress(OSError):
                os.unlink(path)
