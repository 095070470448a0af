"""What tools write above an article: front matter, a list of its data, where it comes from."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.by_tools.front_matter import ADDRESS, begins_as_data, read_data_list, read_front_matter
from wxclean.filters.by_tools.provenance import read_provenance
from wxclean.filters.labels import NO_HEADER, Header, Label
from wxclean.rules.line_key import shown, undressed

_LIST_LINK: Final = re.compile(r"\[\**返回列表页\**\]\(/gzh/(?P<account>[^/)]+)\)")
# A read-later service's line below a title: the page's host, author and account.
_HOST_LINK: Final = re.compile(rf"\[mp\.weixin\.qq\.com\]\({ADDRESS.pattern}[^()\s]*\)\s*(?P<names>.*)")
_BARE_ADDRESS: Final = re.compile(rf"(?:(?:URL|url|链接|原文|原文链接)\s?[:：]\s*)?<?{ADDRESS.pattern}\S+")
_BARE_FIRSTS: Final = "<hUu链原"
# The second line of a broken address has at least this many characters; no title without a space is so long.
_SHORTEST_REST: Final = 30
# What front matter, lists of data and links begin with, if not with a key.
_OPENING_PUNCTUATION: Final = frozenset("#>*+=[-")


def read_preamble(texts: list[str], *, page: bool) -> Header:
    """Return the end and the values of what a tool wrote above the article, if anything.

    Front matter counts only if it, or what stands below it, gives the article's source on WeChat, or if a footer shows
    the text to be a page (`page`): the front matter of someone's own notes stays.
    """
    if not may_have_preamble(texts):
        return NO_HEADER
    front = read_front_matter(texts)
    below = read_data_list(texts, front.end)
    if front.end and (below.end == front.end or not texts[front.end].startswith("#")):
        below = read_provenance(texts, front.end)
    if not below.end:
        found = _list_page(texts)
        return found if found.end else _saved_page(texts)
    if below.end == front.end and not page and not any(map(ADDRESS.search, texts[: front.end])):
        return NO_HEADER
    return Header(below.end, front.labels + below.labels)


def address_lines(texts: list[str]) -> int:
    """Return how many of the first lines are a page's address and nothing else; converters break it in two."""
    if not texts or texts[0][0] not in _BARE_FIRSTS or not _BARE_ADDRESS.fullmatch(texts[0]):
        return 0
    rest = texts[1] if texts[1:] else ""
    return 1 + (len(rest) > _SHORTEST_REST and rest.isascii() and " " not in rest)


def may_have_preamble(texts: list[str]) -> bool:
    """Return whether a tool could have written something above the article (a prefilter)."""
    return any(text[0] in _OPENING_PUNCTUATION for text in texts[:2]) or (bool(texts) and begins_as_data(texts[0]))


def _list_page(texts: list[str]) -> Header:
    """Return the header of an archive's page: a title, and a link back to the account's list."""
    for place, text in enumerate(texts[:2]):
        match = _LIST_LINK.fullmatch(text) if "/gzh/" in text else None
        if match:
            title = [Label(0, "title", shown(texts[0]), "tool.title")] if place else []
            return Header(place + 1, (*title, Label(place, "account", match["account"], "tool.list-link")))
    return NO_HEADER


def _saved_page(texts: list[str]) -> Header:
    """Return the header of a page saved by a read-later service: a title, often underlined, and a link with names."""
    place = 2 if texts[1:] and not texts[1].strip("=") else 1
    match = _HOST_LINK.fullmatch(texts[place]) if texts[place:] else None
    if match is None:
        return NO_HEADER
    author, _, account = match["names"].rpartition(" ")
    values = {"title": (0, undressed(texts[0])), "author": (place, author.strip()), "account": (place, account)}
    labels = [Label(at, field, value, "tool.saved") for field, (at, value) in values.items() if value]
    return Header(place + 1, tuple(labels))
