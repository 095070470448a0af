"""Data that tools write about an article: YAML front matter, or a list of keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from wxclean.filters.dates import iso_date
from wxclean.filters.labels import NO_HEADER, Header, Label
from wxclean.rules.line_key import shown

RULE_LINE: Final = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|(?:\* ?){3,}|(?:- ?){3,})")
ADDRESS: Final = re.compile(r"https?://mp\.weixin\.qq\.com/")
# The most lines that front matter or a list may have.
_LONGEST: Final = 40
_FRONT_MATTER_LINE: Final = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,30}):(?:\s+(?P<value>.*)|\s*)|\s*-\s+(?P<item>.*)")
# `> **公众号**: 潮汐手记`, `- 发布时间：2024-01-02`; a key's emphasis may end before the colon or after it.
_KEY: Final = re.compile(r"(?:[>*+-]\s+|>)*\**(?P<key>[A-Za-z_\u4e00-\u9fff ]{2,16}+)\s{0,4}\**\s{0,4}[:：]")
_DATA_LINE: Final = re.compile(rf"{_KEY.pattern}\s*\**\s*(?P<value>\S.*)?")
_TITLES: Final = ("title", "标题", "文章标题")
_ACCOUNTS: Final = (
    *("公众号", "公众号名称", "公众号名"),
    *("account", "account_name", "account name", "mp_name", "nickname"),
)
_SOURCES: Final = ("来源", "来源公众号", "source")
_DAYS: Final = (
    *(
        "date",
        "published",
        "published time",
        "publish_time",
        "publish time",
        "pub_date",
        "pubdate",
        "publish_date",
        "create_time",
    ),
    *("发布时间", "发布日期", "发表时间", "时间", "日期"),
)
_LINKS: Final = (
    *("链接", "原文链接", "文章链接", "原文地址", "原文"),
    *("url", "url source", "link", "source_url", "source url"),
)
_OTHERS: Final = (
    *("正文", "文章内容", "内容", "摘要", "文章摘要", "标签", "封面", "抓取时间", "采集时间", "阅读数", "点赞数"),
    *("markdown content", "digest", "description", "summary", "tags", "cover"),
)
_FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(_TITLES, "title"),
    **dict.fromkeys(("author", "作者", "原作者"), "author"),
    **dict.fromkeys((*_ACCOUNTS, *_SOURCES), "account"),
    **dict.fromkeys(("微信号", "wechat_id"), "wechat_id"),
    **dict.fromkeys(_DAYS, "published"),
    **dict.fromkeys((*_LINKS, *_OTHERS), ""),
}
# What tools give as the source of anything taken from WeChat: these name no account.
_PLATFORMS: Final = ("wechat", "weixin", "mp.weixin.qq.com", "微信", "微信公众号", "公众号")
# WeChat's dates are in China's time zone.
_CHINA: Final = timedelta(hours=8)


def read_front_matter(texts: list[str]) -> Header:
    """Return the end and the values of YAML front matter; the end is 0 if there is none."""
    if not texts or texts[0] != "---":
        return NO_HEADER
    labels: list[Label] = []
    key = ""
    for place, text in enumerate(texts[1 : _LONGEST + 1], 1):
        if text == "---":
            return Header(place + 1 if place > 1 else 0, tuple(labels))
        match = _FRONT_MATTER_LINE.fullmatch(text)
        if match is None:
            break
        key = match["key"] or key
        labels += _labels(place, key, match["item"] or match["value"], "tool.front-matter")
    return NO_HEADER


def read_data_list(texts: list[str], start: int) -> Header:
    """Return the end and values of a list of data, with the heading above it and the horizontal rule below it.

    The list gives the article's address on WeChat, or stands below a title and gives account and date. Lines with other
    keys belong to it if known ones follow. The end is `start` if there is no list.
    """
    titled = texts[start : start + 1] != [] and texts[start].startswith("#")
    first = start + titled
    keys = list(_keys(texts, first))
    known = [place for place, key in enumerate(keys, first) if key in _FIELDS]
    end = known[-1] + 1 if known else start
    if not _names_page({key for key in keys if key in _FIELDS}, texts[first:end], titled=titled):
        return Header(start, ())
    labels = [Label(start, "title", shown(texts[start]), "tool.title")] if titled else []
    for place in known:
        match = _DATA_LINE.fullmatch(texts[place])
        labels += _labels(place, keys[place - first], match["value"] if match else None, "tool.data")
    return Header(end + (end < len(texts) and RULE_LINE.fullmatch(texts[end]) is not None), tuple(labels))


def begins_as_data(text: str) -> bool:
    """Return whether a line begins with a key and a colon."""
    return _KEY.match(text) is not None


def _keys(texts: list[str], first: int) -> Iterator[str]:
    """Yield the keys of the lines from `first` on, up to the first line that isn't data."""
    for text in texts[first : first + _LONGEST]:
        match = _DATA_LINE.fullmatch(text)
        if match is None:
            return
        yield match["key"].strip().lower()


def _names_page(keys: set[str], texts: list[str], *, titled: bool) -> bool:
    if any(map(ADDRESS.search, texts)):
        return titled or len(keys) > 1
    titled = titled or not keys.isdisjoint(_TITLES)
    return titled and not keys.isdisjoint(_ACCOUNTS) and not keys.isdisjoint(_DAYS)


def _labels(place: int, key: str, value: str | None, rule: str) -> Iterator[Label]:
    field = _FIELDS.get(key.strip().lower(), "")
    text = shown((value or "").strip().strip("\"'")).removeprefix("[[").removesuffix("]]")
    if field and text and not (field == "account" and ("://" in text or text.lower() in _PLATFORMS)):
        yield Label(place, field, _day(text) if field == "published" else text, rule)


def _day(text: str) -> str:
    """Return a date as ISO; scrapers' records give it in seconds since 1970."""
    if len(text) == 10 and text.isdecimal():
        return (datetime.fromtimestamp(int(text), UTC) + _CHINA).strftime("%Y-%m-%d %H:%M")
    return iso_date(text)
