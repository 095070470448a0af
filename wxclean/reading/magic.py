"""Magic numbers: the kinds of binary files that are told by their first bytes."""

from __future__ import annotations

import re
from typing import Final

# Of the formats' own specifications, as gathered in the table of the WHATWG's MIME Sniffing Standard (pictures, media,
# archives), in RFC 1952 (gzip), RFC 8878 (Zstandard), the file formats of XZ, 7-Zip, RAR, Parquet, Arrow, NumPy, HDF5
# and SQLite, and the `magic` files of file(1) for the rest. Where a text could begin alike, more bytes are asked for.
_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\0\0\1\0", "image"),
    (b"8BPS\0", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"ARROW1\0\0", "arrow"),
    (b"\x93NUMPY", "array"),
    (b"\x89HDF\r\n\x1a\n", "array"),
    (b"\x7fELF", "program"),
    (b"\0asm", "program"),
    (b"\xca\xfe\xba\xbe\0\0", "program"),
    (b"OggS\0", "media"),
    (b"fLaC\0", "media"),
    (b"\x1a\x45\xdf\xa3", "media"),
)
_PATTERNS: Final = (
    (rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", "bzip2"),
    (rb"GIF8[79]a(?=.{0,6}[\0\1])", "image"),
    (rb"PAR1(?=[\x15\x00])", "parquet"),
    (rb"RIFF.{4}WEBP(?=VP8)", "image"),
    (rb"RIFF.{4}(?:WAVE|AVI )(?=fmt |LIST|JUNK|bext)", "media"),
    (rb"BM.{4}\0\0\0\0.{3}\0[\x0c\x28\x38\x40\x6c\x7c]\0\0\0", "image"),
    (rb".{4}ftyp(?:avif|avis|heic|heix|mif1|msf1)", "image"),
    (rb".{4}ftyp", "media"),
    (rb"ID3[\x02-\x04]\0", "media"),
    (rb"[\xce\xcf]\xfa\xed\xfe[\x07\x0c]\0\0[\0\1]", "program"),
    (rb"MZ.{0,1000}?PE\0\0", "program"),
    (rb"\x80[\x02-\x05](?:\x95.{8})?[\]}()cXU\x8c\x94KMJGNq\x89\x88]", "pickle"),
    (rb".{257}ustar[\0 ]", "tar"),
    (rb"PK(?:\x03\x04|\x05\x06)", "zip"),
)
_FIRST: Final = frozenset(b"\x89\xff\x1f\xfd\x28\xd0\x93\x7f\xca\xce\xcf\x1a\x80\0BGIMR7%SPAO8f")
_HEAD: Final = 4096
# What names inside a ZIP archive tell: Office Open XML (ECMA-376), OpenDocument and EPUB have theirs at the beginning.
_IN_ZIP: Final = (
    (b"mimetypeapplication/vnd.oasis.opendocument.", "odf"),
    (b"mimetypeapplication/epub+zip", "epub"),
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"[Content_Types].xml", "office"),
    (b"docProps/", "office"),
)


def binary_kind(data: bytes) -> str | None:
    """Return the kind of bytes that begin with a magic number; None if they don't.

    >>> binary_kind(b"GIF89a..."), binary_kind("GIF 是一种图片格式。".encode())
    ('image', None)
    """
    head = data[:_HEAD]
    if not head or not (head[0] in _FIRST or head[257:262] == b"ustar" or head[4:8] == b"ftyp"):
        return None
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    for pattern, kind in _PATTERNS:
        if re.match(pattern, head, re.DOTALL):
            return _kind_in_zip(data) if kind == "zip" else kind
    return None


def _kind_in_zip(data: bytes) -> str:
    # The entries of an Office file may stand in any order; their names are listed again at the end.
    ends = data[:_HEAD] + data[-16 * _HEAD :]
    return next((kind for sign, kind in _IN_ZIP if sign in ends), "zip")
