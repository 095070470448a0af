"""Keys: one phrase serves every tool's way of writing a line; a line that no tool dressed is its own key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxclean.rules.line_key import LONGEST, fold_numbers, folded, line_key, undressed


@pytest.mark.parametrize(
    "text",
    [
        "取消",
        "微信扫一扫",
        "好的。",
        "Read more",
        "a-b",
        "snake_case",
        "it's",
        "~~",
        "C",
        "第一章",
        "（全角）",
        "a~b",
        "——",
    ],
)
def test_a_bare_line_is_its_own_key(text: str) -> None:
    assert line_key(text) == text
    assert undressed(text) == text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[取消](javascript:void\\(0\\);)", "取消"),
        ("[取消](javascript:void(0);)", "取消"),
        ("[取消](javascript:;) [允许](javascript:;)", "取消 允许"),
        ("**观看更多**", "观看更多"),
        ("_全屏_", "全屏"),
        ("__取消__", "取消"),
        ("`取消`", "取消"),
        ("~~取消~~", "取消"),
        ("# 取消", "取消"),
        ("> 取消", "取消"),
        ("- 取消", "取消"),
        ("* 取消", "取消"),
        ("![](https://a.example/x.png)取消", "取消"),
        ("![跳转二维码]()", ""),
        ("____", ""),
        ("****", ""),
        ("微信扫一扫  关注该公众号", "微信扫一扫 关注该公众号"),
        ("微信扫一扫\u3000关注该公众号", "微信扫一扫 关注该公众号"),
        ("取\u200b消\ufeff", "取消"),
        ("即将打开“”小程序", '即将打开""小程序'),
        ("阅读 314", "阅读 0"),
        ("阅读 10万+", "阅读 0"),
        ("阅读 1.5万", "阅读 0"),
        ("留言 76", "留言 0"),
        ("2018-11-23", "0-0-0"),
        ("關注該公眾號", "关注该公众号"),
        ("閱讀原文", "阅读原文"),
        ("上一页 1/3 下一页", "上一页 0/0 下一页"),
        ("Max 200 characters \\(already entered", "Max 0 characters (already entered"),
    ],
)
def test_dressing_is_taken_off(text: str, key: str) -> None:
    assert line_key(text) == key


def test_a_long_line_is_its_own_key() -> None:
    text = "**" + "山" * LONGEST
    assert line_key(text) is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("10 kg", "0 kg"), ("10 km", "0 km"), ("3w", "0"), ("3week", "0week"), ("1,234", "0"), ("1.2.3", "0.0")],
)
def test_a_unit_is_part_of_a_number_only_where_it_ends_a_word(text: str, expected: str) -> None:
    assert fold_numbers(text) == expected


@given(st.text("甲微號“a 0123.万+k-"))
def test_folded_places_lead_back_to_the_text(text: str) -> None:
    result = folded(text)
    assert result.text == fold_numbers(text).translate(str.maketrans("號“", '号"'))
    assert result.origin(0, len(result.text)) == (0, len(text))
    for place, letter in enumerate(result.text):
        start, end = result.origin(place, place + 1)
        assert end == start + 1 or letter == "0"
        origin = text[start]
        assert letter == origin.translate(str.maketrans("號“", '号"')) or (letter == "0" and origin.isdigit())
