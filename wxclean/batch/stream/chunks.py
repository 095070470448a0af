"""A stream cut into chunks of whole records, as they come: none waits for what comes after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from wxclean.batch.formats.format import Cut
from wxclean.errors import InputError
from wxclean.files.plain_text import read_some

FIRST, SIZE = 1 << 16, 1 << 18
"""The bytes that a chunk is worth where more are there: at first few, so that something is soon to be seen."""


class Chunk(NamedTuple):
    """Whole records: their bytes, and the number of lines that came before them."""

    data: bytes
    lines_before: int

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data)


def chunks_of(
    file: BinaryIO, cut: Cut, limit: int, waits: Callable[[], bool], lines_in: Callable[[bytes], int]
) -> Iterator[Chunk | None]:
    """Yield the records of a stream in chunks, and None each time before it may have to wait for more.

    Args:
        file: the stream; what it begins with, such as a header, is in the first chunk.
        cut: tells where the last whole record ends.
        limit: the most bytes in a record; of one that is longer, not all is kept.
        waits: tells whether reading on may take a while.
        lines_in: counts the lines in whole records.
    """
    held: list[bytes] = []
    size = lines = 0
    wanted = FIRST
    fault: list[InputError] = []
    for records in _whole_records(file, cut, limit, waits, fault):
        if records:
            held.append(records)
            size += len(records)
        if held and (records is None or size >= wanted):
            data = b"".join(held)
            yield Chunk(data, lines)
            lines += lines_in(data)
            held, size, wanted = [], 0, min(2 * wanted, SIZE)
        if records is None:
            yield None
    if held:
        yield Chunk(b"".join(held), lines)
    if fault:
        yield None  # what was read before is whole
        raise fault[0]


def _whole_records(
    file: BinaryIO, cut: Cut, limit: int, waits: Callable[[], bool], fault: list[InputError]
) -> Iterator[bytes | None]:
    """Yield the whole records in what was read, and None before it may have to wait for more.

    Where reading fails, `fault` gets the error, and the record that was begun is none.
    """
    begun: list[bytes] = []
    size = 0
    state = 0
    while True:
        if waits():
            yield None
        try:
            data = read_some(file, FIRST)
        except InputError as error:
            fault.append(error)
            return
        if not data:
            break
        end, state = cut(data, state)
        if end:
            yield b"".join((*begun, data[:end]))
            begun, size = [], 0
        if size <= limit + SIZE:  # enough for who reads it to see that it is too long
            begun.append(data[end:])
            size += len(data) - end
    yield b"".join(begun)
