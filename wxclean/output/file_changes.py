"""What becomes of a file besides its lines: its encoding, byte order mark, line ends and what can't be seen in it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from wxclean.language import _, joined
from wxclean.output.changes import Change, payload_lines
from wxclean.output.file_bytes import encoding_of, is_utf8, line_end_counts
from wxclean.result import Cleaned
from wxclean.visible import UNSEEN

NAME = "file"
"""Stands where a filter's name does, and 0 for the line."""

_WHITE_SPACE = _("blank lines, spaces at the ends of lines, or the end of the last line")
_END_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def file_changes(found: Sequence[Cleaned], before: bytes, after: bytes) -> list[Change]:
    """Return what changes in a file when `after` takes the place of `before`, and no edit of a line tells.

    Nothing is returned for bytes that stay as they are; for any others there is a change here or an edit in `found`.
    """
    if before == after:
        return []
    encoding = encoding_of(found)
    changes = [*_encoding(encoding, before), *_mark(before, after), *_line_ends(encoding, before, after)]
    unseen = _unseen(found, after.decode())
    if unseen:
        changes.append(_change("invisible", _listed(unseen), ""))
    if not changes and not any(cleaned.edits for cleaned in found):
        wrappers = [cleaned.source.wrapper for cleaned in found if cleaned.source.wrapper != "plain"]
        changes.append(_change("wrapper", wrappers[0], "") if wrappers else _change("white-space", _WHITE_SPACE, ""))
    return changes


def _change(rule: str, before: str, after: str) -> Change:
    return Change(0, "rewrite", NAME, rule, before, after)


def _encoding(encoding: str, before: bytes) -> Iterator[Change]:
    if not is_utf8(encoding):
        yield _change("encoding", encoding, "UTF-8")
        return
    try:
        before.decode()
    except UnicodeDecodeError:
        yield _change("encoding", _("bytes that are not {encoding}").format(encoding=encoding), "U+FFFD")


def _mark(before: bytes, after: bytes) -> Iterator[Change]:
    if before.startswith(_MARKS) and not after.startswith(_MARKS):
        yield _change("byte-order-mark", _("byte order mark (U+FEFF)"), "")


def _line_ends(encoding: str, before: bytes, after: bytes) -> Iterator[Change]:
    new = [end for end, count in line_end_counts(after, "utf-8").items() if count]
    old = [(end, count) for end, count in line_end_counts(before, encoding).items() if count and end not in new]
    if old and new:
        words = ", ".join(f"{count:,} {_END_NAMES[end]}" for end, count in old)
        yield _change("line-ends", words, _END_NAMES[new[0]])


def _unseen(found: Sequence[Cleaned], after: str) -> Counter[str]:
    """Return the unseen characters, and how many of each are gone from lines that stay."""
    unseen: Counter[str] = Counter()
    for cleaned in found:
        lines = payload_lines(cleaned.payload)
        gone = {edit.line for edit in cleaned.edits if edit.action == "drop" and edit.span is None}
        kept = [line for number, line in enumerate(lines, start=1) if number not in gone]
        unseen.update(character for line in kept for character in re.findall(UNSEEN, line) if character != "\t")
    if unseen:
        unseen.subtract(re.findall(UNSEEN, after))
    return +unseen


def _listed(unseen: Counter[str]) -> str:
    found = sorted(unseen.items())
    return joined(", ", (joined("", (f"{count:,} ", _named(character))) for character, count in found))


def _named(character: str) -> str:
    name = unicodedata.name(character, "") or (_("control character") if ord(character) < 0xA0 else _("character"))
    return joined("", (name, f" (U+{ord(character):04X})"))
