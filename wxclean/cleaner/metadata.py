"""The metadata of an article: from the labels that filters found, its record and its own text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, cast, get_args

from wxclean.document import Edit
from wxclean.filters.addresses import page_address
from wxclean.filters.dates import is_iso, iso_date
from wxclean.filters.fixes.unicode import clean_unicode
from wxclean.rare_pattern import rare
from wxclean.result import Metadata, PageKind
from wxclean.rules.line_key import FIRST_DRESSING, undressed

# The member that holds a page's address in the header of a record of a web archive.
_IN_WARC: Final = "warc-target-uri"
# The names under which scrapers' records also hold what the page says.
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "msg_title", "标题"),
    "account": ("account", "nickname", "account_name", "公众号", "mp_name"),
    "wechat_id": ("wechat_id", "weixin_id", "alias", "微信号"),
    "description": ("description", "signature", "功能介绍"),
    "author": ("author", "作者"),
    "published": ("published", "publish_time", "pub_date", "date", "create_time", "发布时间"),
    "source": ("source", "来源"),
    "location": ("location", "ip_wording"),
    "url": ("url", "link", "source_url", "content_url", "msg_url", "article_url", "链接", "原文链接", _IN_WARC),
}
_WORDS: Final = tuple(name for name in Metadata._fields if name not in ("original", "tags", "kind"))
"""The metadata that are words, but for the kind of page, which the text tells."""
# An article names its source at the end of its last line, or on a separate line near its end.
_SOURCE: Final = rare(r"来源\s*[:：|｜]\s*(?P<source>[^\s，。；;|｜（()）：:]{2,30})[ )）]*$", re.MULTILINE)
_BEFORE: Final = re.compile(r"(?:^|[\s。！？）)（(])(?:文章|信息|消息|内容|稿件)?$")
_NEAR_THE_END: Final = 400
# An article names its author on a separate line near the beginning; a copy of it may do so after the title.
_AUTHOR: Final = rare(
    r"(?:作者|撰文|文|记者)\s*[:：|｜丨/／]\s*(?P<author>[^\s，。；;|｜（()）：:]{2,16})(?:\s*[（(].{1,40}[)）])?"
)
_AUTHOR_FIRSTS: Final = FIRST_DRESSING | set("作撰文记")
_AFTER_TITLE: Final = rare(r"\s+(?P<author>[^\s，。；;|｜（()）：:]{2,8})(?:\s*[（(].{1,40}[)）])?")
_FIRST_LINES: Final = 6
_LONGEST_AUTHOR_LINE: Final = 160


def gathered_metadata(
    edits: Sequence[Edit],
    fields: Mapping[str, object],
    text: str,
    *,
    kind: PageKind | None = None,
    told: Mapping[str, Any] = MappingProxyType({}),
    reference: date | None = None,
) -> Metadata:
    """Return what is known of an article: from the page's labels first, then from the record's members.

    `told` is what a saved page says in its elements and scripts, which is surer than both. A member `metadata`,
    as wxclean writes it, comes before those of scrapers.
    Source and author may also come from the article's text (`来源：…`, `作者：…`), where they stay. `reference` is the
    day on which words such as `昨天` were true.
    """
    values, tags = told_values(edits, fields, told)
    if "source" not in values:
        values["source"] = source_of(text)
    if "author" not in values:
        values["author"] = author_of(text, values.get("title") or "")
    if "url" in values:
        values["url"] = page_address(values["url"])
    if "published" in values:
        values.update(_day(values["published"], reference))
    return Metadata(**values, tags=tuple(tags), kind=kind or _earlier_kind(_earlier_metadata(fields)))


def told_values(
    edits: Sequence[Edit], fields: Mapping[str, object], told: Mapping[str, Any] = MappingProxyType({})
) -> tuple[dict[str, Any], dict[str, None]]:
    """Return what the page's labels and the record's members say, as they say it, and the topics."""
    values: dict[str, Any] = {name: value for name, value in told.items() if name != "tags"}
    tags: dict[str, None] = dict.fromkeys(told.get("tags", ()))
    for edit in edits:
        if edit.field and edit.text and edit.action == "label":
            if edit.field == "tags":
                tags[edit.text] = None
            else:
                values.setdefault(edit.field, edit.text)
    if "original" in values:
        values["original"] = True
    if earlier := _earlier_metadata(fields):
        _add_earlier(values, tags, earlier)
    members = {name.lower(): value for name, value in fields.items()} if fields else {}
    for name, aliases in _ALIASES.items() if members else ():
        if name not in values:
            values.update(_member(name, aliases, members))
    return values, tags


def completed(metadata: Metadata, found: Mapping[str, object]) -> Metadata:
    """Return metadata with what an earlier run found of the same record, where they say nothing."""
    values: dict[str, Any] = {}
    tags: dict[str, None] = {}
    _add_earlier(values, tags, found)
    said = metadata.known()
    new = {name: value for name, value in values.items() if name not in said}
    return metadata._replace(**new, tags=metadata.tags or tuple(tags), kind=metadata.kind or _earlier_kind(found))


def _earlier_metadata(fields: Mapping[str, object]) -> Mapping[str, object]:
    """Return what an earlier run wrote among a record's members."""
    found = fields.get("metadata")
    return found if isinstance(found, dict) else {}


