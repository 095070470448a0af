"""The names that scrapers give the members of a record, and what they say of what stands in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

TEXT_NAMES: Final = (
    "text",
    "content",
    "body",
    "article",
    "article_text",
    "article_content",
    "article_body",
    "content_text",
    "text_content",
    "html_text",
    "full_text",
    "full_content",
    "page_content",
    "plain_text",
    "main_text",
    "main_content",
    "raw_text",
    "raw_content",
    "raw",
    "markdown",
    "正文",
    "文章正文",
    "文章内容",
    "正文内容",
    "内容",
    "文本",
    "全文",
)
"""Names that scrapers give an article's text, most likely first; case, `_` and `-` don't count."""

PARAGRAPH_NAMES: Final = frozenset({"paragraphs", "paras", "blocks", "segments", "lines", "ops", "children", "段落"})
"""Names of lists that hold a text in pieces."""

CHILD_NAMES: Final = PARAGRAPH_NAMES | {"nodes", "elements", "runs", "spans", "richtext", "items", "data", "root"}
"""Names under which a piece of a text holds smaller ones."""

PIECE_NAMES: Final = (*TEXT_NAMES, "insert", "value", "paragraph", "p", "段")
"""Names of the text of such a piece, most likely first."""

FLOWING_NAMES: Final = frozenset({"children", "ops", "runs", "spans", "richtext", "elements"})
"""Names of lists whose pieces run on in one line, unless they are blocks."""

KIND_NAMES: Final = ("type", "tag", "tagname", "nodename", "nodetype")
"""Names that say of a piece which kind it is of."""

FLOWING_KINDS: Final = frozenset(
    {"text", "#text", "span", "b", "strong", "em", "i", "a", "u", "s", "sub", "sup", "mark", "code", "font", "link"}
)
BLOCK_KINDS: Final = frozenset(
    {"paragraph", "p", "heading", "header", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "listitem", "li"}
)
BREAK_KINDS: Final = frozenset({"br", "hardbreak", "linebreak"})
"""Kinds of pieces: those within a line, those that are one or more lines, and those that end a line."""

ABOUT_NAMES: Final = frozenset(
    {
        *("title", "msgtitle", "headline", "subtitle", "heading", "标题", "题目", "副标题"),
        *("account", "accountname", "nickname", "mpname", "公众号", "author", "作者"),
        *("published", "publishtime", "pubdate", "date", "createtime", "updatetime", "发布时间", "日期", "时间"),
    }
)
"""Names of what is said about an article: an object that has one is a record, not a piece of a text."""

NEVER_TEXT_NAMES: Final = ABOUT_NAMES | {
    *("name", "keywords", "tags", "category", "关键词", "标签", "分类"),
    *("description", "digest", "summary", "abstract", "excerpt", "摘要", "简介", "功能介绍", "signature"),
    *("alias", "wechatid", "weixinid", "微信号", "source", "来源", "location", "ipwording", "copyright"),
    *("msg", "errmsg", "error", "errors", "status", "reason", "url", "link", "cover", "image", "avatar"),
    *("metadata", "wxcleanmetadata", "suspect"),
}
"""Names of members that are not the text, however long they are."""


def plain(name: str) -> str:
    """Return a name as names are compared.

    >>> plain("Article-Content") == plain("article_content")
    True
    """
    return _plain(name) if len(name) < _LONG else name


_LONG: Final = 64


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(" ", "").casefold()


_PLAIN_TEXT_NAMES: Final = tuple(map(plain, TEXT_NAMES))


def is_text_name(name: str, field: str | None) -> bool:
    """Return whether a member of this name is the text: it is `field` or, without one, a known name."""
    return name == field if field else plain(name) in _PLAIN_TEXT_NAMES


def known_text_names(names: Iterable[str]) -> Sequence[str]:
    """Return those names that are known to be the text's, most likely first."""
    return known_names(names, _PLAIN_TEXT_NAMES)


def known_names(names: Iterable[str], known: tuple[str, ...]) -> Sequence[str]:
    """Return those names that are among the known ones, in the order of these."""
    shape = tuple(names)
    if len(shape) < _LONG and max(map(len, shape), default=0) < _LONG:
        return _known_in(shape, known)
    return _known_in.__wrapped__(shape, known)


@lru_cache(maxsize=256)
def _known_in(names: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
    """Return the same; the records of a file have the same names."""
    by_plain = {plain(name): name for name in names}
    return [by_plain[name] for name in known if name in by_plain]


def has_any(names: Iterable[str], known: Collection[str]) -> bool:
    """Return whether one of the names is known."""
    return any(plain(name) in known for name in names)


def kind_of(piece: Mapping[str, object]) -> str:
    """Return the kind that a piece of a text says it is of, or nothing."""
    for name in piece:
        if plain(name) in KIND_NAMES:
            value = piece[name]
            return plain(value) if isinstance(value, str) and len(value) < 40 else ""
    return ""
