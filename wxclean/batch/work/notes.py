"""Notes on records and files that deserve a look: where, why, by what cause; and many of them in little room."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from wxclean.language import Message, message_from_data, messages_as_data

NOTES_KEPT = 100
"""Notes of one kind that a shard carries as they are; the rest are packed."""

NoteKind = Literal["failure", "suspect", "warning", "skipped", "converted", "changed"]

_LONGEST = 500
_LONGEST_CAUSE = 200
_MOST_PACKED = 64 << 20
"""The most bytes into which a shard packs notes of one kind, some ten million of them; the rest are counted."""
_NAMED = re.compile(r"""(?<!\w)'[^'\n]*'(?!\w)|"[^"\n]*"|“[^”\n]*”|(?<=there are: )[^;)]*|(?<=known: )[^;)]*""")
_PLACE = re.compile(r"(?:\b[A-Za-z][\w+.-]{0,15}:/|(?<![\w….])\.{0,2})/[^\s:;,]+")
_NUMBER = re.compile(r"(?<![A-Za-z_-])(?:0[xX][\da-fA-F]+|\d[\d,.]*\d|\d)")


class Note(NamedTuple):
    """A record or file to look at: which input, where in it (empty for the whole), and why.

    `code` says what a record is suspect of, and is empty where that isn't why; `chars_in` and `chars_out` are its
    characters before and after.
    """

    kind: NoteKind
    path: str
    place: str
    reason: str
    code: str = ""
    chars_in: int = 0
    chars_out: int = 0


def shortened(note: Note) -> Note:
    """Return the note with a reason of readable length."""
    return note._replace(reason=note.reason[:_LONGEST]) if len(note.reason) > _LONGEST else note


def why(note: Note) -> str:
    """Return the reason, with what a record is suspect of before it."""
    if note.kind != "suspect" or not note.code:
        return note.reason
    return Message(note.code + ": {reason}").format(reason=note.reason)


@lru_cache(maxsize=4096)
def cause_of(reason: str) -> str:
    """Return a reason without the numbers, names and places that differ where the cause is the same.

    >>> cause_of("no column 'text' in /in/a.csv; there are: id, body")
    'no column … in …; there are: …'
    >>> cause_of("line 3: can't decode byte 0xff in position 1,024")
    "line …: can't decode byte … in position …"
    """
    found = _NUMBER.sub("…", _PLACE.sub("…", _NAMED.sub("…", reason)))
    return found if len(found) <= _LONGEST_CAUSE else found[:_LONGEST_CAUSE] + "…"


class Packer:
    """Notes of one kind, packed one after the other: some six bytes each where they have the same cause."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(6)
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, note: Note) -> None:
        """Add a note, unless there is no more room."""
        if self._size < _MOST_PACKED:
            self._parts.append(self._stream.compress(_line(note)))
            self._size += len(self._parts[-1])

    def packed(self) -> bytes:
        """Return the notes so far."""
        return b"".join(self._parts) + self._stream.copy().flush()


def joined(notes: Iterable[Note]) -> bytes:
    """Return a few notes of one kind as bytes, which isn't worth packing."""
    return b"".join(map(_line, notes))


def unpacked(kind: NoteKind, data: bytes) -> Iterator[Note]:
    """Yield the notes of one kind that were joined or packed."""
    if data.startswith(b"["):
        yield from (_note(kind, line) for line in data.splitlines())
        return
    stream = zlib.decompressobj()
    rest = b""
    while data:
        *lines, rest = (rest + stream.decompress(data, 1 << 20)).split(b"\n")
        data = stream.unconsumed_tail
        yield from (_note(kind, line) for line in lines)


def _line(note: Note) -> bytes:
    return json.dumps(messages_as_data(note[1:]), separators=(",", ":")).encode() + b"\n"


def _note(kind: NoteKind, line: bytes) -> Note:
    return Note(kind, *json.loads(line, object_hook=message_from_data))


def with_packed(notes: Iterable[Note], packed: Iterable[tuple[NoteKind, bytes]]) -> Iterator[Note]:
    """Yield notes, and those that are packed."""
    yield from notes
    for kind, data in packed:
        yield from unpacked(kind, data)
