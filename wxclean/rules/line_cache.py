"""What was found out about lines, kept for the next page: pages of one template bring the same lines again."""

from __future__ import annotations

from typing import Final, TypeVar

# The longest line that is kept, in characters, and how many of them are kept at once.
LONGEST: Final = 120
_MOST: Final = 4096

Found = TypeVar("Found")


class Memory(dict[str, Found]):
    """A dict of short lines that doesn't grow without end: full, it begins anew."""

    def keep(self, text: str, found: Found) -> Found:
        """Return what was found, and keep it where the line is short."""
        if len(text) <= LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[text] = found
        return found
