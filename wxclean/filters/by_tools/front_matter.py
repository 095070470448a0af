"""Data that tools write about an article: YAML front matter, or a list of keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from wxclean.filters.addresses import page_address
from wxclean.filters.by_tools.data_keys import ACCOUNTS, DAYS, FIELDS, LINKS, PLATFORMS, SOURCES, TITLES
from wxclean.filters.dates import iso_date
from wxclean.filters.labels import NO_HEADER, Header, Label
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import is_picture, shown, simplified, undressed

RULE_LINE: Final = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|(?:\* ?){3,}|(?:- ?){3,})")
ADDRESS: Final = re.compile(r"https?://mp\.weixin\.qq\.com/")
BREAK: Final = re.compile(r"(?:<br ?/?>|\\)$", re.IGNORECASE)
"""What a tool ends a line with, so that Markdown breaks it there."""
_BREAK_ENDS: Final = ">\\"
# The most lines that front matter or a list may have.
_LONGEST: Final = 40
# The longest account with what stands round it, in characters.
_LONGEST_VALUE: Final = 120
_FRONT_MATTER_LINE: Final = rare(
    r"(?P<key>[A-Za-z\u4e00-\u9fff][\w .-]{0,60}(?::\w+)*):(?:\s+(?P<value>.*)|\s*)|\s*-\s+(?P<item>.*)"
)
# `> **公众号**: 潮汐手记`, `- 发布时间：2024-01-02`; a key's emphasis may end before the colon or after it. A picture
# may stand before it (`🔗 原文链接：`), or an option's sign (`#+TITLE:`).
_KEY: Final = rare(
    r"(?:[>*+-]\s+|>)*(?:[\u2190-\u2bff\U0001f300-\U0001faff]\ufe0f?\s?|#\+)?"
    r"\**(?P<key>[A-Za-z_\u4e00-\u9fff ]{2,18}+)\s{0,4}\**\s{0,4}(?:::?|：|=(?=\s))"
)
# `【标题】灯塔`
_IN_BRACKETS: Final = rare(r"【\s*(?P<key>[A-Za-z_\u4e00-\u9fff ]{2,18}?)\s*】\s*[:：]?\s*(?P<value>\S.*)?")
# What a clipper says of itself among its data.
MADE_BY: Final = rare(r"(?:[>*+-]\s+|>)*\W{0,4}本文[档檔]由\W{0,4}[飞飛][书書]剪存.{0,120}一[键鍵]生成")
# `[查看微信原文](…)`, `[Read on Omnivore](…)`, a tag: lines of a list without a key.
_LINK_LINE: Final = rare(r"(?:[>*+-]\s+|>)*\[(?P<text>[^\[\]]{1,120})\]\(<?(?P<address>https?://[^()\s]+)>?\)")
_LINK_FIRSTS: Final = "[>*+-"
_OF_SOURCE: Final = re.compile(r"原文|原链接|来源|出处|微信|[Oo]riginal|[Ss]ource|weixin|[Oo]pen in|[Rr]ead [oi]n")
_TAG_LINE: Final = re.compile(r"(?:#[\w/-]{2,30}|\[\[[\w /-]{2,30}\]\])(?:\s+#[\w/-]{2,30})*")
_CLIPPERS: Final = ("omnivore.app", "cubox.", "readwise.io", "getpocket.com", "instapaper.com", "wallabag")
_DATA_LINE: Final = rare(rf"{_KEY.pattern}\s*\**\s*(?P<value>\S.*)?")
# A table's row of two cells, and the one below its head; an account without a key; a day without one.
_ROW: Final = rare(r"\|\s*\**(?P<key>[^|*]{1,18}?)\**\s*\|\s*(?P<value>[^|]*?)\s*\|?")
_LINES: Final = {"|": _ROW, "【": _IN_BRACKETS}
_ROW_LINE: Final = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_ACCOUNT_LINE: Final = rare(
    r"(?:[>*+-]\s+|>)*(?:微信)?(?:公[众眾衆][号號]|公[号號]|订阅号|訂閱號|服务号|服務號)\s*[「“【《].{1,80}"
)
_ORG: Final = "#+"
# What stands below a list of data.
_BELOW_LIST: Final = rare(rf"{RULE_LINE.pattern}|={{3,}}")
_DAY_LINE: Final = rare(r"(?:[>*+-]\s+|>)*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
# A heading above a list of data, and the line of TOML front matter.
_DATA_HEADING: Final = re.compile(r"#{1,4}\s(?:Metadata|Properties|Meta|元数据|属性|文章信息|基本信息)")
_TOML, _TOML_LINE = "+++", rare(r"(?P<key>[A-Za-z][\w.-]{0,60})\s*=\s*(?P<value>.*)|\[\[?[\w.-]+\]?\]")
FENCES: Final = ("---", _TOML)
"""What stands above and below front matter."""


def read_front_matter(texts: list[str]) -> Header:
    """Return the end and the values of YAML front matter; the end is 0 if there is none."""
    if not texts or texts[0] not in FENCES:
        return NO_HEADER
    fence, pattern = texts[0], _TOML_LINE if texts[0] == _TOML else _FRONT_MATTER_LINE
    labels: list[Label] = []
    key = ""
    for place, text in enumerate(texts[1 : _LONGEST + 1], 1):
        if text == fence:
            return Header(place + 1 if place > 1 else 0, tuple(labels))
        match = pattern.fullmatch(text)
        if match is None:
            break
        key = match["key"] or key
        value = match["value"] if fence == _TOML else match["item"] or match["value"]
        labels += labels_of(place, key, value, "tool.front-matter")
    return NO_HEADER


def read_data_list(texts: list[str], start: int) -> Header:
    """Return the end and values of a list of data, with the heading above it and the horizontal rule below it.

    The list gives the article's address on WeChat, or stands below a title and gives account and date. Lines with other
    keys belong to it if known ones follow. The end is `start` if there is no list.
    """
    titled = texts[start : start + 1] != [] and _is_heading(texts[start])
    first = _below_heading(texts, start) if titled else start
    keys = list(_keys(texts, first))
    known = [place for place, key in enumerate(keys, first) if key in FIELDS]
    if not known:
        return Header(start, ())
    end = known[-1] + 1
    data = [(place, key, value) for place in known for key, value in _data_in(texts[place], keys[place - first])]
    if not _names_page({key for _, key, _ in data}, texts[first:end], titled=titled):
        return Header(start, ())
    labels = [Label(start, "title", shown(texts[start]), "tool.title")] if titled else []
    for place, key, value in data:
        labels += labels_of(place, key, value, "tool.data")
    return Header(end + (end < len(texts) and _BELOW_LIST.fullmatch(texts[end]) is not None), tuple(labels))


def _data_in(text: str, key: str) -> list[tuple[str, str]]:
    """Return the keys and values in a line, which bars may part: `作者: 林小满 | 公众号: 潮汐手记`."""
    datum = datum_of(text)
    if datum is None or " | " not in text:
        return [(key, datum[1] if datum else text)]
    parts = [datum_of(part.strip()) for part in text.split(" | ")]
    found = [part for part in parts if part is not None and part[0] in FIELDS]
    return found if len(found) == len(parts) else [datum]


def may_have_data(texts: list[str]) -> bool:
    """Return whether a list of data could begin at the first line, or below a heading there (a prefilter).

    A line alone is one if it gives the page's address.
    """
    first = _below_heading(texts, 0) if _is_heading(texts[0]) else 0
    if first == len(texts) or not _may_be_data(texts[first]):
        return False
    if ADDRESS.search(texts[first]):
        return True
    for text in texts[first + 1 : first + 2]:
        if _may_be_data(text) or _DAY_LINE.fullmatch(text):
            return True
    return _names_account_above(texts)


def read_account_above(texts: list[str]) -> Header:
    """Return the header of an account in quotation marks, the title below it, and the day below that."""
    if not _names_account_above(texts):
        return NO_HEADER
    title = Label(1, "title", shown(texts[1]), "tool.title")
    account, day = (labels_of(at, key, texts[at], "tool.data") for at, key in ((0, "公众号"), (2, "date")))
    return Header(3, (*account, title, *day))


def _names_account_above(texts: list[str]) -> bool:
    if len(texts) < 3 or _ACCOUNT_LINE.fullmatch(texts[0]) is None or _DAY_LINE.fullmatch(texts[2]) is None:
        return False
    return _account_pattern().fullmatch(undressed(texts[0])) is not None


def _may_be_data(text: str) -> bool:
    if text[0] in _LINK_FIRSTS and ("](http" in text or "](<http" in text):
        return True
    if text.startswith(("#", "|", "[[", "【")) or ((":" in text or "：" in text or "=" in text) and _KEY.match(text)):
        return True
    return ("号" in text or "號" in text) and _ACCOUNT_LINE.match(text) is not None


def _is_heading(text: str) -> bool:
    return text[0] == "#" and not text.startswith(_ORG)


def _below_heading(texts: list[str], heading: int) -> int:
    """Return the place of the first line below a title that is neither a picture nor the heading of a list."""
    place = heading + 1
    while place < len(texts) and (is_picture(texts[place]) or _DATA_HEADING.fullmatch(texts[place])):
        place += 1
    return place


def _keys(texts: list[str], first: int) -> Iterator[str]:
    """Yield the keys of the lines from `first` on, up to the first line that isn't data."""
    for place, text in enumerate(texts[first : first + _LONGEST]):
        datum = datum_of(text)
        if datum is not None:
            yield datum[0]
        elif _is_link_line(text):
            yield "link"
        elif _TAG_LINE.fullmatch(text):
            yield "tags"
        elif place and _DAY_LINE.fullmatch(text):
            yield "date"
        elif MADE_BY.fullmatch(text):
            yield "notes"
        elif (text[0] == "|" and _ROW_LINE.fullmatch(text)) or (place and text == ">"):
            yield ""
        else:
            return


