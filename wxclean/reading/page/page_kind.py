"""What kind of page a saved page is: from its scripts and elements, and from the notice that it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from wxclean.reading.page.content_lines import shown_text
from wxclean.reading.page.script_values import ScriptValues
from wxclean.result import PageKind

# `item_show_type` of the scripts; 0 is an article.
_SHOWN: Final[dict[str, PageKind]] = {
    "5": "video",
    "7": "audio",
    "8": "picture-share",
    "10": "text-share",
    "11": "repost",
}
# Elements that only such pages have: a repost of 2018 to 2020, a list of an album's articles, and shares.
_ELEMENTS: Final[Mapping[PageKind, str]] = {
    "repost": "#js_share_content #js_share_source, .original_panel #js_share_author",
    "album": ".album__list, .album__content, #js_album_list",
    "text-share": "#js_text_desc",
    "picture-share": "#js_image_desc, .share_content_page .img_swiper_area",
}
_ANY_ELEMENT: Final = ", ".join(_ELEMENTS.values())
# What stands in place of an article, the most telling first.
_NOTICES: Final[Mapping[PageKind, re.Pattern[str]]] = {
    "verification": re.compile(r"环境异常|環境異常|完成验证后|完成驗證後|访问过于频繁|(?i:verify (?:that )?you)"),
    "migrated": re.compile(
        r"(?:公众号|公眾號|[帐账]号|帳號)[^\n]{0,12}已(?:自主)?[迁遷]移|访问新[帐账]号|(?i:has (?:been )?migrated)"
    ),
    "deleted": re.compile(
        r"已被?(?:发布者|作者|發佈者|發布者)(?:自行)?[删刪]除|(?i:deleted by (?:the |its )?(?:author|publisher))"
    ),
    "violation": re.compile(
        r"[违違](?:规|規|反)|投[诉訴]|涉嫌|屏蔽|封禁|停止[访訪][问問]|(?i:violat|complaint|suspended|blocked)"
    ),
    "notice": re.compile(
        r"[无無]法查看|不能查看|不存在|已失效|已[过過]期|参数(?:错误|不正确)|系统出错"
        r"|(?i:can(?:no|')t be (?:viewed|opened)|expired|unavailable)"
    ),
}
_NOTICE_PLACES: Final = (
    ".weui-msg, .weui_msg, .page_msg, .msg_content, .global_error_msg, .mesg-block, .text_area"
    ", .original_primary_card_tips"
)
# A notice is short.
_LONGEST: Final = 2000


def shown_kind(tree: LexborHTMLParser, scripts: ScriptValues) -> PageKind:
    """Return the kind that a page's scripts or elements name; an article if they name none."""
    named = _SHOWN.get(scripts.get("item_show_type") or "")
    if named is not None:
        return named
    paid_for = scripts.get("isPaySubscribe", "is_pay_subscribe", "isPaid", "is_paid")
    if paid_for == "1" and scripts.get("isPaid", "is_paid") != "1":
        return "preview"
    if tree.css_first(_ANY_ELEMENT) is None:
        return "article"
    return next(kind for kind, query in _ELEMENTS.items() if tree.css_first(query) is not None)


def notice_of(tree: LexborHTMLParser) -> tuple[PageKind, str] | None:
    """Return the kind and the words of the notice that a page shows in place of an article; None if it shows none."""
    places = tree.css(_NOTICE_PLACES) or ([tree.body] if tree.body is not None else [])
    for place in places:
        text = shown_text(place)[:_LONGEST]
        for kind, pattern in _NOTICES.items():
            if pattern.search(text):
                return kind, text
    return None
