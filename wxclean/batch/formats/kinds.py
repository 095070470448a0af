"""The format and the compression of an input as its name promises them."""

from __future__ import annotations

import os
from typing import NamedTuple

from wxclean.batch.formats.registry import BY_SUFFIX, PLAIN
from wxclean.batch.job import FormatName
from wxclean.files.compression import Compression, compression_by_name

_USUAL = {suffix[1:]: found.name for suffix, found in BY_SUFFIX.items()}
_NO_STEM = ("", ".", "/", "\\")
"""What the stem of a name ends with that may be all dots: then the rest is no suffix."""


class FileKind(NamedTuple):
    """Format and compression of an input; `stem` is its path without the suffixes that say so."""

    format: FormatName
    compression: Compression
    stem: str
    known: bool


def kind_by_name(path: str) -> FileKind:
    """Return the kind that a file name promises; unknown suffixes are taken for text.

    >>> kind_by_name("dumps/a.jsonl.gz")
    FileKind(format='jsonl', compression='gz', stem='dumps/a', known=True)
    """
    usual = _usual_format(path)
    if usual:
        return FileKind(usual, "", path[: path.rindex(".")], known=True)
    stem, suffix = os.path.splitext(path)
    compression = compression_by_name(path)
    if compression:
        inner, suffix = os.path.splitext(stem)
    else:
        inner = stem
    found = BY_SUFFIX.get(suffix.lower())
    if found is None:
        return FileKind(PLAIN.name, compression, stem if compression else path, known=False)
    return FileKind(found.name, compression, inner, known=True)


def is_known(path: str) -> bool:
    """Return whether the name promises a format that wxclean reads."""
    return _usual_format(path) is not None or kind_by_name(path).known


def _usual_format(path: str) -> FormatName | None:
    """Return the format of a name with a known suffix as it is written most, in a third of the time of any other."""
    stem, _, suffix = path.rpartition(".")
    return _USUAL.get(suffix) if stem[-1:] not in _NO_STEM else None
