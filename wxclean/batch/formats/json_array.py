"""A JSON array of records: one object a line, and the arrays of parts joined into one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from wxclean.batch.formats.json_values import JsonValues
from wxclean.batch.formats.jsonl import JsonlSink
from wxclean.batch.formats.utf8 import Utf8Stream
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError
from wxclean.language import Message
from wxclean.result import Cleaned

_BEGIN, _BETWEEN, _END, _EMPTY = b"[\n", b",\n", b"\n]\n", b"[]\n"


class JsonArraySink:
    """A writer of records as the elements of one array."""

    def __init__(self, file: BinaryIO, job: Job) -> None:
        self.file = file
        self.lines = JsonlSink(file, job)
        self.empty = True

    def piece(self, cleaned: Cleaned, fields: Mapping[str, object]) -> bytes:
        """Return a record as one line, without its end."""
        return self.lines.piece(cleaned, fields).removesuffix(b"\n")

    def put(self, piece: bytes) -> None:
        """Add an element."""
        self.file.write(_BEGIN if self.empty else _BETWEEN)
        self.empty = False
        self.file.write(piece)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """End the array."""
        self.file.write(_EMPTY if self.empty else _END)


def join_arrays(parts: Iterable[BinaryIO], out: BinaryIO) -> None:
    """Write the elements of several files, each an array or values in a row, as those of one array.

    Raises:
        InputError: one of them is not JSON.
    """
    empty = True
    for part in parts:
        for element in JsonValues(Utf8Stream(part, Range()), sys.maxsize):
            if element.error:
                raise InputError(Message("{place}: {error}").format(place=element.place, error=element.error))
            out.write(_BEGIN if empty else _BETWEEN)
            out.write(element.kept)
            empty = False
    out.write(_EMPTY if empty else _END)
