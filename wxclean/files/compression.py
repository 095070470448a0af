"""Compression: told by name or content, decompressed with a limit on how much may come out, and written."""

from __future__ import annotations

import io
import os
from typing import Any, BinaryIO, Literal, cast

from wxclean.errors import InputError
from wxclean.language import _

Compression = Literal["", "gz", "bz2", "xz", "zst"]

_BY_SUFFIX: dict[str, Compression] = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst", ".zstd": "zst"}
_BY_MAGIC: dict[bytes, Compression] = {
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zst",
}
_ANY_MAGIC = tuple(_BY_MAGIC)
_FREE = 16 << 20
"""Bytes that may come out of anything, whatever the ratio."""


def compression_by_name(path: str) -> Compression:
    """Return the compression that a file name promises."""
    return _BY_SUFFIX.get(os.path.splitext(path)[1].lower(), "")


def compression_by_content(head: bytes) -> Compression:
    """Return the compression whose magic number the first bytes carry."""
    if not head.startswith(_ANY_MAGIC):
        return ""
    return next(compression for magic, compression in _BY_MAGIC.items() if head.startswith(magic))


class _CountingReader(io.RawIOBase):
    """A stream that passes reads on, each as soon as there is anything, and counts the bytes that went through."""

    def __init__(self, file: BinaryIO) -> None:
        self.read_some = getattr(file, "read1", file.read)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: bytes = self.read_some(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _LimitedReader(io.RawIOBase):
    """A stream of decompressed bytes; raises InputError when they outgrow `ratio` times the compressed ones.

    After a fault there is nothing more to read: the same error is raised again.
    """

    def __init__(self, plain: Any, compressed: _CountingReader, ratio: float) -> None:
        self.plain = plain
        self.compressed = compressed
        self.ratio = ratio
        self.count = 0
        self.fault = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = b"" if self.fault else self._more(len(buffer))
        if self.fault:
            raise InputError(self.fault)
        buffer[: len(data)] = data
        return len(data)

    def _more(self, size: int) -> bytes:
        try:
            data: bytes = self.plain.read1(min(size, 1 << 20))
        except _read_errors() as error:
            self.fault = _("broken packed data: {error}").format(error=error)
            return b""
        self.count += len(data)
        if self.count > max(_FREE, self.ratio * self.compressed.count):
            self.fault = _("unpacks to more than {ratio:g} times its size; if it is no bomb, raise --max-ratio").format(
                ratio=self.ratio
            )
        return data


def decompressed(file: BinaryIO, compression: Compression, max_ratio: float) -> BinaryIO:
    """Return a buffered stream of what is in a compressed file.

    Reading it raises InputError where the data are broken, or grow to more than `max_ratio` times their size.
    """
    compressed = _CountingReader(file)
    plain = _reader(cast("BinaryIO", compressed), compression)
    return cast("BinaryIO", io.BufferedReader(_LimitedReader(plain, compressed, max_ratio), 1 << 18))


def _reader(file: BinaryIO, compression: Compression) -> BinaryIO:
    if compression == "gz":
        import gzip

        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    if compression == "bz2":
        import bz2

        return cast("BinaryIO", bz2.BZ2File(file))
    if compression == "xz":
        import lzma

        return cast("BinaryIO", lzma.LZMAFile(file))
    return cast("BinaryIO", io.BufferedReader(_ZstdReader(file)))


class _ZstdReader(io.RawIOBase):
    """A stream of frames, one after the other; unlike zstandard's own reader it notices a frame that is cut off.

    It is fed in small pieces: a frame may hold 128 KiB in four bytes, and a piece is decompressed whole.
    """

    def __init__(self, file: BinaryIO) -> None:
        import zstandard

        self.file = file
        self.context = zstandard.ZstdDecompressor()
        self.error = zstandard.ZstdError
        self.frame: Any = None
        self.pending = b""
        self.ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.ready:
            data = self.pending or self.file.read(1024)
            if not data:
                if self.frame is not None:
                    raise EOFError("it ends in the middle of a frame")
                return 0
            self._decompress(data)
        size = min(len(buffer), len(self.ready))
        buffer[:size] = self.ready[:size]
        self.ready = self.ready[size:]
        return size

    def _decompress(self, data: bytes) -> None:
        if self.frame is None:
            self.frame = self.context.decompressobj()
        try:
            self.ready = self.frame.decompress(data)
        except self.error as error:
            raise OSError(str(error)) from None
        self.pending = b""
        if self.frame.eof:
            self.pending = self.frame.unused_data
            self.frame = None


def _read_errors() -> tuple[type[Exception], ...]:
    """Return what the readers raise for broken data."""
    import lzma
    import zlib

    return EOFError, OSError, ValueError, lzma.LZMAError, zlib.error


def compressor(file: BinaryIO, compression: Compression) -> BinaryIO:
    """Return a stream that compresses what is written to it; equal input gives equal bytes (no time in the header)."""
    if compression == "gz":
        import gzip

        return cast("BinaryIO", gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0))
    if compression == "bz2":
        import bz2

        return bz2.BZ2File(file, "wb")  # type: ignore[return-value]
    if compression == "xz":
        import lzma

        return lzma.LZMAFile(file, "wb")  # type: ignore[return-value]
    if compression == "zst":
        import zstandard

        return cast("BinaryIO", zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False))
    return file
