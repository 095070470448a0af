"""The inputs that were asked for, each with the place that it will have below the output folder."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wxclean.batch.formats.kinds import compression_by_content, kind_by_name
from wxclean.batch.formats.registry import FORMATS, by_magic
from wxclean.batch.job import InputPart
from wxclean.batch.plan.folders import FoundFile, Globs, Skipped, globs, walk, walk_url
from wxclean.errors import InputError, WxcleanError
from wxclean.files.compression import Packing, unpack
from wxclean.files.storage import (
    file_system,
    is_url,
    kind_of,
    mark_of,
    open_read,
    read_head,
    reason_of_system,
    url_mark,
)

_LARGE = 16 << 20
_LARGE_COMPRESSED = 1 << 20


class Request(NamedTuple):
    """What is to be cleaned and where it goes.

    `paths` are files, folders or URLs; `listed` are files that a list names, whose folders below the
    working directory are kept. `output` is a folder or a file, None in place. `shard_size` is in bytes
    of input an output file. `keep_failures` keeps the raw records that fail.
    """

    paths: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    output: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    shard_size: int | None = None
    keep_failures: bool = False


class Problem(NamedTuple):
    """An input that was named and can't be had."""

    path: str
    reason: str


Finding = InputPart | Skipped | Problem


def find_inputs(request: Request, *, leave_out: str | None) -> Iterator[Finding]:
    """Yield every input file, and what had to be passed over."""
    wanted = globs(request.include, request.exclude)
    in_place = request.output is None
    for path in request.paths:
        yield from _guarded(path, _named(path, wanted, in_place, leave_out))
    for path in request.listed:
        yield from _guarded(path, _listed(path))


def _guarded(path: str, found: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from found
    except WxcleanError as error:
        if not isinstance(error, InputError):
            raise
        yield Problem(path, str(error))
    except OSError as error:
        yield Problem(path, _why_not(path, error))
    except ValueError as error:
        yield Problem(path, str(error))


def _why_not(path: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and not is_url(path):
        hint = "for a pattern, name the folder and --include" if set(path) & set("*?[") else "check the name"
        return f"no such file; {hint}"
    return reason_of_system(error)


def _named(path: str, wanted: Globs, in_place: bool, leave_out: str | None) -> Iterator[Finding]:
    if is_url(path):
        yield from _named_url(path, wanted)
    elif os.path.isdir(path):
        for found in walk(path, wanted, in_place=in_place, leave_out=leave_out):
            if isinstance(found, FoundFile):
                yield _input_part(found, walked=True)
            else:
                yield Problem(found.path, found.reason) if found.lost else found
    else:
        yield _input_part(_found(path, os.path.basename(path)))


def _named_url(url: str, wanted: Globs) -> Iterator[Finding]:
    system, inner = file_system(url)
    if system.isdir(inner):
        for found in walk_url(url, wanted):
            yield _input_part(found, walked=True)
    else:
        info = system.info(inner)
        yield _input_part(FoundFile(url, inner.rsplit("/", 1)[-1], int(info.get("size") or 0), mark=url_mark(info)))


def _listed(path: str) -> Iterator[Finding]:
    relative = os.path.normpath(path)
    if is_url(path):
        yield from _named_url(path, globs())
        return
    outside = os.path.isabs(relative) or relative.startswith("..")
    yield _input_part(_found(path, os.path.basename(path) if outside else relative))


def _found(path: str, name: str) -> FoundFile:
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{kind_of(status.st_mode)}, not a file")
    return FoundFile(os.path.realpath(path), name, status.st_size, status.st_mtime_ns, mark_of(status))


def _input_part(found: FoundFile, *, walked: bool = False) -> InputPart:
    """Return the input with its format: by name, and by content where the name says nothing or the size matters."""
    path, name, size, mtime_ns, mark = found
    kind = kind_by_name(name)
    part = InputPart(path, name, kind.format, kind.compression, size, mtime_ns, walked=walked, mark=mark)
    large = size >= (_LARGE_COMPRESSED if kind.compression else _LARGE)
    if kind.known and not (large and FORMATS[kind.format].when_large):
        return part
    try:
        return _by_content(part, named=kind.known, large=large)
    except (InputError, OSError):
        return part  # who cleans it will say what is wrong with it


def _by_content(part: InputPart, *, named: bool, large: bool) -> InputPart:
    head = read_head(part.path)
    found = None if named else by_magic(head)
    if found is not None:
        return part._replace(format=found.name)
    when_large = FORMATS[part.format].when_large
    if not large or when_large is None:
        return part
    compression = part.compression or compression_by_content(head)
    better = when_large(_decompressed_head(part.path, compression) if compression else head)
    return part if better == part.format else part._replace(format=better, compression=compression)


def _decompressed_head(path: str, compression: Packing) -> bytes:
    with open_read(path) as file:
        try:
            return unpack(file, compression, 1e9).read(65536)
        except InputError:
            return b""


def read_list(path: str) -> tuple[str, ...]:
    """Return the names in a list of files (`-` for standard input), each ended by NUL or else by a newline."""
    if path == "-":
        data = sys.stdin.buffer.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    names: Iterable[bytes] = data.split(b"\0") if b"\0" in data else data.split(b"\n")
    return tuple(os.fsdecode(name.rstrip(b"\r")) for name in names if name.strip())
