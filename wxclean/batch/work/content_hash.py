"""Hashes of what inputs hold, kept beside what the system says of them, so that the same content is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from wxclean.batch.formats.format import PIECE
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.job import InputPart
from wxclean.errors import InputError
from wxclean.files.storage import storage_of

_DIGITS = 32


def digest(parts: Iterable[bytes]) -> str:
    """Return a hash of bytes in pieces, as 32 hex digits (SHA-256, which processors have built in, cut to half)."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part)
    return hashed.hexdigest()[:_DIGITS]


def digest_of(data: bytes) -> str:
    """Return the `digest` of bytes in one piece."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def content_of(inputs: Sequence[InputPart]) -> str:
    """Return a hash of all bytes that decide what is in these inputs; empty where that can't be said.

    It can't for URLs, which would have to be read once more, and for a file that is not as the
    plan saw it, since that may not be what was cleaned.
    """
    hashes = []
    for part in inputs:
        storage = storage_of(part.path)
        if not storage.is_cheap_to_reread:
            return ""
        try:
            hashes.append(digest(_deciding_bytes(part)))
        except (OSError, InputError):
            return ""
        if storage.stamp(part.path) != part.stamp:
            return ""
    return hashes[0] if len(hashes) == 1 else digest(one.encode() for one in hashes)


def _deciding_bytes(part: InputPart) -> Iterator[bytes]:
    ranges = FORMATS[part.format].ranges
    with storage_of(part.path).open_read(part.path) as file:
        if part.stop is None or ranges is None:
            yield from _pieces(file.read)
            return
        for start, stop in ranges.spans(file, part.range):
            file.seek(start)
            yield from _span(file, stop - start)


def _span(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(size, PIECE))):
        size -= len(piece)
        yield piece


def _pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while piece := read(PIECE):
        yield piece
