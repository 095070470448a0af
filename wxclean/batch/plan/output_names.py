"""Names of outputs, their numbered shards, parts and lists of failed records: all follow from an output's path."""

from __future__ import annotations

import hashlib
import os

from wxclean.batch.formats.kinds import kind_by_name
from wxclean.batch.formats.registry import BY_SUFFIX, FORMATS, PLAIN
from wxclean.batch.job import FormatName
from wxclean.files.compression import compression_by_name
from wxclean.files.storage import storage_of

_BY_OUTPUT_SUFFIX = {each.output_suffix: each for each in FORMATS.values() if each.output_suffix}
_BY_OUTPUT_SUFFIX[".markdown"] = FORMATS["markdown"]  # as an input, it is a dump like any other text

WRITTEN = {name: each.output_suffix for name, each in FORMATS.items() if each.sink is not None}
"""The formats that can be written, and what the names of their files end with."""


def renamed(path: str, target: FormatName | None) -> str:
    """Return the output name that goes with an input's: its own, or with the suffix of the target, or of text.

    >>> renamed("a/b.txt.gz", "jsonl")
    'a/b.jsonl.gz'
    """
    kind = kind_by_name(path)
    if target is None:
        if not FORMATS[kind.format].one_way:
            return path
        target = PLAIN.name
    into = FORMATS[target]
    compressed = "." + kind.compression if kind.compression and into.streams else ""
    return kind.stem + into.output_suffix + compressed


def format_of_output(path: str) -> FormatName | None:
    """Return the format that an output's name promises, whether or not it is compressed; None for any other name.

    >>> format_of_output("a/all.jsonl.gz"), format_of_output("a.markdown"), format_of_output("article")
    ('jsonl', 'markdown', None)
    """
    stem = os.path.splitext(path)[0] if compression_by_name(path) else path
    suffix = os.path.splitext(stem)[1].lower()
    found = _BY_OUTPUT_SUFFIX.get(suffix) or BY_SUFFIX.get(suffix)
    return found and found.name


def numbered(output: str, number: int) -> str:
    """Return the name of one of several files that an output is made of.

    >>> numbered("all.jsonl.gz", 7)
    'all-00007.jsonl.gz'
    """
    stem, suffixes = _parted(output)
    return f"{stem}-{number:05d}{suffixes}"


def part_names(folder: str, output: str, count: int) -> tuple[str, ...]:
    """Return where, in a folder for parts of all outputs, those of this one are until they are joined."""
    _, suffixes = _parted(output)
    storage = storage_of(folder)
    own = storage.joined(folder, short_name(output))
    return tuple(storage.joined(own, f"{number:06d}{suffixes}") for number in range(count))


def failures_file(folder: str, output: str) -> str:
    """Return where, in a folder for failed records, those of the shard with this output are kept."""
    return storage_of(folder).joined(folder, short_name(output) + ".jsonl")


def short_name(path: str) -> str:
    """Return 24 hex digits that stand for a path wherever it is."""
    return hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()


def _parted(path: str) -> tuple[str, str]:
    """Return a path without the suffixes that tell what it holds, and these."""
    stem = kind_by_name(path).stem
    return stem, path[len(stem) :]
