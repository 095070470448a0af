"""The header of each generation of templates: where it ends, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import METADATA, known, lines_of
from wxclean import clean
from wxclean.filters.page.header_names import _begins_with_account

FOOTER = (
    "预览时标签不可点",
    "微信扫一扫",
    "关注该公众号",
    "继续滑动看下一个",
    "轻触阅读原文",
    "潮汐手记",
    "向上滑动看下一个",
)
BODY = dumps.BODY


def said(text: str) -> dict[str, object]:
    """Return the metadata that a text gives."""
    return known(clean(text).metadata)


def body_of(text: str) -> list[str]:
    return lines_of(clean(text).text)


@pytest.mark.parametrize("shape", dumps.SHAPES)
@pytest.mark.parametrize("generation", dumps.GENERATIONS)
def test_each_generation_s_metadata(generation: str, shape: str) -> None:
    assert said(dumps.page(generation, shape=shape)) == METADATA[generation]


@pytest.mark.parametrize("generation", dumps.GENERATIONS)
def test_the_header_alone_is_known_by_its_labels(generation: str) -> None:
    """A page cut off before its footer is recognised by its header, if that has labels."""
    page = "\n\n".join([*dumps.filled(dumps.HEADERS[generation]), *BODY])
    expected = METADATA[generation]
    if "wechat_id" in expected:
        assert said(page) == expected
        assert body_of(page) == list(BODY)
    else:
        assert [line for line in BODY if line not in body_of(page)] == []


@pytest.mark.parametrize(
    "lines",
    [
        ("灯塔", "新灯", *BODY),
        ("原创", *BODY),
        ("2018-11-23", *BODY),
        ("作者：林小满", *BODY),
        ("# 灯塔", "## 新灯", *BODY),
        ("昨天", "今天", "前天", *BODY),
        (*BODY, "微信号 chaoxi_notes"),
        ("他问我的微信号是多少。", "功能介绍写得很短。", *BODY),
        ("原创的意思是自己想出来的。", *BODY),
    ],
)
def test_what_is_no_header_stays(lines: Sequence[str]) -> None:
    text = "\n\n".join(lines)
    assert body_of(text) == list(lines)
    assert "account" not in said(text)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            ("河口的灯塔", "=====", "潮汐手记", "微信号", "chaoxi"),
            {"title": "河口的灯塔", "account": "潮汐手记", "wechat_id": "chaoxi"},
        ),
        (
            ("河口的灯塔", "潮汐手记", "微信号", "功能介绍", "写给海边"),
            {"title": "河口的灯塔", "account": "潮汐手记", "description": "写给海边"},
        ),
        (
            ("河口的灯塔", "潮汐手记", "微信号", "chaoxi", "功能介绍"),
            {"title": "河口的灯塔", "account": "潮汐手记", "wechat_id": "chaoxi"},
        ),
        (
            ("河口的灯塔", "原创", "潮汐手记", "潮汐手记", "潮汐手记", "微信号", "chaoxi", "功能介绍", "写给海边"),
            {
                "title": "河口的灯塔",
                "account": "潮汐手记",
                "author": "潮汐手记",
                "wechat_id": "chaoxi",
                "description": "写给海边",
                "original": True,
            },
        ),
        (
            ("2018年的灯塔", "潮汐手记", "微信号 chaoxi", "功能介绍 写给海边", "3天前"),
            {
                "title": "2018年的灯塔",
                "account": "潮汐手记",
                "wechat_id": "chaoxi",
                "description": "写给海边",
                "published_raw": "3天前",
            },
        ),
        (
            (
                "# 河口的灯塔",
                "原创 林小满 [ 潮汐手记 ](javascript:void\\(0\\);)",
                "**潮汐手记** ![]()",
                "微信号 chaoxi",
                "功能介绍 写给海边",
                "____",
                "___发表于_",
                "收录于话题",
            ),
            {
                "title": "河口的灯塔",
                "account": "潮汐手记",
                "author": "林小满",
                "wechat_id": "chaoxi",
                "description": "写给海边",
                "original": True,
            },
        ),
        (
            (
                "# 河口的灯塔",
                "Original 林小满 [潮汐手记](javascript:void(0);)",
                "**潮汐手记**",
                "Weixin ID chaoxi",
                "About Feature 写给海边",
                "__",
                "Posted on",
            ),
            {
                "title": "河口的灯塔",
                "account": "潮汐手记",
                "author": "林小满",
                "wechat_id": "chaoxi",
                "description": "写给海边",
                "original": True,
            },
        ),
        (
            (
                "河口的灯塔",
                "原创",
                "林小满",
                "潮汐手记",
                "以下文章来源于盐田来信",
                "，作者周渡",
                "盐田来信",
                ".",
                "一个写盐的人",
            ),
            {"title": "河口的灯塔", "account": "潮汐手记", "author": "林小满", "original": True},
        ),
        (
            (
                "河口的灯塔",
                "潮汐手记",
                "微信號",
                "chaoxi",
                "功能介紹",
                "寫給海邊",
                "2020-01-02",
                "收錄於話題",
                "#海邊",
                "36個",
            ),
            {
                "title": "河口的灯塔",
                "account": "潮汐手记",
                "wechat_id": "chaoxi",
                "description": "寫給海邊",
                "published": "2020-01-02",
                "tags": ("海邊",),
            },
        ),
        (
            ("河口的灯塔", "林小满", "潮汐手记", "2025年2月7日 07:31", "新加坡", "听全文"),
            {
                "title": "河口的灯塔",
                "account": "潮汐手记",
                "author": "林小满",
                "published": "2025-02-07 07:31",
                "location": "新加坡",
            },
        ),
    ],
    ids=[
        "dressing between the names",
        "no id",
        "no description",
        "author is account",
        "inline",
        "html2text",
        "html2text, English",
        "repost",
        "traditional",
        "bare place",
    ],
)
def test_forms_of_headers(header: Sequence[str], expected: Mapping[str, object]) -> None:
    text = "\n\n\n".join([*header, "\n\n\n\n\n", *BODY, *FOOTER])
    assert body_of(text) == list(BODY)
    assert said(text) == expected


@pytest.mark.parametrize("place", ["浙江", "北京", "前言", "第一章"])
def test_a_first_line_of_the_article_is_no_place(place: str) -> None:
    """A bare word is a place only right below a date with a time, and only if it names one."""
    page = "\n".join([*dumps.filled(dumps.HEADERS["2018"]), place, *BODY, *FOOTER])
    assert body_of(page) == [place, *BODY]
    assert "location" not in said(page)


DATED = {"published", "published_raw"}
OPENINGS = ["01", "1", "100", "8:05", "Video", "OK", "视频", "分享", "推荐", "关注", "小程序", "阅读", "上一篇"]


@pytest.mark.parametrize("opening", [*OPENINGS, "今天", "3月5日"])
@pytest.mark.parametrize("shape", ["get_text", "lines"])
@pytest.mark.parametrize("generation", [name for name in METADATA if DATED & METADATA[name].keys()])
def test_a_first_line_of_the_article_that_is_a_weak_phrase_stays(generation: str, shape: str, opening: str) -> None:
    page = dumps.page(generation, [opening, *BODY], shape=shape)
    assert body_of(page) == [opening, *BODY]
    assert said(page) == METADATA[generation]


def test_a_date_that_the_header_says_again_is_the_header_s() -> None:
    header = [*dumps.filled(dumps.HEADERS["2018"]), "2018-11-23"]
    assert body_of("\n".join([*header, *BODY, *FOOTER])) == list(BODY)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Python __init__ 与 *args 的用法", "Python __init__ 与 *args 的用法"),
        ("为什么 `a_b` 比 a ~~b~~ c 慢", "为什么 `a_b` 比 a ~~b~~ c 慢"),
        ("- 减号开头的标题", "- 减号开头的标题"),
        ("> 大于号开头的标题", "> 大于号开头的标题"),
        ("一家人 👩\u200d👩\u200d👧 的灯塔 ❤\ufe0f", "一家人 👩\u200d👩\u200d👧 的灯塔 ❤\ufe0f"),
        (r"反斜杠 C:\*.txt 的含义", r"反斜杠 C:\*.txt 的含义"),
        ("# 河口的 **灯塔** 换了灯", "河口的 灯塔 换了灯"),
        ("#  Python __init__ 的用法", "Python __init__ 的用法"),
        (r"# 用 \_\_init\_\_ 和 \*args 的人", "用 __init__ 和 *args 的人"),
        ("**河口的灯塔**", "河口的灯塔"),
        ("[河口的灯塔](https://example.org/a_b)", "河口的灯塔"),
    ],
)
def test_a_title_keeps_all_that_is_not_markdown_for_sure(line: str, title: str) -> None:
    header = f"{line}\n渡口笔记\n渡口笔记\n微信号\ndukou_notes\n功能介绍\n写给 *等船* 的人\n2018-11-23\n"
    cleaned = clean(header + "正文第一段，说的是灯。\n阅读\n微信扫一扫\n关注该公众号\n")
    assert (cleaned.metadata.title, cleaned.metadata.description) == (title, "写给 *等船* 的人")


@pytest.mark.parametrize("separator", ["\n", "："])
def test_the_signs_that_a_converter_escapes_in_values_stand_alone(separator: str) -> None:
    labels = rf"微信号{separator}dukou\_notes" + "\n" + rf"功能介绍{separator}等船的人\~\~~" + "\n2018-11-23\n"
    cleaned = clean(f"河口的灯塔\n渡口笔记\n{labels}正文第一段，说的是灯。\n阅读\n微信扫一扫\n关注该公众号\n")
    assert (cleaned.metadata.wechat_id, cleaned.metadata.description) == ("dukou_notes", "等船的人~~~")


@pytest.mark.parametrize("separator", ["：", " "])
def test_labels_on_their_lines_show_a_header_without_a_footer(separator: str) -> None:
    labels = f"微信号{separator}harbour_news\n功能介绍{separator}每天的潮水与船"
    cleaned = clean(f"灯塔\n潮汐日报\n{labels}\n\n第一段正文。")
    assert cleaned.text == "第一段正文。"
    assert (cleaned.metadata.wechat_id, cleaned.metadata.description) == ("harbour_news", "每天的潮水与船")


def test_a_page_without_an_article_has_a_header_all_the_same() -> None:
    lines = [*dumps.filled(dumps.HEADERS["2018"])[:-1], "收录于话题", "2018-11-23", "微信扫一扫", "关注该公众号"]
    metadata = clean("\n".join(lines)).metadata
    assert (metadata.account, metadata.published) == (dumps.ACCOUNT, "2018-11-23")


@pytest.mark.parametrize(
    "opening", ["![](https://example.org/640?wx_fmt=png)", "![图1](https://example.org/641)", "```", "*"]
)
@pytest.mark.parametrize("generation", dumps.GENERATIONS)
def test_a_picture_or_a_fence_that_the_article_begins_with_stays(generation: str, opening: str) -> None:
    assert body_of(dumps.page(generation, [opening, opening, *BODY], shape="paragraphs")) == [opening, opening, *BODY]


@pytest.mark.parametrize("void", ["____", "![]()", "![cover_image]()", "#"])
def test_what_html2text_makes_of_nothing_is_the_header_s(void: str) -> None:
    page = "\n\n".join([*dumps.filled(dumps.HEADERS["2018"]), void, *BODY, *FOOTER])
    assert body_of(page) == list(BODY)


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        (
            "原创 林小满  潮汐手记   2024-01-02 18:40",
            {"author": "林小满", "account": "潮汐手记", "published": "2024-01-02 18:40", "original": True},
        ),
        ("Mary Lin  潮汐 手记   2024-01-02 18:40", {"author": "Mary Lin", "account": "潮汐 手记"}),
        ("潮汐手记   2024-01-02 18:40", {"account": "潮汐手记", "published": "2024-01-02 18:40"}),
    ],
    ids=["all", "names of several words", "no author"],
)
@pytest.mark.parametrize("first", ["作者 | 林小满", "![](https://a.example/1.png)", "01", "原创", "====="])
def test_a_reader_tool_s_byline_is_a_header_that_ends_there(
    byline: str, expected: Mapping[str, object], first: str
) -> None:
    """Titles with a byline of names and time far apart need no footer; everything below is the article's."""
    text = "\n\n".join(["#  河口的灯塔", byline, first, *BODY])
    metadata = said(text)
    assert {name: metadata.get(name) for name in ("title", *expected)} == {"title": "河口的灯塔", **expected}
    assert body_of(text) == [first, *BODY]


