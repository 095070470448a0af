"""What a shard is and how it is to be cleaned: frozen, picklable data that any executor can run."""

from __future__ import annotations

from typing import Literal, NamedTuple

from wxclean.cleaner.settings import CleanerSettings
from wxclean.files.compression import Packing

Format = Literal["text", "lines", "json", "jsonl", "csv", "tsv", "parquet"]
Target = Literal["text", "markdown", "jsonl", "parquet"]
Formulas = Literal["escape", "keep"]


class Job(NamedTuple):
    """What is the same for all shards of a run.

    `target` is the format to write, None for the input's own; with `merge` all inputs go to one output.
    `text_column` names the column that holds the dump, None for the first of the usual names.
    `csv_formulas` tells whether a spreadsheet may take a text that was written into a CSV cell for a formula.
    `max_record` is in bytes, `max_ratio` the most that packed data may grow. With `strict`
    a suspect record is a failed one. `dry` writes nothing.
    `detail` counts characters by rule and keeps sample diffs, for a report. `failures` is a folder
    that takes the raw failed records.
    """

    cleaner: CleanerSettings = CleanerSettings()
    fingerprint: str = ""
    target: Target | None = None
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


class Source(NamedTuple):
    """One input, or the part of it from `start` up to `stop` (bytes; row groups for Parquet).

    `path` is absolute, or a URL; `name` is its path below the folder that was asked for, and what
    records of it are called. `size` (bytes), `mtime_ns` and `mark` are as the planner saw them; the mark
    changes whenever the content may have, and is empty where the store can't tell. `walked`
    tells what a folder walk found from what the user named.
    """

    path: str
    name: str
    format: Format
    packing: Packing = ""
    size: int = 0
    mtime_ns: int = 0
    start: int = 0
    stop: int | None = None
    walked: bool = False
    mark: str = ""


class Shard(NamedTuple):
    """A piece of work of its own: sources in, one output out."""

    sources: tuple[Source, ...]
    output: str
    job: Job

    @property
    def size(self) -> int:
        """Bytes to read, as far as the plan knows."""
        return sum(map(source_size, self.sources))


class Join(NamedTuple):
    """Outputs of several shards that become one file once all of them are there."""

    parts: tuple[str, ...]
    sources: tuple[Source, ...]
    output: str
    job: Job


def source_size(source: Source) -> int:
    """Bytes of this part of the input (for row groups: the part's share of the file)."""
    if source.stop is None or source.format == "parquet":
        return source.size
    return min(source.stop, source.size) - source.start
