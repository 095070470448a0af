"""A title that a collapsed page's footer repeats: where it ends."""

from __future__ import annotations

import pytest

from wxclean import clean
from wxclean.filters.page.collapsed_phrases import Token
from wxclean.filters.page.collapsed_title import title_end
from wxclean.filters.page.header_names import LONGEST_TITLE
from wxclean.rules.rule import Rule

_RULE = Rule("share.comment", "wechat")
TITLE = "河口的灯塔 最后一夜"
LONG = "长" * LONGEST_TITLE


@pytest.mark.parametrize(
    ("title", "footer", "end"),
    [
        (TITLE, ("发送", f" {TITLE} ", "最多200字"), len(TITLE)),
        (LONG, ("发送", LONG, "最多200字"), LONGEST_TITLE),
        (LONG + "长", ("发送", LONG + "长", "最多200字"), 0),
        ("灯塔亮了灯", ("发送", "灯塔亮了灯", "最多200字"), 0),
        (TITLE, ("发送", "另一个人的标题", "最多200字"), 0),
        (TITLE, ("发送", TITLE), 0),
        (TITLE, (TITLE, "最多200字", "发送"), 0),
    ],
    ids=["repeated", "as long as titles are", "longer", "too short", "another", "the end", "the beginning"],
)
def test_a_title_ends_where_the_footer_repeats_it_between_two_phrases(
    title: str, footer: tuple[str, ...], end: int
) -> None:
    text = f"{title} 海边的风很大。"
    tail: list[Token] = []
    for part in footer:
        tail.append(Token(len(text), len(text) + len(part), _RULE if part in ("发送", "最多200字") else None))
        text += part
    assert title_end(text, tail) == end


def test_two_parts_without_a_phrase_between_them_repeat_no_title() -> None:
    text = f"{TITLE} 海边的风很大。发送{TITLE}没有说完的话"
    start = text.index("发送")
    tail = [
        Token(start, start + 2, _RULE),
        Token(start + 2, start + 2 + len(TITLE), None),
        Token(start + 2 + len(TITLE), len(text), None),
    ]
    assert title_end(text, tail) == 0


EXCERPT = "[图片]海边的风很大，灯塔还亮着。守塔人每天傍晚上去一次，把灯擦干净，再把灯点上..."
SHARED = "发送到看一看发送{title}最多200字，当前共字发送中微信扫一扫关注该公众号"


@pytest.mark.parametrize("space", ["", " "], ids=["glued", "collapsed"])
@pytest.mark.parametrize("badge", ["Original", "原创"])
def test_the_title_of_a_shared_article_is_told_by_the_footer(badge: str, space: str) -> None:
    title = "河口的灯塔，最后一夜"
    head = space.join(["山里来信", "海边的朋友写了这一篇", "潮汐手记", title, badge, EXCERPT])
    result = clean(f"{head}{space}Read More{space}预览时标签不可点{space}{SHARED.format(title=title)}")
    assert (result.text, result.metadata.title, result.metadata.original) == (EXCERPT, title, True)
    assert title not in (result.metadata.account, result.metadata.author)


@pytest.mark.parametrize(("last", "link"), [("。", "Read More"), ("...", "")], ids=["a whole article", "no link"])
def test_only_above_the_link_to_the_rest_a_badge_shows_a_shared_article(last: str, link: str) -> None:
    body = "海边的风很大，灯塔还亮着。河口的灯塔，最后一夜原创，守塔人每天傍晚上去一次" + last
    result = clean(f"{body}{link}预览时标签不可点{SHARED.format(title='河口的灯塔，最后一夜')}")
    assert result.text == body
