"""What a shard is and how it is to be cleaned: frozen, picklable data that any executor can run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from wxclean.cleaner.settings import CleanerSettings

if TYPE_CHECKING:
    from wxclean.files.compression import Packing  # which loads four libraries

FormatName = str
"""The name of a format in `wxclean.batch.formats.registry`, which data carry instead of the format itself."""

Formulas = Literal["escape", "keep"]


class Job(NamedTuple):
    """What is the same for all shards of a run.

    `target` is the format to write, None for the input's own; with `merge` all inputs go to one output.
    `text_column` names the column that holds the dump, None for the first of the usual names.
    `csv_formulas` tells whether a spreadsheet may take a text that was written into a CSV cell for a formula.
    `max_record` is in bytes, `max_ratio` the most that compressed data may grow. With `strict`
    a suspect record is a failed one. `dry` writes nothing.
    `detail` counts characters by rule and keeps sample diffs, for a report. `failures` is a folder
    that takes the raw failed records.
    """

    cleaner: CleanerSettings = CleanerSettings()
    fingerprint: str = ""
    target: FormatName | None = None
    merge: bool = False
    title: bool = True
    in_place: bool = False
    text_column: str | None = None
    keep_raw: bool = False
    csv_formulas: Formulas = "escape"
    max_record: int = 64 << 20
    max_ratio: float = 500.0
    strict: bool = False
    dry: bool = False
    detail: bool = False
    failures: str | None = None


class Range(NamedTuple):
    """What is to be read of a stream: bytes from `start` up to `stop` (None: all), or row groups for Parquet."""

    start: int = 0
    stop: int | None = None


class InputPart(NamedTuple):
    """One input, or the part of it from `start` up to `stop`, as a `Range` has them.

    `path` is absolute, or a URL; `name` is its path below the folder that was asked for, and what
    records of it are called. `size` is that of the part, in bytes; for row groups, their share of the file.
    `mtime_ns` and `mark` are as the planner saw them; the mark
    changes whenever the content may have, and is empty where the store can't tell. `walked`
    tells what a folder walk found from what the user named.
    """

    path: str
    name: str
    format: FormatName
    compression: Packing = ""
    size: int = 0
    mtime_ns: int = 0
    start: int = 0
    stop: int | None = None
    walked: bool = False
    mark: str = ""

    @property
    def range(self) -> Range:
        """What is to be read of the input."""
        return Range(self.start, self.stop)


class Shard(NamedTuple):
    """A piece of work of its own: inputs in, one output out."""

    inputs: tuple[InputPart, ...]
    output: str
    job: Job

    @property
    def size(self) -> int:
        """The bytes to read, as far as the plan knows."""
        return sum(part.size for part in self.inputs)


class Join(NamedTuple):
    """Outputs of several shards that become one file once all of them are there."""

    parts: tuple[str, ...]
    inputs: tuple[InputPart, ...]
    output: str
    job: Job
