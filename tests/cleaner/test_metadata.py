"""Where metadata comes from: the page's labels first, then the record, then the article's own text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.helpers import dumps
from tests.helpers.results import known
from wxclean import clean
from wxclean.cleaner.metadata import author_of, gathered_metadata, source_of
from wxclean.document import Edit
from wxclean.result import PageKind

ADDRESS = "https://mp.weixin.qq.com/s/Zx81kQmTn40vPpLr2dYb7A"


def label(field: str, text: str, line: int = 1) -> Edit:
    return Edit(line, "label", "f", "r", text, field)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有写来源。",
        "来源：",
        "水的来源：雨、雪和地下水。",
        "这条消息的来源是谁？",
        "来源：这里说的不是一个名字，而是一整句话，说了很多。",
        "来源：新华社\n" + "正文很长。" * 200,
    ],
)
def test_no_source_is_made_up(text: str) -> None:
    assert source_of(text) is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("正文。\n来源：新华社", "新华社"),
        ("正文。来源：新华社", "新华社"),
        ("正文（来源：新华社）", "新华社"),
        ("正文。（来源: 潮汐日报)", "潮汐日报"),
        ("正文。\n文章来源 | 潮汐日报", "潮汐日报"),
        ("来源：甲报\n正文。\n来源：乙报", "乙报"),
    ],
)
def test_the_article_names_its_source(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(
    ("edits", "fields", "expected"),
    [
        ([], {}, {}),
        (
            [],
            {"metadata": {"title": "灯塔", "tags": ["海"], "original": True, "cover": "c", "x": "y"}},
            {"title": "灯塔", "tags": ("海",), "original": True, "cover": "c"},
        ),
        (
            [label("title", "灯塔")],
            {"metadata": {"title": "另一个", "account": "潮汐"}},
            {"title": "灯塔", "account": "潮汐"},
        ),
        ([], {"title": "另一个", "metadata": {"title": "灯塔"}}, {"title": "灯塔"}),
        (
            [],
            {"metadata": {"title": None, "account": 5, "author": " ", "tags": "海", "original": False, "kind": "x"}},
            {},
        ),
        (
            [label("published", "昨天")],
            {"metadata": {"kind": "preview", "published": "2018-11-30", "published_raw": "前天"}},
            {"published_raw": "昨天"},
        ),
        ([], {"metadata": "text"}, {}),
        ([], {"metadata": ["title"]}, {}),
        ([label("title", "灯塔")], {}, {"title": "灯塔"}),
        ([label("title", "灯塔"), label("title", "另一个")], {}, {"title": "灯塔"}),
        ([label("title", "")], {}, {}),
        ([Edit(1, "drop", "f", "r", "灯塔")], {}, {}),
        ([label("original", "true")], {}, {"original": True}),
        ([label("title", "灯塔")], {"title": "记录里的"}, {"title": "灯塔"}),
        (
            [],
            {"title": " 灯塔 ", "nickname": "潮汐手记", "alias": "chaoxi"},
            {"title": "灯塔", "account": "潮汐手记", "wechat_id": "chaoxi"},
        ),
        ([], {"publish_time": "2018-11-23", "作者": "林小满"}, {"published": "2018-11-23", "author": "林小满"}),
        ([], {"title": 7, "author": None, "date": ""}, {}),
        ([], {"source": "潮汐日报"}, {"source": "潮汐日报"}),
        ([label("location", "浙江")], {}, {"location": "浙江"}),
        ([label("published", "昨天")], {}, {"published_raw": "昨天"}),
        ([], {"date": "3天前"}, {"published_raw": "3天前"}),
        ([], {"create_time": 1704191400}, {"published": "2024-01-02 18:30"}),
        ([label("tags", "灯塔"), label("tags", "海"), label("tags", "灯塔")], {}, {"tags": ("灯塔", "海")}),
        ([label("url", ADDRESS + "?scene=1")], {}, {"url": ADDRESS}),
        ([], {"link": ADDRESS}, {"url": ADDRESS}),
        ([], {"url": "https://example.org/1"}, {}),
    ],
)
def test_metadata_is_gathered(edits: list[Edit], fields: Mapping[str, object], expected: Mapping[str, object]) -> None:
    assert known(gathered_metadata(edits, fields, "正文。")) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (None, {"metadata": {"kind": "preview"}}, "preview"),
        ("article", {"metadata": {"kind": "preview"}}, "article"),
        (None, {"metadata": {"kind": "x"}}, None),
        (None, {"metadata": "preview"}, None),
        (None, {"kind": "preview"}, None),
    ],
)
def test_the_kind_that_an_earlier_run_told_stays(
    kind: PageKind | None, fields: Mapping[str, object], expected: PageKind | None
) -> None:
    assert gathered_metadata([], fields, "正文。", kind=kind).kind == expected


def test_words_for_a_day_are_resolved_by_the_day_of_reference_and_kept() -> None:
    found = gathered_metadata([label("published", "昨天")], {}, "", reference=date(2023, 5, 20))
    assert (found.published, found.published_raw) == ("2023-05-19", "昨天")


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (dumps.page("2023", ["正文第一段。"]), "article"),
        ("该内容已被发布者删除", "notice"),
        ("渡口笔记\n\n轻触查看原文\n\n向上滑动看下一个", "text-share"),
        ("一段没有页面的文字。", None),
        ("", None),
    ],
)
def test_a_page_has_a_kind(page: str, kind: str | None) -> None:
    assert clean(page).metadata.kind == kind


def test_a_record_s_source_goes_before_the_article_s_own_words() -> None:
    assert gathered_metadata([], {"来源": "甲报"}, "正文。\n来源：乙报").source == "甲报"
    assert gathered_metadata([], {}, "正文。\n来源：乙报").source == "乙报"


@pytest.mark.parametrize(
    ("text", "title", "author"),
    [
        ("作者：林见秋\n正文。", "", "林见秋"),
        ("文｜林见秋（河口灯塔管理员）\n正文。", "", "林见秋"),
        ("**灯塔的冬天** 林见秋（灯工）\n正文。", "灯塔的冬天", "林见秋"),
        ("灯塔的冬天 林见秋\n正文。", "灯塔的冬天", "林见秋"),
        ("文章：这不是作者。\n正文。", "", None),
        ("灯塔的冬天又来了。\n正文。", "灯塔的冬天", None),
        ("正文。\n" * 8 + "作者：林见秋", "", None),
    ],
)
def test_the_author_is_whom_the_first_lines_name(text: str, title: str, author: str | None) -> None:
    assert author_of(text, title) == author


def test_the_members_of_a_record_are_known_in_capitals_too() -> None:
    record = '{"Title": "灯塔", "Author": "林小满", "content": "海边起了雾。"}'
    assert clean(record).metadata[:5] == ("灯塔", None, None, None, "林小满")
