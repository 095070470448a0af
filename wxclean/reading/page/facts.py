"""What a saved page says of its article: from its elements first, then its scripts, then its meta elements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wxclean.reading.page.content_lines import shown_text
from wxclean.reading.page.script_values import ScriptValues

Facts = dict[str, str | bool | tuple[str, ...]]
"""Metadata by the names of `Metadata`'s fields, without what the page doesn't say; dates are as the page has them."""

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SAVED_FROM: Final = re.compile(
    rb"<!--[^>]{0,400}?(?:saved from url=\(\d{1,9}\)|url:\s*)(https?://mp\.weixin\.qq\.com/[^\s>]{1,2000})",
    re.IGNORECASE,
)
_ESCAPED: Final = re.compile(r"\\([^\w\s])")
_HEADING: Final = re.compile(r"(?:#{1,3}\s+|={1,3}\s)(?P<text>\S.{0,200}?)(?:\s+\{[.#][^{}]*\}|\s={1,3})?")
_DAY: Final = re.compile(
    r"(?:\*|_|'')*(\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2})?|Today|Yesterday|今天|昨天)(?:\*|_|'')*"
)
# How far the address is looked for from which a page was saved.
_FAR: Final = 1 << 12


class _Elements:
    """The elements of a page that say something of its article, found in one go, by `#id`, `.class` or name."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._found: dict[str, list[LexborNode]] = {}
        for node in tree.css(", ".join(_SAYING)):
            marks = (node.attributes.get("class") or "").split()
            for key in (f"#{node.id}", *(f".{mark}" for mark in marks), node.tag or ""):
                self._found.setdefault(key, []).append(node)

    def all(self, key: str) -> list[LexborNode]:
        """Return all elements with an id, class or name."""
        return self._found.get(key, [])

    def first(self, *keys: str) -> str | None:
        """Return the text of the first element that has any, of the first key that has such an element."""
        for key in keys:
            for node in self.all(key):
                text = _text(node)
                if text:
                    return text
        return None

    def metas(self) -> dict[str, str]:
        """Return the contents of the page's meta elements by their properties and names."""
        found: dict[str, str] = {}
        for node in self.all("meta"):
            name = node.attributes.get("property") or node.attributes.get("name")
            value = (node.attributes.get("content") or "").strip()
            if name and value:
                found.setdefault(name.lower(), value)
        return found


_SAYING: Final = (
    "meta[content]",
    "title",
    "#img-content",
    "#activity-name",
    ".js_title_inner",
    "#js_text_title",
    ".rich_media_title",
    "#js_name",
    ".profile_nickname",
    "#post-user",
    ".profile_meta_value",
    "#js_author_name_text",
    "#js_author_name",
    "em.rich_media_meta_text",
    "span.rich_media_meta_text",
    "#publish_time",
    "#post-date",
    "#js_ip_wording",
    "#copyright_logo",
    "#js_share_author",
    "#js_share_source",
    ".account_nickname_inner",
    ".article-tag__item",
    ".album__item-title",
)


def page_facts(tree: LexborHTMLParser, html: bytes, scripts: ScriptValues) -> Facts:
    """Return what a page says of its article."""
    elements = _Elements(tree)
    metas = elements.metas()
    profile = [_text(node) for node in elements.all(".profile_meta_value")]
    found: dict[str, str | None] = {
        "title": _title(elements, scripts, metas),
        "account": elements.first("#js_name", ".profile_nickname", "#post-user", ".account_nickname_inner")
        or _entities(scripts.get("nickname", "nick_name")),
        "wechat_id": profile[0] if profile else scripts.get("alias", "user_name"),
        "description": profile[1] if len(profile) > 1 else _entities(scripts.get("profile_signature", "signature")),
        "author": _author(elements, scripts, metas),
        "published": _published(elements, scripts),
        "location": elements.first("#js_ip_wording") or _location(scripts),
        "url": _address(html, scripts, metas),
        "source": elements.first("#js_share_author"),
        "source_url": _source_address(elements, scripts),
        "cover": _entities(scripts.get("msg_cdn_url", "cdn_url")) or metas.get("og:image"),
    }
    facts: Facts = {name: value for name, value in found.items() if value}
    if scripts.get("copyright_stat") == "1" or elements.all("#copyright_logo"):
        facts["original"] = True
    tags = _tags(elements)
    if tags:
        facts["tags"] = tags
    return facts


