"""What a format is: a record of the functions that read it and write it, from and to binary streams."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final, NamedTuple, Protocol

from wxclean.batch.job import FormatName, Job, Range
from wxclean.errors import InputError
from wxclean.result import Cleaned, Record, Source


class Dump(str):
    """A text with any number of records."""

    __slots__ = ()


class Item(NamedTuple):
    """A record of an input as it stands.

    Attributes:
        place: where it is in the input, in words.
        value: what it holds: a row (a mapping), a text (str), a dump (bytes or `Dump`), a `Record` that is unwrapped,
            or nothing. Formats that write rows back may have a row in another form here.
        kept: what is listed of it if it fails; None where nothing of it is known.
        error: why it can't be read.
        note: what is to be said of it, which is no fault: it holds nothing else.
        gap: what stands before it, in a format in which that may be more than the end of a line.
        decoded: the encoding that the text of a `Record` was in, and how sure that is.
    """

    place: str
    value: Any = None
    kept: Any = None
    error: str | None = None
    note: str = ""
    decoded: tuple[str, float] = ("str", 1.0)
    gap: str = ""


class CleanRow(NamedTuple):
    """A row with its text cleaned; `value` is the row that was given where nothing changed, `raw` its text.

    `faults` tell which of several texts, counted from 1, can't be cleaned and stay as they were, and why.
    """

    value: Any
    cleaned: Cleaned
    raw: str | bytes
    changed: bool
    faults: tuple[tuple[int, InputError], ...] = ()


class SupportsClean(Protocol):
    """What is needed of `wxclean.Cleaner`."""

    def clean(self, raw: str | bytes) -> Cleaned:
        """Return one text, cleaned."""

    def clean_record(self, record: Record, source: Source) -> Cleaned:
        """Return a record that is already unwrapped, cleaned."""


class Sink(Protocol):
    """A writer of cleaned records, one after the other.

    A record is made a piece, which another process may do, and pieces are put in order into the stream.
    """

    def piece(self, cleaned: Cleaned, fields: Mapping[str, object]) -> Any:
        """Return a record in the form in which it is put; `fields` are its other columns."""

    def put(self, piece: Any) -> None:
        """Add a record."""

    def flush(self) -> None:
        """Write what is held back, as far as the format lets a record go out by itself."""

    def close(self) -> None:
        """Write what is still held back; the stream stays open."""


class Rows(Protocol):
    """The rows of one stream on their way into another one of the same format, with all they hold but their text.

    Each row that is yielded is then written or kept, or left out, before the next one is asked for; rows that hold
    nothing to clean are kept without being yielded.

    """

    @property
    def is_rewritten(self) -> bool:
        """Whether the output differs from the input even if no row does, by what was read so far."""

    @property
    def note(self) -> str:
        """A note that says why, or nothing."""

    def __iter__(self) -> Iterator[Item]:
        """Yield the rows to clean."""

    def clean(self, item: Item, cleaner: SupportsClean) -> CleanRow:
        """Return the row of an item, cleaned.

        Raises:
            InputError: it has no text.
        """

    def write(self, item: Item, row: CleanRow) -> None:
        """Write a row that could be cleaned; one that didn't change goes out as it came in."""

    def keep(self, item: Item) -> None:
        """Write a row as it is."""

    def flush(self) -> None:
        """Write what is held back of the rows that were written, as far as the format lets a row go out by itself."""

    def close(self) -> None:
        """Write the end; the stream stays open."""


class RowsApart(Rows, Protocol):
    """Rows of which each can be read, cleaned and written by itself, whatever the others are."""

    def read(self, place: str, kept: bytes) -> Item:
        """Return an item of which only this was passed on.

        Raises:
            ValueError: it can't be read, as it couldn't be before.
        """

    def written(self, item: Item, row: CleanRow) -> bytes:
        """Return a row that could be cleaned as it is written."""

    def put(self, item: Item, written: bytes) -> None:
        """Write a row, with what belongs before it."""


