"""Tells an input's format and packing by its name, and where the name is silent by its content."""

from __future__ import annotations

import os
from typing import NamedTuple

from wxclean.batch.job import Format, Target
from wxclean.files.compression import Packing

PACKINGS: dict[str, Packing] = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst", ".zstd": "zst"}
FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".dump": "text",
    ".raw": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
}
SUFFIX_OF_TARGET: dict[Target, str] = {
    "text": ".txt",
    "markdown": ".md",
    "jsonl": ".jsonl",
    "parquet": ".parquet",
}
_PLAIN = {suffix[1:]: format_ for suffix, format_ in FORMATS.items()}
_NO_STEM = ("", ".", "/", "\\")
"""What the stem of a name ends with that may be all dots: then the rest is no suffix."""
_MAGIC: tuple[tuple[bytes, Packing], ...] = (
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
)
_ANY_MAGIC = tuple(magic for magic, _ in _MAGIC)


class Kind(NamedTuple):
    """Format and packing of an input; `stem` is its path without the suffixes that say so."""

    format: Format
    packing: Packing
    stem: str
    known: bool


def kind_by_name(path: str) -> Kind:
    """The kind that a file name promises; unknown suffixes are taken for text.

    >>> kind_by_name("dumps/a.jsonl.gz")
    Kind(format='jsonl', packing='gz', stem='dumps/a', known=True)
    """
    plain = _plain_format(path)
    if plain:
        return Kind(plain, "", path[: path.rindex(".")], known=True)
    stem, suffix = os.path.splitext(path)
    packing = PACKINGS.get(suffix.lower(), "")
    if packing:
        inner, suffix = os.path.splitext(stem)
    else:
        inner = stem
    format_ = FORMATS.get(suffix.lower())
    if format_ is None:
        return Kind("text", packing, stem if packing else path, known=False)
    return Kind(format_, packing, inner, known=True)


def is_known(path: str) -> bool:
    """True where the name promises a format that wxclean reads."""
    return _plain_format(path) is not None or kind_by_name(path).known


def _plain_format(path: str) -> Format | None:
    """The format of a name with a known suffix as it is written most: found in a third of the time of any other."""
    stem, _, suffix = path.rpartition(".")
    return _PLAIN.get(suffix) if stem[-1:] not in _NO_STEM else None


def packing_by_name(path: str) -> Packing:
    """The packing that a file name promises."""
    return PACKINGS.get(os.path.splitext(path)[1].lower(), "")


def packing_by_content(head: bytes) -> Packing:
    """The packing whose magic number the first bytes carry."""
    if not head.startswith(_ANY_MAGIC):
        return ""
    return next(packing for magic, packing in _MAGIC if head.startswith(magic))


def is_parquet(head: bytes) -> bool:
    """True for the first bytes of a Parquet file."""
    return head.startswith(b"PAR1")


def renamed(path: str, target: Target | None) -> str:
    """The output name that goes with an input's: its own, or with the target's suffix.

    >>> renamed("a/b.txt.gz", "jsonl")
    'a/b.jsonl.gz'
    """
    if target is None:
        return path
    kind = kind_by_name(path)
    packed = "." + kind.packing if kind.packing and target != "parquet" else ""
    return kind.stem + SUFFIX_OF_TARGET[target] + packed


def is_split_at_newlines(head: bytes) -> bool:
    """True where a newline byte is always a newline: everything but UTF-16 and UTF-32."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    return b"\0" not in head


def looks_like_lines(head: bytes) -> bool:
    """True where each of the first lines is a whole wrapped record, as in `text:'…'` a line."""
    lines = [line.strip() for line in head.split(b"\n")[:-1]]
    lines = [line for line in lines if line][:8]
    return len(lines) > 1 and all(_is_wrapped_line(line) for line in lines)


def _is_wrapped_line(line: bytes) -> bool:
    if line[:1] == b"{":
        return line[-1:] == b"}"
    body = line.split(b":", 1)[-1].strip() if line[:1] not in b"'\"" else line
    body = body.lstrip(b"ubUB")
    return body[:1] in (b"'", b'"') and len(body) > 1 and body.rstrip(b",")[-1:] == body[:1]
