"""What a saved page says of its article: from its elements first, then its scripts, then its meta elements."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wxclean.reading.page.content_lines import content_lines
from wxclean.reading.page.script_values import ScriptValues

Facts = dict[str, str | bool | tuple[str, ...]]
"""Metadata by the names of `Metadata`'s fields, without what the page doesn't say; dates are as the page has them."""

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SAVED_FROM: Final = re.compile(
    r"<!--[^>]{0,400}?(?:saved from url=\(\d{1,9}\)|url:\s*)(https?://mp\.weixin\.qq\.com/[^\s>]{1,2000})",
    re.IGNORECASE,
)
_TITLES: Final = "#activity-name .js_title_inner, #activity-name, #js_text_title, .rich_media_title"
_SHORTEST_ID: Final = 2


def page_facts(tree: LexborHTMLParser, source: str, scripts: ScriptValues) -> Facts:
    """Return what a page says of its article."""
    metas = _metas(tree)
    profile = [_text(node) for node in tree.css(".profile_meta_value")]
    found: dict[str, str | None] = {
        "title": _first(tree, _TITLES) or metas.get("og:title") or _entities(scripts.get("msg_title", "title")),
        "account": _account(tree, scripts),
        "wechat_id": profile[0] if profile else scripts.get("alias", "user_name"),
        "description": profile[1] if len(profile) > 1 else _entities(scripts.get("profile_signature", "signature")),
        "author": _author(tree, scripts, metas),
        "published": _published(tree, scripts),
        "location": _first(tree, "#js_ip_wording") or _location(scripts),
        "url": _address(source, scripts, metas),
    }
    facts: Facts = {name: value for name, value in found.items() if value}
    if scripts.get("copyright_stat") == "1" or (tree.css_first("#copyright_logo") is not None):
        facts["original"] = True
    tags = _tags(tree)
    if tags:
        facts["tags"] = tags
    return facts


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the contents of a page's meta elements by their properties and names."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name")
        value = (node.attributes.get("content") or "").strip()
        if name and value:
            found.setdefault(name.lower(), value)
    return found


def _account(tree: LexborHTMLParser, scripts: ScriptValues) -> str | None:
    return _first(tree, "#js_name, .profile_nickname, #post-user") or _entities(scripts.get("nickname", "nick_name"))


def _author(tree: LexborHTMLParser, scripts: ScriptValues, metas: dict[str, str]) -> str | None:
    """Return the author's name, which stands beside the date and the account's name in a page's header."""
    told = _entities(scripts.get("author")) or metas.get("og:article:author") or metas.get("author")
    if told:
        return told
    named = _first(tree, "#js_author_name_text, #js_author_name")
    if named:
        return named
    for node in tree.css("em.rich_media_meta_text, span.rich_media_meta_text"):
        marks = (node.attributes.get("class") or "").split()
        if node.id is None and "rich_media_meta_nickname" not in marks and node.first_child is not None:
            return _text(node) if all(child.tag == "-text" for child in node.iter(include_text=True)) else None
    return None


def _published(tree: LexborHTMLParser, scripts: ScriptValues) -> str | None:
    """Return the time of publication in seconds since 1970, or as the page writes it."""
    moments = (scripts.get(name) for name in ("ct", "create_time", "ori_create_time", "oriCreateTime"))
    moment = next((value for value in moments if value and value.isdecimal() and int(value)), None)
    return (
        moment or scripts.get("createTime", "create_time", "publish_time") or _first(tree, "#publish_time, #post-date")
    )


def _location(scripts: ScriptValues) -> str | None:
    return scripts.get("provinceName", "province_name") or scripts.get("countryName", "country_name")


def _address(source: str, scripts: ScriptValues, metas: dict[str, str]) -> str | None:
    """Return the page's own address: as it was saved, or as its parts in the scripts give it."""
    biz, mid, idx, sn = (scripts.get(name) for name in ("biz", "mid", "idx", "sn"))
    told = metas.get("og:url") or _entities(scripts.get("msg_link", "link"))
    if told is None:
        saved = _SAVED_FROM.search(source, 0, 4096)
        told = saved[1] if saved is not None else None
    if told is None and biz and mid:
        told = f"https://mp.weixin.qq.com/s?__biz={biz}&mid={mid}&idx={idx or 1}" + (f"&sn={sn}" if sn else "")
    return told


def _tags(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the topics and albums to which a page says that it belongs."""
    found: dict[str, None] = {}
    for node in tree.css(".article-tag__item, .article-tag-card__title, .album__item-title"):
        text = (_text(node) or "").lstrip("#").strip()
        if text and "article-tag-card__title" not in (node.attributes.get("class") or ""):
            found[text] = None
    return tuple(found)


def _first(tree: LexborHTMLParser, query: str) -> str | None:
    """Return the text of the first element that has any, of the first selector that has such an element."""
    for selector in query.split(", "):
        for node in tree.css(selector):
            text = _text(node)
            if text:
                return text
    return None


def _text(node: LexborNode) -> str | None:
    """Return the text that an element shows, in one line."""
    if node.css_first("script, style, [style]") is None:
        return " ".join((node.text() or "").split()) or None
    return " ".join(" ".join([line.text for line in content_lines(node) if not line.unseen]).split()) or None


def _entities(value: str | None) -> str | None:
    """Return a text of a script with its entities undone once: scripts hold what the page would show."""
    if value is None or "&" not in value:
        return value
    return _ENTITY.sub(lambda match: unescape(match[0]), value).replace("\xa0", " ").strip()
