"""The `unicode` and `spacing` fixes: what is repaired, what is removed, and above all what stays."""

from __future__ import annotations

import re
import time
from itertools import product

import ftfy
import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import assume, example, given
from hypothesis import strategies as st

from wxclean.filters.fixes import spacing, unicode
from wxclean.filters.fixes.spacing import clean_spacing
from wxclean.filters.fixes.unicode import (
    _FAR_FROM_CLUES,
    _MOJIBAKE_CLUE,
    clean_unicode,
    may_be_mojibake,
    without_invisible,
    without_mojibake,
)
from wxclean.filters.step import Fix
from wxclean.reading.lines.odd_characters import odd_letters

# The encodings in which UTF-8 is misread.
MISREAD = (
    "latin-1",
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso-8859-2",
    "mac-roman",
    "cp437",
    "gbk",
)
LETTERS = (
    "山水。，！“”‘’—…·《》（）ＡＢ１abcZ 0.!?éèàüñßçœÂÃÎÐØÙ€£¥°±×²√≈‚вВГРСЂβΒΓΞΟ"
    "¶§®™»\xa0\xad\u2003\u200b\x81\x85\x1b\ufffd\ufffc─│"
)
TEXT = st.one_of(st.text(), st.text(st.sampled_from(LETTERS)))


@st.composite
def mojibake(draw: st.DrawFn) -> str:
    """Return text that was written as UTF-8 and read as something else, once or twice, amid text that wasn't."""
    text = draw(st.text(st.sampled_from(LETTERS + "你好世界🌊данные")))
    for _ in range(draw(st.integers(1, 2))):
        errors = draw(st.sampled_from(("ignore", "replace")))
        text = text.encode("utf-8", "ignore").decode(draw(st.sampled_from(MISREAD)), errors)
    return draw(st.sampled_from(("", "山水", "a "))) + text + draw(st.sampled_from(("", "，好", " z")))


