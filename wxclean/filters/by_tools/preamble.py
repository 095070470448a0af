"""What tools write above an article: front matter, a list of its data, where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from wxclean.filters.addresses import page_address
from wxclean.filters.by_tools.below_title import HOST, MOST_BELOW, read_clip
from wxclean.filters.by_tools.front_matter import (
    ADDRESS,
    FENCES,
    RULE_LINE,
    may_have_data,
    read_account_above,
    read_data_list,
    read_front_matter,
)
from wxclean.filters.by_tools.provenance import note_labels, read_provenance
from wxclean.filters.labels import NO_HEADER, Header, Label
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import shown, undressed

_LIST: Final = "/gzh/"
_LIST_LINK: Final = re.compile(r"\[\**返回列表页\**\]\(/gzh/(?P<account>[^/)]+)\)")
# A read-later service's line below a title: the page's host, author and account.
_HOST_LINK: Final = rare(rf"\[mp\.weixin\.qq\.com\]\({ADDRESS.pattern}[^()\s]*\)\s*(?P<names>.*)")
_BARE_ADDRESS: Final = rare(rf"(?:(?:URL|url|链接|原文|原文链接)\s?[:：]\s*)?<?{ADDRESS.pattern}\S+")
_TAG: Final = re.compile(r"</?[a-z][^<>]*>")
_BARE_FIRSTS: Final = "<hUu链原"
# The keys with which html-to-markdown begins those of a page's `meta` elements.
_META: Final = "meta-"
# The second line of a broken address has at least this many characters; no title without a space is so long.
_SHORTEST_REST: Final = 30
# What a note that an archive sets below a heading begins with.
_NOTE_FIRSTS: Final = "!?>"
# Longer lines are no tool's; they may be pictures in their addresses, which take long to search.
_LONGEST: Final = 4000


def read_preamble(texts: list[str], numbers: Sequence[int], *, page: bool) -> Header:
    """Return the end and the values of what a tool wrote above the article, if anything.

    Front matter counts only if it, or what stands below it, gives the article's source on WeChat, if it lists a page's
    `meta` elements, or if a footer shows the text to be a page (`page`): the front matter of someone's own notes stays.
    """
    if not _may_have_preamble(texts):
        return NO_HEADER
    front = read_front_matter(texts)
    below = read_data_list(texts, front.end)
    if front.end and (below.end == front.end or not texts[front.end].startswith("#")):
        below = read_provenance(texts, front.end)
    if not below.end:
        noted = partial(_noted_page, numbers)
        readers = (_list_page, _saved_page, _reader_page, read_account_above, read_clip, noted, _reposted_page)
        found = (read(texts) for read in readers)
        return next((header for header in found if header.end), NO_HEADER)
    if below.end == front.end and not page and not any(map(_is_of_page, texts[: front.end])):
        return NO_HEADER
    return _with_notes(texts, numbers, Header(below.end, front.labels + below.labels))


def _is_of_page(text: str) -> bool:
    """Return whether a line of front matter gives an address on WeChat, or what a converter found in a `meta`."""
    return text.startswith(_META) or ADDRESS.search(text) is not None


def _with_notes(texts: list[str], numbers: Sequence[int], preamble: Header) -> Header:
    """Return what a tool wrote with its notes below, and with a heading that is the title if there was none yet."""
    from wxclean.filters.by_tools.notes import notes_end  # most texts have none

    end, labels = preamble.end, preamble.labels
    titled = end < len(texts) and texts[end].startswith("# ")
    if titled and all(label.field != "title" for label in labels):
        return Header(
            notes_end(texts, numbers, end + 1), (*labels, Label(end, "title", shown(texts[end]), "tool.title"))
        )
    below = notes_end(texts, numbers, end + titled)
    return Header(below if below > end + titled else end, labels)


def bare_title(text: str) -> str:
    """Return a heading's words without what a note-taking tool colours them with."""
    return shown(_TAG.sub("", text) if "<" in text else text)