def datum_of(text: str) -> tuple[str, str] | None:
    """Return the key, in small letters, and the value of a line of data, or None: `公众号：…`, a table's row, or an
    account in quotation marks.
    """
    text = BREAK.sub("", text) if text[-1] in _BREAK_ENDS else text
    match = _LINES.get(text[:1], _DATA_LINE).fullmatch(text)
    if match is not None:
        return simplified(match["key"]).strip().lower(), match["value"] or ""
    return ("公众号", text) if _ACCOUNT_LINE.fullmatch(text) else None


def _is_link_line(text: str) -> bool:
    """Return whether a line is a link to the article on WeChat, or to what a clipper keeps of it."""
    if "](" not in text or text[0] not in _LINK_FIRSTS:
        return False
    match = _LINK_LINE.fullmatch(BREAK.sub("", text).rstrip())
    if match is None or not _OF_SOURCE.search(match["text"]):
        return False
    return ADDRESS.match(match["address"]) is not None or any(clipper in match["address"] for clipper in _CLIPPERS)


def read_source_lines(texts: list[str], start: int) -> Header:
    """Return the end and the values of the lines from `start` on, if any, that give the article's address."""
    labels: list[Label] = []
    end = start
    while end < len(texts) and ADDRESS.search(texts[end]):
        datum = datum_of(texts[end])
        key = datum[0] if datum else ""
        if key not in LINKS and key not in SOURCES and not _is_link_line(texts[end]):
            break
        labels += labels_of(end, "link", texts[end], "tool.data")
        end += 1
    return Header(end, tuple(labels))