@pytest.mark.parametrize("byline", ["林小满 潮汐手记 2024-01-02", "潮汐手记  2024-01-02", "潮汐手记 2024-01-02 18:40"])
def test_a_line_that_ends_in_a_date_is_no_header_without_a_page(byline: str) -> None:
    assert body_of("\n\n".join(["河口的灯塔", byline, *BODY])) == ["河口的灯塔", byline, *BODY]


def test_an_article_may_end_with_its_account_s_name() -> None:
    text = "\n\n".join(["#  河口的灯塔", "林小满  潮汐手记   2024-01-02 18:40", *BODY, "潮汐手记"])
    assert body_of(text) == [*BODY, "潮汐手记"]


LABELS = ("微信号", "chaoxi", "功能介绍", "写给海边", "2018-11-23")


@pytest.mark.parametrize(
    "names",
    [
        ("河口的灯塔亮了！", "河口的灯塔亮了！", "潮汐手记", "潮汐手记"),
        ("潮汐手记", "河口的灯塔亮了！", "潮汐手记", "潮汐手记"),
        ("潮汐手记", "河口的灯塔亮了，" * 6, "潮汐手记", "潮汐手记"),
        ("河口的灯塔亮了！", "----------", "潮汐手记"),
        ("河口的灯塔亮了！", "推广", "潮汐手记", "潮汐手记"),
    ],
    ids=["title twice", "account first", "a long title below", "underlined", "a phrase for a name"],
)
def test_titles_stand_in_many_ways_above_labels(names: Sequence[str]) -> None:
    page = "\n\n".join([*names, *LABELS, *BODY, *FOOTER])
    title = next(name for name in names if name.startswith("河口"))
    expected = {"title": title, "account": "潮汐手记", "wechat_id": "chaoxi", "description": "写给海边"}
    assert {name: said(page).get(name) for name in expected} == expected
    assert body_of(page) == list(BODY)


