"""The topics and albums that a page belongs to, as its header and its footer name them."""

from __future__ import annotations

import re
from typing import Final

from wxclean.rare_pattern import rare
from wxclean.rules.line_key import shown, undressed

TOPIC_RULES: Final = frozenset(("header.album", "album.nav"))
"""The rules of lines that may name one."""
_TOPIC: Final = re.compile(r"#[^\s#].{0,30}?(?:\s*,?\s*\d+\s*(?:个(?:内容)?|items?))?")
_COUNTED: Final = rare(r"(?:#[^\s#]{1,30}\s*\d+\s*(?:[个個](?:内容)?|items?)(?:\s+|$))+")
_LONGEST: Final = 200
# Words below which a topic may stand without its sign.
_HEAD: Final = re.compile("收[录錄][于於](?:话题|話題|合集|专辑|專輯)")
_INDEX: Final = re.compile(r"(?P<name>.{1,40}?)\s?·\s?目[录錄]")
_COUNT: Final = re.compile(r"(?:\s+,?\s*\d+(?:\s*(?:[个個](?:内容)?|items?))?|,?\s*\d+\s*[个個](?:内容)?|\s*[个個])$")


def bare_tag(text: str) -> str:
    """Return the words of a line that may be a topic, which may be a link or escaped."""
    return (shown(text) if "](" in text else text).lstrip("\\")


def is_topic(text: str) -> bool:
    """Return whether a line has the form of a topic, with the number of its pages or without."""
    return "#" in text and _TOPIC.fullmatch(bare_tag(text)) is not None


def are_counted_topics(text: str) -> bool:
    """Return whether a line is topics and nothing else, each with the number of its pages, as only pages have them."""
    return text.startswith("#") and len(text) <= _LONGEST and _COUNTED.fullmatch(text) is not None


def topics_in(text: str) -> list[str]:
    """Return the topics that a line of these rules names, whatever its words above them.

    >>> topics_in("收录于话题 #老手艺 14 #冬天 3个"), topics_in("整理术 · 目录")
    (['老手艺', '冬天'], ['整理术'])
    """
    bare = undressed(text)
    if len(bare) > _LONGEST:
        return []
    index = _INDEX.fullmatch(bare) if "目" in bare else None
    if index is not None:
        return [index["name"]]
    head = _HEAD.match(bare)
    if head is not None:
        topics = bare[head.end() :]
    else:
        topics = text if text.lstrip("\\ ").startswith("#") else bare.partition("#")[2]
    parts = topics.split("#")
    names = [_COUNT.sub("", part.strip()).strip() for part in parts if part]
    return [name.strip("\\ ") for name in names if name.strip("\\ ")]
