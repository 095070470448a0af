"""Where rows of CSV end in the bytes of a stream, as Python's strict `csv.reader` has it."""

from __future__ import annotations

from enum import IntEnum

from wxclean.batch.formats.format import Cut


class _In(IntEnum):
    """Where in a row a byte stands."""

    START = 0
    """At the start of a cell, where a quote opens it."""
    PLAIN = 1
    QUOTED = 2
    AFTER_QUOTE = 3
    """After a quote in a quoted cell: a second one stands for a quote, anything else ends the cell."""
    SPOILT = 4
    """Behind a quoted cell that goes on after its quote: the reader gives up the line."""


def row_cut(delimiter: str) -> Cut:
    """Return what tells where the last whole row in some bytes ends, for cells with this delimiter.

    A quote means something only where it begins a cell; elsewhere it is a character like any other, as tables that
    nobody quoted have them. The bytes are ASCII outside of characters of several bytes, none of which has a quote's,
    a delimiter's or a line break's byte in UTF-8.
    """
    comma = delimiter.encode()
    opening = comma + b'"'

    def cut(data: bytes, state: int) -> tuple[int, int]:
        find = _Finder(data)
        at, end, size = 0, 0, len(data)
        while at < size:
            if state == _In.START and data.startswith(b'"', at):
                at, state = at + 1, _In.QUOTED
            elif state == _In.QUOTED:
                at = find(b'"', at) + 1
                state = _In.AFTER_QUOTE if at <= size else _In.QUOTED
            elif state == _In.AFTER_QUOTE and not data.startswith((b"\n", b"\r"), at):
                found = data[at : at + 1]
                at, state = at + 1, _In.QUOTED if found == b'"' else _In.START if found == comma else _In.SPOILT
            else:
                opens = size if state >= _In.AFTER_QUOTE else find(opening, at)
                line_end = min(find(b"\n", at), find(b"\r", at))
                if opens < line_end:
                    at, state = opens + 2, _In.QUOTED
                elif line_end < size:
                    at, state = line_end + 1, _In.START
                    end = at if data[line_end] == _NEWLINE else end
                else:
                    ends_cell = state < _In.AFTER_QUOTE and data.endswith(comma)
                    at, state = size, _In.START if ends_cell else state or _In.PLAIN
        return end, int(state)

    return cut


class _Finder:
    """Searches in some bytes that are asked for with growing places, so that each byte is looked at once a pattern."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.found: dict[bytes, int] = {}

    def __call__(self, pattern: bytes, at: int) -> int:
        """Return where a pattern is found at a place or after it; the size of the data where it isn't."""
        found = self.found.get(pattern, -1)
        if found < at:
            found = self.data.find(pattern, at)
            found = len(self.data) if found < 0 else found
            self.found[pattern] = found
        return found


_NEWLINE = ord("\n")