@pytest.mark.parametrize(
    "text",
    [
        "“你好”，世界！（测试）‘是’——《书》……",
        "ＡＢＣ１２３，全角字母",
        "全角\u3000空格",
        "ﬁne oﬃce ligatures",
        "金\uf90a和豈\uf900",
        "康熙部首：⽂⽬⼀",
        "图标\ue60a\uf8ff在私用区",
        "一家人👩\u200d👩\u200d👧\u200d👦",
        "彩虹旗🏳\ufe0f\u200d🌈，海盗旗🏴\u200d☠\ufe0f",
        "摇头🙂\u200d↔\ufe0f，点头🙂\u200d↕\ufe0f，断链⛓\ufe0f\u200d💥",
        "医生👩🏽\u200d⚕\ufe0f、程序员👨\u200d💻、黑鸟🐦\u200d⬛",
        "国旗🇨🇳，英格兰🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "键帽1\ufe0f⃣#\ufe0f⃣",
        "می\u200cخواهم کتاب\u200cها",
        "क्\u200dष और न\u200cहीं",
        "שלום\u200e עולם",
        "caffè, naïve, Zürich, Łódź, Ærø, señor, Œuvre d'art",
        "Привет, мир; Γειά σου; ประเทศไทย; 한국어",
        "拼音：nǐ hǎo, lǜ, ān",
        "25℃，±3°，×2，½杯，√2≈1.41，¥99，©2020，№5，§3",
        "let s = '&lt;p&gt;&nbsp;\\n\\t';",
        "C:\\new\\table",
        "→ ✔ ★ ● ■ ── │ ┌─┐",
        "e\u0301 组合字符",
        "·间隔号·",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert clean_unicode(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("零\u200b宽\u2060字\ufeff符", "零宽字符"),
        ("\ufeff文首的 BOM", "文首的 BOM"),
        ("文\u200d字\u200c间", "文字间"),
        ("词尾\u200d", "词尾"),
        ("双向\u202a控制\u202c，\u2066隔离\u2069", "双向控制，隔离"),
        ("没有\u200e从右到左\u200f的字\u061c", "没有从右到左的字"),
        ("\x1b[31m红\x1b[0m色", "红色"),
        ("\x1b]8;;https://a.example\x07链接\x1b]8;;\x07", "链接"),
        ("\x1b]0;标题\x1b\\正文", "正文"),
        ("半截\x1b", "半截"),
        ("\x1b]0;灯塔亮了，船就回来。", "灯塔亮了，船就回来。"),
        ("海边\x1b]2026年灯塔亮了", "海边2026年灯塔亮了"),
        ("\x1bP灯塔" + "亮" * 3000 + "\x07了", "灯塔" + "亮" * 3000 + "了"),
        ("响\x07铃\x00空\x7f删", "响铃空删"),
        ("对象\ufffc替换符", "对象替换符"),
        ("弃用\u206a控制\u206f", "弃用控制"),
        ("孤立\ud83d代理", "孤立\ufffd代理"),
        ("\ufff9注\ufffa音\ufffb", "注音"),
        ("\x81剩下\x8d的", "剩下的"),
    ],
)
def test_what_nobody_wrote_goes(text: str, expected: str) -> None:
    assert clean_unicode(text) == expected


@pytest.mark.parametrize("text", ["灯塔亮了，船就回来。", "“看得见”——他说", "café, déjà vu", "It’s done…"])
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_mojibake_is_repaired(text: str, encoding: str) -> None:
    misread = "".join(
        bytes([byte]).decode(encoding) if encoding == "latin-1" or byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in text.encode()
    )
    assert clean_unicode(misread) == text


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_a_long_line_of_mojibake_is_repaired_as_a_short_one_is(levels: int) -> None:
    text = misread = "灯塔亮了，船就回来，海边的人都看见了。" * 40 + "café"
    for _ in range(levels):
        misread = misread.encode().decode("latin-1")
    assert clean_unicode(misread) == text
    assert clean_unicode(f"灯塔{misread[:1000]}") == clean_unicode("灯塔") + clean_unicode(misread[:1000])


# Each of these is repaired one character at a time, which takes ftfy quadratic time.
ENDLESS = {
    "from the left": ("Ã", "ƒ", ""),
    "from the left, as C1": ("Ã", "\x83", ""),
    "from the right": ("", "Â", "\x83"),
    "from the right, after text": (" Â", "Â", "\xa0\x83"),
    "misread twice": ("Ã", "ƒÂ", ""),
    "inside Chinese": ("中文Ã", "ƒ", "好"),
    "with what is taken out between": ("Ã", "\u200bƒ", ""),
    "surrogates": ("ô", "¦í\xa0\x80œÂÂ", ""),
}
LONGEST = {"from the right, after text", "surrogates"}


@pytest.mark.parametrize(
    ("start", "unit", "end"),
    [pytest.param(*parts, id=name, marks=[pytest.mark.slow] * (name in LONGEST)) for name, parts in ENDLESS.items()],
)
def test_mojibake_without_end_takes_linear_time(start: str, unit: str, end: str) -> None:
    """Twenty thousand characters take seconds rather than more than a minute."""
    text = start + unit * (20_000 // len(unit)) + end
    begin = time.process_time()
    once = clean_unicode(text)
    assert time.process_time() - begin < 15
    assert clean_unicode(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不\xa0换\u2003行", "不 换 行"),
        ("全角\u3000空格", "全角\u3000空格"),
        ("行\u2028分隔\u2029段", "行 分隔 段"),
        ("\xa0首尾\xa0", "首尾"),
        ("制表\t符", "制表\t符"),
    ],
)
def test_odd_spaces_become_plain_ones(text: str, expected: str) -> None:
    assert clean_spacing(text) == expected


@given(st.one_of(TEXT, mojibake()))
@example("Ã\u2003x")
@example("\u200b Ã x")
@example("\x81\x80")
@example("\x0b")
def test_the_gate_lets_nothing_by(text: str) -> None:
    """The prefilter spares most lines the repair; the result is as if every line went through it."""
    assert clean_unicode(text) == without_mojibake(without_invisible(text))


@given(st.one_of(st.text("山，“”‘’—…·● aZ0\u3000\u3010\uff01\uffee\uff00\u303f~"), TEXT))
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Text without odd characters is text that the fixes don't change."""
    lines = list(filter(None, map(str.strip, text.split("\n"))))
    assume(not odd_letters("\n".join(lines)))
    assert [clean_spacing(clean_unicode(line)) for line in lines] == lines


@pytest.mark.parametrize(
    ("fix", "minded"),
    [(clean_unicode, unicode.MINDED), (clean_spacing, spacing.MINDED)],
    ids=["unicode", "spacing"],
)
def test_a_fix_minds_each_letter_that_it_changes(fix: Fix, minded: re.Pattern[str]) -> None:
    letters = map(chr, range(0x110000))
    assert [hex(ord(one)) for one in letters if fix(f"山{one}水") != f"山{one}水" and not minded.search(one)] == []


@given(st.one_of(TEXT, mojibake()))
@example("aÃ\u2003")
@example("\u200b Ã x")
@example("\x81\x80")
def test_a_repaired_line_stays_as_it_is(text: str) -> None:
    once = clean_spacing(clean_unicode(text)).strip()
    assert clean_spacing(clean_unicode(once)).strip() == once


def test_ftfy_has_the_step_that_it_repeats() -> None:
    """Without it, the levels of mojibake in a long line couldn't be bounded."""
    fixed, _ = getattr(ftfy, "_fix_encoding_one_step_and_explain")("cafÃƒÂ©", ftfy.TextFixerConfig())  # noqa: B009 - mypy knows no private name
    assert fixed == "cafÃ©"


def test_the_clue_holds_what_badness_needs() -> None:
    needed = ("c1", "bad", "law", "currency", "numeric", "upper_accented", "lower_accented", "box")
    classes = "".join(MOJIBAKE_CATEGORIES[name] for name in needed)
    table = re.compile(f"[{classes}ÙÂÃ‚ЂВГРСΒΓΞΟ\ufffc]")
    assert [hex(i) for i in range(0x10000) if bool(table.match(chr(i))) != bool(_MOJIBAKE_CLUE.match(chr(i)))] == []


_CATEGORY = re.compile(f"[{''.join(MOJIBAKE_CATEGORIES.values())}]")
BESIDE_MOJIBAKE = [*filter(_CATEGORY.match, map(chr, range(0x80, 0x10000))), *"Œœ°ŠšŸž´øπûóùú aZ.1中，\t"]


def test_mojibake_is_looked_for_wherever_badness_sees_some() -> None:
    pairs = map("".join, product(BESIDE_MOJIBAKE, BESIDE_MOJIBAKE))
    texts = (before + pair for pair in pairs for before in ("", "a", " "))
    assert [text for text in texts if is_bad(text) and not may_be_mojibake(text)] == []


@given(st.lists(st.sampled_from([*BESIDE_MOJIBAKE, "×", "Â ", "中" * 7, "中文 text" * 3]), max_size=12).map("".join))
def test_what_stands_far_from_a_clue_is_not_looked_at_for_mojibake(text: str) -> None:
    near = _FAR_FROM_CLUES.sub(r"\1\2", text)
    assert is_bad(near) == is_bad(text)
    assert _MOJIBAKE_CLUE.findall(near) == _MOJIBAKE_CLUE.findall(text)


@pytest.mark.parametrize("letter", "，。！？；：“”‘’（）《》【】、—…·～￥「」『』ＡａＺ１０\u3000中文")
def test_chinese_text_is_spared_the_repair(letter: str) -> None:
    assert not _MOJIBAKE_CLUE.search(letter)
