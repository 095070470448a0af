"""Sizes as people write them."""

from __future__ import annotations

import re

from wxclean.errors import UsageError
from wxclean.language import _

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}


def parse_size(text: str, option: str = "SIZE") -> int:
    """Return the number of bytes that a size stands for, the value of an option.

    >>> parse_size("64MiB"), parse_size("2 GB"), parse_size("1000")
    (67108864, 2000000000, 1000)

    Raises:
        UsageError: the text is no size.
    """
    found = re.fullmatch(r"\s*(\d{1,15})\s*([kmgt]i?)?b?\s*", text.lower())
    if found is None or int(found[1]) == 0:
        raise UsageError(
            _("{option} takes a size as 64MB, 64MiB or a number of bytes, not {text}").format(
                option=option, text=repr(text)
            )
        )
    return int(found[1]) * _UNITS[found[2] or ""]
