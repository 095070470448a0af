"""JSON that is written again as it came: numbers that a float can't hold, and the layout of values on several lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from wxclean.batch.formats.rows import dumps, encoded
from wxclean.language import _

_FIRST_MEMBER = re.compile(r"[{\[](\r?\n)([ \t]*)")


class Number(float):
    """A number that Python would write in another form than `text`, as it is for 1E5, 1.50 and 1e400."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """Return the number that a JSON text means."""
        number = super().__new__(cls, text)
        number.text = text
        return number


_OF_DECODER = (
    _("Expecting value"),
    _("Expecting property name enclosed in double quotes"),
    _("Expecting ',' delimiter"),
    _("Expecting ':' delimiter"),
    _("Extra data"),
    _("Illegal trailing comma before end of array"),
    _("Illegal trailing comma before end of object"),
    _("Invalid control character at"),
    _("Invalid \\escape"),
    _("Invalid \\uXXXX escape"),
    _("Unterminated string starting at"),
)
"""What Python says of text that isn't JSON, to be found by the catalogues."""


class TwiceError(ValueError):
    """Raised for an object with two members of one name: reading on would lose one of them."""

    def __init__(self, members: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in members]
        twice = next(name for name in names if names.count(name) > 1)
        super().__init__(
            _("an object has two members {twice}; leave one, or give them other names").format(twice=repr(twice))
        )


class _Layout(NamedTuple):
    """How a value stands on its lines: how these end, how far the last one is indented, and its members beyond that."""

    line_end: str
    margin: str
    indent: str


class JsonText:
    """A reader of JSON that can write it again; `odd` tells whether a `Number` was read since anything was written."""

    def __init__(self) -> None:
        self.odd = False
        self.decoder = json.JSONDecoder(parse_float=self._number, object_pairs_hook=_object)

    def _number(self, text: str) -> float:
        number = float(text)
        if repr(number) == text:
            return number
        self.odd = True
        return Number(text)

    def encoded(self, value: Any, before: str = "") -> bytes:
        """Return JSON as `rows.encoded` does, but laid out as the value was `before`, if that had several lines."""
        odd, self.odd = self.odd, False
        layout = _layout_of(before) if "\n" in before else None
        return _written(value, layout).encode() if odd or layout else encoded(value)


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) < len(members):
        raise TwiceError(members)
    return found


def _layout_of(text: str) -> _Layout | None:
    first = _FIRST_MEMBER.match(text)
    if first is None:
        return None
    last = text[text.rindex("\n") + 1 :]
    margin = last[: len(last) - len(last.lstrip(" \t"))]
    return _Layout(first[1], margin, first[2].removeprefix(margin))


def _written(value: Any, layout: _Layout | None) -> str:
    if isinstance(value, Number):
        return value.text
    if not value or not isinstance(value, (dict, list)):
        return dumps(value)
    inner = layout and layout._replace(margin=layout.margin + layout.indent)
    if isinstance(value, list):
        return "[" + _lines((_written(item, inner) for item in value), layout) + "]"
    colon = ": " if layout else ":"
    return "{" + _lines((dumps(name) + colon + _written(item, inner) for name, item in value.items()), layout) + "}"


def _lines(members: Iterable[str], layout: _Layout | None) -> str:
    if layout is None:
        return ",".join(members)
    line_end, margin, indent = layout
    begin = line_end + margin + indent
    return begin + ("," + begin).join(members) + line_end + margin