def test_an_id_s_underscore_may_be_escaped() -> None:
    page = "\n\n".join(["河口的灯塔", "潮汐手记", "微信号", "chao\\_xi", "功能介绍", "写给海边", *BODY])
    assert said(page)["wechat_id"] == "chao_xi"


def test_a_recommendation_stands_above_a_repost_s_source() -> None:
    repost = ("以下文章来源于海上日志", "，作者周也", "海上日志", ".", "每天一页")
    said_of_it = ("编者荐语：", "大家好，这几天一直想写灯塔，昨天看到一篇写得很好的，分享给大家！")
    page = ["河口的灯塔", "潮汐手记", *said_of_it, *repost, *BODY, *FOOTER]
    assert body_of("\n\n".join(page)) == list(BODY)
    own = ["河口的灯塔", "潮汐手记", *said_of_it, *BODY, *FOOTER]
    assert body_of("\n\n".join(own)) == [*said_of_it, *BODY]


@pytest.mark.parametrize("card", ["**海上日志** 每天一页。", "**海上日志** . 每天一页。", "**海上日志**."])
def test_a_source_s_card_may_stand_on_one_line(card: str) -> None:
    above = ["# 河口的灯塔", "[ 潮汐手记 ](javascript:void\\(0\\);)", "以下文章来源于海上日志 ，作者周也"]
    below = ["每天一页"] if card.endswith("**.") else []
    page = [*above, "![海上日志](https://a.example/1.png)", card, *below, *BODY, *FOOTER]
    assert body_of("\n\n".join(page)) == list(BODY)


