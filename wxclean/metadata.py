"""The metadata of an article, from the labels that filters found, its record and its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from wxclean.document import Edit, Metadata

# The names under which records of scrapers hold what the page says, too.
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "msg_title", "标题"),
    "account": ("account", "nickname", "account_name", "公众号", "mp_name"),
    "wechat_id": ("wechat_id", "weixin_id", "alias", "微信号"),
    "description": ("description", "signature", "功能介绍"),
    "author": ("author", "作者"),
    "published": ("published", "publish_time", "pub_date", "date", "发布时间"),
    "source": ("source", "来源"),
    "location": ("location", "ip_wording"),
}
# An article names its source at the end of its last line, or on a line of its own near its ends.
_SOURCE = re.compile(
    r"(?:^|[\s。！？）)])(?:文章|信息|消息|内容|稿件)?来源\s*[:：|｜]\s*(?P<source>[^\s，。；;|｜（()）：:]{2,30})\s*[)）]?$"
)
_NEAR_THE_END = 400


def gathered_metadata(edits: Iterable[Edit], fields: Mapping[str, object], text: str) -> Metadata:
    """Return what is known of an article: the page's labels first, then the record's members.

    The source is what the article says of itself (`来源：…` at its end), and stays in the text.
    """
    values: dict[str, object] = {}
    for edit in edits:
        if edit.action == "label" and edit.field and edit.text:
            values.setdefault(edit.field, edit.text)
    if "original" in values:
        values["original"] = True
    for name, aliases in _ALIASES.items():
        if fields and name not in values:
            values.update(_member(name, aliases, fields))
    if "source" not in values:
        values["source"] = source_of(text)
    return Metadata(**values)  # type: ignore[arg-type]


def source_of(text: str) -> str | None:
    """Return the source that an article names in its last lines, or None.

    >>> source_of("正文。\\n来源：新华社")
    '新华社'
    """
    end = text[-_NEAR_THE_END:]
    if "来源" not in end:
        return None
    found = [match["source"] for match in map(_SOURCE.search, end.split("\n")) if match]
    return found[-1] if found else None


def _member(name: str, aliases: Iterable[str], fields: Mapping[str, object]) -> Mapping[str, object]:
    for alias in aliases:
        value = fields.get(alias)
        if isinstance(value, str) and value.strip():
            return {name: value.strip()}
    return {}
