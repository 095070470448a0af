"""Options of runs over many inputs, and whether a command line asks for such a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from wxclean.cli.settings import STANDARD, CleanOptions
from wxclean.output.render import OutputFormat


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


PLAIN = CorpusOptions()


def is_corpus(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions) -> bool:
    """Return whether there is more to do than to clean a few files, one after the other, into one output."""
    if options.diff:
        return False
    if options.in_place or corpus != PLAIN or any(os.path.isdir(name) or "://" in name for name in names):
        return True
    output = options.output
    if output == STANDARD:
        return False
    if "://" in output or os.path.isdir(output) or output.endswith(("/", os.sep)):
        return True
    from wxclean.batch.formats.kinds import kind_by_name
    from wxclean.batch.formats.registry import FORMATS

    kinds = [kind_by_name(name) for name in names if name != STANDARD]
    if any(kind.compression or FORMATS[kind.format].read for kind in kinds):
        return True
    return bool(kind_by_name(output).compression) or options.format not in get_args(OutputFormat)
