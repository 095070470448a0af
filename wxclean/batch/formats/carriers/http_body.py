"""The bodies of HTTP responses in an archive, without their transfer and content codings (RFC 9110, 9112)."""

from __future__ import annotations

import io
import re
import zlib
from typing import Final

from wxclean.batch.formats.lines import too_long
from wxclean.batch.job import Job
from wxclean.errors import InputError
from wxclean.files.compression import decompressed
from wxclean.language import _

_CHUNK: Final = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
_CUT: Final = _("the HTTP body is cut off or broken ({reason}); fetch the page again")


def http_body(body: bytes, transfer: str, content: str, job: Job) -> bytes:
    """Return a body as the page that it is.

    Crawlers often store a body that is decoded already, and keep the headers that say otherwise: one that has no sign
    of the coding stays as it is.

    Args:
        body: the bytes as they were stored.
        transfer: the header `Transfer-Encoding`.
        content: the header `Content-Encoding`.
        job: says how much may come out.

    Raises:
        InputError: it is cut off, grows too large, or is in a coding that nobody knows.
    """
    if "chunked" in transfer.lower() and _CHUNK.match(body):
        body = _without_chunks(body)
    for coding in reversed(content.lower().split(",")):
        body = _without(coding.strip(), body, job)
        if len(body) > job.max_record:
            raise InputError(too_long(job.max_record))
    return body


def _without_chunks(body: bytes) -> bytes:
    from fastwarc.stream_io import ChunkedReader

    try:
        return bytes(ChunkedReader(io.BytesIO(body)).read())
    except OSError as error:
        raise InputError(_CUT.format(reason=error)) from None


def _without(coding: str, body: bytes, job: Job) -> bytes:
    if coding in ("", "identity", "none", "utf-8") or body.lstrip()[:1] == b"<":
        return body
    if coding in ("gzip", "x-gzip"):
        return _ungzipped(body, job)
    if coding == "deflate":
        return _inflated(body, job)
    if coding in ("br", "zstd"):
        return _by_fastwarc(coding, body, job)
    raise InputError(
        _("the HTTP body is in a coding that wxclean doesn't know: {coding}; fetch the page without it").format(
            coding=coding
        )
    )


def _ungzipped(body: bytes, job: Job) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    return decompressed(io.BytesIO(body), "gz", job.max_ratio).read(job.max_record + 1)


def _inflated(body: bytes, job: Job) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # some servers leave out the header of zlib
        inflater = zlib.decompressobj(window)
        try:
            found = inflater.decompress(body, job.max_record + 1)
        except zlib.error:
            continue
        if inflater.eof or len(found) > job.max_record:
            return found
    raise InputError(_CUT.format(reason="deflate"))


def _by_fastwarc(coding: str, body: bytes, job: Job) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    reader = (BrotliReader if coding == "br" else ZstdReader)(io.BytesIO(body))
    try:
        return bytes(reader.read(job.max_record + 1))
    except OSError as error:
        raise InputError(_CUT.format(reason=error)) from None
