"""What is taken for a plain text, told without loading the formats: by its name, its size and its first bytes."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import BinaryIO, Final, cast

from wxclean.errors import InputError
from wxclean.rare_pattern import rare

PAGE_SUFFIXES: Final = (".html", ".htm")
"""The suffixes of saved pages, in lower case, which become texts."""
TEXT_SUFFIXES: Final = (".txt", ".text", ".dump", ".raw", ".md", ".markdown")
"""The suffixes of texts, in lower case."""
LARGE: Final = 16 << 20
"""The size from which on a text may be read line by line, in bytes."""
HEAD: Final = 1 << 16
"""The most first bytes that are looked at."""
_CARRIER: Final = rare(
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|rss|feed|rdf:)|WARC/\d|"
    rb"(?:From|Snapshot-Content-Location|Subject|Date|MIME-Version|Content-[A-Za-z-]+|Message-ID|X-[A-Za-z-]+):\s)",
    re.IGNORECASE,
)
"""What a feed, an archive of pages or a page saved with its pictures begins with; more lines of it tell which it is."""
_CARRIER_LETTERS: Final = tuple(bytes((letter,)) for letter in b"<CDFMSWXcdfmswx")


def read_some(file: BinaryIO, most: int) -> bytes:
    """Return what is there to read without waiting for more, but at least a byte unless the stream is at its end."""
    return cast("bytes", getattr(file, "read1", file.read)(most))


def may_carry_pages(head: bytes) -> bool:
    """Return whether a stream with these first bytes could be a file that carries saved pages, by its first word."""
    return _begun(head).startswith(_CARRIER_LETTERS) and _CARRIER.match(head) is not None


def _begun(head: bytes) -> bytes:
    return head.removeprefix(BOM_UTF8).lstrip()


def _tells(head: bytes) -> bool:
    if b"\n" in head and not may_carry_pages(head):
        return True
    begun = _begun(head)
    return begun.startswith(b"[") and bool(begun[1:].strip())


def read_telling(file: BinaryIO) -> bytes:
    """Return the first bytes of a stream: no more than it takes to tell what it is, a line or a begun array."""
    head = b""
    while len(head) < HEAD and not _tells(head):
        try:
            more = read_some(file, HEAD - len(head))
        except InputError:
            if not head:
                raise
            break  # it is raised again for who reads on
        if not more:
            break
        head += more
    return head
