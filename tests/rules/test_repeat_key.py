"""What makes two lines of different articles the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxclean.rules.repeat_key import repeat_key, vocabulary_of

SAME = [
    ("**点击关注**", "▼ 点击 关注 ▼"),
    ("第12期 渡口晚报", "第 7 期|渡口晚报"),
    ("ＡＢＣ茶馆", "abc茶馆"),
    ("[老街](https://mp.weixin.qq.com/s/a)", "[老街](https://mp.weixin.qq.com/s/b)"),
    ("官网 https://example.org/a?b=1", "官网：https://example.org/c"),
    ("![图](https://mmbiz.qpic.cn/1)扫码加入", "扫码加入"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_dressing_numbers_and_addresses_make_no_difference(one: str, other: str) -> None:
    assert repeat_key(one) == repeat_key(other) != ""


@pytest.mark.parametrize("text", ["", "▼▼▼", "1", "2023", "* * *", "长" * 4001])
def test_what_cant_be_compared_has_no_key(text: str) -> None:
    assert repeat_key(text) == ""


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    assert repeat_key(repeat_key(text)) == repeat_key(text)


@pytest.mark.parametrize(
    ("key", "is_own"), [("编辑林小满", True), ("end", True), ("endpoint", False), ("她编辑过", False)]
)
def test_own_words_begin_a_line_and_latin_ones_are_all_of_it(key: str, is_own: bool) -> None:
    words = vocabulary_of((), (), ("编辑", "END"), ())
    assert (words.own.match(key) is not None) == is_own


def test_a_list_without_words_matches_nothing() -> None:
    assert all(pattern.search("关注") is None for pattern in vocabulary_of((), (), (), ())[:3])
