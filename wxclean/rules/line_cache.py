"""A bounded cache of what was found out about lines: pages of one template bring the same lines again."""

from __future__ import annotations

from typing import Final, TypeVar

LONGEST_CACHED: Final = 120
"""The longest line that is cached, in characters."""

_MOST: Final = 4096

T = TypeVar("T")


class LineCache(dict[str, T]):
    """A dict of short lines that doesn't grow without end: full, it begins anew."""

    def keep(self, text: str, found: T) -> T:
        """Return what was found, and cache it where the line is short."""
        if len(text) <= LONGEST_CACHED:
            if len(self) >= _MOST:
                self.clear()
            self[text] = found
        return found
