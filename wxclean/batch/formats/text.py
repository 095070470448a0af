"""Text, Markdown, saved pages: a file is a dump, an output one record after another, as `wxclean FILE` prints them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import BinaryIO

from wxclean.batch.formats import lines
from wxclean.batch.formats.format import PIECE, Format
from wxclean.batch.job import FormatName, Job
from wxclean.files.plain_text import PAGE_SUFFIXES, TEXT_SUFFIXES
from wxclean.output.file_bytes import file_bytes
from wxclean.output.render import PARTING, render
from wxclean.result import Cleaned


class TextSink:
    """A writer of records as text."""

    def __init__(self, text: Callable[[Cleaned, Job], str], file: BinaryIO, job: Job) -> None:
        self.text = text
        self.file = file
        self.job = job
        self.empty = True

    def piece(self, cleaned: Cleaned, _fields: Mapping[str, object]) -> bytes:
        """Return a record as text, which has no place for other columns."""
        return file_bytes(self.text(cleaned, self.job), self.job.line_ends)

    def put(self, piece: bytes) -> None:
        """Add a record, unless nothing is left of it."""
        if piece:
            self.file.write(piece if self.empty else file_bytes(PARTING, self.job.line_ends) + piece)
            self.empty = False

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: nothing is held back."""


def join_texts(parts: Iterable[BinaryIO], out: BinaryIO) -> None:
    """Write the records of several files one after the other, and between two files what stands between two records."""
    parting = b""
    for part in parts:
        first = part.read(1 << 20)
        if first:
            out.write(parting + first)
            shutil.copyfileobj(part, out, PIECE)
            parting = file_bytes(PARTING, "crlf" if b"\r\n" in first else "lf")


def as_text(cleaned: Cleaned, job: Job) -> str:
    """Return a record as plain text."""
    return render(cleaned, "text", title=job.title)


def as_markdown(cleaned: Cleaned, job: Job) -> str:
    """Return a record as Markdown, its metadata as front matter."""
    return render(cleaned, "markdown", title=job.title, images=job.images)


def _when_large(head: bytes) -> FormatName:
    return lines.LINES.name if lines.looks_like_lines(head) else TEXT.name


TEXT = Format(
    "text",
    suffixes=TEXT_SUFFIXES,
    output_suffix=".txt",
    when_large=_when_large,
    text=as_text,
    sink=partial(TextSink, as_text),
    join=join_texts,
)
MARKDOWN = Format(
    "markdown", output_suffix=".md", text=as_markdown, sink=partial(TextSink, as_markdown), join=join_texts
)
PAGE = Format("page", suffixes=PAGE_SUFFIXES, one_way=True)
"""Saved pages: a file is one, and becomes a text."""