def test_a_page_s_own_code_shows_a_page() -> None:
    """The part of a page that holds title and article has its first script, but no footer."""
    page = ["好险，就差一点", "原创", "小满", "潮汐手记", *BODY, *dumps.SCRIPT]
    text = "\n\n".join(page)
    assert body_of(text) == list(BODY)
    assert said(text) == {"title": "好险，就差一点", "original": True, "author": "小满", "account": "潮汐手记"}


@pytest.mark.parametrize(
    "address", ["https://mp.weixin.qq.com/s/abc", "URL:http://mp.weixin.qq.com/s?timestamp=1&src=3"]
)
def test_an_address_above_labels_goes_with_the_header(address: str) -> None:
    rest = "QvSQrq9Qzh1WqR5VjNVN5lfeCH6pnZJbjoYvzWhL"
    for above in (address, f"{address}\n{rest}"):
        page = "\n\n".join([above, "河口的灯塔亮了！", "潮汐手记", *LABELS, *BODY])
        assert body_of(page) == list(BODY)
        assert said(page)["title"] == "河口的灯塔亮了！"


def test_a_line_of_date_and_names_may_begin_with_the_mark_of_an_original() -> None:
    page = [
        "## 河口的灯塔",
        "原创 _2018-04-07_ _小满_ 潮汐手记 潮汐手记",
        "**潮汐手记** ![]()",
        "功能介绍 写给海边",
        *BODY,
        *FOOTER,
    ]
    expected = {
        "title": "河口的灯塔",
        "original": True,
        "published": "2018-04-07",
        "author": "小满",
        "account": "潮汐手记",
    }
    metadata = said("\n\n".join(page))
    assert {name: metadata.get(name) for name in expected} == expected


@pytest.mark.parametrize("gap", ["\n", "\n" * 10])
def test_a_badge_and_names_between_title_and_article_are_a_header(gap: str) -> None:
    """The part of a page that holds title and article has neither labels nor a footer."""
    text = f"好险，就差一点\n\n原创\n\n小满\n\n潮汐手记\n{gap}" + "\n\n".join(BODY)
    assert said(text) == {"title": "好险，就差一点", "original": True, "author": "小满", "account": "潮汐手记"}
    assert body_of(text) == list(BODY)