def address_lines(texts: list[str]) -> int:
    """Return how many of the first lines are a page's address and nothing else; converters break it in two."""
    if not texts or texts[0][0] not in _BARE_FIRSTS or not _BARE_ADDRESS.fullmatch(texts[0]):
        return 0
    rest = texts[1] if texts[1:] else ""
    return 1 + (len(rest) > _SHORTEST_REST and rest.isascii() and " " not in rest)


def _may_have_preamble(texts: list[str]) -> bool:
    """Return whether a tool could have written something above the article (a prefilter)."""
    if not texts:
        return False
    if texts[0] in FENCES or may_have_data(texts):
        return True
    if texts[0].startswith("# ") and texts[1:] and texts[1][0] in _NOTE_FIRSTS:
        return True
    first = "\n".join(texts[: MOST_BELOW + 1])
    if len(first) > _LONGEST:
        first = "\n".join([text for text in texts[: MOST_BELOW + 1] if len(text) < _LONGEST])
    return HOST in first or _LIST in first


def _list_page(texts: list[str]) -> Header:
    """Return the header of an archive's page: a title, and a link back to the account's list."""
    for place, text in enumerate(texts[:2]):
        match = _LIST_LINK.fullmatch(text) if _LIST in text else None
        if match:
            title = [Label(0, "title", shown(texts[0]), "tool.title")] if place else []
            return Header(place + 1, (*title, Label(place, "account", match["account"], "tool.list-link")))
    return NO_HEADER


def _reader_page(texts: list[str]) -> Header:
    """Return the header of a page that a reader's extension saved: a line that says so, with the page's address.

    It stands first, or below the title.
    """
    place = next((at for at, text in enumerate(texts[:2]) if "SimpRead" in text or "简悦" in text), -1)
    address = page_address(texts[place]) if place >= 0 else None
    if address is None:
        return NO_HEADER
    title = [Label(0, "title", shown(texts[0]), "tool.title")] if place else []
    return Header(place + 1, (*title, Label(place, "url", address, "tool.reader")))


def _noted_page(numbers: Sequence[int], texts: list[str]) -> Header:
    """Return the header of an archive's page: a heading, and a note that says where the article comes from."""
    from wxclean.filters.by_tools.notes import is_note, notes_end  # most texts have none

    if not texts[0].startswith("# ") or not texts[1:] or not is_note(texts[1]):
        return NO_HEADER
    end = notes_end(texts, numbers, 1)
    labels = note_labels(texts[1:end], 1)
    return Header(end, (Label(0, "title", shown(texts[0]), "tool.title"), *labels)) if labels else NO_HEADER


def _reposted_page(texts: list[str]) -> Header:
    """Return the header of a copy: a heading, and a line that says where it comes from, with the page's address."""
    if not texts[0].startswith("# "):
        return NO_HEADER
    source = read_provenance(texts, 1)
    address = next(filter(None, map(page_address, texts[1 : source.end])), None)
    if address is None:
        return NO_HEADER
    title = Label(0, "title", shown(texts[0]), "tool.title")
    return Header(source.end, (title, Label(1, "url", address, "tool.source"), *source.labels))


def _saved_page(texts: list[str]) -> Header:
    """Return the header of a page saved by a read-later service: a title, often underlined, and a link with names."""
    place = 2 if texts[1:] and not texts[1].strip("=") else 1
    match = _HOST_LINK.fullmatch(texts[place]) if texts[place:] else None
    if match is None:
        return NO_HEADER
    author, _, account = match["names"].rpartition(" ")
    address = page_address(texts[place]) or ""
    values = {"title": (0, undressed(texts[0])), "url": (place, address)}
    values |= {"author": (place, author.strip()), "account": (place, account)}
    labels = [Label(at, field, value, "tool.saved") for field, (at, value) in values.items() if value]
    below = place + 1
    return Header(below + (below < len(texts) and RULE_LINE.fullmatch(texts[below]) is not None), tuple(labels))
