"""CSV and TSV in pieces: where a header and a row end, records as rows, and files of one header joined."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from wxclean.batch.formats.format import PIECE
from wxclean.batch.formats.formulas import guarded
from wxclean.batch.formats.record_row import COLUMNS, record_row
from wxclean.batch.formats.rows import dumps
from wxclean.batch.job import Job
from wxclean.errors import InputError
from wxclean.language import _
from wxclean.result import Cleaned

_QUOTE = b'"'
_BOM = b"\xef\xbb\xbf"


def header_of(file: BinaryIO, limit: int) -> bytes:
    """Return the bytes of the first row, which may have line breaks in quotes, of at most `limit` bytes."""
    header = file.readline(limit)
    while header.count(_QUOTE) % 2 and len(header) < limit:
        more = file.readline(limit - len(header))
        if not more:
            break
        header += more
    return header


class CsvSink:
    """A writer of records as rows under one header; what is no text is JSON in its cell."""

    def __init__(self, delimiter: str, file: BinaryIO, job: Job) -> None:
        self.file = file
        self.escapes = job.csv_formulas == "escape"
        self.columns = (*COLUMNS, "raw") if job.keep_raw else COLUMNS
        self.held = io.StringIO(newline="")
        self.writer = csv.writer(self.held, delimiter=delimiter, lineterminator="\n")
        self.put(self._row(self.columns))

    def piece(self, cleaned: Cleaned, fields: Mapping[str, object]) -> bytes:
        """Return a record as a row."""
        row = record_row(cleaned, fields)
        cells = [_cell(row[name]) for name in self.columns]
        return self._row(map(guarded, cells) if self.escapes else cells)

    def _row(self, cells: Iterable[str]) -> bytes:
        self.held.seek(0)
        self.held.truncate()
        self.writer.writerow(cells)
        return self.held.getvalue().encode()

    def put(self, piece: bytes) -> None:
        """Add a row."""
        self.file.write(piece)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: nothing is held back."""


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else dumps(value)


def join_tables(parts: Iterable[BinaryIO], out: BinaryIO) -> None:
    """Write the rows of several files that have one header below it, each on lines of its own.

    Raises:
        InputError: the headers differ.
    """
    first = None
    for part in parts:
        header = header_of(part, 1 << 20)
        names = header.removeprefix(_BOM).rstrip(b"\r\n")
        if first is None:
            first = names
            out.write(_ended(header))
        elif names != first:
            raise InputError(_("the headers differ; convert the files with -o all.jsonl"))
        last = b""
        while piece := part.read(PIECE):
            out.write(piece)
            last = piece
        out.write(_ended(last)[len(last) :])


def _ended(lines: bytes) -> bytes:
    return lines if not lines or lines.endswith(b"\n") else lines + b"\n"
