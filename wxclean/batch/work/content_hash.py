"""Tells whether inputs hold what they held: a hash of their bytes, kept beside what the system says of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from wxclean.batch.job import Source
from wxclean.errors import InputError
from wxclean.files.storage import is_url, mark_of, open_read

_PIECE = 1 << 20
_DIGITS = 32


def digest(parts: Iterable[bytes]) -> str:
    """A hash of bytes in pieces, as 32 hex digits (SHA-256, which processors have built in, cut to half)."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part)
    return hashed.hexdigest()[:_DIGITS]


def digest_of(data: bytes) -> str:
    """The same for bytes in one piece."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def content_of(sources: Sequence[Source]) -> str:
    """A hash of all bytes that decide what is in these sources; empty where that can't be said.

    It can't for URLs, which would have to be read once more, and for a file that is not as the
    plan saw it, since that may not be what was cleaned.
    """
    hashes = []
    for source in sources:
        if is_url(source.path):
            return ""
        try:
            hashes.append(digest(_deciding_bytes(source)))
            found = mark_of(os.stat(source.path))
        except (OSError, InputError):
            return ""
        if found != source.mark:
            return ""
    return hashes[0] if len(hashes) == 1 else digest(one.encode() for one in hashes)


def _deciding_bytes(source: Source) -> Iterator[bytes]:
    with open_read(source.path) as file:
        if source.stop is None:
            yield from _pieces(file.read)
        elif source.format == "parquet":
            from wxclean.batch.formats.parquet import group_bytes

            for start, stop in group_bytes(file, source):
                file.seek(start)
                yield from _range(file, stop - start)
        else:
            yield from _lines(file, source.start, source.stop)


def _lines(file: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    """The lines that begin in a range, and the byte before it, which says whether one begins at its start."""
    first = max(0, start - 1)
    file.seek(first)
    last = b""
    for last in _range(file, stop - first):
        yield last
    while last and not last.endswith(b"\n"):
        last = file.readline(_PIECE)
        yield last


def _range(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(size, _PIECE))):
        size -= len(piece)
        yield piece


def _pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while piece := read(_PIECE):
        yield piece
