"""Bylines of converters and reader tools prove a header without a page's footer, and give its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.helpers import dumps
from wxclean import clean
from wxclean.filters.page.bylines import Found, Names, byline_of, byline_over_lines, day_and_place
from wxclean.rules.shipped import shipped_matcher

PHRASE = shipped_matcher("wechat").phrase

NOWHERE = "javascript:void(0);"
BODY = "\n\n".join(dumps.BODY)
NAMES = {"author": "林小满", "account": "潮汐手记"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f"林小满 [潮汐手记]({NOWHERE})", NAMES),
        ("原创： 林小满  [ 潮汐手记 ](javascript:void\\(0\\);)", {"original": "true", **NAMES}),
        (f"Original 林小满[潮汐手记]({NOWHERE})", {"original": "true", **NAMES}),
        (f"林小满 林小满 [潮汐手记]({NOWHERE})", NAMES),
        (f"Mary Lin Mary Lin [潮汐手记]({NOWHERE})", {**NAMES, "author": "Mary Lin"}),
        (f"林小满 周也 [潮汐手记]({NOWHERE})", {**NAMES, "author": "林小满 周也"}),
        (f"林小满 [潮汐手记]({NOWHERE}) *2022年6月7日 08:17*", {**NAMES, "published": "2022-06-07 08:17"}),
        (f"林小满 [潮汐手记]({NOWHERE}) _昨天_", {**NAMES, "published": "昨天"}),
        (
            f"[潮汐手记]({NOWHERE}) *2022-06-07 08:17* *浙江*",
            {"account": "潮汐手记", "published": "2022-06-07 08:17", "location": "浙江"},
        ),
        (
            f"[潮汐手记]({NOWHERE}) *2022-06-07* *Posted on 浙江*",
            {"account": "潮汐手记", "published": "2022-06-07", "location": "浙江"},
        ),
        ("林小满  潮汐手记   2024-01-02 18:40", {**NAMES, "published": "2024-01-02 18:40"}),
        (
            'Original 林小满 <a id="profileBt"></a><a id="js_name"></a>潮汐手记 *2024-01-02 18:40*',
            {"original": "true", **NAMES, "published": "2024-01-02 18:40"},
        ),
        ("林小满 潮汐手记 2024-01-02", {**NAMES, "published": "2024-01-02"}),
    ],
)
def test_a_byline_says_who_when_and_where(text: str, values: Mapping[str, str]) -> None:
    assert said(byline_of([text], PHRASE, above=1)) == values


def said(found: Found | None) -> dict[str, str]:
    """Return the values of a byline, none if there is no byline."""
    return {field: value for field, value, _ in found.values} if found is not None else {}


TIMED = {**NAMES, "published": "2023-05-20 11:34"}
PLACED = {**TIMED, "location": "浙江"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("原创 林小满 潮汐手记 2023-05-20 11:34 发表于浙江", {"original": "true", **PLACED}),
        ("Original 林小满 潮汐手记 2023-05-20 11:34 Posted on 浙江", {"original": "true", **PLACED}),
        ("原創 林小满 潮汐手记 2023年5月20日 11:34 浙江 听全文", {"original": "true", **PLACED}),
        ("原创 作者:林小满 公号:潮汐手记 发布时间:2023-05-20 11:34 发表于浙江", {"original": "true", **PLACED}),
        ("来源：潮汐手记 作者：林小满 时间：2023-05-20 11:34", TIMED),
        ("林小满 潮汐手记 _2023-05-20 11:34_ _发表于浙江_", PLACED),
        ("**林小满** [潮汐手记] *2023-05-20 11:34* *发表于浙江*", PLACED),
        ("*林小满* *潮汐手记* *2023-05-20 11:34* 发表于 *浙江*", PLACED),
        ("林小满 | 潮汐手记 | 2023-05-20 11:34", TIMED),
        ("<span>林小满</span><font color='red'>潮汐手记 </font> _2023-05-20 11:34_", TIMED),
        ("Mary Lin 潮汐手记 2023-05-20 11:34 发表于浙江", {**PLACED, "author": "Mary Lin"}),
        ("转载 林小满 潮汐手记 2023-05-20 11:34", TIMED),
        ("2018-03-19 潮汐手记 潮汐手记", {"account": "潮汐手记", "published": "2018-03-19"}),
        ("Original 2018-03-19 林小满 潮汐手记 潮汐手记", {"original": "true", **NAMES, "published": "2018-03-19"}),
        ("*2018-03-19* *林小满* [潮汐手记](##) 潮汐手记", {**NAMES, "published": "2018-03-19"}),
        ("原创 林小满 潮汐手记 Today", {"original": "true", **NAMES, "published": "Today"}),
        ("> 原创 林小满 潮汐手记 2023-05-20 11:34 发表于浙江", {"original": "true", **PLACED}),
        ("###### 原创 林小满 潮汐手记 2023-05-20 11:34", {"original": "true", **TIMED}),
        ("<small>林小满 · 潮汐手记 · 2023-05-20 11:34</small>", TIMED),
        ("林小满｜潮汐手记｜2023-05-20 11:34", TIMED),
        ("**林小满　潮汐手记　2023-05-20 11:34**", TIMED),
        ("作者：林小满 | 公众号：潮汐手记 | 发布于 2023-05-20 11:34", TIMED),
        ("發佈於：2023-05-20 來源：潮汐手记", {"account": "潮汐手记", "published": "2023-05-20"}),
        ("*林小满* [潮汐手记](##) 潮汐手记", NAMES),
        ("原创 林小满 [潮汐 手记](javascript:;) 潮汐 手记", {"original": "true", **NAMES, "account": "潮汐 手记"}),
        ("作者：林小满 公眾號：潮汐手记 發佈時間：2023-05-20 11:34", TIMED),
        ("潮汐手记 1 week ago", {"account": "潮汐手记", "published": "1 week ago"}),
        ("林小满 潮汐手记 3天前", {**NAMES, "published": "3天前"}),
        ("潮汐手记 _May 20, 2023, 11:34 AM_", {"account": "潮汐手记", "published": "2023-05-20 11:34"}),
    ],
)
def test_a_byline_has_its_order_in_any_dress(text: str, values: Mapping[str, str]) -> None:
    assert said(byline_of([text], PHRASE, above=1)) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("原创 林小满 潮汐手记", {"original": "true", **NAMES}),
        ("潮汐手记 今天", {"account": "潮汐手记", "published": "今天"}),
        ("潮汐手记 昨天 18:05", {"account": "潮汐手记", "published": "昨天 18:05"}),
        ("潮汐手记 2023-05-20 11:34", {"account": "潮汐手记", "published": "2023-05-20 11:34"}),
        ("2018-03-19 林小满 潮汐手记", {**NAMES, "published": "2018-03-19"}),
    ],
)
def test_a_byline_that_could_be_the_author_s_words_needs_a_page(text: str, values: Mapping[str, str]) -> None:
    assert said(byline_of([text], PHRASE, above=1, page=True)) == values
    assert byline_of([text], PHRASE, above=1) is None or byline_of([text], PHRASE, above=1).worth < 3  # type: ignore[union-attr]


def test_a_day_with_emphasis_above_a_paragraph_is_a_page_s() -> None:
    line = "林小满 潮汐手记 *2017-07-24*"
    result = clean(f"## 灯塔\n\n{line}\n\n{BODY}")
    assert (result.text, result.metadata.author, result.metadata.account) == (BODY, "林小满", "潮汐手记")
    for text in (f"## 灯塔\n\n{line}\n\n河堤 石桥 *2017-07-25*\n\n{BODY}", f"## 灯塔\n\n*{line}\n\n{BODY}"):
        assert clean(text).text == text


def test_lines_of_one_form_are_a_list() -> None:
    assert byline_of(["陶艺课 2022-03-12", "读书会 2022-03-20"], PHRASE, above=1, page=True) is None
    assert byline_of(["3月5日 18:30 南渡队 北渡队", "3月12日 18:30 南渡队 山前队"], PHRASE, above=1) is None


@pytest.mark.parametrize(
    ("accounts", "authors", "values"),
    [
        ((), (), {"account": "周也", "author": "林小满"}),
        (("林小满",), (), {"account": "林小满", "author": "周也"}),
        ((), ("林小满",), {"account": "周也", "author": "林小满"}),
        ((), ("林小满 周也",), {"author": "林小满 周也"}),
        (("林小满 周也",), (), {"account": "林小满 周也"}),
    ],
)
def test_who_is_named_elsewhere_decides(
    accounts: Sequence[str], authors: Sequence[str], values: Mapping[str, str]
) -> None:
    found = said(byline_of(["林小满 周也 2023-05-20 11:34"], PHRASE, above=1, names=Names(accounts, authors)))
    assert {name: value for name, value in found.items() if name != "published"} == values


PARAGRAPH = dumps.BODY[0]


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (["潮汐手记", "2023-05-20 11:34"], {"account": "潮汐手记", "published": "2023-05-20 11:34"}),
        (["林小满", "潮汐手记", "2023-05-20 11:34", "发表于浙江"], PLACED),
        (["原创", "林小满", "潮汐手记"], {"original": "true", **NAMES}),
        (["潮汐手记", "Today"], {"account": "潮汐手记", "published": "Today"}),
        (["林小满", "潮汐手记", "1 week ago"], {**NAMES, "published": "1 week ago"}),
        (["原创 林小满", "潮汐手记"], {"original": "true", **NAMES}),
        (["原创", "林小满", "林小满", "潮汐手记"], {"original": "true", **NAMES}),
        (["林小满", f"[↓↓↓]({NOWHERE})", "潮汐手记", f"[↑↑↑]({NOWHERE})", "*2023-05-20 11:34* *浙江*"], PLACED),
        (["林小满 [", "潮汐手记", f"]({NOWHERE})", "2023-05-20 11:34"], TIMED),
    ],
)
def test_a_byline_may_stand_on_several_lines(lines: Sequence[str], values: Mapping[str, str]) -> None:
    found = byline_over_lines([*lines, PARAGRAPH], PHRASE)
    assert said(found) == values
    assert found is not None
    assert found.lines == len(lines)
    assert clean("\n\n".join(["# 河口的灯塔", *lines, PARAGRAPH])).text == PARAGRAPH


@pytest.mark.parametrize(
    "lines",
    [
        ["潮汐手记", "2023-05-20"],
        ["2023年5月20日", "11:34"],
        ["原创", "手稿", "复制品", "年表"],
        ["原创", "手稿，共三页", "复制品"],
        ["林小满", "潮汐手记"],
        ["潮汐手记", "今天"],
        ["Tide Notes", "Today"],
        ["原创"],
    ],
)
def test_other_lines_are_no_byline_over_lines(lines: Sequence[str]) -> None:
    assert byline_over_lines([*lines, PARAGRAPH], PHRASE) is None
    text = "\n\n".join(["河口的灯塔", *lines, PARAGRAPH])
    assert clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "林小满",
        "2024-01-02",
        "2024-01-02 18:40",
        "他在潮汐手记上写过 [一篇](https://a.example/1)",
        "[#灯塔](javascript:;) [#海边](javascript:;)",
        "[取消](javascript:void(0);) [允许](javascript:void(0);)",
        f"林小满 [潮汐手记]({NOWHERE}) 写的",
        "林小满 [潮汐手记](##) 周也",
        "*Today*收录于话题**潮汐日报记者 林小满**",
        "林" * 121 + f" [潮汐手记]({NOWHERE})",
    ],
)
def test_other_lines_are_no_byline(text: str) -> None:
    assert byline_of([text], PHRASE, above=1) is None


@pytest.mark.parametrize("text", ["林小满  潮汐手记   2024-01-02 18:40", "林小满 潮汐手记 2024-01-02"])
def test_names_without_a_link_are_a_byline_below_a_title_alone(text: str) -> None:
    assert byline_of([text], PHRASE, above=0) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("_2022-05-17 10:46_ _发表于 浙江_", {"published": "2022-05-17 10:46", "location": "浙江"}),
        ("*昨天* *Posted on 浙江*", {"published": "昨天", "location": "浙江"}),
        ("*浙江*", {}),
        ("2022-05-17 浙江", {}),
    ],
)
def test_day_and_place(text: str, values: Mapping[str, str]) -> None:
    assert said(day_and_place(text, PHRASE)) == values


@pytest.mark.parametrize(
    "title", ["# 河口的灯塔", "## 河口的灯塔", "河口的灯塔", "# [河口的灯塔](https://a.example/1)"]
)
@pytest.mark.parametrize(
    "below",
    [
        (),
        ("收录于合集", "\\#灯塔42个", "\\#海边1个"),
        ("收录于合集#灯塔20个",),
        ("以下文章来源于海上日志 ，作者周也", "![img](https://a.example/1.png)", "**海上日志**.", "每天一页。"),
        ("以下文章来源于海上日志 ，作者周也", "海上日志 .", "每天一页。"),
        ("以下文章来源于海上日志，作者周也", "**海上日志** .", "每天一页。"),
        ("The following article is from 海上日志 Author 周也", "[**海上日志**.每天一页。](https://a.example/1)"),
    ],
)
def test_a_linked_byline_needs_no_footer(title: str, below: tuple[str, ...]) -> None:
    text = "\n\n".join([title, f"林小满 [潮汐手记]({NOWHERE}) *2022-06-07 08:17* *浙江*", *below, *dumps.BODY])
    result = clean(text)
    assert result.text == "\n\n".join(dumps.BODY)
    metadata = result.metadata
    assert (metadata.title, metadata.author, metadata.account) == ("河口的灯塔", "林小满", "潮汐手记")
    assert (metadata.published, metadata.location) == ("2022-06-07 08:17", "浙江")


def test_a_page_s_address_above_its_header_goes_with_it() -> None:
    address = "https://mp.weixin.qq.com/s/abcDEF"
    header = ["# 河口的灯塔", f"林小满 [潮汐手记]({NOWHERE})"]
    body = "\n\n".join(dumps.BODY)
    assert clean("\n\n".join([address, *header, body])).text == body
    assert clean(f"{address}\n\n{body}").text == f"{address}\n\n{body}"


def test_tags_with_links_below_pictures_make_no_header() -> None:
    text = "![](https://a.example/1.png)\n\n[#灯塔](javascript:;) [#海边](javascript:;)"
    assert clean(text).text == text


def test_the_author_may_stand_above_the_byline_too() -> None:
    text = "\n".join(["#  河口的灯塔", "小满", "                小满  潮汐手记   2024-01-02 18:40", "", *dumps.BODY])
    result = clean(text)
    assert result.text == "\n".join(dumps.BODY)
    assert (result.metadata.title, result.metadata.account) == ("河口的灯塔", "潮汐手记")


def test_markdown_may_be_escaped_above_the_byline() -> None:
    above = ["!\\[cover\\_image\\](https://a.example/1.png)", "# 河口的灯塔"]
    byline = "Original  小满  小满  [潮汐手记](javascript:void\\(0\\);) *2024年1月2日 18:40* * 浙江 *"
    result = clean("\n\n".join([*above, byline, *dumps.BODY]))
    assert result.text == "\n\n".join(dumps.BODY)
    assert (result.metadata.author, result.metadata.location) == ("小满", "浙江")


def test_labels_may_stand_below_a_byline_with_a_day() -> None:
    header = ["## 河口的灯塔", "_2018-03-06_ 潮汐手记 潮汐手记", "**潮汐手记**", "微信号 chaoxi", "功能介绍 写给海边。"]
    result = clean("\n\n".join([*header, *dumps.BODY]))
    assert result.text == "\n\n".join(dumps.BODY)
    metadata = result.metadata
    assert (metadata.account, metadata.wechat_id, metadata.published) == ("潮汐手记", "chaoxi", "2018-03-06")


@pytest.mark.parametrize("day", ["今天", "昨天 08:40", "3天前"])
def test_a_day_in_words_set_apart_from_names_proves_a_header(day: str) -> None:
    result = clean(f"河口的灯塔\n林小满    潮汐手记    {day}\n{BODY}")
    assert (result.text, result.metadata.title, result.metadata.account) == (BODY, "河口的灯塔", "潮汐手记")


def test_names_set_apart_are_a_byline_where_the_footer_names_the_account() -> None:
    swipe = "预览时标签不可点\n\n继续滑动看下一个\n\n轻触阅读原文\n\n潮汐手记\n\n向上滑动看下一个"
    result = clean(f"河口的灯塔：最后一夜\n林小满    潮汐手记\n\n{BODY}\n\n{swipe}")
    assert (result.text, result.metadata.title) == (BODY, "河口的灯塔：最后一夜")
    assert (result.metadata.account, result.metadata.author) == ("潮汐手记", "林小满")


@pytest.mark.parametrize("day", ["_Today_", "_3天前_", "2023-05-20 11:34"])
def test_a_byline_whose_link_lost_its_address_is_one_with_a_day(day: str) -> None:
    body = "\n\n".join(dumps.BODY)
    result = clean(f"林小满  [ 潮汐手记 ]() {day}\n\n{body}")
    assert (result.text, result.metadata.account, result.metadata.author) == (body, "潮汐手记", "林小满")


@pytest.mark.parametrize(
    "line", ["林小满 [潮汐手记]()", "[潮汐手记]() 今天", "[点击这里]()", "林小满 [潮汐手记]() 今天写的"]
)
def test_other_links_without_an_address_stay(line: str) -> None:
    text = f"{line}\n\n" + "\n\n".join(dumps.BODY)
    assert clean(text).text == text


@pytest.mark.parametrize(
    "lines",
    [
        ["老陈 小满 昨天", "小李 老王 今天", "阿水 阿山 昨天"],
        ["海边 小屋 昨天", "海边 小屋 昨天", "海边 小屋 昨天"],
        ["老陈 小满 昨天", "小李 今天", "阿水 阿山 前天"],
    ],
)
def test_names_and_days_line_by_line_are_a_list_of_the_author_s(lines: list[str]) -> None:
    text = "\n".join(["值班表", *lines])
    assert clean(text).text == text


@pytest.mark.parametrize(
    "topics",
    [
        "#灯塔 3个 #海 12个",
        "#灯塔 3个内容",
        "\\#灯塔 3个 #海 12个",
        "[#灯塔 3个](https://a.example/1) [#海 12个](https://a.example/2)",
    ],
)
def test_topics_with_counts_below_a_byline_go_with_it(topics: str) -> None:
    result = clean(f"灯塔下的潮声\n\n原创 林小满 潮汐手记 2023-05-20 11:34\n{topics}\n\n{BODY}")
    assert result.text == BODY
    assert result.metadata.tags[0] == "灯塔"


@pytest.mark.parametrize("topics", ["#灯塔 #海", "#灯塔 三个故事", "# 灯塔 3个"])
def test_topics_without_counts_may_be_the_author_s(topics: str) -> None:
    text = f"{topics}\n\n{BODY}"
    assert clean(f"灯塔下的潮声\n\n原创 林小满 潮汐手记 2023-05-20 11:34\n\n{text}").text == text


@pytest.mark.parametrize(
    "lines",
    [
        ["主讲人 周行舟", "时间 2024-03-05 19:00", "地点 江口图书馆"],
        ["时间 2024-03-05 19:00", "地点 江口图书馆"],
        ["嘉宾 周行舟 林小满", "2024-03-05 19:00"],
        ["集合 江口码头", "2024-03-05 07:30"],
        ["對陣 江口隊 北岸隊", "開球 2024-03-05 19:00"],
    ],
)
def test_what_is_said_of_an_event_is_no_byline(lines: list[str]) -> None:
    text = "\n".join(["周末在江口", *lines, "", "欢迎来听。"])
    assert clean(text).text == text


def test_a_place_below_a_byline_that_has_one_is_the_article_s() -> None:
    header = "灯塔下的潮声\n\n原创 林小满 潮汐手记 2023-05-20 11:34"
    assert clean(f"{header} 发表于浙江\n\n上海\n\n{BODY}").text == f"上海\n\n{BODY}"
    assert clean(f"{header}\n\n上海\n\n{BODY}").text == BODY


@pytest.mark.parametrize(
    ("names", "author", "account"),
    [
        ("林小满 潮汐手记", "林小满", "潮汐手记"),
        ("潮汐手记", None, "潮汐手记"),
        ("Tide Notes", None, "Tide Notes"),
        ("潮汐手记 Tide", None, "潮汐手记 Tide"),
    ],
)
def test_two_chinese_names_on_a_line_above_the_day(names: str, author: str | None, account: str) -> None:
    page = ["灯塔下的潮声", names, "2023年5月20日 11:34 浙江", BODY, *dumps.filled(dumps.FOOTERS["2022"])]
    metadata = clean("\n\n".join(page)).metadata
    assert (metadata.title, metadata.author, metadata.account) == ("灯塔下的潮声", author, account)


def test_how_many_listened_stands_behind_the_place() -> None:
    result = clean(f"灯塔下的潮声\n\n林小满 潮汐手记 2023年5月20日 11:34 浙江 12人听过\n\n{BODY}")
    assert (result.text, result.metadata.location) == (BODY, "浙江")


def test_wide_blanks_part_names() -> None:
    result = clean("灯塔\n原创\u3000林小满\u3000潮汐手记\u30002024年1月2日\n\n" + BODY)
    assert (result.text, result.metadata.author, result.metadata.account) == (BODY, "林小满", "潮汐手记")
