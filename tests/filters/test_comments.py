"""Readers' comments below an article go, in the newer form too; what reads as one inside an article stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

HEADER = dumps.filled(dumps.HEADERS["2022"])
SEA = ("阿水", "上海 3月5日", "赞 12", "写得真好，我也在海边住过，那时候伞总是被风吹坏。")
LAMP = ("小满", "江苏 3天前", "赞", "外婆也有这样一盏灯。")
REPLY = ("潮汐手记", "作者", "3月5日", "赞 3", "谢谢。")
BELOW = ("老周", "广东 2025年3月6日", "修灯的人越来越少了。", "赞 1")

SECTIONS: dict[str, Sequence[Sequence[str]]] = {
    "two": (SEA, LAMP),
    "likes below": (BELOW, BELOW),
    "an answer": (SEA, REPLY, LAMP),
    "several lines": (("阿水", "上海 3月5日", "赞 12", "写得真好。", "我也在海边住过。"), LAMP),
    "one without likes": (SEA, ("老周", "广东 3月6日", "亮了一夜。"), LAMP),
    "place and day apart": (("阿水", "上海", "3月5日", "赞 12", "写得真好。"), ("小满", "江苏", "3天前", "赞", "亮。")),
    "traditional": (("阿水", "廣東 3月5日", "讚 12", "寫得真好。"), ("小滿", "江蘇 3天前", "讚 2", "亮了一夜。")),
}
HEADS: Sequence[Sequence[str]] = ((), ("预览时标签不可点",), ("阅读 1203", "精选留言", "写留言"))
ENDINGS: dict[str, Sequence[str]] = {
    "the end": (),
    "a button": ("写留言", "微信扫一扫", "关注该公众号"),
    "no more": ("已无更多数据", "微信扫一扫", "关注该公众号"),
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize(
    "above", [(), ("预览时标签不可点",), ("阅读 1203", "精选留言", "写留言")], ids=["none", "tags", "heading"]
)
@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_comments_with_places_go(section: Sequence[Sequence[str]], above: Sequence[str], ending: Sequence[str]) -> None:
    page = [*HEADER, *dumps.BODY, *above, *[line for comment in section for line in comment], *ending]
    assert lines_of(clean("\n\n".join(page)).text) == list(dumps.BODY)


def test_a_place_among_comments_is_no_header_s() -> None:
    page = [*HEADER, *dumps.BODY, "阅读 1203", "精选留言", "作者", "浙江", "亮了一夜。", "已无更多数据"]
    assert lines_of(clean("\n\n".join(page)).text) == list(dumps.BODY)


@pytest.mark.parametrize("heading", ["Comments 3", "Featured Comments", "作者精选留言"])
def test_comments_go_below_a_heading(heading: str) -> None:
    comments = ["阿水", "写得真好，我也在海边住过。", "小满", "亮了一夜。"]
    page = [*HEADER, *dumps.BODY, heading, "Write a comment", *comments, "No more data", "Scan to Follow"]
    assert lines_of(clean("\n\n".join(page)).text) == list(dumps.BODY)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*SEA, *LAMP, *dumps.BODY], id="the article goes on"),
        pytest.param([*dumps.BODY, *SEA[:2], SEA[3], *LAMP[:2], LAMP[3]], id="no likes"),
        pytest.param([*dumps.BODY, *SEA], id="one alone"),
        pytest.param([*dumps.BODY, "演出", "上海 3月5日", "大剧院", "演出", "杭州 3月8日", "红星剧场"], id="shows"),
        pytest.param([*dumps.BODY, "张老师", "赞 12", "李老师", "赞 9", "评委说，明年再来。"], id="votes"),
        pytest.param([*dumps.BODY, "阿水", "上海", "一等奖", "小满", "江苏", "二等奖"], id="prizes"),
    ],
)
@pytest.mark.parametrize("ending", [(), dumps.SENTENCE_2025], ids=["bare", "page"])
def test_what_reads_as_comments_stays(lines: Sequence[str], ending: Sequence[str]) -> None:
    assert lines_of(clean("\n\n".join([*HEADER, dumps.BODY[0], *lines, *ending])).text) == [dumps.BODY[0], *lines]


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
@pytest.mark.parametrize("above", [(), ("上海 3月5日",)], ids=["bare", "dated"])
def test_comments_stay_where_nothing_else_is_a_page_s(section: Sequence[Sequence[str]], above: Sequence[str]) -> None:
    lines = [*dumps.BODY, *[line for comment in section for line in comment]]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<html><body><h1 id="activity-name">灯</h1><div id="js_content">{body}</div></body></html>'
    assert lines_of(clean("\n\n".join([*above, *lines])).text) == [*above, *lines]
    assert lines_of(clean(page).text) == lines
