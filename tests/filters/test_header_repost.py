"""What a header says of a repost's source goes, in any dress, and nothing of the article with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

REPOST = "以下文章来源于巷口纪事 ，作者纪三月"
PORTRAIT = "![](http://wx.qlogo.cn/mmhead/Q3/0)"
CARDS: dict[str, tuple[str, ...]] = {
    "no card": (),
    "name, dot, description": ("巷口纪事", ".", "一条巷子的编年。"),
    "one line": ("**巷口纪事** . 一条巷子的编年。",),
    "link over several lines": (
        "[",
        PORTRAIT,
        "**巷口纪事**.",
        "一条巷子的编年。",
        "](https://mp.weixin.qq.com/s?__biz=MzI5Mg#)",
    ),
    "link without a description": ("[", PORTRAIT, "**巷口纪事**.", "](#)"),
    "picture": (PORTRAIT, "巷口纪事", ".", "一条巷子的编年。"),
}


@pytest.mark.parametrize(
    "byline", [f"{dumps.ACCOUNT} *2022-12-14 08:05*", f"[{dumps.ACCOUNT}](javascript:void(0);) *昨天*"]
)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_the_card_of_the_source_goes(card: Sequence[str], byline: str) -> None:
    lines = [f"# {dumps.TITLE}", byline, REPOST, *card, *dumps.BODY, *dumps.filled(dumps.FOOTERS["2022"])]
    result = clean("\n\n".join(lines))
    assert lines_of(result.text) == list(dumps.BODY)
    assert result.metadata.account == dumps.ACCOUNT


def test_a_header_in_a_code_fence_goes_with_the_fence() -> None:
    fence = ("```plaintext", f"[{dumps.ACCOUNT}](javascript:void(0);) *2022-06-18 09:30* *发表于河南*", REPOST, "```")
    result = clean("\n".join([f"# {dumps.TITLE}", "", *fence, "", *dumps.BODY, "```", "x = 1", "```"]))
    assert lines_of(result.text) == [*dumps.BODY, "```", "x = 1", "```"]


def test_a_picture_and_a_fence_at_the_beginning_of_an_article_stay() -> None:
    body = ["![](https://a.example/1.png)", "```", "x = 1", "```", *dumps.BODY]
    lines = [f"# {dumps.TITLE}", f"{dumps.ACCOUNT} *2022-12-14 08:05*", *body]
    assert lines_of(clean("\n\n".join(lines)).text) == body


SHARED = "[图片]海边的风很大，灯塔还亮着。守塔人每天傍晚上去一次..."
FOOTER = "\n\nRead More\n\n微信扫一扫\n关注该公众号"


@pytest.mark.parametrize("badge", ["河口的灯塔 Original", "河口的灯塔 原创", "**河口的灯塔**  Original"])
def test_an_article_that_is_shared_has_its_badge_behind_its_title(badge: str) -> None:
    result = clean(f"山里来信\n\n海边的朋友写了这一篇\n\n潮汐手记\n{badge}\n\n{SHARED}{FOOTER}")
    assert result.text == SHARED
    assert (result.metadata.title, result.metadata.account, result.metadata.original) == (
        "河口的灯塔",
        "潮汐手记",
        True,
    )


@pytest.mark.parametrize("word", ["Share an article.", "分享一篇文章。"])
def test_what_shares_an_article_without_a_word_may_not_say_its_title(word: str) -> None:
    result = clean(f"山里来信\n\n{word}\n\n潮汐手记\n原创\n\n{SHARED}{FOOTER}")
    assert (result.text, result.metadata.title, result.metadata.account) == (SHARED, None, "潮汐手记")


@pytest.mark.parametrize("name", ["**潮汐手记** ](javascript:;)", "**潮汐手记**](javascript:;)", "[潮汐手记]"])
def test_the_rest_of_a_link_is_no_part_of_a_name(name: str) -> None:
    result = clean(f"山里来信\n\n海边的朋友写了这一篇\n\n{name}\n河口的灯塔 原创\n\n{SHARED}{FOOTER}")
    assert (result.metadata.title, result.metadata.account) == ("河口的灯塔", "潮汐手记")


@pytest.mark.parametrize("last", ["Read More", "Read more", "阅读原文", "[阅读原文](https://example.org/)"])
@pytest.mark.parametrize("badge", ["Original", "原创"])
def test_an_excerpt_above_the_link_to_the_rest_shows_a_shared_article(badge: str, last: str) -> None:
    result = clean(f"山里来信\n\n海边的朋友写了这一篇\n\n潮汐手记\n河口的灯塔 {badge}\n\n{SHARED}\n\n{last}")
    assert (result.text, result.metadata.title, result.metadata.account) == (SHARED, "河口的灯塔", "潮汐手记")


@pytest.mark.parametrize("name", ["山里来信", "山里来信 **山里来信**", "**山里来信**"])
@pytest.mark.parametrize("picture", ["", "![潮汐手记](https://a.example/0)\n\n"])
def test_who_shares_an_article_may_be_a_link(name: str, picture: str) -> None:
    sharer = f"[{name}](javascript:;)\n\n海边的朋友写了这一篇\n\n{picture}潮汐手记\n\n"
    result = clean(f"{sharer}河口的灯塔 Original\n\n{SHARED}\n\n[Read More](https://mp.weixin.qq.com/s/ab)")
    assert (result.text, result.metadata.title) == (SHARED, "河口的灯塔")
    assert (result.metadata.account, result.metadata.author) == ("潮汐手记", "山里来信")


@pytest.mark.parametrize("below", ["海边的风很大。\n\nRead More", f"{SHARED}\n\n河口\n\nRead More", SHARED])
def test_what_is_no_excerpt_shows_no_shared_article(below: str) -> None:
    text = f"山里来信\n\n海边的朋友写了这一篇\n\n潮汐手记\n河口的灯塔 原创\n\n{below}"
    assert str(clean(text)).split() == text.split()


def test_a_link_to_the_original_that_a_tool_broke_is_the_footer_s() -> None:
    link = "[Read\nMore](https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=0f)"
    dialog = "发送到看一看\n\n河口的灯塔\n\n最多200字，当前共字"
    result = clean(f"河口的灯塔\n\n潮汐手记\n\n{SHARED}\n\n{link}\n\n预览时标签不可点\n\n{dialog}{FOOTER}")
    assert (result.metadata.title, result.text.split("\n")[-1]) == ("河口的灯塔", SHARED)


@pytest.mark.parametrize("link", ["[Read\nabout us](https://a.example/us)", "Read\nMore)", "[Read\nMore"])
def test_other_links_over_two_lines_stay(link: str) -> None:
    assert clean(f"{SHARED}\n\n{link}\n\n预览时标签不可点{FOOTER}").text == f"{SHARED}\n\n{link}"


@pytest.mark.parametrize(
    ("above", "left"),
    [
        ("潮汐手记\n\n河口的灯塔 原创", "潮汐手记\n\n河口的灯塔 原创\n\n"),
        ("河口的灯塔\n\n2016-02-03\n\n潮汐手记\n\n灯塔亮了 原创", "灯塔亮了 原创\n\n"),
        ("林小满\n\n潮汐手记\n\n河口的灯塔 原创\n\n换灯", "换灯\n\n"),
    ],
    ids=["one name above it", "a date above it", "a line below it"],
)
def test_the_badge_of_a_shared_title_takes_no_line_of_the_article(above: str, left: str) -> None:
    assert clean(f"{above}\n\n{SHARED}{FOOTER}").text == left + SHARED
