"""What a caller passes as a dump is checked, and anything else answered with what to pass in its place.

Never compiled: compiled functions check their arguments by themselves, and say less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from os import PathLike
from typing import Any, Final, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., object])

_MISSING: Final = ("NAType", "NaTType")
"""What pandas calls its types of missing values."""


def takes_a_dump(function: Function) -> Function:
    """Return a function, or method, that raises TypeError if its only argument `raw` is neither text nor bytes."""

    @wraps(function)
    def checked(*arguments: object, **named: Any) -> object:
        raw = named.get("raw", arguments[-1] if arguments else "")
        if not isinstance(raw, (str, bytes)):
            raise TypeError(_neither_text_nor_bytes(raw))
        return function(*arguments, **named)

    return cast("Function", checked)


def _neither_text_nor_bytes(raw: object) -> str:
    """Return the message about a value of another type: what it is, and what to pass in its place."""
    missing = raw is None or type(raw).__name__ in _MISSING or (isinstance(raw, float) and raw != raw)  # noqa: PLR0124
    if missing:
        remedy = "leave out rows without a text, or pass ''"
    elif isinstance(raw, PathLike):
        remedy = "pass what the file holds, as Path.read_bytes returns it"
    elif isinstance(raw, (bytearray, memoryview)):
        remedy = "pass bytes(…) of it"
    elif hasattr(raw, "read"):
        remedy = "pass what it holds, as its read method returns it"
    elif isinstance(raw, Mapping):
        remedy = "pass the member that holds the text"
    elif isinstance(raw, Sequence):
        remedy = "pass one text at a time"
    else:
        remedy = "pass str(…) of it, if it stands for a text"
    what = repr(raw) if missing else f"an object of type {type(raw).__name__}"
    return f"a dump is text (str) or bytes, not {what}; {remedy}"
