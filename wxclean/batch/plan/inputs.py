"""The inputs that were asked for, each with the place that it will have below the output folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wxclean.batch.formats.kinds import kind_by_name
from wxclean.batch.formats.registry import FORMATS, by_content
from wxclean.batch.job import InputPart
from wxclean.batch.plan.globs import globs
from wxclean.errors import InputError, system_message
from wxclean.files.compression import Compression, compression_by_content, decompressed
from wxclean.files.facts import FoundFile, Skipped, Wanted
from wxclean.files.plain_text import HEAD, LARGE
from wxclean.files.storage import read_head, storage_of
from wxclean.language import _

_LARGE_COMPRESSED = 1 << 20
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class Request(NamedTuple):
    """What is to be cleaned and where it goes.

    `paths` are files, folders or URLs; `listed` are files that a list names, whose folders below the
    working directory are kept. `output` is a folder or a file, None in place. `shard_size` is in bytes
    of input an output file. `keep_failures` keeps the raw records that fail. With `join` a file of text takes
    several inputs, too.
    """

    paths: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    output: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    shard_size: int | None = None
    keep_failures: bool = False
    join: bool = False


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
    except OSError as error:
        yield Problem(path, system_message(error))
    except (InputError, ValueError) as error:
        yield Problem(path, str(error))


def _named(path: str, wanted: Wanted, in_place: bool, leave_out: str | None) -> Iterator[Finding]:
    storage = storage_of(path)
    if not storage.is_folder(path):
        yield _input_part(storage.found(path))
        return
    for found in storage.files_below(path, wanted, in_place=in_place, leave_out=leave_out):
        if isinstance(found, FoundFile):
            part = _input_part(found, walked=True)
            other = _other_kind(part)
            yield Skipped(part.path, other) if other else part
        else:
            yield Problem(found.path, found.reason) if found.lost else found


def _listed(path: str) -> Iterator[Finding]:
    """Yield a file of a list under its name below the working directory; a URL has none there, and may be a folder."""
    storage = storage_of(path)
    if not storage.is_local:
        yield from _named(path, globs(), False, None)
        return
    found = storage.found(path)
    relative = os.path.normpath(path)
    outside = os.path.isabs(relative) or relative.startswith("..")
    yield _input_part(found if outside else found._replace(name=relative.replace(os.sep, "/")))


def _input_part(found: FoundFile, *, walked: bool = False) -> InputPart:
    """Return the input with its format: by name, and by content where the name says nothing or the size matters."""
    path, name, size, mtime_ns, stamp = found
    kind = kind_by_name(name)
    part = InputPart(path, name, kind.format, kind.compression, size, mtime_ns, walked=walked, stamp=stamp)
    large = size >= (_LARGE_COMPRESSED if kind.compression else LARGE)
    if kind.known and not (large and FORMATS[kind.format].when_large):
        return part
    try:
        return _by_content(part, named=kind.known, large=large)
    except (InputError, OSError):
        return part  # who cleans it will say what is wrong with it


def _other_kind(part: InputPart) -> str:
    """Return why a file of a folder is passed over: it only shares its suffix with a format; nothing if it doesn't."""
    form = FORMATS[part.format]
    if not (form.shared and part.path.lower().removesuffix(f".{part.compression}").endswith(form.shared)):
        return ""
    try:
        return "" if by_content(head_of(part)) is form else _("is no {name}").format(name=form.name)
    except (InputError, OSError):
        return ""  # who cleans it will say what is wrong with it


def _by_content(part: InputPart, *, named: bool, large: bool) -> InputPart:
    plain = read_head(part.path)
    compression = part.compression or compression_by_content(plain)
    head = _decompressed_head(part.path, compression) if compression else plain
    found = None if named else by_content(head)
    when_large = FORMATS[part.format].when_large if large else None
    better = found.name if found is not None else part.format if when_large is None else when_large(head)
    return part if better == part.format else part._replace(format=better, compression=compression)


def told_by_head(part: InputPart) -> InputPart:
    """Return an input with the format that its first bytes tell, where its name's may be another one.

    Raises:
        InputError: it can't be read.
    """
    by_head = FORMATS[part.format].by_head
    if by_head is None or part.start or part.stop is not None:
        return part
    told = by_head(head_of(part))
    return part if told is None else part._replace(format=told)


def head_of(part: InputPart) -> bytes:
    """Return the first bytes of an input, decompressed.

    Raises:
        InputError: it can't be read.
    """
    plain = b"" if part.compression else read_head(part.path)
    compression = part.compression or compression_by_content(plain)
    return _decompressed_head(part.path, compression) if compression else plain


def _decompressed_head(path: str, compression: Compression) -> bytes:
    with storage_of(path).open_read(path) as file:
        try:
            return decompressed(file, compression, 1e9).read(HEAD)
        except InputError:
            return b""


def read_list(path: str) -> tuple[str, ...]:
    """Return the names in a list of files (`-` for standard input), each ended by NUL or else by a newline.

    A byte order mark says that PowerShell wrote it.
    """
    if path == "-":
        data = sys.stdin.buffer.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return tuple(line for line in data.decode(encoding, "replace").splitlines() if line.strip())
    names: Iterable[bytes] = data.split(b"\0") if b"\0" in data else data.split(b"\n")
    return tuple(os.fsdecode(name.rstrip(b"\r")) for name in names if name.strip())
