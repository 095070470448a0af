"""A text as the bytes of a file: its line ends and its byte order mark, which stay where a file is written over."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Final, Literal

from wxclean.result import Cleaned

LineEnds = Literal["auto", "lf", "crlf"]
"""How lines end in what is written; `auto` is as in the file that is written over, and else LF."""

_WIDE: Final = ("utf-16", "utf-32")
_ENDS: Final = {"lf": "\n", "crlf": "\r\n"}


def file_bytes(text: str, line_ends: LineEnds = "auto", *, over: bytes | None = None, encoding: str = "utf-8") -> bytes:
    r"""Return text as UTF-8 with these line ends.

    Args:
        text: what is to be written; its lines end with `\n`.
        line_ends: how its lines are to end.
        over: the bytes that it takes the place of; a byte order mark at their beginning stays.
        encoding: the encoding of `over`.

    >>> file_bytes("山\n水\n", over=b"\xef\xbb\xbf1\r\n2\r\n")
    b'\xef\xbb\xbf\xe5\xb1\xb1\r\n\xe6\xb0\xb4\r\n'
    """
    if over is None:
        end, mark = _ENDS.get(line_ends, "\n"), b""
    else:
        end = _ENDS.get(line_ends) or usual_line_end(over, encoding)
        mark = codecs.BOM_UTF8 if encoding == "utf-8" and over.startswith(codecs.BOM_UTF8) else b""
    return mark + (text if end == "\n" else text.replace("\n", end)).encode()


def encoding_of(found: Sequence[Cleaned]) -> str:
    """Return the encoding that the records of a file were read in."""
    return found[0].source.encoding if found else "utf-8"


def is_utf8(encoding: str) -> bool:
    """Return whether what is in an encoding is UTF-8 already, whatever its name is written like.

    >>> is_utf8("UTF_8_SIG"), is_utf8("utf8"), is_utf8("ascii"), is_utf8("gb18030")
    (True, True, True, False)
    """
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig", "ascii")


def usual_line_end(data: bytes, encoding: str) -> str:
    r"""Return how most lines of a file end: `\n`, `\r\n` or `\r`."""
    counts = line_end_counts(data, encoding)
    return max(counts, key=lambda end: counts[end])


def line_end_counts(data: bytes, encoding: str) -> dict[str, int]:
    r"""Return how many lines of a file end with `\n`, `\r\n` and `\r`."""
    wide = encoding.startswith(_WIDE)
    if b"\r" not in data and not wide:
        return {"\n": data.count(b"\n"), "\r\n": 0, "\r": 0}
    # In all other encodings a byte that looks like a line end is one.
    text = data.decode(encoding if wide else "latin-1", "replace")
    both = text.count("\r\n")
    return {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