def _title(elements: _Elements, scripts: ScriptValues, metas: Mapping[str, str]) -> str | None:
    shown = elements.first(".js_title_inner", "#activity-name", "#js_text_title", ".rich_media_title")
    told = metas.get("og:title") or _entities(scripts.get("msg_title", "title"))
    return shown or told or elements.first("title") or _marked(elements, _HEADING)


def _marked(elements: _Elements, pattern: re.Pattern[str]) -> str | None:
    """Return what Markdown says above the article, where a converter kept some elements and wrote others as Markdown.

    These are the texts above the article that stand in no element that a page has, only in those that it kept.
    """
    for node in elements.all("#img-content"):
        for child in node.traverse(include_text=True):
            if child.id == "js_content":
                return None
            for line in (child.text() or "").split("\n") if child.is_text_node else ():
                match = pattern.fullmatch(line.strip())
                if match is not None:
                    return _ESCAPED.sub(r"\1", match[1])
    return None


def _author(elements: _Elements, scripts: ScriptValues, metas: Mapping[str, str]) -> str | None:
    """Return the author's name, which stands beside the date and the account's name in a page's header."""
    told = _entities(scripts.get("author")) or metas.get("og:article:author") or metas.get("author")
    if told:
        return told
    named = elements.first("#js_author_name_text", "#js_author_name")
    if named:
        return named
    for node in elements.all(".rich_media_meta_text"):
        marks = (node.attributes.get("class") or "").split()
        if node.id is None and "rich_media_meta_nickname" not in marks and node.first_child is not None:
            return _text(node) if all(child.is_text_node for child in node.iter(include_text=True)) else None
    return None


def _published(elements: _Elements, scripts: ScriptValues) -> str | None:
    """Return the time of publication in seconds since 1970, or as the page writes it."""
    moments = (scripts.get(name) for name in ("ct", "create_time", "ori_create_time", "oriCreateTime"))
    moment = next((value for value in moments if value and value.isdecimal() and int(value)), None)
    if moment is not None:
        return moment
    return (
        scripts.get("createTime", "create_time", "publish_time")
        or elements.first("#publish_time", "#post-date")
        or _marked(elements, _DAY)
    )


def _location(scripts: ScriptValues) -> str | None:
    return scripts.get("provinceName", "province_name") or scripts.get("countryName", "country_name")


def _address(html: bytes, scripts: ScriptValues, metas: Mapping[str, str]) -> str | None:
    """Return the page's own address: as it says, as it was saved, or as its parts in the scripts give it."""
    told = metas.get("og:url") or _entities(scripts.get("msg_link", "link"))
    if told is not None:
        return told
    saved = _SAVED_FROM.search(html, 0, _FAR)
    if saved is not None:
        return saved[1].decode("ascii", "ignore")
    biz, mid, idx, sn = (scripts.get(name) for name in ("biz", "mid", "idx", "sn"))
    if not biz or not mid:
        return None
    return f"https://mp.weixin.qq.com/s?__biz={biz}&mid={mid}&idx={idx or 1}" + (f"&sn={sn}" if sn else "")


def _source_address(elements: _Elements, scripts: ScriptValues) -> str | None:
    """Return the address of the original: of a repost, or the one that stands below the article."""
    links = [node.attributes.get("href") for node in elements.all("#js_share_source")]
    told = next(filter(None, links), None) or _entities(scripts.get("msg_source_url", "source_url"))
    return told if told is not None and told.startswith(("http://", "https://")) else None


def _tags(elements: _Elements) -> tuple[str, ...]:
    """Return the topics and albums to which a page says that it belongs."""
    texts = [_text(node) or "" for key in (".article-tag__item", ".album__item-title") for node in elements.all(key)]
    return tuple(dict.fromkeys(filter(None, (text.lstrip("#").strip() for text in texts))))


def _text(node: LexborNode) -> str | None:
    """Return the text that an element shows, in one line."""
    if all(child.is_text_node for child in node.iter(include_text=True)):
        return " ".join((node.text() or "").split()) or None
    return shown_text(node) or None


def _entities(value: str | None) -> str | None:
    """Return a text of a script with its entities undone once: scripts hold what the page would show."""
    if value is None or "&" not in value:
        return value
    return _ENTITY.sub(lambda match: unescape(match[0]), value).replace("\xa0", " ").strip()
