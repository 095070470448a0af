"""No line of an article is lost that reads like one of the page's, whatever stands above and below the article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

NOWHERE = "javascript:void(0);"
HEADS: dict[str, Sequence[str]] = {
    **{generation: dumps.filled(dumps.HEADERS[generation]) for generation in ("2018", "2022", "2025")},
    "no day": (dumps.TITLE, "原创", dumps.AUTHOR, dumps.ACCOUNT),
    "Markdown": (f"# {dumps.TITLE}", f"原创 {dumps.AUTHOR} [{dumps.ACCOUNT}]({NOWHERE}) *2025-03-05 08:12*"),
    "two lines": (dumps.TITLE, f"{dumps.ACCOUNT} 2025-03-05 08:12"),
    "a title": (dumps.TITLE,),
}
FOOTERS: dict[str, Sequence[str]] = {
    "2025": ("预览时标签不可点", "微信扫一扫", "关注该公众号", "继续滑动看下一个", dumps.ACCOUNT, "向上滑动看下一个"),
    "2018": ("阅读原文", "阅读 2304", "在看 31", "投诉", "微信扫一扫", "关注该公众号"),
    "English": ("Read more", "Scan to Follow", "Got It"),
    "none": (),
}
BODIES: dict[str, Sequence[str]] = {
    "a poem of notices": ("删帖", "写了一夜", "该内容已被发布者删除", "此内容无法查看", "像一盏灯"),
    "a notice last": ("雨", "伞", "此内容无法查看"),
    "a poem of buttons": ("按钮", "赞", "分享", "推荐", "没有一个", "写着“不”"),
    "a diary": ("2025/3/6 10:20 出门", "买了一把新伞。", "2025/3/6 11:40 回家", "旧的那把没有扔。"),
    "days in English": ("Monday", "Rain on the roof, rain on the road.", "Today", "Nobody came to the shop."),
    "parts of a series": ("目录", "上一篇写的是鞋匠，下一篇写的是磨刀人。"),
    "an event": ("活动通知", "时间：3月5日 08:12", "地点：老街修伞铺", "名额有限，先到先得。"),
    "places": ("北京", "上海", "广东", "浙江", "我走过的地方都在下雨"),
    "a guest book": ("本子上的留言", "阿水 3月5日", "今天下雨，伞修好了。", "小满 3月6日", "伞又坏了。"),
    "a feed": (
        "三条状态",
        "阿水",
        "3月5日 上海",
        "雨。",
        "阿水",
        "3月6日 上海",
        "还是雨。",
        "阿水",
        "3月7日 上海",
        "晴了。",
    ),
    "an address": ("联系方式", "林小满", "电话：12345678", "微信号：tide_notes", "地址：老街 18 号"),
    "a table": ("水位", "| 站 | 变化 |", "| --- | --- |", "| 江口 | [↑↑↑] |", "| 南渡 | [↓↓] |", "图例见文末。"),
    "thanks": ("雨停了，灯还亮着。", "喜欢作者", "就去灯塔下看看他。"),
    "two days of a journey": ("Monday, Beijing", "Tuesday, Shanghai", "Two lines of one ticket, he said."),
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_no_line_of_an_article_is_lost(body: Sequence[str], head: Sequence[str], footer: Sequence[str]) -> None:
    text = str(clean("\n\n".join([*head, *body, *footer])))
    assert [line for line in body if line not in lines_of(text)] == []


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
@pytest.mark.parametrize("head", ["2022", "2025", "Markdown"])
def test_an_article_may_begin_with_the_word_for_originals(head: str, footer: Sequence[str]) -> None:
    body = ["原创", "这条街上最不值钱的就是这两个字，老戴说。", "雨停了。"]
    assert lines_of(clean("\n\n".join([*HEADS[head], *body, *footer])).text) == body
