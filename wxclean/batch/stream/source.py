"""A stream as a source of records: decompressed, and with the format that its name or its first bytes tell."""

from __future__ import annotations

import io
import os
import select
import stat
import tempfile
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple, cast

from wxclean.batch.formats.format import Format
from wxclean.batch.formats.json import JSON
from wxclean.batch.formats.registry import FORMATS, PLAIN
from wxclean.batch.formats.sniff import format_of_head
from wxclean.batch.job import InputPart, Job
from wxclean.batch.work.opened import refuse_foreign
from wxclean.files.compression import compression_by_content, decompressed
from wxclean.files.plain_text import HEAD, LARGE, read_some, read_telling

_SPACE_OR_MARK = b"\xef\xbb\xbf \t\r\n"
_A_WHILE = 0.02
"""Seconds that who writes a pipe may take without counting as slow: too little for a person to notice."""


class Source(NamedTuple):
    """A stream to clean.

    Attributes:
        part: what it is called.
        file: its bytes from the first on.
        format: what they are read as.
        waits: tells whether reading on may have to wait for who writes them.
    """

    part: InputPart
    file: BinaryIO
    format: Format
    waits: Callable[[], bool]


class _Replayed(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head = memoryview(head)
        self.rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.head:
            data: Any = self.head[: len(buffer)]
            self.head = self.head[len(data) :]
        else:
            data = read_some(self.rest, len(buffer))
        buffer[: len(data)] = data
        return len(data)


def replayed(head: bytes, rest: BinaryIO) -> BinaryIO:
    """Return a stream of bytes that were read already, and what comes after them."""
    return cast("BinaryIO", io.BufferedReader(_Replayed(head, rest), HEAD))


def source_of(file: BinaryIO, head: bytes, part: InputPart, job: Job, *, named: bool) -> Source:
    """Return the source that a stream is, of which `head` was read already.

    With `named`, the part's format is known from its name; otherwise the first bytes tell it.

    Raises:
        InputError: it is compressed, and broken.
    """
    waits = would_wait(file)
    stream = replayed(head, file) if head else file
    compression = part.compression or compression_by_content(head[:8])
    if compression:
        stream = decompressed(stream, compression, job.max_ratio)
        head = read_telling(stream)
        stream = replayed(head, stream)
    found = FORMATS[part.format] if named else _unnamed(head, job)
    told = found.by_head(head) if found.by_head is not None else None
    if told is not None:
        found = FORMATS[told]
    if found.read is None and found.when_large is not None:
        first = stream.read(LARGE)
        stream = replayed(first, stream)
        found = FORMATS[found.when_large(first[:HEAD])] if len(first) == LARGE else found
    if found.read is not None and found.streams:
        refuse_foreign(head, found.kinds)
    if not found.streams and not stream.seekable():
        stream = _spooled(stream)
    return Source(part._replace(format=found.name, compression=""), stream, found, waits)


def _unnamed(head: bytes, job: Job) -> Format:
    """Return the format of a stream without a name.

    A lone JSON document is a text, whose records may be anywhere, unless it is known what they are called.
    """
    found = format_of_head(head, job.text_column)
    named = job.text_column is not None and job.cleaner.field is None
    return PLAIN if found is JSON and head.lstrip(_SPACE_OR_MARK).startswith(b"{") and not named else found


def never_waits() -> bool:
    """Return that reading a file on disk never has to wait."""
    return False


def would_wait(file: object) -> Callable[[], bool]:
    """Return what tells whether reading a file may have to wait: never for a file on disk."""
    try:
        number = file.fileno()  # type: ignore[attr-defined]
        on_disk = stat.S_ISREG(os.fstat(number).st_mode)
    except (AttributeError, OSError, ValueError):
        return lambda: False
    if on_disk:
        return never_waits

    def waits() -> bool:
        try:
            return not select.select([number], [], [], _A_WHILE)[0]
        except (OSError, ValueError):  # Windows can't tell for a pipe
            return True

    return waits


def _spooled(file: BinaryIO) -> BinaryIO:
    """Return a file on disk with what is in a stream, for formats that need one to seek in."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the last use of it
    while data := file.read(1 << 20):
        spool.write(data)
    spool.seek(0)
    return cast("BinaryIO", spool)