MakeRowsApart = Callable[[BinaryIO, BinaryIO, Range, Job], RowsApart]
"""Starts to write the rows in a range of a stream, read from the first file, into the second."""


class Ranges(NamedTuple):
    """How a large file is read in parts.

    Attributes:
        split: the ranges of a file of so many bytes, each worth about so many, and the bytes that each stands for;
            none where it can only be read as a whole.
        spans: where the bytes lie, from here up to there, that decide what is in a range.
        numbered: reads the file and returns its ranges, each with the number of lines that begin above it; None where
            records are not told by their lines.
    """

    split: Callable[[BinaryIO, int, int], list[tuple[Range, int]]]
    spans: Callable[[BinaryIO, Range], Iterable[tuple[int, int]]]
    numbered: Callable[[BinaryIO, list[tuple[Range, int]]], list[tuple[Range, int]]] | None = None


PIECE: Final = 1 << 18
"""The bytes of a large file that are taken at once: the memory for more would come from the system anew each time."""


def concatenate(parts: Iterable[BinaryIO], out: BinaryIO) -> None:
    """Write the parts one after the other; compressed ones are whole streams, which may stand in a row."""
    for part in parts:
        shutil.copyfileobj(part, out, PIECE)


Cut = Callable[[bytes, int], tuple[int, int]]
"""A function that tells where the last whole record in some bytes ends (0: none does), and a state after all of them.

It is given the state after the bytes before these, 0 at the start of a record."""


class Format(NamedTuple):
    """A file format: what its files are called, and the operations it supports; None if unsupported.

    Attributes:
        name: as options, reports and the record of a run call it.
        suffixes: what the names of its inputs end with, in lower case.
        output_suffix: what the name of an output ends with that is converted to it.
        magic: what its files begin with, for those whose name says nothing.
        kinds: what `wxclean.reading.foreign` calls its files by their content, for those that have no magic number.
        shared: those of its suffixes that files of other kinds have, too: in a folder, these are passed over.
        one_way: whether it is only read: what comes out is text under another name, or what is asked for.
        by_head: tells by its first bytes the format that a file of this name is read as, None where it is this one.
        when_large: tells by its first bytes the format that a large file of this one is better read as.
        streams: whether it is read and written from the first byte to the last. Otherwise it needs files that can be
            seeked in, and is never compressed as a whole.
        read: yields the records in a range of a stream; None where a whole file is one dump.
        rows: starts to write the rows in a range of a stream back into the format that they came in. A format that
            can't is turned into text where no other is asked for.
        apart: starts to write rows as `rows` does, where other processes may clean them.
        text: returns a cleaned record as text, for a format that keeps nothing else of it.
        sink: makes a writer of records.
        cutter: returns what tells where records end in a stream of UTF-8 that begins with this header; None where it
            can't be cut.
        header: reads what a stream begins with that its records can't be read without, at most so many bytes.
        ranges: how a large file is read in parts.
        join: makes one file of those that came of its parts.
    """

    name: FormatName
    suffixes: tuple[str, ...] = ()
    output_suffix: str = ""
    magic: bytes = b""
    kinds: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    one_way: bool = False
    by_head: Callable[[bytes], FormatName | None] | None = None
    when_large: Callable[[bytes], FormatName] | None = None
    streams: bool = True
    read: Callable[[BinaryIO, Range, Job], Iterator[Item]] | None = None
    rows: Callable[[BinaryIO, BinaryIO, Range, Job], Rows] | None = None
    apart: MakeRowsApart | None = None
    text: Callable[[Cleaned, Job], str] | None = None
    sink: Callable[[BinaryIO, Job], Sink] | None = None
    cutter: Callable[[bytes, Job], Cut | None] | None = None
    header: Callable[[BinaryIO, int], bytes] | None = None
    ranges: Ranges | None = None
    join: Callable[[Iterable[BinaryIO], BinaryIO], None] = concatenate

    @property
    def gathers(self) -> bool:
        """A flag for a format in which one file may take the records of many inputs: each says where it came from."""
        return self.sink is not None and self.text is None
