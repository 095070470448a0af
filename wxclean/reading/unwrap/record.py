"""A record with a payload in its plain form: one kind of line break, and doubled escapes undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from wxclean.reading.unwrap.escapes import has_hidden_escapes, is_double_escaped, unescape, with_plain_breaks
from wxclean.result import Record


class Unwrapped(NamedTuple):
    """The records in a text that may be wrapped, None where it isn't surely, and a warning that says so."""

    records: list[Record] | None
    warning: str | None = None


def normalized(payload: str, wrapper: str) -> tuple[str, str]:
    """Return a payload with plain line breaks and doubled escapes undone, and the wrapper's name for the result."""
    text = with_plain_breaks(payload)
    if not (is_double_escaped(text) or (wrapper != "plain" and has_hidden_escapes(text))):
        return text, wrapper
    return with_plain_breaks(unescape(text)), "escaped" if wrapper == "plain" else f"{wrapper}, escaped twice"


def record_of(
    payload: str,
    wrapper: str,
    fields: Mapping[str, object] | None = None,
    *,
    number: int = 1,
    warnings: Iterable[str | None] = (),
) -> Record:
    """Return a record with a normalized payload."""
    text, form = normalized(payload, wrapper)
    return Record(text, form, fields or {}, number, tuple(filter(None, warnings)))
