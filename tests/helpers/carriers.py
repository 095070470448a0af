"""Files that carry saved pages, made as browsers, feeds and crawlers make them."""

from __future__ import annotations

import base64
import io
import quopri
from collections.abc import Iterable
from typing import Any, BinaryIO, cast
from xml.sax.saxutils import escape

from wxclean.batch.formats.format import Format, Item
from wxclean.batch.job import Job, Range

ADDRESS = "https://mp.weixin.qq.com/s/abcdefg"
ANY = Job()


class Dribble(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size = data, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece, self.data = self.data[: self.size], self.data[self.size :]
        buffer[: len(piece)] = piece
        return len(piece)


def read(form: Format, data: bytes, job: Job = ANY) -> list[Item]:
    """Return all items of a file."""
    assert form.read is not None
    return list(form.read(cast("BinaryIO", io.BufferedReader(io.BytesIO(data))), Range(), job))


def part(
    body: bytes, *, kind: str = "text/html", coding: str = "quoted-printable", location: str = "", content_id: str = ""
) -> bytes:
    """Return a part of a message: headers and body."""
    codings = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}
    headers = {
        "Content-Type": kind,
        "Content-ID": content_id,
        "Content-Transfer-Encoding": coding,
        "Content-Location": location,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return lines.encode() + b"\r\n" + codings.get(coding, bytes)(body)


def multipart(
    *parts: bytes, headers: str = "", kind: str = "related", boundary: str = "x", parameters: str = ""
) -> bytes:
    """Return a multipart of these parts, each with its headers."""
    start = f'{headers}Content-Type: multipart/{kind};{parameters}\r\n\tboundary="{boundary}"\r\n\r\n'
    border = f"--{boundary}\r\n".encode()
    return start.encode() + b"".join(border + one + b"\r\n" for one in parts) + f"--{boundary}--\r\n".encode()


def mhtml(*parts: bytes, subject: str = "=?utf-8?Q?=E6=BD=AE?=", location: str = ADDRESS, **others: str) -> bytes:
    """Return a page as Chrome saves it."""
    headers = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {location}\r\nSubject: {subject}\r\n"
        "Date: Fri, 30 Nov 2018 13:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    )
    return multipart(*parts, headers=headers, **others)


def feed(*pages: str) -> bytes:
    """Return an RSS feed whose items have these pages as their content."""
    items = "".join(f"<item><content:encoded>{escape(page)}</content:encoded></item>" for page in pages)
    return f'<rss xmlns:content="urn:content"><channel><title>潮汐手记</title>{items}</channel></rss>'.encode()


def record(
    block: bytes, kind: str = "response", *, address: str = ADDRESS, content: str = "application/http", more: str = ""
) -> bytes:
    """Return a record of a WARC file."""
    headers = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: {content}\r\n{more}Content-Length: {len(block)}\r\n\r\n"
    )
    return headers.encode() + block + b"\r\n\r\n"


def http(body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """Return a response of a server."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def chunked(body: bytes, size: int = 7) -> bytes:
    """Return a body in chunks."""
    pieces: Iterable[bytes] = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
