"""Shards and how to clean them: frozen, picklable data that any executor can run."""

from __future__ import annotations

from typing import Literal, NamedTuple

from wxclean.cleaner.settings import CleanerSettings
from wxclean.files.compression import Compression
from wxclean.output.file_bytes import LineEnds
from wxclean.result import Images

FormatName = str
"""The name of a format in `wxclean.batch.formats.registry`; shards carry it instead of the format itself."""

Formulas = Literal["escape", "keep"]


class Job(NamedTuple):
    """What all shards of a run have in common.

    `target` is the format to write, None for the input's own; with `merge` all inputs go to one output. With `in_parts`
    an output is joined of those of several shards, which therefore all have one form. Parts that are `fleeting` are
    soon joined, and until then neither brought to disk nor recorded.
    `text_column` names the column that holds the dump, None for the first of the usual names.
    `csv_formulas` says what becomes of text in a CSV cell that a spreadsheet would take for a formula.
    `max_record` is in bytes; `max_ratio` is the largest ratio of decompressed to compressed size.
    With `strict`, a suspect record counts as failed. With `dry`, nothing is written.
    `detail` counts characters by rule and by what records are, and keeps examples, for a report; `run` is then a name
    of the run, by which a worker knows what it has kept already. `failures` is the folder
    for the raw failed records, None to keep none. With `only_dumps`, what shows no sign of a page stays as it is.
    With `all_hosts`, pages of an archive count wherever they are from, else those of mp.weixin.qq.com alone.
    """

    cleaner: CleanerSettings = CleanerSettings()
    fingerprint: str = ""
    target: FormatName | None = None
    merge: bool = False
    in_parts: bool = False
    fleeting: bool = False
    title: bool = True
    images: Images = "keep"
    in_place: bool = False
    text_column: str | None = None
    keep_raw: bool = False
    csv_formulas: Formulas = "escape"
    max_record: int = 64 << 20
    max_ratio: float = 500.0
    strict: bool = False
    dry: bool = False
    detail: bool = False
    run: str = ""
    failures: str | None = None
    only_dumps: bool = False
    all_hosts: bool = False
    line_ends: LineEnds = "auto"


class Range(NamedTuple):
    """The part of a stream to read: bytes from `start` up to `stop` (None: the end), or row groups for Parquet.

    `lines_before` is the number of lines that came before the stream, where it is a piece of a longer one.
    """

    start: int = 0
    stop: int | None = None
    lines_before: int = 0


class InputPart(NamedTuple):
    """One input, or the part of it from `start` up to `stop`, as in a `Range`.

    `path` is an absolute path or a URL; `name` is the path below the requested folder, by which its records
    are named. `size` is that of the part, in bytes; for row groups, their share of the file.
    `mtime_ns` and `stamp` are as the planner saw them; the stamp changes whenever the content may have changed,
    and is empty if the storage can't tell. `walked` is true for what a folder walk found, false for what
    the user named. `lines_before` is the number of lines that begin above the part, 0 also where nobody has counted.
    """

    path: str
    name: str
    format: FormatName
    compression: Compression = ""
    size: int = 0
    mtime_ns: int = 0
    start: int = 0
    stop: int | None = None
    walked: bool = False
    stamp: str = ""
    lines_before: int = 0

    @property
    def range(self) -> Range:
        """The part of the input to read."""
        return Range(self.start, self.stop, self.lines_before)


class Shard(NamedTuple):
    """An independent unit of work: inputs in, one output out."""

    inputs: tuple[InputPart, ...]
    output: str
    job: Job

    @property
    def size(self) -> int:
        """The number of bytes to read, as far as the plan knows."""
        return sum(part.size for part in self.inputs)


class Join(NamedTuple):
    """Outputs of several shards, to be joined into one file once all of them exist."""

    parts: tuple[str, ...]
    inputs: tuple[InputPart, ...]
    output: str
    job: Job
