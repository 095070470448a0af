"""The records of a WARC file (ISO 28500), by fastwarc; after one that is broken, the next ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from wxclean.errors import InputError, UsageError
from wxclean.files.plain_text import read_some
from wxclean.language import _

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LONGEST_HEADER: Final = 1 << 16
_PIECE: Final = 1 << 16
_START: Final = re.compile(rb"\nWARC/\d\.\d\r?\n")
_LONGEST_START: Final = 16


class Broken:
    """A place from which on the file can't be read, and why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason: Final = reason


def warc_records(file: BinaryIO) -> Iterator[WarcRecord | Broken]:
    """Yield the records, and between them what stands for broken ones; each must be read before the next one.

    Raises:
        UsageError: fastwarc isn't installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise UsageError(_("WARC needs fastwarc; install it with: pip install 'wxclean[warc]'")) from None
    stream = _Stream(file)
    lacks_returns = stream.lacks_returns()
    told = False
    while True:
        last = stream.position
        try:
            for record in ArchiveIterator(
                stream,  # type: ignore[arg-type]
                parse_http=False,
                quirks_mode=lacks_returns,  # which passes over what it doesn't understand, and doesn't say so
                max_header_len=LONGEST_HEADER,
                stream_detect=False,
            ):
                last, told = record.stream_pos, False
                yield record
        except InputError as error:
            yield Broken(str(error))
            return
        except OSError as error:
            if not told:
                yield Broken(
                    _("not in the form of WARC ({error}); fetch the file again").format(error=str(error).rstrip("."))
                )
            told = True
            if stream.go_to_next(last + 1):
                continue
        return


class _Stream:
    """A stream in which what was read last can be read again, from the start of a record on.

    It is no file of Python's `io`, in which fastwarc would seek.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._recent = [b"", b""]
        self._again = b""
        self.position = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, as many as are there."""
        wanted = _PIECE if size < 0 else min(size, _PIECE)
        if self._again:
            data, self._again = self._again[:wanted], self._again[wanted:]
        else:
            data = read_some(self._file, wanted)
        self.position += len(data)
        self._recent = [self._recent[-1], data]
        return data

    def lacks_returns(self) -> bool:
        """Return whether lines end without a carriage return, as in a file that some tool took for a text."""
        while b"\n" not in self._again and len(self._again) < LONGEST_HEADER:
            more = read_some(self._file, _PIECE)
            if not more:
                break
            self._again += more
        return b"\n" in self._again and not self._again.partition(b"\n")[0].endswith(b"\r")

    def tell(self) -> int:
        """Return how many bytes were read, from which on fastwarc counts the places of records."""
        return self.position

    def go_to_next(self, start: int) -> bool:
        """Go to the next record after a place, as far as that was read lately; return whether there is one."""
        data = b"".join((*self._recent, self._again))
        at = self.position - sum(map(len, self._recent))
        data, at = data[max(0, start - at) :], max(at, start)
        while (found := _START.search(data)) is None:
            more = read_some(self._file, _PIECE)
            if not more:
                return False
            rest = data[-_LONGEST_START:]
            data, at = rest + more, at + len(data) - len(rest)
        self._again, self.position = data[found.start() + 1 :], at + found.start() + 1
        self._recent = [b"", b""]
        return True
