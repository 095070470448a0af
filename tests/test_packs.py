"""The shipped rule packs: their examples hold, and each of their phrases is found in every form that tools give it."""

from __future__ import annotations

from pathlib import Path

import pytest

import wxclean
from wxclean import clean
from wxclean.layout import apply_edits
from wxclean.matching import matcher
from wxclean.packfile import read_pack
from wxclean.rules import Example, RulePack

FOLDER = Path(wxclean.__file__).parent / "packs"
WECHAT = read_pack(FOLDER / "wechat.toml")
MATCHER = matcher([WECHAT])
PHRASES = [line for line in WECHAT.phrases if "{" not in line]
DRESSINGS = (
    "[%s](javascript:void\\(0\\);)",
    "[%s](javascript:;)",
    "**%s**",
    "_%s_",
    "- %s",
    "%s\u200b",
    "![](https://a.example/x.png)%s",
)


def examples(pack: RulePack) -> list[Example]:
    assert pack.examples, f"{pack.name} has no example"
    return list(pack.examples)


@pytest.mark.parametrize("example", examples(WECHAT), ids=lambda example: example.raw[:12].strip())
def test_an_example_of_the_pack_comes_out_clean(example: Example) -> None:
    result = clean(example.raw)
    assert str(result) == example.clean
    assert apply_edits(result.payload, result.edits) == result.text
    assert str(clean(example.clean)) == example.clean
    assert result.suspect is None


def test_every_phrase_is_found() -> None:
    lost = [line for line in PHRASES if not known(line)]
    assert lost == []


@pytest.mark.parametrize("dressing", DRESSINGS)
def test_every_phrase_is_found_under_its_dressing(dressing: str) -> None:
    lost = [line for line in PHRASES if line.strip(".*_#") == line and not known(dressing % line)]
    assert lost == []


@pytest.mark.parametrize("dressing", ["%s", *DRESSINGS])
def test_a_number_or_a_name_in_a_phrase_may_be_any(dressing: str) -> None:
    filled = [line.replace("{n}", "7").replace("{name}", "潮汐手记") for line in WECHAT.phrases if "{" in line]
    assert [line for line in filled if not known(dressing % line)] == []


@pytest.mark.parametrize("line", ["潮汐手記 · 目錄", "關注該公眾號", "**閱讀原文**", "預覽時標籤不可點"])
def test_traditional_characters_are_known(line: str) -> None:
    assert known(line)


@pytest.mark.parametrize("line", ["功能介绍 Intro", "功能介绍\u3000Intro"])
def test_phrases_side_by_side_are_known(line: str) -> None:
    assert known(line)


def known(line: str) -> bool:
    """Whether a line has a rule, and the cheap test before it lets it by."""
    return list(MATCHER.may_know([line])) == [0] and MATCHER.rule(line) is not None


@pytest.mark.parametrize(
    "line", ["好的。", "今天没有风。", "The lamp is lit.", "灯塔", "微信扫一扫，你就知道了。", "我想取消订阅"]
)
def test_text_is_no_phrase(line: str) -> None:
    assert MATCHER.rule(line) is None
