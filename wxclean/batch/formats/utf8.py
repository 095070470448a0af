"""A stream of records in any encoding, read as UTF-8; nothing is read ahead that would hold a record back.

ASCII goes through as it comes, since it tells nothing. What else there is decides by the first bytes that are no ASCII,
however the stream is cut into pieces: UTF-8 they are if they are valid up to the end of their line, or for a few
characters. Otherwise more is read to tell the encoding. All the rest is in that encoding: what doesn't fit it becomes
bytes that are no UTF-8, for which the record that holds them fails.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import Any, BinaryIO, Final, cast

from wxclean.batch.formats.format import Item
from wxclean.batch.job import Job, Range
from wxclean.language import _
from wxclean.reading.codec_names import codec_name
from wxclean.reading.decode import BOMS, encoding_of, with_byte_order

_PIECE: Final = 1 << 18
_SAMPLE: Final = 1 << 16
_START: Final = 64
"""Bytes at the start among which a NUL, before the first line ends, points to UTF-16 or UTF-32."""
_ASCII: Final = bytes(range(0x80))
_LONG_CHARACTER: Final = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2,3}")
_ENOUGH: Final = 4
"""So many characters of three bytes or more are UTF-8: in another encoding they are valid once in millions."""
_SAME: Final = ("utf-8", "ascii")

_MARK: Final = "\udcff"
"""Stands for bytes that don't fit the encoding; as UTF-8 it is not valid either."""
_MARKED: Final = "wxclean-marked"
codecs.register_error(_MARKED, lambda error: (_MARK, cast("UnicodeDecodeError", error).end))


class Utf8Stream:
    """A stream of UTF-8: its `part` is to be read from `file`, which begins at byte `offset` of the input.

    `errors` is how its bytes are to be decoded: `strict`, as they are valid where they are to be replaced.
    """

    def __init__(self, file: BinaryIO, part: Range, source: _Transcoded | None = None, offset: int = 0) -> None:
        self.file = file
        self.part = part
        self.offset = offset
        self._source = source

    @property
    def encoding(self) -> str:
        """What the input is in, as far as it was read."""
        return "utf-8" if self._source is None else self._source.encoding

    @property
    def is_foreign(self) -> bool:
        """Whether the bytes are others than those of the input."""
        return self.encoding not in _SAME

    @property
    def is_rewritten(self) -> bool:
        """Whether the bytes that were read differ from those of the input: another encoding, or replaced ones."""
        return self.is_foreign or (self._source is not None and self._source.has_replaced)

    @property
    def note(self) -> str:
        """A note that says so if the input is in another encoding."""
        return _("converted from {encoding} to UTF-8").format(encoding=self.encoding) if self.is_foreign else ""

    def undecodable(self, place: str, data: bytes, where: str = "") -> Item:
        """Return the item of a record whose bytes are no text.

        They may stay among UTF-8; in a stream that is converted there is no place for them.
        """
        name = "UTF-8" if self.encoding == "utf-8" else self.encoding
        kept = data if self._source is None or self._source.decoder is None else None
        remedy = _("name the right encoding with --encoding NAME, or use --errors replace to put U+FFFD for such bytes")
        return Item(
            place, None, kept, _("not {name} text{where}; {remedy}").format(name=name, where=where, remedy=remedy)
        )


class OfStream:
    """Rows that say of themselves what their stream says of its encoding."""

    stream: Utf8Stream

    @property
    def is_rewritten(self) -> bool:
        """Whether the input is not what goes out, whatever its rows are."""
        return self.stream.is_rewritten

    @property
    def note(self) -> str:
        """A note on the encoding."""
        return self.stream.note


def utf8_stream(file: BinaryIO, part: Range, job: Job) -> Utf8Stream:
    """Return a stream of records as UTF-8; a part that is not the whole is UTF-8, unless the job says otherwise.

    Raises:
        UsageError: the job names an encoding that doesn't exist.
    """
    named = codec_name(job.cleaner.encoding) if job.cleaner.encoding else None
    if not hasattr(file, "peek"):
        file = _buffered(_Source(file))
    if named in ("utf-16", "utf-32"):
        named = with_byte_order(named, cast("io.BufferedReader", file).peek(4))
    if job.cleaner.errors == "strict" and _is_utf8(named, file, part):
        return Utf8Stream(file, part)
    start, stop = _lines_of(file, part)
    source = _Transcoded(_Source(file, None if stop is None else stop - start), named, part, job)
    return Utf8Stream(_buffered(source), Range(lines_before=part.lines_before), source, start)


def _is_utf8(named: str | None, file: BinaryIO, part: Range) -> bool:
    """Return whether nothing is to be done: UTF-8 is named, or the first bytes that can be had prove it."""
    if named is not None or part != Range():
        return named in (None, "utf-8")
    head = cast("io.BufferedReader", file).peek(1)
    return b"\0" not in head[:_START] and not head.startswith(_WIDE_BOMS) and _verdict(head) is True


def is_utf8(file: BinaryIO) -> bool:
    """Return whether a file is UTF-8, by its first bytes that are no ASCII, however late these come."""
    data = file.read(_SAMPLE)
    if b"\0" in data or data.startswith(_WIDE_BOMS):
        return False
    while data and data.isascii():
        data = file.read(1 << 20)
    return _verdict(data + file.read(_SAMPLE)) is not False


_WIDE_BOMS: Final = tuple(bom for bom, name in BOMS if name != "utf-8")


