"""A feed's XML, read by expat in pieces: no entities, bounded depth and size; a broken item costs only itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from wxclean.batch.formats.carriers.feed_items import FeedItem
from wxclean.batch.formats.format import Item
from wxclean.batch.formats.lines import too_long
from wxclean.errors import InputError
from wxclean.language import _

_DEEPEST: Final = 2000
_LONGEST_TOKEN: Final = 8 << 20
"""The most bytes of a tag or a comment: expat reads one from its start again with each piece of it that comes."""
_ROOTS: Final = ("rss", "feed", "RDF", "channel")
_ITEMS: Final = ("item", "entry")
_NO_FEED: Final = _("is XML, but no RSS or Atom feed: take the texts out of it first")
_ENTITIES: Final = _(
    "declares entities, which can grow without end, so nothing of it is read; take the <!ENTITY …> declarations out"
)
_BEFORE_ITEMS: Final = b"<rss><channel>"
"""What a parser is given that begins in the middle of a feed."""


class Fault(NamedTuple):
    """Where in the bytes that were given last the XML can't be read any more, in which item, and why."""

    at: int
    place: str
    reason: str


class _TooDeepError(Exception):
    """Raised where elements are nested deeper than any feed's."""


class FeedParser:
    """An XML parser and the items that it has read, of no more than `limit` bytes each."""

    def __init__(self, limit: int) -> None:
        from xml.parsers import expat

        self.is_feed = False
        self._number = 0
        self._feed = ""
        self._limit = limit
        self._lines = 0
        self._error = expat.ExpatError
        self._path: list[str] = []
        self._item: FeedItem | None = None
        self._item_depth = self._begun_at = 0
        self._done: list[Item] = []
        self._fed = self._quiet = 0
        self._parser = self._with_handlers(expat.ParserCreate("utf-8"))

    def next_one(self, lines: int) -> FeedParser:
        """Return a parser for what comes after a fault, from the start of an item on; so many lines are between."""
        other = FeedParser(self._limit)
        other._number, other._feed, other._lines = self._number, self._feed, self._line - 1 + lines
        other.give(_BEFORE_ITEMS, last=False)
        return other

    def _with_handlers(self, parser: Any) -> Any:
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse_entities
        parser.DefaultHandler = self._other
        # Names of HTML's entities, which feeds use without declaring them, are passed on as they stand.
        parser.UseForeignDTD(True)
        parser.ExternalEntityRefHandler = lambda *_: 1
        parser.SkippedEntityHandler = self._named_character
        return parser

    @property
    def _line(self) -> int:
        """The line of the feed that the parser has come to."""
        return self._lines + int(self._parser.CurrentLineNumber)

    def give(self, data: bytes, *, last: bool) -> Fault | None:
        """Read the next bytes; return where and why that can't go on.

        Raises:
            InputError: this is no feed, or one that must not be read.
        """
        self._quiet += len(data)
        try:
            self._parser.Parse(data, last)
        except self._error as error:
            return self._fault(_reason(error, last=last))
        except _TooDeepError:
            return self._fault(_("elements are nested more than {most:,} deep").format(most=_DEEPEST))
        if self._quiet > min(self._limit, _LONGEST_TOKEN) + len(data):
            raise InputError(
                _("line {line}: a tag or a comment is {reason}").format(
                    line=self._line, reason=too_long(min(self._limit, _LONGEST_TOKEN))
                )
            )
        self._fed += len(data)
        return None

    def taken(self) -> list[Item]:
        """Return the items that were read since they were last taken."""
        done, self._done = self._done, []
        return done

    def _fault(self, reason: str) -> Fault:
        where = _("item {number}") if self._item is not None else _("after item {number}")
        where = where.format(number=self._number) if self._number else _("before item 1")
        why = _("line {line}: {reason}").format(line=self._line, reason=reason)
        return Fault(int(self._parser.ErrorByteIndex) - self._fed, where, why)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._quiet = 0
        local = name.rpartition(":")[2]
        if not self._path and local not in _ROOTS:
            raise InputError(_NO_FEED)
        self.is_feed = True
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise _TooDeepError
        if self._item is not None:
            self._item.start(name, attributes, len(self._path) - self._item_depth)
        elif local in _ITEMS:
            self._item = FeedItem()
            self._number += 1
            self._item_depth = len(self._path)
            self._begun_at = self._parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        self._quiet = 0
        depth = len(self._path)
        self._path.pop()
        if self._item is None:
            return
        if depth > self._item_depth:
            self._item.end(name, depth - self._item_depth)
            return
        self._done.append(self._finished(self._item))
        self._item = None

    def _finished(self, item: FeedItem) -> Item:
        place = _("item {number}").format(number=self._number)
        if self._is_too_long():
            return Item(place, error=too_long(self._limit))
        record = item.record(self._feed)
        return Item(place, record, record.payload)

    def _is_too_long(self) -> bool:
        return bool(self._parser.CurrentByteIndex - self._begun_at > self._limit)

    def _text(self, text: str) -> None:
        self._quiet = 0
        if self._item is not None:
            if self._is_too_long():
                self._item.forget()
            else:
                self._item.text(text)
        elif self._path[-1] == "title" and self._path[-2:-1] in (["channel"], ["feed"]):
            self._feed = (self._feed + text)[:200]

    def _named_character(self, name: str, _is_parameter: bool) -> None:
        from html import unescape

        reference = f"&{name};"
        self._text(unescape(reference))

    def _other(self, _data: str) -> None:
        self._quiet = 0

    def _refuse_entities(self, *_: object) -> None:
        raise InputError(_ENTITIES)


def _reason(error: Any, *, last: bool) -> str:
    from xml.parsers.expat import ErrorString, errors

    said = ErrorString(error.code)
    cut = (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN, errors.XML_ERROR_UNCLOSED_CDATA_SECTION)
    if last and said in cut:
        return _("the feed ends in the middle; fetch it again")
    return _("not well-formed XML ({said}); mend it there, or fetch it again").format(said=said)
