"""Text and Markdown: a file is one dump, an output one record after the other, as `wxclean FILE` prints them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import BinaryIO

from wxclean.batch.formats import lines
from wxclean.batch.formats.format import Format
from wxclean.batch.job import FormatName, Job
from wxclean.output.render import render
from wxclean.result import Cleaned


class TextSink:
    """A writer of records as text."""

    def __init__(self, text: Callable[[Cleaned, Job], str], file: BinaryIO, job: Job) -> None:
        self.text = text
        self.file = file
        self.job = job

    def write(self, cleaned: Cleaned, _fields: Mapping[str, object]) -> None:
        """Add a record; text has no place for other columns."""
        self.file.write(self.text(cleaned, self.job).encode())

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: nothing is held back."""


def as_text(cleaned: Cleaned, job: Job) -> str:
    """Return a record as plain text."""
    return render(cleaned, "text", title=job.title)


def as_markdown(cleaned: Cleaned, job: Job) -> str:
    """Return a record as Markdown, its metadata as front matter."""
    return render(cleaned, "markdown", title=job.title)


def _when_large(head: bytes) -> FormatName:
    return lines.LINES.name if lines.looks_like_lines(head) else TEXT.name


TEXT = Format(
    "text",
    suffixes=(".txt", ".text", ".dump", ".raw"),
    output_suffix=".txt",
    when_large=_when_large,
    text=as_text,
    sink=partial(TextSink, as_text),
)
MARKDOWN = Format("markdown", output_suffix=".md", text=as_markdown, sink=partial(TextSink, as_markdown))
