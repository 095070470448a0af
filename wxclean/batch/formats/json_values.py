"""The elements of a JSON array, or JSON values in a row, read one at a time from a stream of any length."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from wxclean.batch.formats.format import Item
from wxclean.batch.formats.json_text import JsonText, TwiceError
from wxclean.batch.formats.jsonl import fault
from wxclean.batch.formats.lines import too_long
from wxclean.batch.formats.utf8 import Utf8Stream
from wxclean.language import Message, _

_PLAIN: Final = json.JSONDecoder()
_PIECE: Final = 1 << 16
_BEFORE_FIRST: Final = re.compile(r"\ufeff?[ \t\r\n]*")
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_BETWEEN: Final = re.compile(r"[ \t\r\n,]*")
_ENDS: Final = {"{": "}", "[": "]", '"': '"'}
_AFTER_END: Final = " \t\r\n,]"
_SMALL: Final = 1 << 18
"""Characters up to which a value is tried whenever it may have ended; trying a larger one takes long."""
_LITERAL: Final = 16
"""Characters that the longest literal (`-Infinity`) is surely shorter than."""


class JsonValues:
    """The values of a stream, each with what stands before it.

    Attributes:
        is_array: whether they are the elements of an array.
        gap: what stands before the value that comes next: white space, a comma, the array's bracket.
        tail: what stands after the last value, once the end of the stream was read.
    """

    def __init__(self, stream: Utf8Stream, limit: int, text: JsonText | None = None) -> None:
        self.stream = stream
        self.limit = limit
        self.tail = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self._raw_decode = (text or JsonText()).decoder.raw_decode
        self._buffer = ""
        self._ended = False
        at = self._skip(_BEFORE_FIRST, 0)
        self.is_array = self._buffer[at : at + 1] == "["
        self.gap = self._buffer[: at + self.is_array]
        self._at = len(self.gap)

    def __iter__(self) -> Iterator[Item]:
        number, between = 1, _SPACE
        while True:
            self._forget()
            at = self._skip(between, self._at)
            self.gap += self._buffer[self._at : at]
            if at == len(self._buffer) or (self.is_array and self._buffer[at] == "]"):
                yield from self._end(at, number - 1)
                return
            found = self._value(at)
            if isinstance(found, str):
                yield Item(
                    _("record {number}").format(number=number),
                    error=_("{reason}; nothing after it was read").format(reason=found),
                )
                return
            value, self._at = found
            place = _("record {number}").format(number=number)
            yield self._item(place, value, self._buffer[at : self._at])._replace(gap=self.gap)
            self.gap = ""
            number, between = number + 1, _BETWEEN

    def _item(self, place: str, value: object, raw: str) -> Item:
        try:
            kept = raw.encode()
            return Item(place, None, kept, str(value)) if isinstance(value, TwiceError) else Item(place, value, kept)
        except UnicodeEncodeError:
            return self.stream.undecodable(place, raw.encode("utf-8", "surrogateescape"))

    def _end(self, at: int, count: int) -> Iterator[Item]:
        """Read to the end of the stream, and yield an item if that can't be the end of the values."""
        self.tail, self.gap = self.gap, ""
        error = ""
        if self.is_array and at == len(self._buffer):
            error = _("not JSON: the array has no end")
        elif self.is_array:
            end = self._skip(_SPACE, at + 1)
            self.tail += self._buffer[at:end]
            error = "" if end == len(self._buffer) else _("more follows the end of the array; nothing of it was read")
        if error:
            yield Item(_("after record {number}").format(number=count), error=error)

    def _forget(self) -> None:
        """Let go of what was read, where that is most of the buffer: it copies the rest."""
        if self._at > len(self._buffer) // 2:
            self._buffer, self._at = self._buffer[self._at :], 0

    def _skip(self, skipped: re.Pattern[str], at: int) -> int:
        """Return where the next character stands that is to be read, or where the stream ends."""
        while True:
            found = skipped.match(self._buffer, at)
            at = at if found is None else found.end()
            if at < len(self._buffer) or not self._more():
                return at

    def _more(self) -> bool:
        piece = self._piece()
        self._buffer += piece
        return bool(piece)

    def _piece(self) -> str:
        """Return what is there to read; nothing at the end of the stream."""
        text = ""
        while not text and not self._ended:
            data = self.stream.file.read1(_PIECE)  # type: ignore[attr-defined]
            self._ended = not data
            text = self._decode(data, self._ended)
        return text

    def _value(self, at: int) -> tuple[Any, int] | str:
        """Return the value that begins here, and where it ends; or why there is none."""
        while True:
            try:
                value, end = self._decoded(at)
                if self._ended or end < len(self._buffer) or self._buffer[end - 1] in '}]"':
                    return value, end
                error = ""
            except RecursionError as caught:
                return fault(caught)
            except json.JSONDecodeError as caught:
                error = _("not JSON: {error}").format(error=Message(caught.msg))
                if self._ended or _is_certain(caught):
                    return error
            except ValueError as caught:
                return fault(caught)
            if len(self._buffer) - at > self.limit:
                return too_long(self.limit)
            self._read_on(at)

    def _decoded(self, at: int) -> tuple[Any, int]:
        try:
            return self._raw_decode(self._buffer, at)
        except TwiceError as error:  # costs this value only
            return error, _PLAIN.raw_decode(self._buffer, at)[1]

    def _read_on(self, at: int) -> None:
        """Read until the value that begins here may have ended, or is half as long again."""
        size = len(self._buffer) - at
        end = _ENDS.get(self._buffer[at], "")
        pieces = []
        while piece := self._piece():
            pieces.append(piece)
            added = sum(map(len, pieces))
            may_end = piece.rstrip(_AFTER_END.replace(end or ",", "")).endswith(end)
            if may_end or 2 * added > size or (end in piece and size < _SMALL):
                break
        self._buffer += "".join(pieces)


def _is_certain(error: json.JSONDecodeError) -> bool:
    """Return whether text is no JSON whatever may follow it."""
    return error.pos < len(error.doc) - _LITERAL and not error.msg.startswith(("Unterminated", "Invalid \\"))
