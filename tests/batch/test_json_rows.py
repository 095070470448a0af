"""Rows of JSON Lines and JSON arrays: which member is cleaned, what is added beside it, and what stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.batch import batch, dump
from wxclean.batch.formats.rows import clean_object, text_column
from wxclean.batch.job import Job
from wxclean.cleaner.cleaner import Cleaner
from wxclean.errors import InputError

CLEANER = Cleaner()
FOOTER = "微信扫一扫\n关注该公众号"
RAW = f"今天下雨。\n{FOOTER}"


KNOWN = {"metadata": {"kind": "article"}}
"""What is said of each row whose text had a page's footer."""

CHROME = "微信扫一扫\n关注该公众号"


def row(value: Any, **job: Any) -> Any:
    """Return a row with its text cleaned."""
    return clean_object(value, CLEANER, Job(**job)).value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"id": 1, "text": RAW}, {"id": 1, "text": "今天下雨。", **KNOWN}),
        ({"正文": RAW, "k": [1]}, {"正文": "今天下雨。", "k": [1], **KNOWN}),
        ({"data": {"content": RAW, "n": 1}, "k": 2}, {"data": {"content": "今天下雨。", "n": 1, **KNOWN}, "k": 2}),
        (
            {"data": {"list": [{"text": RAW}, {"n": 1}, {"text": "干净。"}]}},
            {"data": {"list": [{"text": "今天下雨。", **KNOWN}, {"n": 1}, {"text": "干净。"}]}},
        ),
        (
            {"1": {"text": RAW}, "2": {"text": RAW}},
            {"1": {"text": "今天下雨。", **KNOWN}, "2": {"text": "今天下雨。", **KNOWN}},
        ),
        ({"content": RAW.split("\n")}, {"content": ["今天下雨。"], **KNOWN}),
        (
            {"content": [{"text": line} for line in RAW.split("\n")]},
            {"content": "今天下雨。", "content_raw": [{"text": line} for line in RAW.split("\n")], **KNOWN},
        ),
        ({"zw": RAW, "url": "https://a.b"}, {"zw": "今天下雨。", "url": "https://a.b", **KNOWN}),
        ([{"text": RAW}, {"text": RAW}], [{"text": "今天下雨。", **KNOWN}, {"text": "今天下雨。", **KNOWN}]),
        ([{"n": [1]}, RAW, {"text": "好。"}], [{"n": [1]}, {"text": "今天下雨。", **KNOWN}, {"text": "好。"}]),
        (RAW, {"text": "今天下雨。", **KNOWN}),
    ],
)
def test_the_text_is_replaced_where_it_stands(before: Any, after: Any) -> None:
    assert row(before) == after
    assert not clean_object(after, CLEANER, Job()).changed


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"text": None},
        {"id": 1, "content": None, "url": "https://a.b"},
        {"data": {"list": [{"text": None}]}},
        {"text": "干净。"},
        {"content": ["第一段。", "第二段。"]},
        {"content": [{"text": "第一段。"}, {"text": "第二段。"}]},
    ],
)
def test_what_is_null_or_clean_stays(value: Any) -> None:
    assert clean_object(value, CLEANER, Job()).value is value
    assert not clean_object(value, CLEANER, Job()).changed


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (17, "no member is known to hold text"),
        ([1, "甲"], "neither an object nor a string"),
        ({"n": 1}, "no member is known to hold text; there are: n; choose with --field"),
        ({"a": "今天。", "b": "明天。"}, "several members may be the text: a, b; choose with --field"),
        ({"text": 5}, "no member is known to hold text; there are: text"),
    ],
)
def test_what_cant_be_told_is_refused(value: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        row(value)


def test_a_path_says_which_member_is_the_text() -> None:
    before = {"data": [{"a": RAW, "b": "其他。"}, {"a": None, "b": "其他。"}]}
    after = {"a": "今天下雨。", "b": "其他。", **KNOWN}
    assert row(before, text_column="data[].a") == {"data": [after, before["data"][1]]}


def test_lines_of_which_none_is_left_are_an_empty_text() -> None:
    cleaned = row({"content": ["微信扫一扫", "关注该公众号"]})
    assert cleaned["content"] == [""]
    assert row(cleaned) == cleaned


@pytest.mark.parametrize(
    "before",
    [
        {"text": CHROME},
        {"zw": CHROME},
        {"text": CHROME, "content": RAW},
        {"text": CHROME.split("\n"), "content": RAW},
        {"text": {"text": CHROME, "content": RAW}},
        {"a": {"text": CHROME}, "b": {"text": ""}},
    ],
)
def test_a_text_of_which_nothing_is_left_is_still_the_text(before: Any) -> None:
    """What stood beside it isn't cleaned in its place the next time."""
    cleaned = clean_object(before, CLEANER, Job())
    assert cleaned.changed
    assert row(cleaned.value) == cleaned.value


def test_a_string_is_no_joined_text_where_it_was_a_string_before() -> None:
    """Cleaning keeps the pieces of a text that it joins as `…_raw`; another `…_raw` says nothing."""
    assert (
        row({"data": {"summary": "摘要。", "summary_raw": "摘要"}, "list": [{"text": RAW}]})["list"][0]["text"]
        == "今天下雨。"
    )


def test_metadata_stand_beside_the_text() -> None:
    ((found,),) = row({"data": [{"text": dump(1)}]}).values()
    assert found["metadata"]["account"]


def test_the_raw_text_is_kept_if_asked_for() -> None:
    assert row({"a": {"text": RAW}}, keep_raw=True) == {"a": {"text": "今天下雨。", "text_raw": RAW, **KNOWN}}
    assert row({"text": RAW, "text_raw": "x"}, keep_raw=True) == {"text": "今天下雨。", "text_raw": "x", **KNOWN}
    tree = [{"text": line} for line in RAW.split("\n")]
    assert row({"content": tree, "content_raw": "x"})["wxclean_content_raw"] == tree


def test_the_column_of_a_table_is_known_by_the_same_names() -> None:
    assert text_column(["id", "articleContent"], None) == "articleContent"
    assert text_column(["raw", "Text"], None) == "Text"
    with pytest.raises(InputError, match="no column that is known to hold text; there are: id, zw; choose with --text"):
        text_column(["id", "zw"], None)


@pytest.mark.parametrize("suffix", ["jsonl", "json"])
def test_null_is_kept_in_place_and_is_no_failure(tmp_path: Path, suffix: str) -> None:
    values = [None, {"id": 1, "text": None}, {"id": 2, "text": RAW}]
    lines = [json.dumps(value, ensure_ascii=False) for value in values]
    text = "\n".join(lines) if suffix == "jsonl" else f"[{', '.join(lines)}]"
    (tmp_path / f"a.{suffix}").write_text(text + "\n", "utf-8")
    summary = batch(tmp_path / f"a.{suffix}")
    after = (tmp_path / f"a.{suffix}").read_text("utf-8")
    rows = [json.loads(line) for line in after.splitlines()] if suffix == "jsonl" else json.loads(after)
    assert rows == [None, {"id": 1, "text": None}, {"id": 2, "text": "今天下雨。", **KNOWN}]
    assert (summary.exit_code, summary.counts.failures) == (0, 0)


def test_records_of_a_row_are_gathered_each(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    value = {"account": "青石镇", "list": [{"title": "甲", "text": RAW}, {"title": "乙", "text": None}]}
    (tmp_path / "in" / "a.json").write_text(json.dumps(value) + "\n", "utf-8")
    batch(tmp_path / "in", output=tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(each["text"], each["metadata"]["title"], each["fields"]["account"]) for each in rows] == [
        ("今天下雨。", "甲", "青石镇"),
        ("", "乙", "青石镇"),
    ]
    assert rows[1]["warnings"] == ["the text is null"]


def test_what_is_said_of_a_row_already_is_no_change() -> None:
    first = clean_object({"text": "春天来了锟斤拷。"}, Cleaner(), Job())
    assert first.changed
    assert first.value["metadata"]["suspect"][0]["code"] == "mojibake"
    assert not clean_object(first.value, Cleaner(), Job()).changed