def _names_page(keys: set[str], texts: list[str], *, titled: bool) -> bool:
    if any(map(ADDRESS.search, texts)):
        return titled or len(keys) > 1
    titled = titled or not keys.isdisjoint(TITLES)
    return titled and not keys.isdisjoint(ACCOUNTS) and not keys.isdisjoint(DAYS)


def is_key(key: str) -> bool:
    """Return whether tools write this key, in small letters."""
    return key in FIELDS


def labels_of(place: int, key: str, value: str | None, rule: str) -> Iterator[Label]:
    """Yield what the value of a key says."""
    field = FIELDS.get(simplified(key).strip().lower(), "")
    address = page_address(value) if value and (field == "url" or "://" in value) else None
    if address is not None:
        yield Label(place, "url", address, rule)
    if not field or field == "url":
        return
    text = shown((value or "").strip().strip("\"'")).strip("*").removeprefix("[[").removesuffix("]]").strip()
    if text and field == "account":
        yield from _account(place, text, rule)
    elif text:
        yield Label(place, field, iso_date(text) if field == "published" else text, rule)


@cache
def _account_pattern() -> re.Pattern[str]:
    """Return the pattern of an account in quotation marks, with its id: `微信公众号「潮汐手记」（chaoxi）`."""
    return re.compile(
        r"(?:微信)?(?:公[众眾衆][号號]|公[号號]|订阅号|訂閱號|服务号|服務號)?\s*[:：]?\s*[「“\"『【《](?P<name>[^「」“”\"『』【】《》]{1,40})[」”\"』】》]"
        r"(?:\s*[（(]\s*(?:微信号[:：]\s*)?(?P<id>[A-Za-z][\w-]{2,30})\s*[)）])?"
    )


def _account(place: int, text: str, rule: str) -> Iterator[Label]:
    """Yield the account, and its id where it stands behind it; a platform or an address is none."""
    match = _account_pattern().fullmatch(undressed(text)) if len(text) <= _LONGEST_VALUE else None
    if match is not None:
        yield Label(place, "account", match["name"], rule)
        if match["id"]:
            yield Label(place, "wechat_id", match["id"], rule)
    elif "://" not in text and text.lower() not in PLATFORMS:
        yield Label(place, "account", text, rule)
