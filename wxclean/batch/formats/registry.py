"""All formats by their names: a new one is a module beside this one, and a line here."""

from __future__ import annotations

from typing import BinaryIO

from wxclean.batch.formats import csv, json, jsonl, lines, parquet, program, text
from wxclean.batch.formats.carriers import formats as carriers
from wxclean.batch.formats.format import Format, Sink
from wxclean.batch.job import FormatName, InputPart, Job
from wxclean.errors import InputError
from wxclean.reading.decode import encoding_of
from wxclean.reading.foreign import text_kind

_ALL = (
    text.TEXT,
    text.MARKDOWN,
    text.PAGE,
    lines.LINES,
    json.JSON,
    jsonl.JSONL,
    csv.CSV,
    csv.TSV,
    parquet.PARQUET,
    program.PROGRAM,
    carriers.FEED,
    carriers.MHTML,
    carriers.WARC,
)
FORMATS: dict[FormatName, Format] = {each.name: each for each in _ALL}
BY_SUFFIX: dict[str, Format] = {suffix: each for each in _ALL for suffix in each.suffixes}
PLAIN = text.TEXT
"""What a file is taken for whose name and content say nothing, and what articles become."""


def by_content(head: bytes) -> Format | None:
    """Return the format whose files begin like this one, by a magic number or by what they are."""
    for each in FORMATS.values():
        if each.magic and head.startswith(each.magic):
            return each
    try:
        kind = text_kind(head.decode(encoding_of(head), "ignore"))
    except InputError:
        return None
    return next((each for each in FORMATS.values() if kind in each.kinds), None)


def sink_of(target: FormatName, out: BinaryIO, job: Job) -> Sink:
    """Return a writer of a format that records can be converted to."""
    make = FORMATS[target].sink
    if make is None:
        raise TypeError(f"nothing is ever converted to {target}")
    return make(out, job)


def output_format(part: InputPart, job: Job) -> Format | None:
    """Return the format to write; None for rows that go back into the format they came in."""
    own = FORMATS[part.format]
    if job.target is None:
        return None if own.rows else PLAIN
    return None if own.rows and job.target == own.name and not job.merge else FORMATS[job.target]
