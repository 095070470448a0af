"""The parts of MIME messages (RFC 2045, 2046) in a stream: only the bodies that are asked for are kept."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.message import Message
from typing import BinaryIO, Final, NamedTuple

from wxclean.errors import InputError
from wxclean.files.plain_text import read_some
from wxclean.language import _

_PIECE: Final = 1 << 16
_LONGEST_HEADER: Final = 1 << 16
_MOST_NESTED: Final = 32
_HEADER_LINE: Final = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{0,60}:)")


class Container:
    """A multipart: what its parts stand between, the headers that it has, and how many of its parts were wanted."""

    __slots__ = ("boundary", "headers", "wanted")

    def __init__(self, headers: Message, boundary: str) -> None:
        self.headers: Final = headers
        self.boundary: Final = boundary.encode("utf-8", "surrogateescape")
        self.wanted = 0


class Part(NamedTuple):
    """A part whose body was asked for, or a message that is only one part.

    Attributes:
        message: the headers of the message that it stands in.
        headers: its own.
        body: its bytes, as they stand there; None if there are more than asked for.
        is_cut: whether the stream ends before the part does.
    """

    message: Message
    headers: Message
    body: bytes | None
    is_cut: bool = False


Wanted = Callable[[Message, Container | None], bool]
"""A function that tells by the headers of a part, and by what it stands in, whether its body is wanted."""


class _Border(NamedTuple):
    """A line between parts: the depth of the multipart that it is of, and whether that ends here."""

    depth: int
    ends: bool


def parts_of(file: BinaryIO, limit: int, wanted: Wanted) -> Iterator[Part]:
    """Yield the wanted parts of all messages in a stream, in their order.

    Raises:
        InputError: a header has no end.
    """
    reader = _Reader(file, limit)
    while (first := reader.next_start()) is not None:
        headers = reader.headers(first)
        boundary = _boundary_of(headers)
        if boundary is None:
            if wanted(headers, None):
                body, _ = reader.body([], keep=True)
                yield Part(headers, headers, body)
                continue
            reader.body([], keep=False)
        else:
            yield from _parts(reader, Container(headers, boundary), wanted)


def _parts(reader: _Reader, outer: Container, wanted: Wanted) -> Iterator[Part]:
    """Yield the wanted parts of one message, up to the end of its outermost multipart."""
    inside = [outer]
    border = reader.body(inside, keep=False)[1]
    while border is not None:
        del inside[border.depth + (not border.ends) :]
        if not inside:
            return
        if border.ends:
            border = reader.body(inside, keep=False)[1]
            continue
        headers = reader.headers(b"")
        boundary = _boundary_of(headers)
        if boundary is not None and len(inside) < _MOST_NESTED:
            inside.append(Container(headers, boundary))
        is_wanted = boundary is None and wanted(headers, inside[-1])
        body, border = reader.body(inside, keep=is_wanted)
        if is_wanted:
            inside[-1].wanted += 1
            yield Part(outer.headers, headers, body, is_cut=border is None)


class _Reader:
    """A reader that knows where messages and parts begin and end; it goes from border to border, not by lines."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._data = b""
        self._at = 0
        self._ended = False

    def next_start(self) -> bytes | None:
        """Return the first line of the next message; None at the end of the stream."""
        while line := self._line():
            line = line.removeprefix(b"\xef\xbb\xbf")
            if _HEADER_LINE.match(line):
                return b"" if line.startswith(b"From ") else line
        return None

    def headers(self, first: bytes) -> Message:
        """Return the headers that come next, of which one line may have been read.

        Raises:
            InputError: they have no end.
        """
        lines = [first]
        size = len(first)
        while (line := self._line()).strip(b"\r\n"):
            lines.append(line)
            size += len(line)
            if size > _LONGEST_HEADER:
                raise InputError(
                    _("a header is longer than {most:,} bytes; save the page again").format(most=_LONGEST_HEADER)
                )
        return email.message_from_string(_text_of(b"".join(lines)))

    def body(self, inside: list[Container], *, keep: bool) -> tuple[bytes | None, _Border | None]:
        """Return the bytes up to the next border, or None; and the border, None at the end of the stream."""
        kept: list[bytes] = []
        size, at_start = 0, True
        border = None
        while border is None:
            if at_start and self._has(2) and self._data.startswith(b"--", self._at):
                piece = self._line()
                border, at_start = _border(piece, inside), piece.endswith(b"\n")
            else:
                piece, at_start = self._up_to_dashes()
            if not piece:
                break
            size += len(piece) * (border is None)
            if keep and border is None and size <= self._limit:
                kept.append(piece)
        return (b"".join(kept) if keep and size <= self._limit else None), border

    def _line(self) -> bytes:
        """Return the next line, or as much of it as a header may be long; nothing at the end."""
        while (end := self._data.find(b"\n", self._at) + 1) == 0 and self._has(len(self._data) - self._at + 1):
            if len(self._data) - self._at > _LONGEST_HEADER:
                break
        return self._taken(end or len(self._data))

    def _up_to_dashes(self) -> tuple[bytes, bool]:
        """Return what comes before the next line that begins with dashes, or a part of it; and whether that is next."""
        self._has(3)
        found = self._data.find(b"\n--", self._at)
        if found >= 0:
            return self._taken(found + 1), True
        return self._taken(len(self._data) if self._ended else len(self._data) - 2), False

    def _taken(self, end: int) -> bytes:
        piece = self._data[self._at : end]
        self._at = end
        return piece

    def _has(self, count: int) -> bool:
        """Read on until there are so many bytes; return whether there are."""
        while len(self._data) - self._at < count and not self._ended:
            more = read_some(self._file, _PIECE)
            self._ended = not more
            self._data, self._at = self._data[self._at :] + more, 0
        return len(self._data) - self._at >= count


def _border(line: bytes, inside: list[Container]) -> _Border | None:
    """Return the border that a line is, of the innermost multipart that knows it."""
    found = line[2:].rstrip(b" \t\r\n")
    for depth in range(len(inside) - 1, -1, -1):
        boundary = inside[depth].boundary
        if found == boundary:
            return _Border(depth, ends=False)
        if found == boundary + b"--":
            return _Border(depth, ends=True)
    return None


def _boundary_of(headers: Message) -> str | None:
    """Return what parts the parts of a multipart; None for anything else."""
    if headers.get_content_maintype() != "multipart":
        return None
    boundary = headers.get_boundary()
    return boundary or None


def _text_of(data: bytes) -> str:
    """Return headers as text: they are to be ASCII, and some tools write them in the page's own encoding."""
    for name in ("utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def header_text(headers: Message, name: str) -> str:
    """Return the value of a header, decoded and on one line; nothing if there is none."""
    value = headers.get(name)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(str(value))))
    except (LookupError, ValueError, UnicodeError, email.errors.MessageError):
        text = str(value)
    return " ".join(text.split())
