"""The address of a page on mp.weixin.qq.com, without what only says who read it, where and when."""

from __future__ import annotations

import re
from typing import Final

from wxclean.rare_pattern import rare

_ADDRESS: Final = rare(
    r"(?:https?:)?//mp\.weixin\.qq\.com(?::\d+)?(?P<path>/[\w./-]*)(?:\?(?P<query>[^\s#<>()\[\]\"'“”（）\\]*))?",
    re.ASCII | re.IGNORECASE,
)
_SHORT: Final = re.compile(r"/s/(?P<id>[\w-]{5,})", re.ASCII)
# What names an article: in links of today, and in those of 2012 to 2014 (`/mp/appmsg/show`).
_NAMING: Final = {
    "__biz": "__biz",
    **dict.fromkeys(("mid", "appmsgid"), "mid"),
    **dict.fromkeys(("idx", "itemidx"), "idx"),
    **dict.fromkeys(("sn", "sign"), "sn"),
}
_NAMES: Final = ("__biz", "mid", "idx", "sn")


def page_address(text: str) -> str | None:
    """Return the first address of an article in a text in its one form, or None if there is none.

    That form is `https://mp.weixin.qq.com/s/…`, or `…/s?__biz=…&mid=…&idx=…&sn=…`.

    >>> page_address("http://mp.weixin.qq.com/s?__biz=MzA%3D%3D&amp;mid=26&amp;idx=1&amp;sn=7b&amp;scene=21#rd")
    'https://mp.weixin.qq.com/s?__biz=MzA==&mid=26&idx=1&sn=7b'
    """
    for match in _ADDRESS.finditer(text.replace("\\_", "_").replace("\\&", "&")):
        short = _SHORT.match(match["path"])
        if short is not None:
            return f"https://mp.weixin.qq.com/s/{short['id']}"
        found = _named(match["query"] or "")
        if "__biz" in found and "mid" in found:
            query = "&".join(f"{name}={found[name]}" for name in _NAMES if name in found)
            return f"https://mp.weixin.qq.com/s?{query}"
    return None


def _named(query: str) -> dict[str, str]:
    """Return the parameters of an address that name the article."""
    found: dict[str, str] = {}
    for part in query.replace("&amp;", "&").split("&"):
        name, _, value = part.partition("=")
        if value and name in _NAMING:
            found.setdefault(_NAMING[name], value.replace("%3D", "=").replace("%3d", "="))
    return found
