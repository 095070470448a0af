"""Lines under a front matter that say where an archive has its article from, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wxclean.filters.by_tools.front_matter import RULE_LINE
from wxclean.filters.labels import Header, Label
from wxclean.rules.line_key import undressed

RULE: Final = "tool.source"

# Lines that an archive writes before a rule, and how long a sentence of the article is at least, in characters.
_LONGEST, _SENTENCE = 8, 40
_MARKS: Final = "> ◎■※（(【"
_FROM: Final = r"(?:来自|来源于?|源自|源于|出自|转自|转载自?|摘自|选自|首发于|始发于|原载于?)"
_CHANNEL: Final = r"(?:微信)?(?:公众号|公众平台|公号|订阅号|服务号|微信号)"
# How a line begins that says where from; how it is said anywhere in a line; what such a line points to.
_OPENING: Final = re.compile(
    rf"(?:原?文章?|本文|信息|消息|内容|文本)?\s*{_FROM}"
    r"|(?:微信)?原文(?:链接|地址)?\s*[:：《\[~<]|原链接|出处|备份|備份|(?:Source|Original)\s*[:：\[]"
)
_TOLD: Final = re.compile(rf"原文.{{0,200}}?(?:https?://|\]\()|mp\.weixin\.qq\.com|{_CHANNEL}")
_POINTS: Final = re.compile(rf"https?://|\]\(|「[^「」]{{1,60}}」|{_CHANNEL}|微信")
_CREDIT: Final = re.compile(
    r"(?:作者|编辑|记者|实习记者|撰文|采访|摄影|文|图|翻译|编译|整理|核查|事实核查)(?:\s*[:：|｜丨/／]|\s)|[Bb]y\s"
)
_NOTES: Final = ("注", "版权", "「", "本文")
# What an account's or an author's name has none of.
_NAME: Final = r"[^「」“”~\[\]（()），,：:。<>|｜]"
# An account in quotation marks; a link's text, unless a colon makes that a title; a name; one before a link.
_ACCOUNTS: Final = (
    re.compile(rf"(?:{_FROM}|{_CHANNEL})[^「」“”\[]{{0,10}}[「“](?P<account>[^「」“”]{{1,30}})[」”]"),
    re.compile(rf"{_FROM}\s*(?:微信)?(?:{_CHANNEL}[:：]?)?\s*~*\[(?P<account>{_NAME}{{1,20}})\]\("),
    re.compile(rf"{_FROM}\s*(?:{_CHANNEL}|微信（|◎)\s*[:：]?\s*(?P<account>{_NAME}{{1,30}})"),
    re.compile(rf"{_FROM}\s*[:：｜|]?\s*(?:{_CHANNEL})?(?P<account>{_NAME}{{1,20}}?)\s*[:：]\s*~*\["),
)
_AUTHOR: Final = re.compile(
    rf"(?:^|[\s，])(?:作者|撰文|文)\s*(?:[:：|｜丨/／]\s*)+(?P<author>{_NAME}{{2,24}}?)"
    r"\s*(?=$|[，,（(|｜]|编辑|[图文]\s*[|｜])"
)


def read_provenance(texts: list[str], start: int) -> Header:
    """Return the end of the lines from `start` on that say where an article is from, with its account and author.

    They end with a rule (`---`). Without one the first line alone counts, where it opens as such lines do; it has
    to point to a page or an account either way.
    """
    below = texts[start : start + _LONGEST]
    rule = next((place for place, text in enumerate(below) if RULE_LINE.fullmatch(text)), 0)
    size = rule if _is_provenance(below[:rule]) else _first_line(below)
    end = start + size + (size > 0 and size == rule)
    return Header(end, tuple(_labels(texts[start : start + size], start)))


def _is_provenance(texts: list[str]) -> bool:
    if any("![" in text or _reads_as_text(text) for text in texts):
        return False
    return any(map(_tells, texts)) and any(map(_POINTS.search, texts))


def _first_line(below: Sequence[str]) -> int:
    """Return how many lines the first one has, which a link may break in two; 0 where it says nothing of the kind."""
    if not below or not _OPENING.match(_bare(below[0])):
        return 0
    size = 2 if below[1:] and below[1].startswith("](") else 1
    return size if any(map(_POINTS.search, below[:size])) else 0


def _bare(text: str) -> str:
    return undressed(text).lstrip(_MARKS)


def _tells(text: str) -> bool:
    return _TOLD.search(text) is not None or _OPENING.match(_bare(text)) is not None


def _reads_as_text(text: str) -> bool:
    """Return whether a line before a rule is the article's rather than the archive's."""
    bare = _bare(text)
    if len(bare) <= _SENTENCE or bare[-1] not in "。！？":
        return False
    return not ("](" in text or _OPENING.match(bare) or _CREDIT.match(bare) or bare.startswith(_NOTES))


def _labels(texts: list[str], start: int) -> Iterator[Label]:
    for place, text in enumerate(texts, start):
        account = next(filter(None, (pattern.search(text) for pattern in _ACCOUNTS)), None)
        if account and undressed(account["account"]):
            yield Label(place, "account", undressed(account["account"]), RULE)
        author = _AUTHOR.search(_bare(text))
        if author:
            yield Label(place, "author", author["author"], RULE)
