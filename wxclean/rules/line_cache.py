"""A bounded cache of lookups by line: pages of one template repeat their lines."""

from __future__ import annotations

from typing import Final, TypeVar

LONGEST_CACHED: Final = 120
"""The longest line that is cached, in characters."""

_MOST: Final = 4096

T = TypeVar("T")


class LineCache(dict[str, T]):
    """A dict of short lines that is cleared when it is full."""

    def keep(self, text: str, found: T, longest: int = LONGEST_CACHED) -> T:
        """Return what was found, and cache it if the line has at most so many characters."""
        if len(text) <= longest:
            if len(self) >= _MOST:
                self.clear()
            self[text] = found
        return found
