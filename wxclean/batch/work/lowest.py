"""A bounded choice that follows from what there is, not from its order: those with the lowest numbers, made by a hash.

What is among the lowest of all is among the lowest of each part; so parts may be cut down before they are joined.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from typing import Final, TypeVar

HIGHEST: Final = 0xFFFFFFFF
V = TypeVar("V")


def number_of(*names: str) -> int:
    """Return the number by which something of these names is chosen, up to `HIGHEST`."""
    return zlib.crc32("\0".join(names).encode("utf-8", "surrogatepass"))


def bounded(named: dict[str, V], most: int) -> dict[str, V]:
    """Return what has the lowest numbers by its name, at most so many."""
    if len(named) <= most:
        return named
    return {name: named[name] for name in sorted(named, key=lambda name: (number_of(name), name))[:most]}


class Lowest:
    """The lowest of many numbers: at most `most`, each once. What is above `limit` is not among them."""

    __slots__ = ("_most", "_numbers", "limit")

    def __init__(self, most: int) -> None:
        self._most = most
        self._numbers: list[int] = []
        self.limit = HIGHEST

    def takes(self, number: int) -> bool:
        """Return whether a number is among the lowest so far, with those before it."""
        if number > self.limit:
            return False
        numbers = self._numbers
        at = bisect_left(numbers, number)
        if numbers[at : at + 1] != [number]:
            numbers.insert(at, number)
            if len(numbers) >= self._most:
                del numbers[self._most :]
                self.limit = numbers[-1]
        return True
