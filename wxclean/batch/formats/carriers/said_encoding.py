"""The encoding that a carrier says it holds, in a header or a declaration, which is often the server's guess."""

from __future__ import annotations

from typing import Final

from wxclean.errors import UsageError
from wxclean.reading.codec_names import codec_name
from wxclean.reading.decode import BOMS

_OTHER_NAMES: Final = {"unicode": "utf-16", "x-gbk": "gb18030", "x-x-big5": "big5hkscs"}
"""What browsers and their saved pages call encodings for which Python has another name."""
_MARKS: Final = tuple(mark for mark, _ in BOMS)


def said_codec(name: str, data: bytes) -> str | None:
    """Return the codec that a name said of some bytes means; None where the bytes alone tell, or it can't be meant.

    A byte order mark tells, and so does UTF-8. A name that nobody knows isn't meant, nor one for letters without any
    Chinese, which servers say of all pages alike, and which fits any bytes. The bytes may end inside a character.
    """
    if data.startswith(_MARKS) or _is_utf8(data):
        return None
    try:
        codec = codec_name(_OTHER_NAMES.get(name.lower(), name))
        "的".encode(codec)
    except (UsageError, UnicodeError):
        return None
    return codec


def _is_utf8(data: bytes) -> bool:
    """Return whether bytes that are no ASCII are UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 4 and not data[: error.start].isascii()
    return not data.isascii()
