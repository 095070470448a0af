"""RSS and Atom feeds: each item is a record, read as it comes, by a parser that expands no entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from wxclean.batch.formats.carriers.feed_xml import FeedParser
from wxclean.batch.formats.carriers.said_encoding import said_codec
from wxclean.batch.formats.carriers.well_formed import WellFormed
from wxclean.batch.formats.format import Item
from wxclean.batch.formats.utf8 import utf8_stream
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError
from wxclean.files.plain_text import read_some

_DECLARED: Final = re.compile(rb"""<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_HEAD: Final = 1 << 14
_UNICODE: Final = ("utf-8", "utf-16", "utf-32")
_PIECE: Final = 1 << 16
_NEXT_ITEM: Final = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_LONGEST_START: Final = 32


def read(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield the items of a feed.

    Raises:
        InputError: it is none, or declares entities.
    """
    declared = _declared(file) if job.cleaner.encoding is None else None
    if declared is not None:
        job = job._replace(cleaner=job.cleaner._replace(encoding=declared))
    stream = utf8_stream(file, part, job)
    for item in _Items(stream.file, job.max_record):
        yield item._replace(decoded=(stream.encoding, 1.0))


class _Items:
    """The items of a feed in UTF-8, one after the other; after one that is broken, the next ones."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._repair = WellFormed()
        self._ended = False

    def __iter__(self) -> Iterator[Item]:
        parser = FeedParser(self._limit)
        data = self._more().lstrip()
        while True:
            fault = parser.give(data, last=self._ended)
            yield from parser.taken()
            if fault is None and self._ended:
                return
            if fault is None:
                data = self._more()
                continue
            if not parser.is_feed:
                raise InputError(fault.reason)
            yield Item(fault.place, error=fault.reason)
            data, lines = self._from_next_item(data[max(0, fault.at + 1) :])
            if not data:
                return
            parser = parser.next_one(lines)

    def _more(self) -> bytes:
        """Return the next bytes, well-formed; none at the end."""
        data = b""
        while not data and not self._ended:
            read = read_some(self._file, _PIECE)
            self._ended = not read
            data = self._repair.piece(read, last=self._ended)
        return data

    def _from_next_item(self, data: bytes) -> tuple[bytes, int]:
        """Return what comes from the next item on, nothing if there is none; and how many lines come before it."""
        lines = 0
        while (found := _NEXT_ITEM.search(data)) is None:
            if self._ended:
                return b"", lines
            rest = data[-_LONGEST_START:]
            lines += data.count(b"\n") - rest.count(b"\n")
            data = rest + self._more()
        return data[found.start() :], lines + data.count(b"\n", 0, found.start())


def _declared(file: BinaryIO) -> str | None:
    """Return the encoding that the feed names, if it is no Unicode and the first bytes don't prove it wrong."""
    peek = getattr(file, "peek", None)
    head = cast("bytes", peek(_HEAD))[:_HEAD] if peek is not None else b""
    found = _DECLARED.match(head.lstrip())
    name = said_codec(found[1].decode("ascii"), head) if found is not None else None
    if name is None or name.startswith(_UNICODE):
        return None
    try:
        head.decode(name)
    except UnicodeDecodeError as error:
        return name if error.start >= len(head) - 4 else None
    return name
