"""Addresses as Markdown may hold them: of links without trackers, of pictures the one that leads to the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

# Browsers take line breaks and tabs out of an address before they look at its scheme: `java\nscript:` is one.
_IGNORED: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u202a-\u202e\ufeff]+")
_SPACE: Final = re.compile(r"\s")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.ASCII | re.IGNORECASE)
LINK_SCHEMES: Final = frozenset({"http", "https", "ftp", "mailto", "tel"})
_FILE: Final = re.compile(r"[./]")  # what has neither is a placeholder's name
_PICTURE_SCHEMES: Final = frozenset({"http", "https"})

# Where page savers and lazy loading leave the address of a picture; `src` is then a placeholder or a copy of it.
_PICTURE_ATTRIBUTES: Final = (
    "data-src",
    "data-original",
    "data-original-src",
    "data-actualsrc",
    "data-lazy-src",
    "src",
    "xlink:href",  # of pictures in drawings
    "href",
)

_WECHAT: Final = re.compile(r"(?:https?:)?//mp\.weixin\.qq\.com/s/?\?", re.ASCII | re.IGNORECASE)
_NAMES_ARTICLE: Final = frozenset({"__biz", "mid", "appmsgid", "idx", "itemidx", "sn", "sign"})
_TRACKER: Final = re.compile(
    r"utm_\w+|spm(?:_id_from)?|scm|vd_source|share_(?:source|medium|plat|tag|session_id|from|token|times)|from_source"
    r"|(?:fb|g|dcl|ms|yc)clid|mc_[ce]id|igshid|_hsenc|_hsmi|mkt_tok|chksm|scene|subscene|clicktime|enterid|sessionid"
    r"|ascene|devicetype|nettype|abtest_cookie|exportkey|pass_ticket|wx_header|poc_token",
    re.ASCII | re.IGNORECASE,
)


def link_address(raw: str) -> str:
    """Return where a link leads, without trackers; empty where that is no place, or one that Markdown must not hold.

    >>> link_address("https://example.com/a?id=7&utm_source=wechat#top")
    'https://example.com/a?id=7#top'
    >>> link_address("JavaScript:alert(1)")
    ''
    """
    address = _address(raw, LINK_SCHEMES)
    return "" if address.startswith("#") else _without_trackers(address)


def picture_address(attributes: Mapping[str, str | None]) -> str:
    """Return where a picture is: the first of its addresses that is one, or empty.

    >>> picture_address({"src": "data:image/gif;base64,R0l", "data-src": "https://example.com/a.png"})
    'https://example.com/a.png'
    """
    local = ""
    for name in _PICTURE_ATTRIBUTES:
        address = _address(attributes.get(name) or "", _PICTURE_SCHEMES)
        if _SCHEME.match(address):
            return address
        local = local or (address if _FILE.search(address) else "")
    return local


def written(address: str) -> str:
    """Return an address as it stands in the parentheses of Markdown: it ends neither them nor the line."""
    address = address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"<{address}>" if "(" in address or ")" in address else address


def _address(raw: str, schemes: frozenset[str]) -> str:
    """Return an address with a known scheme, or none; empty for others. Without one, a host is of the web."""
    if len(raw) > _LONGEST:
        return ""
    address = _SPACE.sub(lambda space: quote(space[0]), _IGNORED.sub("", raw).strip())
    scheme = _SCHEME.match(address)
    if scheme is not None:
        return address if scheme[1].lower() in schemes else ""
    return f"https:{address}" if address.startswith("//") else address


_LONGEST: Final = 8192
"""Longer ones no server takes: what is longer is data, or an attack."""


def _without_trackers(address: str) -> str:
    base, mark, query = address.partition("?")
    if not mark:
        return address
    query, hash_mark, fragment = query.partition("#")
    parts = query.split("&")
    if _WECHAT.match(address):
        left = [part for part in parts if part.partition("=")[0] in _NAMES_ARTICLE] or parts
        return f"{base}?{'&'.join(left)}"
    left = [part for part in parts if not _TRACKER.fullmatch(part.partition("=")[0])]
    return base + ("?" + "&".join(left) if left else "") + hash_mark + fragment
