"""Markup: tells HTML, feeds and other XML from a text that merely holds some tags."""

from __future__ import annotations

import re
from typing import Final

from wxclean.output.html_elements import VOID

_TAG: Final = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,40})(?=[\s/>])([^<>]*+)>")
_UNSEEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?[^<>]{0,500}>|<!DOCTYPE[^>]{0,500}>"
    r"|</?[A-Za-z][^<>]*+\Z"  # a tag that is cut off: pictures may stand in one, in hundreds of kilobytes
    r"|<(script|style|noscript|textarea)\b(?:.*?</\1\s*>|.*\Z)",
    re.DOTALL | re.IGNORECASE,
)
_PROLOG: Final = re.compile(r"(?:\s|\ufeff|<\?[^>]{0,500}>|<!--(?:(?!-->).)*+-->)*+", re.DOTALL)
_ROOT: Final = re.compile(r"<(!DOCTYPE\s+)?([A-Za-z][\w:.-]{0,40})(?=[\s/>]|\Z)", re.IGNORECASE)
# Some converters take out all tags but this declaration, below which words then stand, and code with tags in it.
_BARE_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^>]{0,500}>\s*+(?!<|\Z)", re.IGNORECASE)
_PAGE: Final = frozenset(("html", "head", "body"))
_ELEMENT: Final = re.compile(
    r"html|head|body|a|article|aside|b|big|blockquote|center|code|dd|details|div|dl|dt|em|fieldset|figure|font|footer|form"
    r"|h[1-6]|header|i|iframe|img|label|li|link|main|meta|nav|noscript|ol|p|pre|s|script|section|small|span|strong|style"
    r"|sub|sup|table|tbody|td|template|th|thead|title|tr|u|ul|video|br|hr|mp-[a-z-]+"
)
_FEEDS: Final = frozenset(("rss", "feed", "rdf:rdf", "channel"))
# A feed is sure by what stands in its root first; then an item may be as long as it likes.
_BEGUN_FEED: Final = re.compile(
    r"(?:<!DOCTYPE[^<>]{0,500}>\s*)?<(?:rss|rdf:rdf|channel|(?:\w{1,9}:)?feed)\b[^<>]{0,4000}>(?:\s|<!--(?:(?!-->).)*+-->)*+"
    r"<(?:\w{1,9}:)?(?:channel|title|id|link|updated|generator|author|item|entry|subtitle|icon|logo|rights)[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
# In markup nearly all words stand inside elements, and there is a tag for each line or two.
_INSIDE, _FEWEST, _A_TAG = 0.9, 2, 300
# Text without a word is no page, unless so much of it is tags that the words come later.
_ALL_TAGS = 50_000


def markup_kind(head: str) -> str | None:
    r"""Return `html`, `feed`, `svg` or `xml` for the beginning of a text that is one; None for text that holds tags.

    Tag names are those of the HTML Standard (WHATWG); feeds are RSS 0.9x, 1.0, 2.0 and Atom (RFC 4287). Markup begins
    with a tag, below comments and declarations, and has its words inside elements: that a tag, or a line of code,
    stands on top of an article makes it no page.

    >>> markup_kind("<div id='js_content'><p>春天来了。</p></div>"), markup_kind("<br>春天来了。\n花开了。")
    ('html', None)
    """
    begin = _PROLOG.match(head)
    start = begin.end() if begin is not None else 0
    if _BEGUN_FEED.match(head, start):
        return "feed"
    root = _ROOT.match(head, start)
    if root is None or (root[1] and _BARE_DOCTYPE.match(head, start)) or not _holds_words_inside(head[start:]):
        return None
    name = root[2].lower()
    if name in _FEEDS:
        return "feed"
    if name == "svg":
        return "svg"
    if _ELEMENT.fullmatch(name):
        return "html"
    return "xml" if head.lstrip("\ufeff").startswith("<?xml") else None


def _holds_words_inside(text: str) -> bool:
    """Return whether a text has nearly all its words inside elements, and tags enough."""
    size, text = len(text), _UNSEEN.sub(" ", text)
    depth = inside = outside = tags = at = 0
    page = False
    for tag in _TAG.finditer(text):
        words = len("".join(text[at : tag.start()].split()))
        inside, outside = (inside + words, outside) if depth else (inside, outside + words)
        at = tag.end()
        name = tag[2].lower()
        page = page or name in _PAGE
        tags += 1
        if name in VOID or tag[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
    rest = len("".join(text[at:].split()))
    inside, outside = (inside + rest, outside) if depth else (inside, outside + rest)
    if tags < _FEWEST or inside < _INSIDE * (inside + outside):
        return page and tags >= _FEWEST and inside >= outside
    return page or (inside <= tags * _A_TAG and (inside > 0 or size > _ALL_TAGS))
