"""Local files and URLs behind one small set of functions; URLs go through fsspec where it is installed."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import stat as stat_module
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

from wxclean.errors import InputError, UsageError

T = TypeVar("T")


class Stat(NamedTuple):
    """Size in bytes and time of the last change in nanoseconds (0 where the store has none)."""

    size: int
    mtime_ns: int


def is_url(path: str) -> bool:
    """True for `scheme://…`."""
    if "://" not in path:
        return False
    head = path.partition("://")[0]
    return head.isascii() and head.replace("+", "").isalnum()


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
    """A readable binary file that can be peeked into and, but for streams behind some URLs, seeked in.

    Raises:
        InputError: it can't be read, or not as a file: a FIFO or a device could block for ever.
    """
    if is_url(path):
        system, inner = file_system(path)
        # fsspec's own files read lines without a limit.
        return io.BufferedReader(_told(lambda: system.open(inner, "rb")), 1 << 18)
    handle, size = _told(lambda: _regular(path))
    return os.fdopen(handle, "rb", _BUFFER if size > _BUFFER else -1)


def read_file(path: str, limit: int) -> bytes:
    """All bytes of a file; one more than `limit` where there are more. Asks the system as little as can be.

    Raises:
        InputError: as `open_read`.
    """
    if is_url(path):
        with open_read(path) as file:
            return file.read(limit + 1)
    try:
        return _read_local(path, limit)
    except OSError as error:
        raise InputError(reason_of_system(error)) from error


def _read_local(path: str, limit: int) -> bytes:
    handle, size = _regular(path)
    try:
        data = os.read(handle, min(size, limit) + 1)
        if len(data) != size and len(data) <= limit:
            data += _rest(handle, limit + 1 - len(data))
        return data
    finally:
        os.close(handle)


def _told(read: Callable[[], T]) -> T:
    """The value of a function; what the system has against it is the input's fault."""
    try:
        return read()
    except OSError as error:
        raise InputError(reason_of_system(error)) from error


def reason_of_system(error: OSError) -> str:
    """What the system, or the store behind a URL, says; a store may only repeat the name."""
    if isinstance(error, FileNotFoundError):
        return "No such file or directory"
    return error.strerror or str(error)


def _rest(handle: int, limit: int) -> bytes:
    """What follows, for a file that grows, shrinks or comes in pieces."""
    pieces = []
    while limit and (piece := os.read(handle, min(limit, 1 << 20))):
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def _regular(path: str) -> tuple[int, int]:
    """The handle of a regular file, and its size. Opening doesn't wait for the other end of a FIFO."""
    handle = os.open(path, _READ)
    status = os.fstat(handle)
    if not stat_module.S_ISREG(status.st_mode):
        os.close(handle)
        raise InputError(f"{path}: {kind_of(status.st_mode)}, not a file")
    return handle, status.st_size


_BUFFER = 1 << 16  # with Python's own 8 KiB, calls of the system take 0.04 s of 64 MB
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def stat(path: str) -> Stat | None:
    """Size and time of a regular file; None where there is none."""
    if is_url(path):
        return _stat_url(path)
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stat(found.st_size, found.st_mtime_ns)


def mark_of(status: os.stat_result) -> str:
    """What changes whenever a local file's content may have: a new time of modification can be faked, that of
    change (ctime) can't, and a file put in the place of another has a number of its own.
    """
    return f"{status.st_size:x}.{status.st_mtime_ns:x}.{status.st_ctime_ns:x}.{status.st_ino:x}"


def url_mark(info: Mapping[str, Any]) -> str:
    """The same for what fsspec says of a URL: the store's own version or hash of it, else its time of change."""
    tags = [info.get(name) for name in ("ETag", "etag", "VersionId", "generation", "md5Hash", "content_md5", "ino")]
    known = [str(value) for value in [*tags, *(info.get(name) for name in _TIMES)] if value]
    return ".".join([str(info.get("size")), *known]) if known else ""


_TIMES = ("mtime", "LastModified", "last_modified", "Last-Modified", "updated", "modified", "created")


def _stat_url(url: str) -> Stat | None:
    system, inner = file_system(url)
    try:
        info = system.info(inner)
    except FileNotFoundError:
        return None
    changed = next((info[name] for name in _TIMES if info.get(name)), 0)
    seconds = changed.timestamp() if hasattr(changed, "timestamp") else changed
    return Stat(int(info.get("size") or 0), int(float(seconds) * 1e9) if isinstance(seconds, (int, float)) else 0)


def read_head(path: str, size: int = 65536) -> bytes:
    """The first bytes of a file."""
    with open_read(path) as file:
        return file.read(size)


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
