"""Local files and URLs behind one small set of functions; URLs go through fsspec where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat as stat_module
from typing import Any, BinaryIO, NamedTuple, cast

from wxclean.errors import InputError, UsageError


class Stat(NamedTuple):
    """Size in bytes and time of the last change in nanoseconds (0 where the store has none)."""

    size: int
    mtime_ns: int


def is_url(path: str) -> bool:
    """True for `scheme://…`."""
    head, found, _ = path.partition("://")
    return bool(found) and head.isascii() and head.replace("+", "").isalnum()


def file_system(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path inside it."""
    try:
        import fsspec
    except ImportError:
        raise UsageError(f"{url}: URLs need fsspec; install it with: pip install 'wxclean[remote]'") from None
    try:
        return cast("tuple[Any, str]", fsspec.core.url_to_fs(url))
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}") from None


def open_read(path: str) -> BinaryIO:
    """A readable, seekable binary file."""
    if is_url(path):
        system, inner = file_system(path)
        return cast("BinaryIO", system.open(inner, "rb"))
    return open(path, "rb")


def stat(path: str) -> Stat | None:
    """Size and time of a regular file; None where there is none."""
    if is_url(path):
        return _stat_url(path)
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stat(found.st_size, found.st_mtime_ns)


def _stat_url(url: str) -> Stat | None:
    system, inner = file_system(url)
    try:
        info = system.info(inner)
    except FileNotFoundError:
        return None
    changed = info.get("mtime") or info.get("LastModified") or info.get("updated") or info.get("created") or 0
    seconds = changed.timestamp() if hasattr(changed, "timestamp") else changed
    return Stat(int(info.get("size") or 0), int(float(seconds) * 1e9) if isinstance(seconds, (int, float)) else 0)


def read_head(path: str, size: int = 65536) -> bytes:
    """The first bytes of a file."""
    with open_read(path) as file:
        return file.read(size)


def require_regular(path: str) -> None:
    """Raises InputError for anything that can't be read as a file: a FIFO or a device could block for ever."""
    if is_url(path):
        return
    mode = os.stat(path).st_mode
    if not stat_module.S_ISREG(mode):
        raise InputError(f"{path}: {kind_of(mode)}, not a file")


def kind_of(mode: int) -> str:
    """What a file mode stands for, in words."""
    names = {
        stat_module.S_IFDIR: "a folder",
        stat_module.S_IFIFO: "a FIFO",
        stat_module.S_IFSOCK: "a socket",
        stat_module.S_IFCHR: "a device",
        stat_module.S_IFBLK: "a device",
    }
    return names.get(stat_module.S_IFMT(mode), "a special file")


def remove(path: str) -> None:
    """Removes a file if it is there."""
    if is_url(path):
        system, inner = file_system(path)
        if system.exists(inner):
            system.rm(inner)
        return
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def remove_folder(path: str) -> None:
    """Removes a folder and what is in it, if it is there and can be removed."""
    if not is_url(path):
        shutil.rmtree(path, ignore_errors=True)
        return
    system, inner = file_system(path)
    with contextlib.suppress(OSError):
        system.rm(inner, recursive=True)


def names_in(folder: str) -> set[str]:
    """The names of what is in a folder; none where there is no folder."""
    if not is_url(folder):
        return set(os.listdir(folder)) if os.path.isdir(folder) else set()
    system, inner = file_system(folder)
    try:
        return {path.rstrip("/").rsplit("/", 1)[-1] for path in system.ls(inner, detail=False, refresh=True)}
    except FileNotFoundError:
        return set()


def write_small(path: str, data: bytes) -> None:
    """Writes a file of a few bytes, and the folders above it where they are missing."""
    if not is_url(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        return
    system, inner = file_system(path)
    system.makedirs(inner.rpartition("/")[0], exist_ok=True)
    system.pipe_file(inner, data)


def joined(folder: str, name: str) -> str:
    """The path of a name in a folder, which may be a URL."""
    return folder.rstrip("/") + "/" + name if is_url(folder) else os.path.join(folder, name)


def shown(path: str) -> str:
    """A path as it may be printed: bytes that are no UTF-8 and control characters escaped."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
