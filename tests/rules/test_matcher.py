"""The prefilter before a line's rule is looked up: it passes each line that has one, and few others."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from wxclean.rules.compile_packs import matcher
from wxclean.rules.matcher import Matcher, _is_whole
from wxclean.rules.packfile import parse_pack
from wxclean.rules.prefilter import Prefilter, may_go_on_with


def of(entries: str) -> Matcher:
    return matcher([parse_pack(f'[pack]\nname = "harbour"\nsummary = "Notices"\n{entries}', path="harbour.toml")])


NAMES = of("""
[[phrase]]
rule = "notice"
lines = [
  "潮{name}", "发现{name}", "灯 {name}", "{n}级{name}",
  "{name}录", "{name}内容", "{name} {n}级",
  "灯塔 #", "灯塔+", "赞{n}", "赞", "在看",
  "港口开放{name}", "岛上 {name}", "{name}灯光表演", "{name}船票 {n}张",
]
""")
GATE = Prefilter(NAMES._rules)
# The ends of phrases, and what stands round letters in them, between them and at their ends.
PIECES = (
    "潮",
    "发现",
    "發",
    "港口",
    "开放",
    "開",
    "岛上",
    "灯光表",
    "演",
    "船票",
    "张",
    "灯",
    "级",
    "录",
    "内容",
    "灯塔",
    "赞",
    "在看",
    "手记",
    "港",
    "1",
    "12.5",
    "万",
    "+",
    "。",
    ".",
    ",",
)
DRESSING = (
    "**",
    "_",
    "~~",
    "`",
    "#",
    "> ",
    "- ",
    "\\",
    " ",
    "\u3000",
    "\u200b",
    "[",
    "](x)",
    "![](x)",
    '<a id="a"></a>',
    "<label>",
    "</label>",
    "][3]",
    "![x][4]",
)


@pytest.mark.parametrize(
    "line",
    [
        *("潮汐", "潮 汐", "**潮**汐"),
        *("发现手记", "發現手记", "发**现**手记", "发\u200b现手记", "> 发现手记"),
        *("灯 手记", "灯\u3000手记", "灯\t手记"),
        *("7级手记", "12级手记", "1.5万级手记", "1,024级手记"),
        *("手记录", "手记 录", "手记\\录"),
        *("手记内容", "手记內容", "手记内\u200b容", "手记**内**容"),
        *("手记 7级", "手记 12级", "手记 3万级"),
        *("灯塔 #", "**灯塔 #**", "灯塔+", "**灯塔+**"),
        *("赞7", "赞3万", "7赞 在看", "赞 **在看**", "赞 12 **在看**", "1\u200b2赞3在看", "1.\u200b2赞3在看"),
        *("港口开放日", "**港口**開放日", "岛上 手记", "岛上\u3000手记", "夜的灯光表演"),
        *("夜的船票 3张", "夜的[船](x)票 3张"),
        *("<label>潮汐</label>", "<label>[潮](x)汐</label>", "![x][4]潮汐", "发[现][3]手记"),
        *("在[看](x)", "[1.](x)2赞3在看", '灯塔+<a id="a"></a>', '赞<a id="a"></a>在看'),
    ],
)
def test_a_line_that_has_a_rule_is_let_by(line: str) -> None:
    assert NAMES.rule(line) is not None
    assert (GATE.may_match(line), list(GATE.places([line]))) == (True, [0])


@pytest.mark.parametrize(
    "line",
    [
        *("发人深省的话", "灯火通明的夜", "手记很长", "船长和水手"),
        *("港口的夜", "岛上的夜", "夜里的表演", "夜里的3张", "赞 夜看", "赞 夜里 在看"),
        *("[夜里的港](https://a.example/x)", "[发人深省](javascript:void\\(0\\);)"),
        *("# 船火", "#船火", "**船火**", "船火+", "**", "船火 通明"),
        *("![灯塔](https://a.example/x.png)", "![]()"),
        "发现" * 100,
    ],
)
def test_a_line_without_a_rule_s_letters_is_held_back(line: str) -> None:
    assert not GATE.may_match(line)
    assert NAMES.rule(line) is None


@given(st.lists(st.sampled_from(PIECES + DRESSING), min_size=1, max_size=9).map(lambda pieces: "".join(pieces).strip()))
@example('在看 赞<a id="a"></a>')
def test_no_line_that_has_a_rule_is_held_back(line: str) -> None:
    assume(line)
    if NAMES.rule(line) is not None:
        assert (GATE.may_match(line), list(GATE.places([line]))) == (True, [0])


@pytest.mark.parametrize("line", ["#灯塔", "**#灯塔**", "\\#灯塔", "-灯塔", "\u200b#灯塔"])
def test_where_phrases_begin_with_dressing_dressed_lines_are_let_by(line: str) -> None:
    dressed = of('[[phrase]]\nrule = "lamp"\nlines = ["#灯塔", "-灯塔"]\n')
    assert dressed.rule(line) is not None
    assert Prefilter(dressed._rules).may_match(line)


@pytest.mark.parametrize(
    ("phrase", "lines"),
    [
        ("{name}第{n}", ["灯塔第3", "灯塔第12", "灯塔第3万", "灯塔第3 萬", "**灯塔第1,024**", "灯塔第3+"]),
        ("{name}号’", ["灯塔3号’", "灯塔3号'", "**灯塔3号’**"]),
        ('{name}号"', ["灯塔号”", '灯塔号"']),
        ("#话题 {name}", ["#话题 灯塔", "**#话题 灯塔**"]),
        ("+86 {name}", ["+86 灯塔", "+ +86 灯塔"]),
        ("<{name}", ["<灯塔", "**<灯塔**"]),
        ("{name}汐", ["<label>潮汐</label>", "潮汐<label>"]),
    ],
)
def test_a_pattern_s_ends_are_known_however_a_line_writes_them(phrase: str, lines: list[str]) -> None:
    rules = of(f"[[phrase]]\nrule = \"lamp\"\nlines = ['''{phrase}''']\n")
    assert [rule and rule.name for rule in rules.rules_of(lines)] == ["lamp"] * len(lines)


@pytest.mark.parametrize("line", ["港", "灯塔", "![](https://a.example/x.png)", "![灯](x)港"])
def test_a_pattern_that_may_begin_with_any_letter_lets_all_by(line: str) -> None:
    """A picture has an empty key, which such a pattern may match."""
    anywhere = of('[[pattern]]\nrule = "harbour"\nregex = ".{0,2}港?"\n')
    assert anywhere.rule(line) is not None
    assert Prefilter(anywhere._rules).may_match(line)


@pytest.mark.parametrize("key", ["", "港", "灯塔", "灯塔的光"])
def test_a_pattern_is_tried_once_however_short_the_key(key: str) -> None:
    anywhere = of('[[pattern]]\nrule = "harbour"\nregex = ".{0,2}港?"\n[[pattern]]\nrule = "lamp"\nregex = "灯.*"\n')
    tried = [pattern.rule.name for pattern in anywhere._patterns_for(key)]
    assert sorted(tried) == ["harbour"] + ["lamp"] * key.startswith("灯")


SPLIT = of("""
[[phrase]]
rule = "lamp"
strength = "strong"
lines = ["灯塔 开放", "7级大风", "灯塔 #海"]
[[phrase]]
rule = "word"
strength = "weak"
lines = ["灯塔", "{n}"]
""")


@pytest.mark.parametrize(
    ("head", "below", "joins"),
    [
        *(("灯塔", "开放", True), ("灯塔", "開放", True), ("灯塔", "**开放**", True), ("灯塔", "[开放](x)", True)),
        *(("**灯塔**", "[ 开放 ](x)", True), ("灯塔", "![](x)开放", True), ("7", "级大风", True), ("1", "7级", True)),
        *(("灯塔", "#海", True), ("灯塔", "7", True)),
        *(("灯塔", "关闭", False), ("灯塔", "**关闭**", False), ("灯塔", "[关闭](x)", False), ("7", "开放", False)),
    ],
)
def test_a_split_phrase_goes_on_where_the_letter_below_may_follow(head: str, below: str, joins: bool) -> None:
    assert may_go_on_with(SPLIT._letters_below(head), below) is joins


@pytest.mark.parametrize(
    "lines", [["灯塔", "开放"], ["灯塔", "**开放**"], ["[灯塔](x)", "[开放](x)"], ["1", "7级大风"]]
)
def test_each_line_of_a_split_phrase_has_its_rule(lines: list[str]) -> None:
    for _ in range(2):
        assert [rule and rule.name for rule in SPLIT.rules_of(["海", *lines])] == [None, "lamp", "lamp"]


@pytest.mark.parametrize("line", ["![](x)![](y)", "**海港手记** ![](x)", "![](x) 夜里的港", "![](x)**"])
def test_words_beside_pictures_are_looked_at_alone(line: str) -> None:
    assert not GATE.may_match(line)
    assert NAMES.rule(line) is None


def test_a_long_line_of_links_is_found_each_time() -> None:
    """Only short lines are remembered."""
    line = f"[灯塔](https://a.example/{'x' * 200})"
    for _ in range(2):
        assert [rule and rule.name for rule in SPLIT.rules_of([line, "开放", "海"])] == ["lamp", "lamp", None]


RUNS = of("""
[[phrase]]
rule = "lamp"
lines = ["灯塔", "灯塔开放", "塔开", "开放 {n}", "在", "在看", "^灯]", "-]", "Lamp", "amp"]
""")


@given(st.text("灯塔开放 0在看^]-Lampx", max_size=30))
def test_the_phrases_in_a_text_are_the_longest_ones_from_left_to_right(text: str) -> None:
    phrases = sorted((phrase for phrase in RUNS._rules.phrases if len(phrase) > 1), key=len, reverse=True)
    found, place = [], 0
    while place < len(text):
        here = (phrase for phrase in phrases if text.startswith(phrase, place))
        whole = (place + len(phrase) for phrase in here if _is_whole(text, place, place + len(phrase)))
        end = next(whole, place + 1)
        if end > place + 1:
            found.append((place, end))
        place = end
    assert [(start, end) for start, end, _ in RUNS.phrases_in(text)] == found


def test_a_pack_without_phrases_finds_none_in_a_text() -> None:
    assert list(of('[[pattern]]\nrule = "lamp"\nregex = "灯.*"\n').phrases_in("灯塔")) == []


LABELS = of('[[label]]\nrule = "account"\nfield = "wechat_id"\nlines = ["微信号"]')


@pytest.mark.parametrize("line", ["微信号：harbour", "**微信号** harbour", "![](a.png)微信号：harbour"])
def test_a_label_may_stand_behind_dressing_and_pictures(line: str) -> None:
    found = LABELS.label(line)
    assert found is not None
    assert (found[0].name, found[1], LABELS.has_label(["灯亮了。", line])) == ("account", "harbour", True)
