"""Lines below front matter that say where an archive took an article from, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wxclean.filters.addresses import page_address
from wxclean.filters.by_tools.front_matter import RULE_LINE, datum_of, labels_of
from wxclean.filters.labels import Header, Label
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import undressed

RULE: Final = "tool.source"

# The most lines that an archive writes above a horizontal rule, and the shortest sentence of an article, in characters.
_LONGEST, _SENTENCE = 8, 40
_DATA_SPLIT: Final = re.compile(r"[，,；;|]")
_BULLETS: Final = "> ◎■※（(【"
_FROM: Final = (
    r"(?:[来來]自|[来來]源[于於]?|源自|源[于於]|出自|[转轉]自|[转轉][载載]自?|摘自|[选選]自"
    r"|[首始][发發][于於]|原[载載][于於]?)"
)
_CHANNEL: Final = r"(?:微信)?(?:公[众眾衆][号號]|公[众眾衆]平台|公[号號]|[订訂][阅閱][号號]|服[务務][号號]|微信[号號])"
# How a line that gives the source begins; what else shows that a line gives it; what such a line points to.
_OPENING: Final = rare(
    rf"(?:原?文章?|本文|信息|消息|内容|文本)?\s*{_FROM}"
    r"|(?:微信)?原文(?:[链鏈]接|地址)?\s*[:：《\[~<]|原链接|出处|备份|備份|(?:Source|Original)\s*[:：\[]"
)
_SOURCE: Final = rare(rf"原文.{{0,200}}?(?:https?://|\]\()|mp\.weixin\.qq\.com|{_CHANNEL}")
_POINTS: Final = rare(rf"https?://|\]\(|「[^「」]{{1,60}}」|{_CHANNEL}|微信")
_CREDIT: Final = rare(
    r"(?:作者|编辑|记者|实习记者|撰文|采访|摄影|文|图|翻译|编译|整理|核查|事实核查)(?:\s*[:：|｜丨/／]|\s)|[Bb]y\s"
)
_NOTES: Final = ("注", "版权", "「", "本文")
# A character that the name of an account or an author may have.
_NAME: Final = r"[^「」“”~\[\]（()），,：:。<>|｜]"
# An account in quotation marks; as a link's text, unless a colon makes that a title; bare; before a link.
_ACCOUNTS: Final = (
    rare(rf"(?:{_FROM}|{_CHANNEL})[^「」“”\[]{{0,10}}[「“](?P<account>[^「」“”]{{1,30}})[」”]"),
    rare(rf"{_FROM}\s*(?:微信)?(?:{_CHANNEL}[:：]?)?\s*~*\[(?P<account>{_NAME}{{1,20}})\]\("),
    rare(rf"{_FROM}\s*(?:{_CHANNEL}|微信（|◎)\s*[:：]?\s*(?P<account>{_NAME}{{1,30}})"),
    rare(rf"{_FROM}\s*[:：｜|]?\s*(?:{_CHANNEL})?(?P<account>{_NAME}{{1,20}}?)\s*[:：]\s*~*\["),
)
_AUTHOR: Final = rare(
    rf"(?:^|[\s，])(?:作者|撰文|文)\s*(?:[:：|｜丨/／]\s*)+(?P<author>{_NAME}{{2,24}}?)"
    r"\s*(?=$|[，,。（(|｜]|编辑|[图文]\s*[|｜])"
)


def read_provenance(texts: list[str], start: int) -> Header:
    """Return the end of the lines from `start` on that say where an article comes from, with its account and author.

    They end with a horizontal rule (`---`). Without one, only the first line counts, if it opens as such lines do.
    Either way they must point to a page or an account.
    """
    below = texts[start : start + _LONGEST]
    rule = next((place for place, text in enumerate(below) if RULE_LINE.fullmatch(text)), 0)
    size = rule if _is_provenance(below[:rule]) else _first_line(below)
    end = start + size + (size > 0 and size == rule)
    return Header(end, tuple(_labels(texts[start : start + size], start)))


def note_labels(texts: list[str], start: int) -> list[Label]:
    """Return what a note says of where an article comes from, nothing if it doesn't say so.

    It gives the account, or a page's address, in a sentence or as data set side by side.
    """
    if not any(map(_SOURCE.search, texts)):
        return []
    labels = list(_labels(texts, start))
    given = {label.field for label in labels}
    for place, text in enumerate(texts, start):
        address = page_address(text)
        labels += [Label(place, "url", address, RULE)] if address else []
        parts = filter(None, map(str.strip, _DATA_SPLIT.split(text)))
        data = filter(None, map(datum_of, parts))
        found = [label for key, value in data for label in labels_of(place, key, value, RULE)]
        labels += [label for label in found if label.field not in given and label.field != "url"]
    return labels


def _is_provenance(texts: list[str]) -> bool:
    if any("![" in text or _reads_as_text(text) for text in texts):
        return False
    return any(map(_gives_source, texts)) and any(map(_POINTS.search, texts))


def _first_line(below: Sequence[str]) -> int:
    """Return how many lines the first one takes up, two if a link is broken; 0 if it doesn't give a source."""
    if not below or not _OPENING.match(_bare(below[0])):
        return 0
    size = 2 if below[1:] and below[1].startswith("](") else 1
    return size if any(map(_POINTS.search, below[:size])) else 0


def _bare(text: str) -> str:
    return undressed(text).lstrip(_BULLETS)


def _gives_source(text: str) -> bool:
    return _SOURCE.search(text) is not None or _OPENING.match(_bare(text)) is not None


def _reads_as_text(text: str) -> bool:
    """Return whether a line above a horizontal rule is the article's rather than the archive's."""
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
