"""A JSON array of records: one object a line, and the arrays of parts joined into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from wxclean.batch.formats.jsonl import JsonlSink
from wxclean.batch.job import Job
from wxclean.result import Cleaned

_BEGIN, _BETWEEN, _END, _EMPTY = b"[\n", b",\n", b"\n]\n", b"[]\n"


class JsonArraySink:
    """A writer of records as the elements of one array."""

    def __init__(self, file: BinaryIO, job: Job) -> None:
        self.file = file
        self.lines = JsonlSink(file, job)
        self.empty = True

    def write(self, cleaned: Cleaned, fields: Mapping[str, object]) -> None:
        """Add an element."""
        self.file.write(_BEGIN if self.empty else _BETWEEN)
        self.empty = False
        self.file.write(self.lines.line(cleaned, fields).removesuffix(b"\n"))

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """End the array."""
        self.file.write(_EMPTY if self.empty else _END)


def join_arrays(parts: Iterable[BinaryIO], out: BinaryIO) -> None:
    """Write the elements of several arrays, each as this module or `json.py` writes them, as those of one."""
    empty = True
    for part in parts:
        if part.read(len(_BEGIN)) != _BEGIN:
            continue
        out.write(_BEGIN if empty else _BETWEEN)
        empty = False
        _copy_elements(part, out)
    out.write(_EMPTY if empty else _END)


def _copy_elements(part: BinaryIO, out: BinaryIO) -> None:
    """Copy all but the end of the array."""
    held = b""
    while data := part.read(1 << 20):
        held += data
        out.write(held[: -len(_END)])
        held = held[-len(_END) :]
