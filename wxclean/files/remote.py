"""Files behind URLs: the storage that fsspec reaches, where it is installed."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, cast

from wxclean.errors import InputError, UsageError, system_message
from wxclean.files.facts import FoundFile, Place, Skipped, Stat, Wanted
from wxclean.language import Message, _

is_local = False
is_cheap_to_reread = False

_BUFFER = 1 << 18
_TIMES = ("mtime", "LastModified", "last_modified", "Last-Modified", "updated", "modified", "created")
_TAGS = ("ETag", "etag", "VersionId", "generation", "md5Hash", "content_md5", "ino")
"""The names that file systems of fsspec have for the time of change, and for a version or hash of the content."""


def _file_system(url: str) -> tuple[Any, str]:
    """Return fsspec's file system for a URL, and the path inside it.

    Raises:
        UsageError: fsspec, or what it needs for this kind of URL, is not installed.
    """
    try:
        import fsspec
    except ImportError:
        raise UsageError(
            _("{url}: URLs need fsspec; install it with: pip install 'wxclean[remote]'").format(url=url)
        ) from None
    try:
        return cast("tuple[Any, str]", fsspec.core.url_to_fs(url))
    except (ImportError, ValueError) as error:
        raise UsageError(Message("{url}: {error}").format(url=url, error=error)) from None


def absolute(path: str) -> str:
    """Return the URL, which is absolute."""
    return path


def all_absolute(paths: Iterable[str]) -> Iterator[str]:
    """Yield the URLs, which are absolute."""
    yield from paths


def joined(folder: str, name: str) -> str:
    """Return the URL of a name in a folder."""
    scheme, _, inner = folder.partition("://")
    inner = inner.rstrip("/")
    return f"{scheme}://{inner}/{name}" if inner else folder + name


def parent(path: str) -> str:
    """Return the folder that a URL lies in."""
    scheme, _, inner = path.partition("://")
    head, slash, _ = inner.rpartition("/")
    return f"{scheme}://{head or slash}"


def possible(name: str) -> str:
    """Return a name as it is: keys in a store may be anything."""
    return name


def same_name(path: str) -> str:
    """Return a URL as it is: stores tell upper from lower case."""
    return path


def is_folder(path: str) -> bool:
    """Return whether there is a folder at the URL."""
    system, inner = _file_system(path)
    return bool(system.isdir(inner))


def found(path: str) -> FoundFile:
    """Return the file at a URL.

    Raises:
        OSError: there is none.
    """
    system, inner = _file_system(path)
    return _found(path, inner.rsplit("/", 1)[-1], system.info(inner))


def _found(url: str, name: str, info: Mapping[str, Any]) -> FoundFile:
    return FoundFile(url, name, *_stat(info), _stamp(info))


def files_below(
    folder: str,
    wanted: Wanted,
    *,
    in_place: bool = False,  # noqa: ARG001 - as every storage takes it
    leave_out: str | None = None,  # noqa: ARG001
) -> Iterator[FoundFile | Skipped]:
    """Yield every wanted file below a URL in the order of names; hidden files and folders are left out.

    Raises:
        InputError: the store can't list them.
    """
    system, inner = _file_system(folder)
    inner = inner.rstrip("/")
    try:
        infos = system.find(inner, detail=True)
    except OSError as error:
        raise InputError(Message("{folder}: {error}").format(folder=folder, error=error)) from None
    for path, info in sorted(infos.items()):
        name = path[len(inner) :].lstrip("/")
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not hidden and wanted.file(name):
            yield _found(system.unstrip_protocol(path), name, info)


def names_in(folder: str) -> set[str]:
    """Return the names of what is in a folder; none where there is no folder."""
    system, inner = _file_system(folder)
    try:
        return {path.rstrip("/").rsplit("/", 1)[-1] for path in system.ls(inner, detail=False, refresh=True)}
    except FileNotFoundError:
        return set()


def stat(path: str) -> Stat | None:
    """Return size and time of a file; None where there is none."""
    info = _info(path)
    return None if info is None else _stat(info)


def stamp(path: str) -> str:
    """Return the store's own version or hash of a file, else its time of change; empty where it has neither."""
    info = _info(path)
    return "" if info is None else _stamp(info)


def _info(url: str) -> Mapping[str, Any] | None:
    system, inner = _file_system(url)
    try:
        return cast("Mapping[str, Any]", system.info(inner))
    except FileNotFoundError:
        return None


def _stat(info: Mapping[str, Any]) -> Stat:
    changed = next((info[name] for name in _TIMES if info.get(name)), 0)
    seconds = changed.timestamp() if hasattr(changed, "timestamp") else changed
    return Stat(int(info.get("size") or 0), int(float(seconds) * 1e9) if isinstance(seconds, (int, float)) else 0)


def _stamp(info: Mapping[str, Any]) -> str:
    known = [str(info[name]) for name in (*_TAGS, *_TIMES) if info.get(name)]
    return ".".join([str(info.get("size")), *known]) if known else ""


def open_read(path: str) -> BinaryIO:
    """Return a file, open for reading; fsspec's own files read lines without a limit.

    Raises:
        InputError: it can't be read.
    """
    system, inner = _file_system(path)
    try:
        return io.BufferedReader(system.open(inner, "rb"), _BUFFER)
    except OSError as error:
        raise InputError(system_message(error)) from error


def read_file(path: str, limit: int) -> bytes:
    """Return all bytes of a file, or one more than `limit`.

    Raises:
        InputError: it can't be read.
    """
    with open_read(path) as file:
        return file.read(limit + 1)


def place(path: str) -> Place:
    """Return where a new content for a URL goes, by way of this machine's folder for temporary files."""
    return Place(path, tempfile.gettempdir())


def put(temporary: str, place: Place) -> Stat | None:
    """Upload a file in one go; return its size and time there.

    Raises:
        Exception: every store has errors of its own.
    """
    system, inner = _file_system(place.final)
    system.makedirs(inner.rpartition("/")[0], exist_ok=True)
    system.put_file(temporary, inner)
    os.unlink(temporary)
    return stat(place.final)


def sync_folder(folder: str) -> None:
    """Do nothing: what was uploaded lasts."""


def remove(path: str) -> None:
    """Remove a file if it is there."""
    system, inner = _file_system(path)
    if system.exists(inner):
        system.rm(inner)


def remove_folder(path: str) -> None:
    """Remove a folder and what is in it, if it is there and can be removed."""
    system, inner = _file_system(path)
    with contextlib.suppress(OSError):
        system.rm(inner, recursive=True)
