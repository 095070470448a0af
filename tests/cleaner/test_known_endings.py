"""A page's ending is worked out once; each page comes out as if it were the first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import dumps
from wxclean import Cleaner
from wxclean.cleaner.known_endings import KnownEndings
from wxclean.document import Document
from wxclean.errors import PluginError
from wxclean.filters.step import Step
from wxclean.reading.lines.payload import Payload
from wxclean.reading.read import Ending, readings
from wxclean.rules.shipped import shipped_pack

FOOTER = dumps.filled(dumps.FOOTERS["2018"])
ENDINGS = {
    "script and footer": [*dumps.SCRIPT, *FOOTER],
    "footer": FOOTER,
    "script that an opener may stand before": [*dumps.SCRIPT[1:], *FOOTER],
    "short footer": FOOTER[5:8],
    "footer without its first lines": FOOTER[6:],
    "footer that begins with a strong line": FOOTER[7:],
    "footer whose first line ends a longer phrase": ["发消息 写留言:", *FOOTER[7:]],
}
HEADER = dumps.filled(dumps.HEADERS["2018"])
LABELS = HEADER[:-1]
PAGE = [*HEADER, *dumps.BODY]


Shape = Callable[[str], str | bytes]
SHAPES: dict[str, Shape] = {
    "wrapped": lambda text: f"text:{text!r}".encode(),
    "text": str,
    "json": lambda text: json.dumps({"text": text}),
}


def dump(lines: Sequence[str], ending: Sequence[str], shape: Shape = SHAPES["wrapped"]) -> str | bytes:
    """Return a dump of a page's lines and its ending, each line of which stands amid the template's white space."""
    return shape("\n".join(["\n\n".join(lines), *(" " * 8 + line + "\n" for line in ending)]))


def learned(ending: Sequence[str], shape: Shape = SHAPES["wrapped"]) -> Cleaner:
    """Return a cleaner that has seen pages with this ending."""
    cleaner = Cleaner()
    for number in range(3):
        cleaner.clean(dump([*PAGE, f"今天是第{'一二三'[number]}天。"], ending, shape))
    return cleaner


def knows(cleaner: Cleaner, raw: str | bytes) -> bool:
    """Return whether the cleaner uses the ending of a dump that it has seen before."""
    (reading,) = readings(raw, encoding=None, errors="strict", field=None, ending_of=cleaner._endings.of)
    return reading.ending is not None


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_an_end_is_known_from_the_third_page_on(shape: Shape, ending: Sequence[str]) -> None:
    raw = dump(PAGE, ending, shape)
    cleaner = Cleaner()
    seen = []
    for _ in range(3):
        seen.append(knows(cleaner, raw))
        assert cleaner.clean(raw) == Cleaner().clean(raw)
    assert seen == [False, False, True]


@pytest.mark.parametrize("times", [1, 20], ids=["few", "many"])
def test_the_edits_of_a_known_end_are_those_below_as_many_lines(times: int) -> None:
    ending = FOOTER * times
    cleaner = learned(ending)
    for lines in (PAGE, [*PAGE, "灯塔亮了。"], PAGE, [*PAGE[:-1], "灯塔亮了。"]):
        raw = dump(lines, ending)
        assert knows(cleaner, raw)
        assert cleaner.clean(raw).edits == Cleaner().clean(raw).edits
    first, again, longer = (cleaner.clean(dump(lines, ending)).edits for lines in (PAGE, PAGE, [*PAGE, "灯塔亮了。"]))
    assert (first[-1] is again[-1]) is (times == 1)
    assert first[-1] is not longer[-1]


@pytest.mark.parametrize("line", ["知道\u200b了", "知道了\xa0知道了", "已发送\x00"])
def test_an_end_that_fixes_change_is_kept_with_what_they_changed(line: str) -> None:
    ending = [*FOOTER[:8], line, *FOOTER[8:]]
    raw = dump(PAGE, ending)
    cleaner = learned(ending)
    assert knows(cleaner, raw)
    cleaned = cleaner.clean(raw)
    assert cleaned == Cleaner().clean(raw)
    assert "rewrite" in {edit.action for edit in cleaned.edits}


def with_fix(fix: Callable[[str], str]) -> Cleaner:
    """Return a cleaner with a plug-in fix before the page's filters."""
    cleaner = Cleaner()
    steps = (Step("lamps", "fix", "a plug-in", "", fix=fix), *cleaner.steps)
    cleaner.steps, cleaner._steps_if_ordinary = steps, [step for step in steps if step.minds is None]
    cleaner._endings = KnownEndings(steps)
    return cleaner


def refuses(word: str) -> Callable[[str], str]:
    def fix(text: str) -> str:
        if word in text:
            raise PluginError(f"{word}!")
        return text

    return fix


