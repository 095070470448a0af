"""Tells a saved page by its first characters, cheaply enough to ask of every text."""

from __future__ import annotations

import re
from typing import Final

from wxclean.reading.foreign import ABOVE_TEXT, LOOKED_AT
from wxclean.reading.markup import markup_kind

_DOCUMENT: Final = re.compile(
    rb"(?:[\s\xef\xbb\xbf]|<\?[^>]{0,500}>|<!--(?:[^-]|-(?!->))*+-->)*+<"
    rb"(?:(?:html|head|body)\b|!doctype\s+html\b[^>]{0,500}>[\s\xef\xbb\xbf]*+(?:<|\Z))",
    re.IGNORECASE,
)
# How far the beginning of a document is looked for: comments of page savers stand above it.
_FAR: Final = 1 << 14
# What only pages of WeChat hold, and what was made of them.
_OF_WECHAT: Final = (
    b"js_content",
    b"mp.weixin.qq.com",
    b"mmbiz.qpic.cn",
    b"mmbiz.qlogo.cn",
    b"rich_media",
    b"res.wx.qq.com",
    b"weui-msg",
    b"mesg-block",
)


def is_page(text: str) -> bool:
    """Return whether a text is a page of mp.weixin.qq.com, or HTML that is the content of an article alone.

    A whole document of another site is none: nothing says what in it is the article.
    """
    head = text[:LOOKED_AT].lstrip(ABOVE_TEXT)
    if not head.startswith("<"):
        return False
    if begins_as_document(head[:_FAR].encode("utf-8", "ignore")):
        return any(sign.decode() in text for sign in _OF_WECHAT)
    return markup_kind(head) == "html"


def is_page_in_utf8(data: bytes) -> bool:
    """Return whether bytes, taken for UTF-8, are a whole page of mp.weixin.qq.com."""
    return begins_as_document(data) and any(sign in data for sign in _OF_WECHAT)


def begins_as_document(html: bytes) -> bool:
    """Return whether HTML begins as a document does, below comments and declarations.

    Some converters take out all tags but the declaration: below it then stand words, perhaps of code with tags in it.
    """
    return _DOCUMENT.match(html, 0, _FAR) is not None
