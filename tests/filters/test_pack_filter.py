"""What the filter of a rule pack removes, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.documents import document_of
from tests.helpers.results import lines_of
from tests.helpers.trail import apply_edits
from wxclean.document import Edit
from wxclean.errors import UsageError
from wxclean.filters.packs.line_rules import letters_of
from wxclean.filters.packs.pack_filter import pack_edits
from wxclean.rules.compile_packs import matcher
from wxclean.rules.first_letters import first_letters
from wxclean.rules.packfile import parse_pack

PACK = """
[pack]
name = "house"
summary = "What one account writes around its articles"
[[phrase]]
rule = "strong"
lines = ["请订阅晨报"]
[[phrase]]
rule = "weak"
strength = "weak"
lines = ["晨报", "订阅", "或"]
[[phrase]]
rule = "edge"
strength = "edge"
lines = ["明早见"]
[[phrase]]
rule = "keep"
strength = "keep"
lines = ["编辑：{name}", "请订阅"]
[[phrase]]
rule = "signed"
names = 2
lines = ["值班的人"]
[[phrase]]
rule = "maybe-signed"
strength = "weak"
names = 1
lines = ["同事"]
[[pattern]]
rule = "prompt"
regex = '请订阅.{0,6}'
[[phrase]]
rule = "titles"
strength = "weak"
list_of = "titles"
lines = ["往日的晨报"]
[[pattern]]
rule = "links"
strength = "weak"
list_of = "links"
regex = '再读.{1,3}'
[[block]]
rule = "notice"
start = "广告开始"
end = "广告结束"
[[block]]
rule = "weak-notice"
strength = "weak"
start = "启事"
end = "启事完"
[[phrase]]
rule = "who"
strength = "weak"
list_of = "section"
lines = ["晨报的故事"]
[[phrase]]
rule = "who"
strength = "weak"
of_account = true
lines = ["关于{account}"]
[[label]]
rule = "by"
lines = ["记者"]
field = "author"
[[label]]
rule = "from"
strength = "weak"
lines = ["地点"]
field = "location"
"""
MATCHER = matcher([parse_pack(PACK, path="house.toml")])


def edits_of(text: str, signature: int = 0) -> list[Edit]:
    document = document_of(text.split("\n"))
    return list(pack_edits(document, name="house", matcher=MATCHER, signature=signature, names=["渡口晨报"]))


def cleaned(*lines: str, signature: int = 0) -> list[str]:
    text = "\n".join(lines)
    return lines_of(apply_edits(text, edits_of(text, signature)))


LINK, OTHER = "[河边的灯](https://example.org/a)", "1. [**雨天**](https://example.org/b)"

LEFT_ALONE = {
    "no rule": ["河水涨了。", "桥还在。"],
    "weak at the edges": ["晨报", "河水涨了。", "订阅"],
    "weak beside text": ["河水涨了。", "晨报", "订阅", "桥还在。"],
    "weak at one remove from a strong line": ["晨报", "河水涨了。", "晨报"],
    "an edge line in the middle": ["河水涨了。", "明早见", "桥还在。"],
    "a phrase within a sentence": ["他说：请订阅晨报的人站到左边来，别的人站到右边去。"],
    "a kept line": ["请订阅"],
    "a kept line at the edge": ["编辑：阿青"],
    "a picture at the edge": ["![桥](https://example.org/a.png)", "河水涨了。", "---"],
    "a head without list": ["往日的晨报", "河水涨了，桥还在，人也都来了。"],
    "titles before text": ["往日的晨报", "河边的灯", "河水涨了。"],
    "titles under a head of links": ["再读一篇", "河边的灯"],
    "a link in a sentence": ["再读一篇", "说的是[河边的灯](https://example.org/a)", "河水涨了。"],
    "a start without end": ["广告开始", "河水涨了。"],
    "an end before the start": ["广告结束", "广告开始"],
    "a weak block": ["河水涨了。", "启事", "寻伞一把", "启事完"],
    "a weak label": ["地点", "河边"],
    "names of a weak line": ["同事", "阿青", "河水涨了。"],
    "weak of another account": ["河水涨了。", "关于老街", "请订阅"],
    "a column that is no rule": ["河", "水", "涨", "了"],
}


@pytest.mark.parametrize("lines", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_left_alone(lines: list[str]) -> None:
    assert cleaned(*lines) == lines


TAKEN = {
    "strong anywhere": (["河水涨了。", "请订阅晨报", "桥还在。"], ["河水涨了。", "桥还在。"]),
    "with ornaments": (["▼ 请订阅“晨报” ▼", "桥还在。"], ["桥还在。"]),
    "a pattern, of letters alone": (["桥还在。", "请-订-阅：本报吧"], ["桥还在。"]),
    "weak in a run": (["桥还在。", "订阅", "晨报", "请订阅晨报", "晨报"], ["桥还在。"]),
    "weak beyond a kept line": (["桥还在。", "订阅", "编辑：阿青", "请订阅晨报"], ["桥还在。", "编辑：阿青"]),
    "an edge line at the edges": (["明早见", "桥还在。", "明早见"], ["桥还在。"]),
    "an edge line behind others": (["桥还在。", "明早见", "编辑：阿青", "晨报"], ["桥还在。", "编辑：阿青"]),
    "a picture between": (["请订阅晨报", "![](a.png)", "晨报", "桥还在。"], ["桥还在。"]),
    "a picture at the end": (["桥还在。", "![](a.png)", "请订阅晨报", "![](b.png)"], ["桥还在。", "![](a.png)"]),
    "no picture at the start": (["![](a.png)", "请订阅晨报", "桥还在。"], ["![](a.png)", "桥还在。"]),
    "no fence of code": (["```", "请订阅晨报", "```"], ["```", "```"]),
    "names": (["值班的人", "阿青", "阿蓝", "阿紫"], ["阿紫"]),
    "names up to the next rule": (["值班的人", "阿青", "请订阅晨报", "阿蓝"], ["阿蓝"]),
    "names of a weak line in a run": (["同事", "阿青", "请订阅晨报", "桥还在。"], ["桥还在。"]),
    "a list of links": (["再读一篇", LINK, "---", OTHER, "河水涨了。"], ["河水涨了。"]),
    "a link over two lines": (["再读一篇", "[河边的", "灯](https://example.org/a)", "河水涨了。"], ["河水涨了。"]),
    "a list of titles": (["河水涨了。", "往日的晨报", "河边的灯", "02", "雨天的桥", "明早见"], ["河水涨了。"]),
    "titles up to a kept line": (["往日的晨报", "河边的灯", "编辑：阿青", "河水涨了。"], ["编辑：阿青", "河水涨了。"]),
    "titles among links, not after": (["往日的晨报", "河边的灯", LINK, "雨天的桥"], ["雨天的桥"]),
    "a number above a list": (["河水涨了。", "03", "再读一篇", LINK], ["河水涨了。"]),
    "a link in pieces": (["再读一篇", "[", "河边", "的灯", "](https://example.org/a)", "河。"], ["河。"]),
    "titles up to a call": (["再读一篇", "河边的灯", "雨天的桥", "请订阅晨报", "河水涨了。"], ["河水涨了。"]),
    "no works up to a call": (["再读一篇", "《河边的灯》", "请订阅晨报"], ["再读一篇", "《河边的灯》"]),
    "weak of the account": (["河水涨了。", "关于渡口晨报", "请订阅晨报"], ["河水涨了。"]),
    "a column": (["桥还在。", "请", "订", "阅", "晨", "报"], ["桥还在。"]),
    "a column below a letter that goes": (["桥还在。", "请订阅晨报", "或", "请", "订", "阅", "晨", "报"], ["桥还在。"]),
    "a block": (["甲", "广告开始", "买伞", "广告结束", "乙"], ["甲", "乙"]),
    "a block on one line": (["甲", "广告开始：买伞。广告结束", "乙", "广告结束"], ["甲", "乙", "广告结束"]),
    "a weak block in a run": (["甲", "启事", "寻伞", "启事完", "请订阅晨报"], ["甲"]),
}


@pytest.mark.parametrize(("lines", "left"), TAKEN.values(), ids=TAKEN)
def test_taken(lines: list[str], left: list[str]) -> None:
    assert cleaned(*lines) == left


ABOVE = ["河水涨了，桥还在。"] * 9
AT_THE_END: dict[str, tuple[list[str], list[str]]] = {
    "a signature": (["请订阅晨报", "渡口", "老街"], []),
    "none where it has too many letters": (["请订阅晨报", "写给渡口和老街的人"], ["写给渡口和老街的人"]),
    "none below a kept line": (["请订阅晨报", "渡口", "编辑：阿青", "老街"], ["编辑：阿青", "老街"]),
    "none of sentences": (["请订阅晨报", "老街见。"], ["老街见。"]),
    "none with a numbered heading": (["请订阅晨报", "1. 老街"], ["1. 老街"]),
    "none of code": (["请订阅晨报", "```", "老街", "```"], ["```", "老街", "```"]),
    "a section with a call": (["晨报的故事", "创办于渡口边，写小城。", "请订阅晨报"], []),
    "a section without a call": (["晨报的故事", "创办于渡口边。"], ["晨报的故事", "创办于渡口边。"]),
    "none that is long": (["晨报的故事", "渡口边。" * 200, "请订阅晨报"], ["晨报的故事", "渡口边。" * 200]),
}


@pytest.mark.parametrize(("lines", "left"), AT_THE_END.values(), ids=AT_THE_END)
def test_what_goes_with_a_line_above_it_at_the_end(lines: list[str], left: list[str]) -> None:
    assert cleaned(*ABOVE, *lines, signature=8) == [*ABOVE, *left]


def test_unknown_lines_stay_without_a_signature_or_below_little() -> None:
    assert cleaned(*ABOVE, "请订阅晨报", "渡口") == [*ABOVE, "渡口"]
    assert cleaned("河水涨了。", "请订阅晨报", "渡口", "老街", signature=8) == ["河水涨了。", "渡口", "老街"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("记者：阿青\n河水涨了。", [("author", "阿青")]),
        ("记者\n阿青\n河水涨了。", [("author", "阿青")]),
        ("记者\n---\n河水涨了。", []),
        ("地点\n河边\n河水涨了。", []),
        ("地点\n河边\n请订阅晨报", [("location", "河边")]),
        ("地点：河边\n请订阅晨报", [("location", "河边")]),
    ],
)
def test_labels(text: str, values: list[tuple[str, str]]) -> None:
    labels = [edit for edit in edits_of(text) if edit.action == "label"]
    assert [(edit.field, edit.text) for edit in labels] == values


def test_edits_name_filter_rule_and_line() -> None:
    assert edits_of("桥还在。\n\n请订阅晨报\n晨报\n***") == [
        Edit(3, "drop", "house", "strong"),
        Edit(4, "drop", "house", "weak"),
        Edit(5, "drop", "house", "weak"),
    ]


def test_many_heads_cost_no_more_than_many_lines() -> None:
    assert edits_of("往日的晨报\n河边的灯\n" * 20_000 + "河水涨了。") == []


WORDS = [
    *("请订阅晨报", "晨报", "订阅", "明早见", "编辑：阿青", "请订阅", "值班的人", "同事", "往日的晨报", "再读一篇"),
    *("广告开始", "广告结束", "广告开始广告结束", "启事", "启事完", "记者", "记者：阿青", "地点", "地点：河边", "---"),
    *("![](a.png)", LINK, "[河边的", "灯](https://example.org/a)", "河边的灯", "雨天的桥", "02"),
    *(
        "河水涨了。",
        "甲",
        "",
        "或",
        "请",
        "订",
        "阅",
        "晨",
        "报",
        "[",
        "](https://example.org/a)",
        "晨报的故事",
        "关于渡口晨报",
    ),
    "河水涨了，桥还在，两岸的人都来看水，站了半天才散。",
]
texts = st.lists(st.sampled_from(WORDS), max_size=14).map("\n".join)


@given(texts, st.sampled_from([0, 8]))
def test_a_clean_text_stays(text: str, signature: int) -> None:
    once = apply_edits(text, edits_of(text, signature))
    assert edits_of(once, signature) == []


@given(texts)
def test_whole_lines_go_and_the_rest_stays(text: str) -> None:
    edits = edits_of(text)
    lines = text.split("\n")
    gone = {edit.line for edit in edits}
    assert len(gone) == len(edits)
    left = [line for number, line in enumerate(lines, 1) if line and number not in gone]
    assert lines_of(apply_edits(text, edits)) == left
    assert not {"请订阅晨报", "值班的人"} & set(left)


@pytest.mark.parametrize(
    ("line", "letters"), [("▼ 点击 “蓝字” ▼", "点击蓝字"), ("**读** 10万+", "读0"), ("![a](b)", ""), ("——", "")]
)
def test_letters(line: str, letters: str) -> None:
    assert letters_of(line) == letters


@pytest.mark.parametrize(
    ("regex", "letters"),
    [
        ("", ""),
        (".*", ""),
        (r"\d+", ""),
        ("[^a]b", ""),
        ("(?!a)", ""),
        ("a?", ""),
        ("a|", ""),
        ("abc", "a"),
        ("a|b", "ab"),
        ("a?b", "ab"),
        ("a{0,2}b", "ab"),
        ("a{2}b", "a"),
        ("(?:a|b(?:c|d))?e", "abe"),
        (r"(a|\|)b", ""),
        (r"(?>a[|)]|b){3,}+c", "ab"),
        ("[ab]c", "ab"),
        ("(?!.*(?:c|d))(?<=e)a|b", "ab"),
    ],
)
def test_first_letters(regex: str, letters: str) -> None:
    assert first_letters(regex) == set(letters)


@pytest.mark.parametrize("line", ['strength = "edgy"', 'list_of = "title"', "names = true"])
def test_what_is_wrong_in_a_pack_is_named(line: str) -> None:
    key = line.partition(" ")[0]
    text = f'[pack]\nname = "x"\nsummary = "y"\n[[pattern]]\nrule = "a"\nregex = "b"\n{line}\n'
    with pytest.raises(UsageError, match=f"x.toml:7: {key} must be"):
        parse_pack(text, path="x.toml")