@pytest.mark.parametrize(
    ("names", "is_account"),
    [
        (("潮汐手记", "河口的灯塔", "潮汐手记"), True),
        (("潮汐手记", "河口的灯塔", "小满", "潮汐手记"), True),
        (("河口的灯塔", "小满", "潮汐手记"), False),
        (("河口的灯塔", "小满", "河口的灯塔", "小满"), False),
        (("潮汐手记", "潮汐手记", "潮汐手记"), False),
        (("潮汐手记", "河口的灯塔"), False),
    ],
)
def test_a_first_name_is_the_account_s_where_it_alone_stands_again_below_the_next(
    names: tuple[str, ...], is_account: bool
) -> None:
    assert _begins_with_account(names) is is_account


def test_below_a_byline_the_account_s_name_begins_its_card() -> None:
    card = ["**潮汐手记**", "微信号 chaoxi_notes", "功能介绍 写给海边的人。"]
    result = clean("\n\n".join(["## 灯塔", "_2018-03-06_ 潮汐手记 潮汐手记", *card, *dumps.BODY]))
    assert result.text == "\n\n".join(dumps.BODY)
    assert known(result.metadata) == {
        "title": "灯塔",
        "account": "潮汐手记",
        "wechat_id": "chaoxi_notes",
        "description": "写给海边的人。",
        "published": "2018-03-06",
    }


@pytest.mark.parametrize("names", [("灯塔", "潮汐手记", "潮汐手记"), ()])
@pytest.mark.parametrize("paragraphs", [dumps.BODY, dumps.BODY[:1], ("通知", *dumps.BODY)])
def test_an_article_right_below_a_description_stays(names: Sequence[str], paragraphs: Sequence[str]) -> None:
    lines = [
        *names,
        "微信号 chaoxi",
        "功能介绍 写给海边的人",
        *paragraphs,
        "预览时标签不可点",
        "微信扫一扫",
        "关注该公众号",
    ]
    result = clean("\n".join(lines))
    assert (result.text.split("\n"), result.metadata.description) == ([*paragraphs], "写给海边的人")


@pytest.mark.parametrize("title", ["灯塔", "河口的灯塔，换了新灯！", "是谁换了灯？"])
@pytest.mark.parametrize("above", ["{title}", "潮汐手记"])
def test_a_window_s_title_above_the_heading_is_the_header_s(title: str, above: str) -> None:
    card = ["Original [潮汐手记](##)", "**潮汐手记**", "WeChat ID chaoxi_notes", "Intro 写给海边的人。"]
    lines = [above.format(title=title), f"## {title}", *card, *dumps.BODY, "[Report](##)", "Scan QR Code via WeChat"]
    result = clean("\n\n".join(lines))
    assert result.text == "\n\n".join(dumps.BODY)
    assert (result.metadata.title, result.metadata.account) == (title, "潮汐手记")


def test_an_english_day_is_a_day() -> None:
    page = ["河口的灯塔", "潮汐手记", "Sep 22, 2026, 8:05 PM", "浙江", "在公众号小说中沉浸阅读", *BODY, *FOOTER]
    expected = {"title": "河口的灯塔", "account": "潮汐手记", "published": "2026-09-22 20:05", "location": "浙江"}
    assert said("\n\n".join(page)) == expected
    assert body_of("\n\n".join(page)) == list(BODY)


def test_a_title_may_have_its_element_s_attributes_behind_it() -> None:
    page = [
        "河口的灯塔 {#activity-name .rich_media_title}",
        "----------",
        "By 小满 [潮汐手记](javascript:void(0);)",
        *BODY,
    ]
    expected = {"title": "河口的灯塔", "author": "小满", "account": "潮汐手记"}
    assert said("\n".join(page)) == expected


def test_a_wide_gap_below_a_day_is_the_article_s_own() -> None:
    lines = ["河口的灯塔", "今天", "起雾了"]
    assert body_of("\n\n".join(lines) + "\n" * 12 + "\n\n".join(BODY)) == [*lines, *BODY]


def test_a_byline_of_another_day_below_the_header_is_the_article_s_own() -> None:
    byline = "林小满 2023-01-02"
    assert body_of("\n\n".join(["河口的灯塔", "潮汐手记", "2024-03-05", byline, *BODY, *FOOTER])) == [byline, *BODY]


