"""Progress inside a large file: how much of it has been read, since cleaning one may take minutes."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, BinaryIO

LARGE = 8 << 20
"""The size from which on reads of a file are reported, in bytes."""
SECONDS = 0.2
"""The time between two reports of progress."""

Tell = Callable[[int], None]
"""A function that takes the number of bytes that were just read."""

reading: ContextVar[Tell | None] = ContextVar("reading", default=None)
"""What reads are reported to; None if nobody watches."""


class _Metered(io.RawIOBase):
    """A file that reports its reads."""

    def __init__(self, file: BinaryIO, tell: Tell) -> None:
        self.file = file
        self.told = tell

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self.file.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.told(len(data))
        return len(data)


def metered(file: BinaryIO, size: int) -> BinaryIO:
    """Return the file, with its reads reported if it is large and somebody watches."""
    tell = reading.get()
    return file if tell is None or size < LARGE else io.BufferedReader(_Metered(file, tell), 1 << 18)


class Pulse:
    """A sum of the bytes read that calls a function from time to time."""

    def __init__(self, beat: Callable[[], None]) -> None:
        self.value = 0
        self._beat = beat
        self._last = time.monotonic()

    def tell(self, count: int) -> None:
        """Add bytes that were read."""
        self.value += count
        if time.monotonic() - self._last > SECONDS:
            self._last = time.monotonic()
            self._beat()