def _verdict(data: bytes) -> bool | None:
    """Return whether data are UTF-8, by the first bytes that are no ASCII; None where more are needed."""
    sample = data.lstrip(_ASCII)[:_SAMPLE]
    try:
        codecs.utf_8_decode(sample, "strict", False)
        valid = sample
    except UnicodeDecodeError as error:
        valid = sample[: error.start]
    if b"\n" in valid or len(_LONG_CHARACTER.findall(valid)) >= _ENOUGH:
        return True
    return None if valid is sample else False


def _buffered(raw: io.RawIOBase) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(raw, _PIECE))


def _lines_of(file: BinaryIO, part: Range) -> tuple[int, int | None]:
    """Return where the lines that begin in the part lie, and go there."""
    stop = None if part.stop is None else seek_line(file, part.stop)
    return (0 if stop is None and not part.start else seek_line(file, part.start)), stop


def seek_line(file: BinaryIO, start: int) -> int:
    """Go to the first line that begins at `start` or later; return its offset."""
    file.seek(max(0, start - 1))
    return start and start - 1 + skip_line(file)


def skip_line(file: BinaryIO) -> int:
    """Read to the end of a line, and return how many bytes that is."""
    skipped = 0
    while True:
        piece = file.readline(1 << 20)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return skipped


class _Source(io.RawIOBase):
    """A stream of which what is there is read at once, up to a size."""

    def __init__(self, file: BinaryIO, size: int | None = None) -> None:
        self.file = file
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        wanted = memoryview(buffer)
        if self.left is not None:
            wanted = wanted[: self.left]
        count = self._read(wanted)
        if self.left is not None:
            self.left -= count
        return count

    def _read(self, wanted: memoryview) -> int:
        read_what_is_there = getattr(self.file, "read1", self.file.read)  # readinto1 may wait for more
        data = read_what_is_there(len(wanted))
        wanted[: len(data)] = data
        return len(data)


class _Transcoded(io.RawIOBase):
    """A stream as UTF-8: `encoding` is what it is in, as far as was read, `has_replaced` tells of U+FFFD that were put.

    Until that is known, `held` are the bytes that were read and not passed on.
    """

    def __init__(self, source: _Source, named: str | None, part: Range, job: Job) -> None:
        self.source = source
        self.encoding = named or "utf-8"
        self.replaces = job.cleaner.errors == "replace"
        self.has_replaced = False
        self.known = self.begun = named is not None or part != Range()
        self.ended = False
        self.held = b""
        self.ready = b""
        self.decoder = self._decoder() if self.known else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        wanted = memoryview(buffer)
        if not self.ready and not self.decoder and self.begun:
            count = self.source.readinto(wanted)
            self.ended = not count
            if self.known or (count and wanted[:count].tobytes().isascii()):
                return count
            self.ready = self._converted(wanted[:count].tobytes())
        while not self.ready and not self.ended:
            self.ready = self._converted(self._more())
        count = min(len(wanted), len(self.ready))
        wanted[:count] = self.ready[:count]
        self.ready = self.ready[count:]
        return count

    def _more(self) -> bytes:
        piece = bytearray(_PIECE)
        data = bytes(piece[: self.source.readinto(piece)])
        self.ended = not data
        return data

    def _converted(self, data: bytes) -> bytes:
        if not self.known:
            self.held += data
            return self._told()
        if self.decoder is None:
            return data
        text = self.decoder.decode(data, self.ended)
        if self.replaces and _MARK in text:
            self.has_replaced = True
            text = text.replace(_MARK, "\ufffd")
        return text.encode("utf-8", "surrogatepass")

    def _told(self) -> bytes:
        """Return what of the held bytes can be passed on, once they tell the encoding, or are ASCII."""
        if not (self.begun or self._begins()):
            return b""
        if self.known or self.held.isascii():
            return self._all()
        verdict = _verdict(self.held)
        start = len(self.held) - len(self.held.lstrip(_ASCII))
        if verdict is None and not self.ended and len(self.held) - start < _SAMPLE:
            return b""
        self._know("utf-8" if verdict is not False else self._encoding(start))
        return self._all()

    def _begins(self) -> bool:
        """Look at the first bytes, once there are enough, for a byte order mark, and for NUL."""
        start = self.held[:_START].partition(b"\n")[0]
        if len(start) == len(self.held) < _START and not self.ended:
            return False
        self.begun = True
        if b"\0" in start or self.held.startswith(_WIDE_BOMS):
            self._know(self._encoding(0))
        return True

    def _encoding(self, start: int) -> str:
        """Return what the bytes from `start` on are in, by a sample for which there may be more to wait for."""
        while len(self.held) - start < _SAMPLE and not self.ended:
            self.held += self._more()
        found = encoding_of(self.held[start:][:_SAMPLE])
        return found if start == 0 or not found.startswith(("utf-16", "utf-32")) else "utf-8"

    def _know(self, encoding: str) -> None:
        self.encoding = encoding
        self.known = True
        self.decoder = self._decoder()

    def _decoder(self) -> codecs.IncrementalDecoder | None:
        """Return what decodes the bytes; None where they can stay as they are."""
        if self.encoding == "utf-8" and not self.replaces:
            return None
        return codecs.getincrementaldecoder(self.encoding)(_MARKED)

    def _all(self) -> bytes:
        data, self.held = self.held, b""
        return self._converted(data) if self.known else data
