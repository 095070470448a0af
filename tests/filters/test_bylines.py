"""Bylines of converters and reader tools prove a header without a page's footer, and give its values."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.helpers import dumps
from wxclean import clean
from wxclean.filters.page.bylines import byline_of, day_and_place

NOWHERE = "javascript:void(0);"
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
    byline = byline_of(text, above=1)
    assert byline is not None
    assert byline.values == values


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
        "林" * 121 + f" [潮汐手记]({NOWHERE})",
    ],
)
def test_other_lines_are_no_byline(text: str) -> None:
    assert byline_of(text, above=1) is None


@pytest.mark.parametrize("text", ["林小满  潮汐手记   2024-01-02 18:40", "林小满 潮汐手记 2024-01-02"])
def test_names_without_a_link_are_a_byline_below_a_title_alone(text: str) -> None:
    assert byline_of(text, above=0) is None


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
    assert day_and_place(text) == values


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
