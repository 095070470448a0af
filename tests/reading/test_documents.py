"""Which members of a JSON document are texts, which are fields, and what can't be told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from wxclean.errors import NoTextError
from wxclean.reading.unwrap import unwrap

LONG = "第一段写海。\n第二段写山。"


def of(document: Any, field: str | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Return payload and fields of each record of a document."""
    records = unwrap(json.dumps(document, ensure_ascii=False), field=field)
    assert [record.number for record in records] == list(range(1, len(records) + 1))
    return [(record.payload, dict(record.fields)) for record in records]


A, B = {"title": "甲", "text": "今天。"}, {"title": "乙", "text": "雨。"}
TITLED = [("今天。", {"title": "甲"}), ("雨。", {"title": "乙"})]


@pytest.mark.parametrize(
    "document",
    [
        [A, B],
        {"list": [A, B]},
        {"data": {"list": [A, B]}},
        {"data": [[A], [B]]},
        {"数据": {"文章": [A, B]}},
        {"content": [A, B]},
        {"items": [A, B], "tags": [], "n": None} | {},
        [{"article": A}, {"article": B}],
        {"a": {"b": {"c": {"d": [A, B]}}}},
    ],
)
def test_records_in_lists_of_any_depth(document: Any) -> None:
    found = of(document)
    assert [(text, {"title": fields["title"]}) for text, fields in found] == TITLED


@pytest.mark.parametrize("keys", [("1", "2"), ("文一", "文二"), ("5bf0-1", "5bf0-2"), ("a", "b")])
@pytest.mark.parametrize("around", [lambda found: found, lambda found: {"data": found, "code": 0}])
def test_records_in_maps_keep_their_key(keys: tuple[str, str], around: Any) -> None:
    found = of(around(dict(zip(keys, (A, B), strict=True))))
    assert [(text, fields["title"], fields["key"]) for text, fields in found] == [
        ("今天。", "甲", keys[0]),
        ("雨。", "乙", keys[1]),
    ]


@pytest.mark.parametrize(
    ("document", "payload", "fields"),
    [
        ({"content": ["今天。", "雨。"]}, "今天。\n雨。", {}),
        ({"content": [{"text": "今天。"}, {"text": "雨。"}]}, "今天。\n雨。", {}),
        ({"content": [{"p": "今天。"}, "雨。"]}, "今天。\n雨。", {}),
        ({"内容": [{"正文": "今天。"}, {"正文": "雨。"}]}, "今天。\n雨。", {}),
        ({"paragraphs": ["今天。", "雨。"]}, "今天。\n雨。", {}),
        ({"段落": [{"文本": "今天。", "n": 1}]}, "今天。", {"段落": [{"n": 1}]}),
        ({"content": {"text": "今天。", "n": 1}}, "今天。", {"n": 1}),
        ({"content": {"title": "甲", "text": "今天。"}}, "今天。", {"title": "甲"}),
        ({"content": [{"text": "今天。", "caption": "海边"}]}, "今天。", {"content": [{"caption": "海边"}]}),
        ({"type": "doc", "content": [{"type": "p", "content": [{"type": "text", "text": "今天。"}]}]}, "今天。", None),
        ({"ops": [{"insert": "今天"}, {"insert": "。\n雨。\n"}]}, "今天。\n雨。\n", {}),
        ({"blocks": [{"type": "paragraph", "data": {"text": "今天。"}}]}, "今天。", {}),
        ({"root": {"children": [{"type": "p", "children": [{"text": "今"}, {"text": "天。"}]}]}}, "今天。", {}),
        ([{"type": "p", "children": [{"text": "今"}, {"type": "br"}, {"text": "天。"}]}], "今\n天。", {}),
        ({"doc": [{"type": "p", "children": ["今", {"tag": "b", "children": ["天。"]}]}]}, "今天。", {}),
    ],
)
def test_pieces_are_joined(document: Any, payload: str, fields: dict[str, Any] | None) -> None:
    ((text, others),) = of(document)
    assert text == payload
    if fields is not None:
        assert others == fields


@pytest.mark.parametrize(
    ("document", "payload"),
    [
        ({"zhengwen": "今天下雨。", "url": "https://a.b/c", "id": "5bf00000", "day": "2018-11-23 10:00"}, "今天下雨。"),
        ({"zw": LONG, "title": "题目", "digest": "摘要。"}, LONG),
        ({"data": {"list": [{"zw": LONG, "标题": "题"}]}}, LONG),
        ([1, "甲", "很长的一句，" * 50], "很长的一句，" * 50),
        ({"msg": "请求成功了", "zw": "今天。"}, "今天。"),
        ([[1, "甲", LONG]], LONG),
        ({"Text": "今天。", "title": "甲"}, "今天。"),
        ({"articleContent": "今天。", "summary": LONG}, "今天。"),
        ({"text": "", "content": "今天。"}, "今天。"),
        ({"text": None, "content": "今天。"}, "今天。"),
        ({"content": "今天。", "comments": [{"content": "好。"}]}, "今天。"),
        ({"data": {"content": "今天。", "comments": [{"content": "好。"}]}}, "今天。"),
    ],
)
def test_one_member_is_the_text(document: Any, payload: str) -> None:
    assert [text for text, _ in of(document)] == [payload]


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        ({"title": "甲", "url": "//a.b"}, None, "no member is known to hold text; there are: title, url; choose"),
        ({"n": 1, "m": {"k": 2}}, None, r"there are: n, m\.k; choose with --field"),
        ([{"n": 1}, {"n": 2}], None, "there are: n; choose"),
        ({"url": "https://a.b", "id": "5bf", "when": "2018-11-23"}, None, "no member is known to hold text"),
        ({"content": None, "url": "https://a.b"}, None, "'content' is null"),
        ({"data": {"content": None}}, None, "'content' is null"),
        ({"text": 5}, None, "no member is known to hold text; there are: text"),
        ({"zw": LONG, "bz": "好文"}, None, "several members may be the text: zw, bz; choose"),
        ({"a": "今天下雨。", "b": "明天放晴。"}, None, "several members may be the text: a, b; choose with --field"),
        (
            {"news": [{"content": "今天。"}], "comments": [{"content": "好。"}], "n": 1},
            None,
            r"several members may be the text: news\[\]\.content, comments\[\]\.content; choose",
        ),
        ({"data": {"txt": "今天。"}}, "data.text", r"no field 'data\.text'; did you mean 'data\.txt'\?"),
        ({"data": [{"zhengwen": "今天。"}]}, "zhengwne", r"no field 'zhengwne'; did you mean 'zhengwen'\?"),
        ({"a": 1, "b": 2}, "xyz", "no field 'xyz'; there are: a, b"),
        ({"a": 1}, "a", "field 'a' is no text"),
    ],
)
def test_what_cant_be_told_is_refused(document: Any, field: str | None, message: str) -> None:
    with pytest.raises(NoTextError, match=message):
        of(document, field)