def _add_earlier(values: dict[str, Any], tags: dict[str, None], found: Mapping[str, object]) -> None:
    """Add what an earlier run wrote of a record whose labels have gone, where nothing is said yet."""
    for name in _WORDS:
        value = found.get(name)
        if isinstance(value, str) and value.strip():
            values.setdefault(name, clean_unicode(value).strip())
    if found.get("original") is True:
        values["original"] = True
    topics = found.get("tags")
    if isinstance(topics, list):
        tags.update(dict.fromkeys(topic for topic in topics if isinstance(topic, str)))


def _earlier_kind(found: Mapping[str, object]) -> PageKind | None:
    """Return the kind of page that an earlier run told, when its chrome was there."""
    kind = found.get("kind")
    return cast("PageKind", kind) if kind in get_args(PageKind) else None


def told_title(edits: Sequence[Edit], fields: Mapping[str, object], told: Mapping[str, Any]) -> str | None:
    """Return the title among the values that `told_values` returns."""
    if "title" in told:
        return cast("str | None", told["title"])
    for edit in edits:
        if edit.field == "title" and edit.text and edit.action == "label":
            return edit.text
    return told_values((), fields)[0].get("title") if fields else None


def _day(words: str, reference: date | None) -> Mapping[str, str | None]:
    """Return the day of publication, and the page's words for it if they are no date."""
    day = iso_date(words)
    if is_iso(day):
        return {"published": day}
    if reference is None:
        return {"published": None, "published_raw": words}
    from wxclean.filters.days_in_words import resolved_date  # few ask for it, and its patterns take a millisecond

    return {"published": resolved_date(words, reference), "published_raw": words}


def author_of(text: str, title: str) -> str | None:
    r"""Return the author named in an article's first lines, alone or after its title, or None.

    >>> author_of("作者：林见秋\n正文。", "")
    '林见秋'
    """
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        if not line or len(line) > _LONGEST_AUTHOR_LINE or not _may_name(line, title):
            continue
        plain = undressed(line)
        match = _AUTHOR.fullmatch(plain)
        if match is None and title and plain.startswith(title):
            match = _AFTER_TITLE.fullmatch(plain, len(title))
        if match:
            return match["author"]
    return None


def _may_name(line: str, title: str) -> bool:
    """Return whether a line could name the author (a prefilter)."""
    first = line.lstrip()[:1]
    return first in _AUTHOR_FIRSTS or first == title[:1]


def source_of(text: str) -> str | None:
    r"""Return the source named in an article's last lines, or None.

    >>> source_of("正文。\\n来源：新华社")
    '新华社'
    """
    end = text[-_NEAR_THE_END:]
    place = end.rfind("来源")
    match = _SOURCE.match(end, place) if place >= 0 else None
    return match["source"] if match and _BEFORE.search(end[max(0, place - 8) : place]) else None


def _member(name: str, aliases: Iterable[str], fields: Mapping[str, object]) -> Mapping[str, object]:
    for alias in aliases:
        value = fields.get(alias)
        if isinstance(value, int) and name == "published" and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return {name: clean_unicode(value.replace("\r\n", "\n").replace("\r", "\n")).strip()}
    return {}
