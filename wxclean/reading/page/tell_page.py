"""Tells a saved page by its first characters, cheaply enough to ask of every text."""

from __future__ import annotations

import re
from typing import Final

_DOCUMENT: Final = re.compile(
    r"(?:\s|\ufeff|<\?[^>]{0,500}>|<!--(?:[^-]|-(?!->))*+-->)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
# How far the beginning of a document is looked for: comments of page savers stand above it.
_FAR: Final = 1 << 14
# How much of a fragment is looked at.
_LOOKED_AT: Final = 1 << 16
# What only pages of WeChat hold, and what was made of them.
_OF_WECHAT: Final = (
    "js_content",
    "mp.weixin.qq.com",
    "mmbiz.qpic.cn",
    "mmbiz.qlogo.cn",
    "rich_media",
    "res.wx.qq.com",
    "weui-msg",
    "mesg-block",
)


def is_page(text: str) -> bool:
    """Return whether a text is a page of mp.weixin.qq.com, or HTML that is the content of an article alone.

    A whole document of another site is none: nothing says what in it is the article.
    """
    if not text.lstrip("\ufeff \t\r\n\u3000").startswith("<"):
        return False
    if begins_as_document(text):
        return any(sign in text for sign in _OF_WECHAT)
    from wxclean.reading.markup import markup_kind

    return markup_kind(text[:_LOOKED_AT].lstrip("\ufeff \t\r\n\u3000")) == "html"


def begins_as_document(text: str) -> bool:
    """Return whether a text begins as an HTML document does, below comments and declarations."""
    return _DOCUMENT.match(text, 0, _FAR) is not None