def fails_then_changes_the_footer(text: str) -> str:
    return refuses("今天是第二天")(text).replace("知道了", "取消")


FIXES: dict[str, tuple[Callable[[str], str], bool]] = {
    "it changes nothing": (str, True),
    "it changes the article": (lambda text: text.replace("天", "日"), True),
    "it changes the footer, and the words are known": (lambda text: text.replace("知道了", "取消"), True),
    "it makes text of a footer's line": (lambda text: text.replace("知道了", "灯塔亮了"), False),
    "it empties a footer's line": (lambda text: text.replace("知道了", ""), False),
    "it fails at the footer": (refuses("知道了"), False),
    "it fails at the article": (refuses("今天是第三天"), True),
    "it fails at first, and changes the footer later": (fails_then_changes_the_footer, True),
}


@pytest.mark.parametrize(("fix", "known"), FIXES.values(), ids=FIXES)
def test_a_plug_in_fix_leaves_the_short_cut_on(fix: Callable[[str], str], known: bool) -> None:
    cleaner = with_fix(fix)
    pages = [[*PAGE, f"今天是第{number}天。"] for number in "一二三四五"]
    for lines in pages:
        raw = dump(lines, FOOTER)
        assert cleaner.clean(raw) == with_fix(fix).clean(raw)
    assert knows(cleaner, dump(pages[-1], FOOTER)) is known


@pytest.mark.parametrize("phrase", ["轻触查看原文", "该内容已被发布者删除"])
@pytest.mark.parametrize("lines", [PAGE, HEADER, LABELS], ids=["page", "header alone", "labels alone"])
def test_an_end_that_makes_a_page_suspect_does_so_each_time(lines: Sequence[str], phrase: str) -> None:
    ending = [*FOOTER[6:], phrase, "知道了"]
    cleaner = learned(ending)
    cleaned = cleaner.clean(dump(lines, ending))
    assert cleaned == Cleaner().clean(dump(lines, ending))
    assert bool(cleaned.suspect) == (lines != PAGE or phrase == "轻触查看原文")


UNFIT = {
    "a header alone": HEADER,
    "text alone": [*dumps.BODY, *dumps.BODY, *dumps.BODY],
    "nothing stands above": [],
    "a footer begins above": [*PAGE, "微信扫一扫", "关注该公众号", "灯塔亮了。"],
    "a line that opens footers stands above": [*PAGE, "阅读原文", "灯塔亮了。"],
    "the last line is chrome": [*PAGE, "分享"],
    "a phrase begins above, a line of text between": [*PAGE, "留言", "暂无留言0条留言已无更多数据"],
    "the page's own code stands above": [*PAGE[:9], *dumps.SCRIPT, *PAGE[9:]],
    "an opening bracket is the last line": [*PAGE, "(function(){"],
    "there is nothing but code": ["var lamp = 3;", "lamp += 1;"],
    "a collapsed page stands above": [" ".join([*HEADER, *dumps.BODY, *FOOTER]), "灯塔亮了。"],
    "a notice alone": ["该内容已被发布者删除"],
    "the reward box": [*PAGE, dumps.ACCOUNT],
    "the footer says a line again": [*PAGE, "好看"],
    "no header": ["灯塔亮了。"],
    "what the fixes change": [*PAGE, "灯塔\u200b亮了&nbsp;。"],
    "a tool's list": ["# 灯塔", "来源：潮汐手记", "链接：https://mp.weixin.qq.com/s/x", "灯塔亮了。"],
    "an escape at the end": [*PAGE, "C:\\"],
    "a source": [*PAGE, "来源：海边日报"],
    "later headers": [*PAGE, "微信号", "abc_def", "功能介绍", "写海的人", "灯塔亮了。"],
}


@pytest.mark.parametrize("lines", UNFIT.values(), ids=UNFIT)
@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_what_stands_above_a_known_end_is_cleaned_as_if_it_were_not_known(
    shape: Shape, ending: Sequence[str], lines: Sequence[str]
) -> None:
    cleaner = learned(ending, shape)
    raw = dump(lines, ending, shape)
    assert cleaner.clean(raw) == Cleaner().clean(raw)


def test_code_left_above_a_known_ending_with_a_script_is_suspect() -> None:
    ending = ENDINGS["script and footer"]
    raw = dump(["河口的灯塔", "2018-11-23", *["a = 1;"] * 4], ending)
    cleaner = learned(ending)
    assert knows(cleaner, raw)
    for found in (cleaner.clean(raw), Cleaner().clean(raw)):
        assert [one.code for one in found.suspect] == ["code-left"]


