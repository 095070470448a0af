"""The items of a feed as records: what RSS 0.9x to 2.0 and Atom (RFC 4287) call their text, title, date and link."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Final

from wxclean.batch.formats.carriers.dates import in_china
from wxclean.batch.formats.carriers.page_record import page_record
from wxclean.language import _
from wxclean.output.html_elements import VOID
from wxclean.reading.unwrap.record import record_of
from wxclean.result import Record

_NAMES: Final = {
    "title": "title",
    "link": "url",
    "guid": "id",
    "id": "id",
    "description": "description",
    "summary": "summary",
    "content": "content",
    "author": "author",
    "pubDate": "published",
    "published": "published",
    "issued": "published",
    "updated": "updated",
    "modified": "updated",
    "category": "categories",
}
_OF_MODULES: Final = {"encoded": "encoded", "creator": "author", "date": "published"}
"""Names that stand in modules of RSS: `content:encoded`, `dc:creator`, `dc:date`."""
_OWN_PREFIXES: Final = ("", "atom", "a", "rss", "rss10")
_TEXTS: Final = ("encoded", "content", "description", "summary")
"""The members that may hold the text; the first one that there is counts."""
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_WHOLE: Final = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CONTENT: Final = re.compile(r"""\bid=["']?js_content\b""")


def member_of(name: str) -> str | None:
    """Return what an element in an item is, by its name; None for one that isn't kept.

    >>> member_of("content:encoded"), member_of("pubDate"), member_of("media:title")
    ('encoded', 'published', None)
    """
    prefix, _, local = name.rpartition(":")
    return _OF_MODULES.get(local) or (_NAMES.get(local) if prefix in _OWN_PREFIXES else None)


class _Markup(str):
    """A tag in an element's text, which is markup and not the text of some."""

    __slots__ = ()


class _Element:
    """An element of an item: what it is, its attributes, and its text in pieces."""

    __slots__ = ("attributes", "depth", "member", "pieces")

    def __init__(self, member: str, attributes: Mapping[str, str], depth: int) -> None:
        self.member: Final = member
        self.attributes: Final = attributes
        self.depth: Final = depth
        self.pieces: list[str] = []

    def has_tags(self) -> bool:
        """Return whether other elements stand in it."""
        return any(isinstance(piece, _Markup) for piece in self.pieces)

    def text(self) -> str:
        """Return the text; that of an element with other elements in it is HTML."""
        if not self.has_tags():
            return "".join(self.pieces)
        return "".join(
            piece if isinstance(piece, _Markup) else html.escape(piece, quote=False) for piece in self.pieces
        )

    def line(self) -> str:
        """Return the text of an element that is a line of plain text, though tools write HTML there, too."""
        text = self.text()
        return (html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text).strip()

    def is_html(self) -> bool:
        """Return whether the text is HTML: it says so, or has tags."""
        said = self.attributes.get("type", "")
        plain = said in ("text", "text/plain")
        return "html" in said or self.has_tags() or (not plain and _TAG.search(self.text()) is not None)


class FeedItem:
    """An item, as far as it was read. Depths are counted from it: those in it have 1."""

    __slots__ = ("_categories", "_element", "_fields", "_texts")

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}
        self._texts: dict[str, _Element] = {}
        self._categories: list[str] = []
        self._element: _Element | None = None

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        """Take in the start of an element."""
        element = self._element
        if element is None:
            member = member_of(name) if depth == 1 else None
            self._element = None if member is None else _Element(member, attributes, depth)
        elif element.member == "author" and name.rpartition(":")[2] == "name":
            self._element = _Element("author", {}, depth)
        else:
            element.pieces.append(_Markup(_opening_tag(name, attributes)))

    def text(self, text: str) -> None:
        """Take in text."""
        if self._element is not None:
            self._element.pieces.append(text)

    def end(self, name: str, depth: int) -> None:
        """Take in the end of an element."""
        element, local = self._element, name.rpartition(":")[2]
        if element is None:
            return
        if depth == element.depth:
            self._add(element)
            self._element = None
        elif local not in VOID:
            element.pieces.append(_Markup(f"</{local}>"))

    def forget(self) -> None:
        """Forget all texts, as there are too many."""
        self._texts.clear()
        self._fields.clear()
        self._categories.clear()
        self._element = None

    def _add(self, element: _Element) -> None:
        member = element.member
        if member in _TEXTS:
            if any(map(str.strip, element.pieces)):
                self._texts.setdefault(member, element)
            return
        attributes, line = element.attributes, element.line()
        if member == "categories":
            self._categories.append(attributes.get("term") or line)
        elif member == "url":
            if attributes.get("rel", "alternate") == "alternate":
                self._fields.setdefault("url", attributes.get("href") or line)
        elif line:
            self._fields.setdefault(member, line)

    def record(self, feed: str) -> Record:
        """Return the record of the item; `feed` is the title of the feed that it stands in."""
        fields = self._all_fields(feed)
        element = next((self._texts[name] for name in _TEXTS if name in self._texts), None)
        if element is None:
            return Record("", "feed", fields, warnings=(_("the item holds no text, only what is said of it"),))
        text = element.text()
        if element.is_html():
            return page_record(_as_page(text), "feed", fields)
        return record_of(text if "type" in element.attributes else html.unescape(text), "feed", fields)

    def _all_fields(self, feed: str) -> dict[str, object]:
        fields: dict[str, object] = {name: value for name, value in self._fields.items() if value}
        for name in ("published", "updated"):
            if name in self._fields:
                fields[name] = in_china(self._fields[name])
        if "updated" in fields:
            fields.setdefault("published", fields["updated"])
        if self._categories:
            fields["categories"] = self._categories
        if feed.strip():
            fields["feed"] = feed.strip()
        return fields


def _opening_tag(name: str, attributes: Mapping[str, str]) -> str:
    """Return a tag as HTML writes it."""
    pairs = [f' {key.rpartition(":")[2]}="{html.escape(value)}"' for key, value in attributes.items()]
    return f"<{name.rpartition(':')[2]}{''.join(pairs)}>"


def _as_page(text: str) -> str:
    """Return the HTML of an item as a page: it is the content of one, unless it is a whole one."""
    if _WHOLE.search(text):
        return text
    content = text if _CONTENT.search(text) else f'<div id="js_content">{text}</div>'
    return f"<html><body>{content}</body></html>"