def test_sentences_said_twice_are_no_account_above_a_title() -> None:
    lines = ["原创", *BODY[:2], "微信号", BODY[0]]
    assert [line for line in BODY[:2] if line not in body_of("\n\n".join(lines))] == []


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("海" * 120, "海" * 120),
        ("海" * 121, None),
        (f"[{'海' * 110}](https://a.example/{'a' * 40})", "海" * 110),
    ],
    ids=["long", "too long", "long with its link"],
)
def test_a_title_is_as_long_as_it_shows(title: str, read: str | None) -> None:
    page = [title, *dumps.filled(dumps.HEADERS["2018"])[1:], *dumps.BODY]
    result = clean("\n\n".join(page))
    assert result.metadata.title == read
    assert result.text == "\n\n".join(page if read is None else dumps.BODY)


@pytest.mark.parametrize(("size", "author"), [(40, "名" * 40), (41, None)])
def test_a_name_below_the_title_is_short(size: int, author: str | None) -> None:
    page = ["灯塔", "名" * size, *dumps.filled(dumps.HEADERS["2018"])[1:], *dumps.BODY]
    result = clean("\n\n".join(page))
    assert result.metadata.author == author
    assert ("名" * size in result.text) == (author is None)


def test_the_page_s_own_code_shows_a_heading_to_be_the_title() -> None:
    page = "\n\n".join(["# 灯塔", *dumps.BODY])
    assert clean(page).text == page
    result = clean("\n".join([page, *dumps.SCRIPT]))
    assert (result.text, result.metadata.title) == ("\n\n".join(dumps.BODY), "灯塔")


@pytest.mark.parametrize(
    "card",
    [
        "[\n\n![](http://wx.qlogo.cn/mmhead/Q3/0)\n\n**海上日志**.\n\n每天一页。\n\n](https://mp.weixin.qq.com/s?__biz=M#)",
        "[**海上日志**.每天一页。](https://mp.weixin.qq.com/s?__biz=M#)",
        "海上日志\n.\n每天一页。",
    ],
)
def test_the_card_of_a_source_may_be_a_link_over_several_lines(card: str) -> None:
    header = ["# 河口的灯塔", "[潮汐手记](javascript:void(0);) *2024-01-02 18:40*", "以下文章来源于海上日志 ，作者周也"]
    assert body_of("\n\n".join([*header, card, *BODY])) == list(BODY)


def test_a_header_in_a_code_fence_ends_with_it() -> None:
    header = "# 河口的灯塔\n\n```plaintext\n[潮汐手记](javascript:void(0);) *2024-01-02 18:40*\n```"
    assert body_of(f"{header}\n\n" + "\n\n".join(BODY)) == list(BODY)
    code = ["```", "print(1)", "```"]
    assert body_of(f"{header}\n\n" + "\n".join(code)) == code


def test_a_sentence_that_stands_twice_is_no_account() -> None:
    said = "“看得见的时候没人会想起灯塔。”他说，“看不见的时候，大家只认得它。”"
    article = ["海边的风很大，灯塔还亮着。", said, "2018-11-23", said, "守塔人每天傍晚上去一次。"]
    page = "\n\n".join([*article, *dumps.SCRIPT, *dumps.filled(dumps.FOOTERS["2018"])])
    assert clean(page).text.split("\n\n") == article


@pytest.mark.parametrize(
    ("header", "account", "left"),
    [
        ("2016-02-03\n\n潮汐手记", "潮汐手记", ()),
        ("原创\n\n2016-02-03\n\n潮汐手记", "潮汐手记", ()),
        ("2016-02-03\n\n潮汐手记\n\n换灯", "潮汐手记", ("换灯",)),
        ("2020-02-03\n\n换灯", None, ("换灯",)),
        ("今天\n\n换灯", None, ("换灯",)),
        ("1天前\n\n换灯", None, ("换灯",)),
        ("收录于话题\n\n2016-02-03\n\n换灯", None, ("换灯",)),
        ("潮汐手记\n\n2016-02-03\n\n换灯", "潮汐手记", ("换灯",)),
        (
            "2016-02-03\n\n海边的风今天特别大特别大特别大我们都上山去",
            None,
            ("海边的风今天特别大特别大特别大我们都上山去",),
        ),
    ],
)
def test_pages_up_to_2018_name_the_account_right_below_the_date(
    header: str, account: str | None, left: Sequence[str]
) -> None:
    result = clean("\n\n".join(["河口的灯塔", header, *BODY, "微信扫一扫", "关注该公众号"]))
    assert (lines_of(result.text), result.metadata.account) == ([*left, *BODY], account)


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("林小满\n\n好文推荐\n\n河口的灯塔\n\n原创", "河口的灯塔"),
        ("河口的灯塔\n\n林小满\n\n潮汐手记\n\n原创\n\n2020-02-03", "河口的灯塔"),
        ("河口的灯塔\n\n潮汐手记\n\n原创", "河口的灯塔"),
    ],
    ids=["below who shares it", "above a date", "above the account"],
)
def test_the_title_stands_right_above_a_badge_where_an_article_is_shared(header: str, title: str) -> None:
    result = clean("\n\n".join([header, *BODY, "微信扫一扫", "关注该公众号"]))
    assert (lines_of(result.text), result.metadata.title) == (list(BODY), title)


