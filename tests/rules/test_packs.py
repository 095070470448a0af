"""The shipped rule packs: their examples hold, and their phrases are found in every form that tools give them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers.trail import apply_edits
from wxclean import clean
from wxclean.rules.compile_packs import PLACEHOLDER
from wxclean.rules.prefilter import Prefilter, may_go_on_with
from wxclean.rules.rule import Example, RulePack
from wxclean.rules.shipped import shipped_matcher, shipped_pack

WECHAT = shipped_pack("wechat")
MATCHER = shipped_matcher("wechat")
GATE = Prefilter(MATCHER._rules)
PHRASES = sorted(phrase for phrase in WECHAT.phrases if "{" not in phrase)
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
    assert result.suspect == ()


def test_every_phrase_is_found() -> None:
    lost = [line for line in PHRASES if not known(line)]
    assert lost == []


@pytest.mark.parametrize("dressing", DRESSINGS)
def test_every_phrase_is_found_under_its_dressing(dressing: str) -> None:
    lost = [line for line in PHRASES if line.strip(".*_#") == line and not known(dressing % line)]
    assert lost == []


@pytest.mark.parametrize("dressing", ["%s", *DRESSINGS])
def test_a_number_or_a_name_in_a_phrase_may_be_any(dressing: str) -> None:
    filled = [of_names(line, "潮汐手记") for line in WECHAT.phrases if "{" in line]
    assert [line for line in filled if not known(dressing % line)] == []


@pytest.mark.parametrize("rest", ["潮汐手记", "D_infinite", "开心果 Need Car", "NASA中国", "Dr.Wang", "一点·历史"])
def test_an_account_has_no_punctuation(rest: str) -> None:
    assert known(f"以下文章来源于{rest}")
    for sentence in (f"{rest}。", f"{rest}，略有删改", f"《{rest}》", f"{rest}.", f"“{rest}”", f"{rest}：第三章"):
        assert MATCHER.rule(f"以下文章来源于{sentence}") is None, sentence


@pytest.mark.parametrize("line", ["潮汐手記 · 目錄", "關注該公眾號", "**閱讀原文**", "預覽時標籤不可點"])
def test_traditional_characters_are_known(line: str) -> None:
    assert known(line)


@pytest.mark.parametrize("line", ["阅读 7", "阅读", "2018-11-23", "8:05"])
def test_a_number_may_be_missing(line: str) -> None:
    assert known(line)


@pytest.mark.parametrize("line", ["--", ":", "年月日", "2018--", "00:00/:"])
def test_one_of_several_numbers_may_not_be_missing(line: str) -> None:
    assert MATCHER.rule(line) is None


@pytest.mark.parametrize("line", ["功能介绍 Intro", "功能介绍\u3000Intro"])
def test_phrases_side_by_side_are_known(line: str) -> None:
    assert known(line)


def known(line: str) -> bool:
    """Return whether a line has a rule, and passes the prefilter."""
    return list(GATE.places([line])) == [0] and GATE.may_match(line) and MATCHER.rule(line) is not None


def of_names(phrase: str, name: str) -> str:
    """Return a phrase with a number and a name in place of its placeholders."""
    return phrase.replace("{n}", "7").replace("{name}", name).replace("{account}", name)


NAMED = sorted(of_names(phrase, "潮") for phrase in WECHAT.phrases if PLACEHOLDER.search(phrase))
MARKS = st.sampled_from([*"*_#>[]()!\\`~+- \u200b\ufe0f\u3000019kW“”'微號一。:：", "](", "**", "~~", "10万+", "(x)"])
PARTS = st.one_of(st.sampled_from(PHRASES), st.sampled_from(NAMED), MARKS)


@given(st.lists(PARTS, min_size=1, max_size=6).map("".join))
@example("继续~~滑动看下一个 赞~~")
@example("赞3万")
@example("# **阅读 10万+**")
@example("-2018-01-")
@example('<a id="js_view_source"></a>Read more')
def test_the_cheap_test_lets_every_line_by_that_has_a_rule(line: str) -> None:
    line = line.strip() or "。"
    assert MATCHER.rule(line) is None or (list(GATE.places([line])) == [0] and GATE.may_match(line))


@pytest.mark.parametrize(
    "line", ["好的。", "今天没有风。", "The lamp is lit.", "灯塔", "微信扫一扫，你就知道了。", "我想取消订阅"]
)
def test_text_is_no_phrase(line: str) -> None:
    assert MATCHER.rule(line) is None


@pytest.mark.parametrize(
    ("head", "below", "may"),
    [("Posted", "on", True), ("**Posted**", "**on**", True), ("Posted", "灯塔亮了。", False), ("灯塔", "on", False)],
)
def test_a_phrase_goes_on_only_with_its_own_letters(head: str, below: str, may: bool) -> None:
    assert may_go_on_with(MATCHER._letters_below(head), below) is may
