"""Finds the inputs that were asked for, with the place below the output folder that each will have."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wxclean.batch.formats.kinds import is_parquet, kind_by_name, looks_like_lines, packing_by_content
from wxclean.batch.job import Source
from wxclean.batch.plan.folders import Found, Globs, Skipped, globs, walk, walk_url
from wxclean.errors import InputError, WxcleanError
from wxclean.files.compression import unpack
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
_LARGE_PACKED = 1 << 20


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


Input = Source | Skipped | Problem


def find_inputs(request: Request, *, leave_out: str | None) -> Iterator[Input]:
    """Every input file, and what had to be passed over."""
    wanted = globs(request.include, request.exclude)
    in_place = request.output is None
    for path in request.paths:
        yield from _guarded(path, _named(path, wanted, in_place, leave_out))
    for path in request.listed:
        yield from _guarded(path, _listed(path))


def _guarded(path: str, found: Iterator[Input]) -> Iterator[Input]:
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


def _named(path: str, wanted: Globs, in_place: bool, leave_out: str | None) -> Iterator[Input]:
    if is_url(path):
        yield from _named_url(path, wanted)
    elif os.path.isdir(path):
        for found in walk(path, wanted, in_place=in_place, leave_out=leave_out):
            if isinstance(found, Found):
                yield _source(found, walked=True)
            else:
                yield Problem(found.path, found.reason) if found.lost else found
    else:
        yield _source(_found(path, os.path.basename(path)))


def _named_url(url: str, wanted: Globs) -> Iterator[Input]:
    system, inner = file_system(url)
    if system.isdir(inner):
        for found in walk_url(url, wanted):
            yield _source(found, walked=True)
    else:
        info = system.info(inner)
        yield _source(Found(url, inner.rsplit("/", 1)[-1], int(info.get("size") or 0), mark=url_mark(info)))


def _listed(path: str) -> Iterator[Input]:
    relative = os.path.normpath(path)
    if is_url(path):
        yield from _named_url(path, globs())
        return
    outside = os.path.isabs(relative) or relative.startswith("..")
    yield _source(_found(path, os.path.basename(path) if outside else relative))


def _found(path: str, name: str) -> Found:
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{kind_of(status.st_mode)}, not a file")
    return Found(os.path.realpath(path), name, status.st_size, status.st_mtime_ns, mark_of(status))


def _source(found: Found, *, walked: bool = False) -> Source:
    """The input with its format: by name, and by content where the name says nothing or the size matters."""
    path, name, size, mtime_ns, mark = found
    format_, packing, _, known = kind_by_name(name)
    source = Source(path, name, format_, packing, size, mtime_ns, walked=walked, mark=mark)
    large = size >= (_LARGE_PACKED if packing else _LARGE)
    if known and not (format_ == "text" and large):
        return source
    try:
        return _by_content(source, named=known, large=large)
    except (InputError, OSError):
        return source  # who cleans it will say what is wrong with it


def _by_content(source: Source, *, named: bool, large: bool) -> Source:
    head = read_head(source.path)
    if is_parquet(head) and not named:
        return source._replace(format="parquet")
    packing = source.packing or packing_by_content(head)
    if packing:
        head = _unpacked_head(source.path, packing)
    if large and looks_like_lines(head):
        return source._replace(format="lines", packing=packing)
    return source


def _unpacked_head(path: str, packing: str) -> bytes:
    with open_read(path) as file:
        try:
            return unpack(file, packing, 1e9).read(65536)  # type: ignore[arg-type]
        except InputError:
            return b""


def read_list(path: str) -> tuple[str, ...]:
    """The names in a list of files (`-` for standard input), each ended by NUL or else by a newline."""
    if path == "-":
        data = sys.stdin.buffer.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    names: Iterable[bytes] = data.split(b"\0") if b"\0" in data else data.split(b"\n")
    return tuple(os.fsdecode(name.rstrip(b"\r")) for name in names if name.strip())
