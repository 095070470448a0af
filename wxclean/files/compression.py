"""Compression: streams that decompress with a limit on how much may come out, and writers that compress."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from wxclean.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

Compression = Literal["", "gz", "bz2", "xz", "zst"]

_FREE = 16 << 20
"""Bytes that may come out of anything, whatever the ratio."""


class _CountingReader(io.RawIOBase):
    """Passes reads on and counts the bytes that went through."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _LimitedReader(io.RawIOBase):
    """Decompressed bytes; raises InputError when they outgrow `ratio` times the compressed ones."""

    def __init__(self, plain: BinaryIO, compressed: _CountingReader, ratio: float) -> None:
        self.plain = plain
        self.compressed = compressed
        self.ratio = ratio
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.plain.read(min(len(buffer), 1 << 20))
        except (EOFError, OSError, ValueError, lzma.LZMAError, _zstd_error()) as error:
            raise InputError(f"broken packed data: {error}") from None
        self.count += len(data)
        if self.count > max(_FREE, self.ratio * self.compressed.count):
            raise InputError(f"unpacks to more than {self.ratio:g} times its size; if it is no bomb, raise --max-ratio")
        buffer[: len(data)] = data
        return len(data)


def decompressed(file: BinaryIO, compression: Compression, max_ratio: float) -> BinaryIO:
    """Return a buffered stream of what is in a compressed file."""
    compressed = _CountingReader(file)
    opener = cast("Callable[[BinaryIO], BinaryIO]", _READERS[compression])
    return cast(
        "BinaryIO",
        io.BufferedReader(_LimitedReader(opener(cast("BinaryIO", compressed)), compressed, max_ratio), 1 << 18),
    )


class _ZstdReader(io.RawIOBase):
    """Frames one after the other; unlike zstandard's own reader it notices a frame that is cut off.

    Fed in small pieces: a frame may hold 128 KiB in four bytes, and a piece is decompressed whole.
    """

    def __init__(self, file: BinaryIO) -> None:
        import zstandard

        self.file = file
        self.context = zstandard.ZstdDecompressor()
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
        self.ready = self.frame.decompress(data)
        self.pending = b""
        if self.frame.eof:
            self.pending = self.frame.unused_data
            self.frame = None


def _zstd_error() -> type[Exception]:
    import zstandard

    return zstandard.ZstdError


_READERS: dict[Compression, Any] = {
    "gz": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zst": lambda file: io.BufferedReader(_ZstdReader(file)),
}


def compressor(file: BinaryIO, compression: Compression) -> BinaryIO:
    """Return a stream that compresses what is written to it; equal input gives equal bytes (no time in the header)."""
    if compression == "gz":
        return cast("BinaryIO", gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0))
    if compression == "bz2":
        return bz2.BZ2File(file, "wb")  # type: ignore[return-value]
    if compression == "xz":
        return lzma.LZMAFile(file, "wb")  # type: ignore[return-value]
    if compression == "zst":
        import zstandard

        return cast("BinaryIO", zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False))
    return file
