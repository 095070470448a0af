"""A stream as a source of records: decompressed, and with the format that its name or its first bytes tell."""

from __future__ import annotations

import io
import os
import re
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

_HEAD = 1 << 16
_BEGUN_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_BEGUN_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\S")
_A_WHILE = 0.02
"""Seconds that who writes a pipe may take without counting as slow: too little for a person to notice."""
_LARGE = 16 << 20
"""The size from which on a text may be read line by line, in bytes."""


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
    return cast("BinaryIO", io.BufferedReader(_Replayed(head, rest), _HEAD))


def read_some(file: BinaryIO, most: int) -> bytes:
    """Return what is there to read without waiting for more, but at least a byte unless the stream is at its end."""
    read1 = getattr(file, "read1", None)
    return cast("bytes", read1(most) if read1 is not None else file.read(most))


def read_head(file: BinaryIO) -> bytes:
    """Return the first bytes of a stream: up to 64 KiB, but no more than it takes to tell what it is."""
    head = b""
    while len(head) < _HEAD and not is_telling(head):
        more = read_some(file, _HEAD - len(head))
        if not more:
            break
        head += more
    return head


def is_telling(head: bytes) -> bool:
    """Return whether the first bytes of a stream tell its format: a whole line, or the beginning of an array."""
    return b"\n" in head or bool(_BEGUN_ARRAY.match(head))


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
        head = read_head(stream)
        stream = replayed(head, stream)
    found = FORMATS[part.format] if named else format_of_head(head, job.text_column)
    if found is JSON and _BEGUN_OBJECT.match(head):
        found = PLAIN  # a document, whose records may stand anywhere in it
    if found.read is None and found.when_large is not None:
        first = stream.read(_LARGE)
        stream = replayed(first, stream)
        found = FORMATS[found.when_large(first[:_HEAD])] if len(first) == _LARGE else found
    if found.read is not None and found.streams:
        refuse_foreign(head)
    if not found.streams and not stream.seekable():
        stream = _spooled(stream)
    return Source(part._replace(format=found.name, compression=""), stream, found, waits)


def would_wait(file: object) -> Callable[[], bool]:
    """Return what tells whether reading a file may have to wait: never for a file on disk."""
    try:
        number = file.fileno()  # type: ignore[attr-defined]
        on_disk = stat.S_ISREG(os.fstat(number).st_mode)
    except (AttributeError, OSError, ValueError):
        return lambda: False
    if on_disk:
        return lambda: False

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