PHRASES = sorted(line for line in shipped_pack("wechat").phrases if "{" not in line)
LINES = st.lists(
    st.one_of(
        st.sampled_from([*dumps.BODY, "灯塔", "2018-11-23", "", "", "a = 1;", "}", "# 小标题", "作者：林小满"]),
        st.sampled_from(PHRASES),
        st.sampled_from(dumps.SCRIPT),
    ),
    max_size=8,
)


@given(st.lists(st.tuples(LINES, st.booleans()), min_size=1, max_size=4), st.sampled_from(list(ENDINGS)))
def test_pages_come_out_the_same_whatever_was_seen_before(
    pages: Sequence[tuple[Sequence[str], bool]], name: str
) -> None:
    cleaner = learned(ENDINGS[name])
    for lines, with_header in pages:
        raw = dump([*HEADER, *lines] if with_header else lines, ENDINGS[name])
        assert cleaner.clean(raw) == Cleaner().clean(raw)


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        ({}, True),
        ({"rules": ["promo"]}, True),
        ({"skip": ["unicode"]}, True),
        ({"skip": ["wechat.footer"]}, None),
        ({"filters": ["wechat"]}, False),
        ({"filters": ["scripts"], "rules": ["promo"]}, False),
        ({"skip": ["scripts"]}, False),
        ({"filters": ["unicode"]}, False),
    ],
)
def test_ends_count_only_where_both_filters_of_the_page_run(settings: dict[str, list[str]], known: bool | None) -> None:
    raw = dump(PAGE, ENDINGS["script and footer"])
    cleaner = Cleaner(**settings)  # type: ignore[arg-type]
    for _ in range(3):
        assert cleaner.clean(raw) == Cleaner(**settings).clean(raw)  # type: ignore[arg-type]
    assert known is None or knows(cleaner, raw) is known


def test_a_document_keeps_the_lines_below_it_when_lines_go() -> None:
    document = Document.of_columns([1, 2], ["灯塔", "渡口"], [None, None], ["灯塔", "渡口"], ["知道了"])
    left = document.without([(0, 1)])
    assert (left.texts, left.below) == (["渡口"], ["知道了"])


def test_the_longest_end_counts() -> None:
    endings = KnownEndings(Cleaner().steps)
    page = Payload(b"first\\n" + b"x" * 60)
    for raw in (b"x" * 50, b"x" * 60, b"x" * 55):
        endings._keep(page, Ending(raw, 1))
    found = endings.of(page)
    assert found is not None
    assert found.raw == b"x" * 60


def test_an_end_miss_when_it_is_seen_again_but_not_for_ever() -> None:
    endings = KnownEndings(Cleaner().steps)
    page = Payload(b"x" * 60)
    wanted = [endings._miss(page) for _ in range(30)]
    assert not wanted[0]
    assert wanted[1]
    assert not wanted[-1]
    endings._keep(page, Ending(b"x" * 50, 1))
    assert endings.of(page) is None
    endings._hit(page)
    assert endings.of(page) is not None


def test_pages_that_must_be_cleaned_whole_do_not_end_the_use_of_an_end() -> None:
    cleaner = learned(FOOTER)
    for _ in range(20):
        cleaner.clean(dump(PAGE, FOOTER))
        cleaner.clean(dump([], FOOTER))
    assert knows(cleaner, dump(PAGE, FOOTER))


def test_pages_without_a_template_are_learned_from_seldom() -> None:
    endings = KnownEndings(Cleaner().steps)
    pages = [Payload(b"%d" % (number % 50) * 60) for number in range(5000)]
    learned = sum(endings._miss(page) for page in pages)
    assert 16 < learned < 50


def test_where_ends_are_of_use_more_of_them_are_learned() -> None:
    endings = KnownEndings(Cleaner().steps)
    for number in range(1000):
        endings._miss(Payload(b"%d" % (number % 50) * 60))
    for _ in range(200):
        endings._hit(Payload(b"x" * 60))
    pages = [Payload(b"%d" % number * 60) for number in range(1000, 1010) for _ in range(2)]
    assert sum(map(endings._miss, pages)) == 10


def test_what_is_kept_has_bounds() -> None:
    endings = KnownEndings(Cleaner().steps)
    for number in range(1000):
        page = Payload(b"%060d" % number)
        endings._miss(page)
        for size in range(49, 60):
            endings._keep(page, Ending(page.raw[-size:], 1))
    assert max(len(endings._known), len(endings._missed)) <= 64
    assert all(len(known) <= 8 for known in endings._known.values())


def test_an_end_without_end_is_not_kept() -> None:
    ending = FOOTER * 400
    assert not knows(learned(ending), dump(PAGE, ending))
    assert knows(learned(FOOTER * 20), dump(PAGE, FOOTER * 20))
