"""What tools write above an article: front matter, a list of its data, where it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wxclean.filters.names import Header, Label, iso_date
from wxclean.filters.provenance import RULE_LINE, read_provenance
from wxclean.keys import shown

_FRONT_MATTER_LINE = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,30}):(?:\s+(?P<value>.*)|\s*)|\s*-\s.*")
_DATA_LINE = re.compile(r"(?:[>*+-]\s*)*(?P<key>[A-Za-z\u4e00-\u9fff ]{2,16})\s{0,4}[:：]\s*(?P<value>\S.*)?")
_LIST_LINK = re.compile(r"\[\**返回列表页\**\]\(/gzh/(?P<account>[^/)]+)\)")
_ADDRESS = re.compile(r"https?://mp\.weixin\.qq\.com/")
_BARE_ADDRESS = re.compile(r"<?https?://mp\.weixin\.qq\.com/\S+")
_FIELDS = {
    "title": "title",
    "标题": "title",
    "author": "author",
    "作者": "author",
    "date": "published",
    "发布时间": "published",
    "发布日期": "published",
    "时间": "published",
    "日期": "published",
    "来源": "account",
    "公众号": "account",
    "account": "account",
    "source": "account",
    "链接": "",
    "原文链接": "",
    "url": "",
    "url source": "",
    "published time": "published",
    "markdown content": "",
    "link": "",
}
# What front matters, lists of data and links begin with: a mark, or a key that ends here at the latest.
_OPENING = re.compile(r"[#>*+\[-]|[^:：]{0,23}+[:：]")
# Lines that a front matter or a list of data may have.
_LONGEST = 40


def read_preamble(texts: Sequence[str], *, page: bool) -> Header:
    """Return the end and the values of what a tool wrote above the article, if anything.

    A front matter or a list of data counts only where it, or the source line below it, names the
    article's source on WeChat, or where a footer shows the text to be a page (`page`): a front
    matter of one's own notes stays.
    """
    if not may_have_preamble(texts):
        return Header(0, ())
    labels: list[Label] = []
    end = _front_matter(texts, labels)
    source = read_provenance(texts, end) if end else Header(0, ())
    end = end or _data_list(texts, labels)
    if not end:
        return _list_page(texts)
    if source.end <= end and not page and not any(map(_ADDRESS.search, texts[:end])):
        return Header(0, ())
    return Header(max(source.end, end), (*labels, *source.labels))


def is_address(text: str) -> bool:
    """Return whether a line is the address of a page and nothing else."""
    return text[0] in "<h" and _BARE_ADDRESS.fullmatch(text) is not None


def may_have_preamble(texts: Sequence[str]) -> bool:
    """Return whether a tool could have written something above the article: a cheap test."""
    return any(map(_OPENING.match, texts[:2]))


def _front_matter(texts: Sequence[str], labels: list[Label]) -> int:
    """Return the place after a YAML front matter, 0 where there is none."""
    if not texts or texts[0] != "---":
        return 0
    for place, text in enumerate(texts[1 : _LONGEST + 1], 1):
        if text == "---":
            return place + 1 if place > 1 else 0
        match = _FRONT_MATTER_LINE.fullmatch(text)
        if match is None:
            return 0
        labels += _label(place, match, "tool.front-matter")
    return 0


def _data_list(texts: Sequence[str], labels: list[Label]) -> int:
    """Return the place after a title and `来源: …`, `发布时间: …` lines with an address among them."""
    start = 1 if texts and texts[0].startswith("#") else 0
    end = start
    while end < min(len(texts), _LONGEST):
        match = _DATA_LINE.fullmatch(texts[end])
        if match is None or match["key"].strip().lower() not in _FIELDS:
            break
        labels += _label(end, match, "tool.data")
        end += 1
    if end - start < 2 or not any(map(_ADDRESS.search, texts[start:end])):
        labels.clear()
        return 0
    if start:
        labels.insert(0, Label(0, "title", shown(texts[0]), "tool.title"))
    return end + (end < len(texts) and RULE_LINE.fullmatch(texts[end]) is not None)


def _list_page(texts: Sequence[str]) -> Header:
    """Return the header of an archive's page: title, and a link back to the account's list."""
    for place, text in enumerate(texts[:2]):
        match = _LIST_LINK.fullmatch(text) if "/gzh/" in text else None
        if match:
            title = [Label(0, "title", shown(texts[0]), "tool.title")] if place else []
            return Header(place + 1, (*title, Label(place, "account", match["account"], "tool.list-link")))
    return Header(0, ())


def _label(place: int, match: re.Match[str], rule: str) -> Iterator[Label]:
    name = _FIELDS.get((match["key"] or "").strip().lower(), "")
    value = shown((match["value"] or "").strip().strip("\"'"))
    if name and value and not (name == "account" and "://" in value):
        yield Label(place, name, iso_date(value) if name == "published" else value, rule)