def test_credits_above_a_wide_gap_are_no_second_header() -> None:
    card = "The following article is from 渡口故事 Author leilei\n\n渡口故事\n\n讲渡口的事。"
    lines = "原创：leilei\n来源：渡口故事（ID：dukou2017）\n文章已获授权"
    gap = 10 * "\n"
    result = clean(f"河口的灯塔，最后一夜\n潮汐手记    Today\n\n{card}\n\n{lines}{gap}海边的风很大，灯塔还亮着。")
    assert result.text == f"{lines}\n\n海边的风很大，灯塔还亮着。"
    assert (result.metadata.title, result.metadata.account) == ("河口的灯塔，最后一夜", "潮汐手记")


def test_a_paragraph_close_below_a_description_is_none_of_it() -> None:
    labels = "潮汐手记\n潮汐手记\n\nWeixin ID tide-notes\n\nAbout Feature 写给海边的人\nToday\n收录于话题"
    result = clean(f"河口的灯塔\n\n{labels}\n记者 林小满\n海边的风很大，灯塔还亮着。\n\n船回来了。")
    assert result.text.split() == ["记者", "林小满", "海边的风很大，灯塔还亮着。", "船回来了。"]
    assert result.metadata.description == "写给海边的人"


ENGLISH_HEADERS = {
    "a day in words": ("Original", "林小满", "潮汐手记", "March 5, 2025 08:12", "Zhejiang"),
    "a short month": ("Original", "林小满", "潮汐手记", "Mar 5, 2025 08:12", "Inner Mongolia"),
    "one line": ("Original 林小满 潮汐手记 March 5, 2025 08:12 Zhejiang",),
    "a place": ("Original 林小满 潮汐手记 2025-03-05 08:12 Zhejiang",),
}


@pytest.mark.parametrize("footer", [(), ("Scan to Follow", "Got It")], ids=["bare", "page"])
@pytest.mark.parametrize("header", ENGLISH_HEADERS.values(), ids=ENGLISH_HEADERS)
def test_an_english_page_s_day_and_place_are_of_its_header(header: Sequence[str], footer: Sequence[str]) -> None:
    result = clean("\n\n".join([dumps.TITLE, *header, *dumps.BODY, *footer]))
    metadata = result.metadata
    assert lines_of(result.text) == list(dumps.BODY)
    assert (metadata.title, metadata.author, metadata.account) == (dumps.TITLE, "林小满", "潮汐手记")


@pytest.mark.parametrize(
    "lines",
    [
        ("星期一", "下雨。", "星期二", "修伞的人来了。"),
        ("Monday", "Rain on the roof, rain on the road.", "Tuesday", "The umbrella man came by."),
        ("Monday, Beijing", "Tuesday, Shanghai", "Two lines of one ticket."),
    ],
)
def test_an_article_may_begin_with_a_weekday_or_a_place(lines: Sequence[str]) -> None:
    assert lines_of(clean("\n\n".join(lines)).text) == list(lines)
    page = [dumps.TITLE, "[潮汐手记](javascript:void(0);) *2025-03-05 08:12*", *lines, *dumps.SENTENCE_2025]
    assert lines_of(clean("\n\n".join(page)).text) == list(lines)


@pytest.mark.parametrize("id_line", ["微信号：tide_notes", "微信号\n\ntide_notes", "微信号: tide_notes"])
def test_labels_below_the_place_are_the_article_s(id_line: str) -> None:
    body = f"联系方式\n\n林小满\n\n电话：12345678\n\n{id_line}\n\n地址：灯塔下"
    header = [dumps.TITLE, "原创", "林小满", "潮汐手记", "2025年03月05日 08:12", "浙江"]
    result = clean("\n\n".join([*header, body, *FOOTER]))
    assert (result.text, result.metadata.wechat_id) == (body, None)


@pytest.mark.parametrize("author", ["编辑：小满", "摄影：小满", "图文：老林"])
@pytest.mark.parametrize("generation", ["2016", "2020", "2022"])
def test_an_author_may_be_written_as_a_datum(author: str, generation: str) -> None:
    header = [author if line == dumps.AUTHOR else line for line in dumps.filled(dumps.HEADERS[generation])]
    result = clean("\n\n".join([*header, *dumps.BODY]))
    assert (lines_of(result.text), result.metadata.title) == (list(dumps.BODY), dumps.TITLE)


