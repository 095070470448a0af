"""Landmarks are found wherever they stand, by one of their characters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wxclean.reading.lines.page_phrases import LANDMARKS, has_landmark, is_of_landmark, places_of_collapsed

PHRASES = [phrase for found in LANDMARKS.values() for phrase in found]


def test_each_phrase_has_the_character_that_it_is_kept_under_at_one_place_and_not_at_its_end() -> None:
    for letter, phrases in LANDMARKS.items():
        assert {phrase.index(letter) for phrase in phrases} == {phrases[0].index(letter)}
        assert not any(phrase.endswith(letter) for phrase in phrases)


@pytest.mark.parametrize(
    "phrase",
    [
        *(
            "微信扫一扫",
            "微信掃一掃",
            "微信號",
            "预览时标签不可点",
            "預覽時標籤不可點",
            "轻点两下取消",
            "继续滑动看下一个",
        ),
        *("在小说阅读器中沉浸阅读", "才可以留言", "长按二维码向我转账", "功能介绍", "功能介紹"),
        *("WeChat ID", "Weixin ID", "Scan to Follow", "to follow Official Account"),
    ],
)
def test_a_long_line_with_a_phrase_of_nearly_every_page_may_be_a_collapsed_one(phrase: str) -> None:
    assert places_of_collapsed(["短行。", "海" * 60 + phrase]) == [1]
    assert places_of_collapsed(["海" * 99, phrase + "海" * 60, phrase]) == [1]
    assert places_of_collapsed([f"{''.join(LANDMARKS)}{'海' * 60}{phrase}"] * 2) == [0, 1]
    assert places_of_collapsed([phrase + "海" * (61 - len(phrase))]) == [0]
    data = f"![](data:image/gif;base64,{'A' * 60})"
    assert places_of_collapsed([data, f"{data} {phrase}"]) == [1]
    assert places_of_collapsed(["海" * 60 + phrase[:-1], phrase, phrase + "海" * (60 - len(phrase))]) == []


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_landmark_is_known_by_the_place_of_its_character(phrase: str) -> None:
    text = f"{''.join(LANDMARKS)}。{phrase}🗼"
    letter = next(letter for letter, phrases in LANDMARKS.items() if phrase in phrases)
    places = [place for place, found in enumerate(text) if found == letter and is_of_landmark(text, place)]
    assert places == [text.index(phrase) + phrase.index(letter)]
    assert has_landmark(text)


@pytest.mark.parametrize("text", ["", "微", "微信", "信扫一扫", "微🗼", "".join(LANDMARKS)])
def test_a_part_of_a_landmark_is_none(text: str) -> None:
    assert not has_landmark(text)
    assert not any(is_of_landmark(text, place) for place, letter in enumerate(text) if letter in LANDMARKS)


@given(st.lists(st.sampled_from([*PHRASES, *LANDMARKS, *("Ax0I" * 9, "微信" * 40, "海")]), max_size=12).map("".join))
@example("IAF" * 30 + "Weixin ID")
@example("WeChat " + "I" * 30)
def test_the_search_by_a_character_is_that_for_the_phrases(text: str) -> None:
    """Where the character is frequent, as in data that stands in an address, the phrases are searched for."""
    assert has_landmark(text) == any(phrase in text for phrase in PHRASES)