@pytest.mark.parametrize(
    ("field", "payloads"),
    [
        ("data.list[].zw", ["今天。", "雨。"]),
        ("data.list.zw", ["今天。", "雨。"]),
        ("data.list[*].zw", ["今天。", "雨。"]),
        ("$.data.list[].zw", ["今天。", "雨。"]),
        (".data.list[].zw", ["今天。", "雨。"]),
        ("data.*.zw", ["今天。", "雨。"]),
        ("*.list.zw", ["今天。", "雨。"]),
        ("data.list[1].zw", ["雨。"]),
        ("zw", ["今天。", "雨。"]),
        ("data.note", ["备注。"]),
        ("note", ["备注。"]),
    ],
)
def test_a_field_is_a_name_or_a_path(field: str, payloads: list[str]) -> None:
    document = {"data": {"list": [{"zw": "今天。", "n": "一"}, {"zw": "雨。", "n": "二"}], "note": "备注。"}}
    found = of(document, field)
    assert [text for text, _ in found] == payloads


def test_a_field_may_have_a_dot_in_its_name() -> None:
    assert of({"a.b": "今天。", "a": {"b": "雨。"}}, "a.b") == [("今天。", {"a": {"b": "雨。"}})]


def test_a_field_through_a_map() -> None:
    found = of({"items": {"5": {"zw": "今天。"}, "6": {"zw": "雨。"}}}, "items.*.zw")
    assert found == [("今天。", {"key": "5"}), ("雨。", {"key": "6"})]


def test_what_surrounds_records_goes_with_each_of_them() -> None:
    hits = [{"_id": 1, "_source": A}, {"_id": 2, "_source": B}]
    around = {"account": "青石镇", "data": {"page": 1}}
    assert of({"account": "青石镇", "data": {"page": 1, "list": hits}}) == [
        ("今天。", {"title": "甲", "_id": 1} | around),
        ("雨。", {"title": "乙", "_id": 2} | around),
    ]


def test_much_that_surrounds_records_goes_with_the_first_alone() -> None:
    note = "说明" * 2_000
    assert of({"note": note, "list": [A, B]}) == [("今天。", {"title": "甲", "note": note}), ("雨。", {"title": "乙"})]


def test_no_member_hides_another_of_its_name() -> None:
    ((_, fields),) = of({"title": "外", "data": {"title": "内", "text": "今天。"}})
    assert fields == {"title": "内", "outer_title": "外"}


def test_an_item_without_text_is_an_empty_record_among_others() -> None:
    records = unwrap(json.dumps([A, {"n": 1}, None, {"text": None, "n": 2}, [["词"]], B]))
    assert [record.payload for record in records] == ["今天。", "", "", "", "", "雨。"]
    assert [record.warnings for record in records] == [
        (),
        ("no member is known to hold text",),
        ("the text is null",),
        ("the text is null",),
        ("no text in it",),
        (),
    ]
    assert [dict(record.fields) for record in records[1:5]] == [{"n": 1}, {}, {"n": 2}, {"rest": [["词"]]}]


def test_a_literal_in_a_member_is_unwrapped() -> None:
    document = {"text": "text:'今天。\\n\\n雨。'", "n": 1}
    (record,) = unwrap(json.dumps(document))
    assert (record.payload, record.wrapper, record.fields) == ("今天。\n\n雨。", "json, text:'…'", {"n": 1})


@pytest.mark.parametrize("text", ["'今天。'", '"今天。"', "note:'今天\\n雨。'", "今天，text:'雨'"])
def test_quotes_in_a_member_stay(text: str) -> None:
    assert of({"text": text}) == [(text, {})]


@pytest.mark.parametrize("text", ["{}", "[]", "[1, 2, 3]", "[[1], []]", "[null]", "{ }"])
def test_data_without_a_word_is_plain_text(text: str) -> None:
    assert [(record.payload, record.wrapper) for record in unwrap(text)] == [(text, "plain")]


def test_python_says_the_same_as_json() -> None:
    document = {"data": {"list": [A, B]}, "code": 0}
    assert [(r.payload, r.fields) for r in unwrap(repr(document))] == of(document)
