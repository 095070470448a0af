"""Options of runs over many inputs, and whether a command line asks for such a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal, NamedTuple

from wxclean.cli.output_choice import is_folder
from wxclean.cli.settings import STANDARD, CleanOptions
from wxclean.files.plain_text import TEXT_SUFFIXES


class CorpusOptions(NamedTuple):
    """The options that only runs over many inputs have; the command's help says what each means."""

    jobs: int | None = None
    engine: Literal["local", "ray"] = "local"
    ray_address: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    files_from: str | None = None
    text_column: str | None = None
    keep_raw: bool = False
    shard_size: str | None = None
    resume: bool = False
    fail_fast: bool = False
    report: str | None = None
    failures: str | None = None
    max_record_size: str | None = None
    max_ratio: float | None = None
    csv_formulas: Literal["escape", "keep"] = "escape"
    all_hosts: bool = False


class LearnOptions(NamedTuple):
    """The options that only `wxclean learn` has; its help says what each means."""

    group_by: str | None = None
    builtin: bool = True


PLAIN = CorpusOptions()
_OF_RECORDS = ("jobs", "text_column", "keep_raw", "max_record_size", "max_ratio", "csv_formulas", "all_hosts")
"""The options that a stream has, too."""


def is_corpus(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions) -> bool:
    """Return whether there is a run to plan, not just a stream: folders, files of records on disk, or its options."""
    if options.diff:
        return False
    if options.in_place or any(map(os.path.isdir, names)) or _needs_plan(corpus):
        return True
    if STANDARD in names or not names:
        return False
    if options.check:
        return any(map(_holds_records, names))
    output = options.output
    if output == STANDARD:
        return False
    return "://" in output or is_folder(output) or any(map(_holds_records, names))


def _needs_plan(corpus: CorpusOptions) -> bool:
    return corpus._replace(**{name: getattr(PLAIN, name) for name in _OF_RECORDS}) != PLAIN


def _holds_records(name: str) -> bool:
    if "://" not in name and os.path.splitext(name)[1].lower() in TEXT_SUFFIXES:
        return False  # without loading the formats
    from wxclean.batch.formats.kinds import kind_by_name
    from wxclean.batch.formats.registry import FORMATS

    kind = kind_by_name(name)
    return "://" in name or bool(kind.compression) or FORMATS[kind.format].read is not None
