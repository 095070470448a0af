"""Patterns that most texts never need, compiled when one does: the start is not to wait for them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Rare:
    """Stands for a pattern; what is once asked of it is kept, so that from then on it costs what the pattern costs."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found


def rare(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what can be used as `re.compile(pattern, flags)`, but isn't compiled before it is used.

    A range of Chinese characters takes a millisecond to compile, as long as all of a small dump takes to clean.
    """
    return cast("re.Pattern[AnyStr]", _Rare(pattern, flags))
