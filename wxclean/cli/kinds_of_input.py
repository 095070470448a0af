"""Which inputs are plain texts, told without loading what reads files of records."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import Final

from wxclean.cli.inputs import Input
from wxclean.cli.output_choice import TEXTS
from wxclean.cli.settings import STANDARD
from wxclean.files.compression import compression_by_content
from wxclean.files.plain_text import LARGE, PAGE_SUFFIXES, TEXT_SUFFIXES, may_carry_pages, read_telling
from wxclean.reading.magic import binary_kind
from wxclean.reading.unwrap.names import TEXT_NAMES, plain

_BEGINS_LIKE_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")
_DELIMITERS: Final = re.compile(rb"[,;|\t]")


def with_heads(inputs: Sequence[Input]) -> tuple[list[Input], bool]:
    """Return the inputs, with what was read of standard input, and whether each is a text of common size."""
    if all(one.options.only_dumps and one.options.format in TEXTS for one in inputs):
        return list(inputs), True  # what is no dump passes as it is, of whatever kind
    found, plain = [], True
    for one in inputs:
        head, is_plain = _standard_head() if one.name == STANDARD else (b"", _is_plain_file(one.name))
        found.append(one._replace(head=head))
        plain = plain and is_plain and one.options.cleaner.field is None  # which may be a column
    return found, plain


def _standard_head() -> tuple[bytes, bool]:
    """Return the first bytes of standard input, and whether it is a plain text; then they are all of it."""
    if sys.stdin is None:
        return b"", True
    stream, head = sys.stdin.buffer, b""
    try:
        head = read_telling(stream)
        if may_hold_records(head):
            return head, False
        data = head + stream.read(LARGE)
    except OSError:
        return head, True  # who reads it will say what is wrong with it
    return data, len(data) < LARGE


def _is_plain_file(name: str) -> bool:
    if os.path.splitext(name)[1].lower() not in (*TEXT_SUFFIXES, *PAGE_SUFFIXES):
        return False
    try:
        return os.path.getsize(name) < LARGE
    except (OSError, ValueError):
        return True  # who reads it will say what is wrong with it


def may_hold_records(head: bytes) -> bool:
    """Return whether a stream with these first bytes could be more than a text: JSON, a table, packed, or pages.

    >>> may_hold_records(b'{"text": ""}'), may_hold_records(b"id,text"), may_hold_records(b"text:'")
    (True, True, False)
    """
    if b"\0" in head[:64] or compression_by_content(head) or binary_kind(head) or _BEGINS_LIKE_JSON.match(head):
        return True
    if may_carry_pages(head):
        return True
    line = head.partition(b"\n")[0]
    cells = _DELIMITERS.split(line)
    return len(line) < 4096 and len(cells) > 1 and not _names().isdisjoint(map(_bare, cells))


def _bare(cell: bytes) -> bytes:
    return cell.removeprefix(b"\xef\xbb\xbf").strip(b"\"' \r").translate(None, b"_-").lower()


@cache
def _names() -> frozenset[bytes]:
    """Return the names of columns that hold texts, as the encodings that files are in have them."""
    encodings = ("utf-8", "gb18030", "big5")
    return frozenset(plain(name).encode(encoding, "ignore") for name in TEXT_NAMES for encoding in encodings)