# What an article may begin with below a whole header, though pages have such lines in theirs: the generation of the
# header, and the first lines.
FIRST_LINES: Sequence[tuple[str, Sequence[str]]] = (
    ("2022", ("作者 苏木", "编辑 小满")),
    ("2025", ("作者 苏木", "编辑 小满")),
    ("2018", ("微信号", "harbour_notes", "加的时候请写明来意。")),
    ("2018", ("功能介绍", "这艘船有三个功能：渡人，渡货，渡鱼。")),
    ("2018", ("微信号：harbour_notes", "加的时候请写明来意。")),
    ("2018", ("功能介绍：渡人，渡货，渡鱼。", "这艘船没有别的本事。")),
    ("2018", ("原创", "是这条街上最不值钱的两个字，船工说。")),
    ("2023", ("1974-03-05", "灯塔亮了。", "1988-07-01", "灯塔熄了。")),
    ("2018", ("12个", "灯座，装在一只箱子里。")),
    ("2023", ("5 items", "were left in the lighthouse, an inventory says.")),
    ("2025", ("所属合集", "一栏是空的，编辑说。")),
)


@pytest.mark.parametrize(("generation", "lines"), FIRST_LINES)
def test_an_article_may_begin_as_a_header_goes_on(generation: str, lines: Sequence[str]) -> None:
    body = [*lines, *BODY]
    assert body_of(dumps.page(generation, body=body)) == body


@pytest.mark.parametrize("label", ["微信号", "功能介绍"])
def test_a_label_alone_below_a_title_is_a_heading(label: str) -> None:
    lines = ["渡口的钟", label, "渡船的本事写在船头。", *BODY]
    assert lines_of(clean("\n\n".join((*lines, *FOOTER))).text) == lines


def test_a_diary_s_days_are_no_names() -> None:
    lines = ("3月5日 小雨", "3月6日 中雨", "3月7日 晴", *BODY)
    assert body_of("\n\n".join((*lines, *FOOTER))) == list(lines)


def test_an_old_page_gives_its_author_below_the_date() -> None:
    lines = (
        "渡口的钟",
        "渡口笔记",
        "渡口笔记",
        "微信号",
        "dukou_notes",
        "功能介绍",
        "写给等船的人",
        "2018-05-09",
        "作者\xa0苏木",
    )
    text = "\n".join((*lines, *BODY))
    assert (said(text)["author"], body_of(text)) == ("苏木", list(BODY))


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (("2025-03-05 08:12", "浙江", "听全文", "约5分钟"), ()),
        (("2025-03-05 08:12 浙江 1203人 听全文",), ()),
        (("2025-03-05 08:12 Zhejiang Listen",), ()),
        (("2025-03-05 08:12", "所属合集", "#渡口", "12个"), ("渡口",)),
        (("2025-03-05 08:12", "所属合集 #渡口 12个"), ("渡口",)),
        (("2025-03-05 08:12", "Included in Collection", "#渡口 3 items"), ("渡口",)),
    ],
)
def test_what_newer_headers_say_below_or_behind_the_date(lines: Sequence[str], tags: Sequence[str]) -> None:
    result = clean("\n\n".join(("渡口的钟", f"原创 苏木 潮汐手记 {lines[0]}", *lines[1:], *BODY, *FOOTER)))
    assert lines_of(result.text) == list(BODY)
    assert (result.metadata.title, result.metadata.account, result.metadata.tags) == ("渡口的钟", "潮汐手记", tags)


def test_how_long_something_takes_may_be_an_article_s_first_line() -> None:
    body = ["约5分钟", *BODY]
    assert body_of(dumps.page("2023", body=body)) == body


def test_a_title_below_the_account_may_begin_with_a_day() -> None:
    names = (
        "潮汐手记",
        "3月6日 灯塔换灯，老灯工说再见",
        "潮汐手记",
        "微信号",
        "tide-notes",
        "功能介绍",
        "写给住在海边的人",
    )
    result = clean("\n\n".join((*names, "2018-03-06", *BODY, *FOOTER)))
    assert (result.metadata.title, lines_of(result.text)) == ("3月6日 灯塔换灯，老灯工说再见", list(BODY))


@pytest.mark.parametrize("title", ["分享", "留言", "翻译", "视频", "12人", "赞", "Share", "Refresh"])
@pytest.mark.parametrize("generation", ["2018", "2022", "2025"])
def test_a_title_may_be_a_button_s_word(title: str, generation: str) -> None:
    text = dumps.page(generation).replace(dumps.TITLE, title, 1)
    assert (said(text)["title"], body_of(text)) == (title, list(BODY))
