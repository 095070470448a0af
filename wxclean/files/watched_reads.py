"""Tells how much of a large file is read while it is being cleaned: a piece of work may take minutes."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, BinaryIO

LARGE = 8 << 20
"""Files from this size on are worth telling of, in bytes."""
SECONDS = 0.2
"""Between two looks at how far the work is."""

Tell = Callable[[int], None]
"""Takes the number of bytes that were just read."""

reading: ContextVar[Tell | None] = ContextVar("reading", default=None)
"""Set where somebody watches."""


class _Metered(io.RawIOBase):
    """Passes reads on and tells of them."""

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
    """The file, watched if it is large and somebody watches."""
    tell = reading.get()
    return file if tell is None or size < LARGE else io.BufferedReader(_Metered(file, tell), 1 << 18)


class Pulse:
    """Sums up what is read, and calls a function now and then meanwhile."""

    def __init__(self, beat: Callable[[], None]) -> None:
        self.value = 0
        self._beat = beat
        self._last = time.monotonic()

    def tell(self, count: int) -> None:
        """Adds bytes."""
        self.value += count
        if time.monotonic() - self._last > SECONDS:
            self._last = time.monotonic()
            self._beat()
