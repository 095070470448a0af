"""Endings of pages: words of the page amid an article take nothing along, and what footers hold is no article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import words
from wxclean import clean

# What pages have at their end, standing in the middle of an article: a card with a code, a copied button, a heading.
MIDDLES = (
    ("微信扫一扫", "关注该公众号"),
    ("关注该公众号",),
    ("微信扫一扫关注该公众号",),
    ("Scan to Follow",),
    ("阅读原文",),
    ("预览时标签不可点",),
    ("写留言",),
    ("精选留言",),
    ("精选留言 3",),
    ("继续滑动看下一个",),
    ("文章已于2019-04-18修改",),
    ("微信扫一扫", "使用小程序"),
    ("赞 分享 在看 写留言",),
    ("阅读 1024", "投诉"),
    ("喜欢此内容的人还喜欢",),
)
BETWEEN = {
    "a sentence": ("灯亮了，他往回走。",),
    "a paragraph": ("他每天傍晚五点上塔，擦一遍玻璃，再把记录本翻到新的一页：风向、能见度、过往的船，一样不少。",),
    "paragraphs": ("第二天雾很大。", "第三天也是。", "到了第四天，船才看见灯。"),
    "a long one": ("海" * 300 + "。",),
    "a heading and a paragraph": ("二、塔上的一夜", "他每天傍晚五点上塔，擦一遍玻璃，再把记录本翻到新的一页。"),
    "a poem": ("灯塔", "潮汐", "归航的船", "海上的雾", "黄昏以后"),
    "two titles": (
        "老灯工说过的话和没有说过的话，后来都写在这一本旧的记录本上面了",
        "新来的灯工没有读过这一本旧的记录本，他每天只读海事局发的公告书",
    ),
    "English": ("The lamp was lit at five, and nobody came that night, and nobody left before the morning came.",),
}


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
@pytest.mark.parametrize("phrase", MIDDLES, ids=" ".join)
@pytest.mark.parametrize("generation", ["2016", "2018", "2020", "2020-en", "2021-hant", "2023", "2025"])
def test_words_of_the_page_amid_an_article_take_nothing_along(
    generation: str, phrase: Sequence[str], between: Sequence[str]
) -> None:
    """The real footer stands below; what is between may be prose, and then it is the article's."""
    result = clean(dumps.page(generation, [*dumps.BODY, *phrase, *between]))
    lines = [line for line in words(result.text) if line not in words(phrase)]
    assert lines == words([*dumps.BODY, *between])
    assert result.suspect == ()


@pytest.mark.parametrize("generation", dumps.GENERATIONS)
def test_several_such_words_amid_an_article_take_nothing_along(generation: str) -> None:
    card = ("微信扫一扫", "关注该公众号")
    page = [dumps.BODY[0], *card, dumps.BODY[1], "精选留言", dumps.BODY[2], *card, "写在后面的话。"]
    text = clean(dumps.page(generation, page)).text
    assert [line for line in words(text) if line != "精选留言"] == words([*dumps.BODY, "写在后面的话。"])


@pytest.mark.parametrize("names", [("小满",), ("小满", "昨天"), ("12", "小满")])
@pytest.mark.parametrize("opening", [("精选留言",), ("精选留言", "写留言"), ("阅读原文", "阅读", "投诉", "精选留言")])
def test_readers_comments_go_with_the_footer(opening: Sequence[str], names: Sequence[str]) -> None:
    comments = [line for place in range(6) for line in (*names, f"第{place}次读了，灯亮了。我看见了。", "赞")]
    footer = [*opening, *comments, "以上留言由公众号筛选后显示", "了解留言功能详情", "微信扫一扫", "关注该公众号"]
    assert clean("\n".join([*dumps.BODY, *footer])).text == "\n".join(dumps.BODY)


@pytest.mark.parametrize(
    "lines",
    [
        ("喜欢此内容的人还喜欢", "盐田像一面没有擦干净的镜子。", *("退潮以后", "盐田来信", "阅读 314") * 4),
        ("相关阅读", *(f"第{place}篇旧文，写的是从前的灯塔" for place in range(8))),
        ("长按二维码向我转账", "谢谢读到这里的你。"),
        ("内容转载自公众号", "海上日志", "了解更多"),
        ("继续滑动看下一个", dumps.TITLE, "原创", dumps.AUTHOR, dumps.ACCOUNT, "轻触阅读原文", dumps.ACCOUNT),
        (dumps.ACCOUNT, "微信号", dumps.WECHAT_ID, "功能介绍", dumps.ABOUT),
    ],
    ids=["related", "titles", "reward", "reprint", "the page again", "card"],
)
def test_lists_messages_and_cards_in_a_footer_are_no_article(lines: Sequence[str]) -> None:
    footer = ["预览时标签不可点", "阅读原文", "阅读", "微信扫一扫", "关注该公众号"]
    page = [*dumps.filled(dumps.HEADERS["2020"]), *dumps.BODY, *footer, *lines, "向上滑动看下一个", "知道了"]
    result = clean("\n".join(page))
    assert (result.text, result.suspect) == ("\n".join(dumps.BODY), ())


@pytest.mark.parametrize("heading", ["喜欢此内容的人还喜欢", "People who liked this content also liked"])
@pytest.mark.parametrize(
    "above", [(), ("发表于 浙江",), ('<a id="js_view_source"></a>Read more',)], ids=["nothing", "a place", "a button"]
)
def test_a_list_of_other_articles_is_an_ending_by_itself(heading: str, above: Sequence[str]) -> None:
    """Names and titles below its heading are no article, though nothing else of the footer stands above them."""
    articles = ("雾角是怎样响起来的", "...", "海上日志", "守塔人的一天", "...", "潮汐来信")
    page = [*dumps.filled(dumps.HEADERS["2020"]), *dumps.BODY, *above, heading, *articles, "不看的原因", "内容质量低"]
    assert clean("\n".join(page)).text == "\n".join(dumps.BODY)


def test_text_below_the_last_line_of_a_footer_stays_and_is_suspect() -> None:
    page = dumps.page("2020", shape="lines")
    result = clean(page + "\n抄到这里，灯油也快用完了。")
    assert result.text.split("\n\n") == ["\n".join(dumps.BODY), "抄到这里，灯油也快用完了。"]
    assert [(one.code, one.line) for one in result.suspect] == [("two-pages", page.count("\n") + 2)]
