"""A rule pack is checked when it is read; errors name file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from wxclean.cleaner.cleaner import Cleaner
from wxclean.errors import UsageError
from wxclean.rules.packfile import parse_pack, read_pack
from wxclean.rules.rule import Rule

HEAD = '[pack]\nname = "harbour"\nsummary = "Notices"\n'

WRONG = {
    "no TOML": ("[[phrase]\n", 4, "not valid TOML: Expected ']]' at the end of an array declaration"),
    "an open end": ('[[phrase]]\nlines = ["a"', 5, "not valid TOML: Unclosed array"),
    "a key twice": ('[[phrase]]\nrule = "a"\nrule = "b"\n', 6, "not valid TOML: Cannot overwrite a value"),
    "an unknown table": ('\n[[phrases]]\nrule = "a"\n', 5, "unknown table 'phrases'; did you mean 'phrase'?"),
    "a table for a list": ('[phrase]\nrule = "a"\n', 4, "phrase must be written as [[phrase]]"),
    "an unknown key": (
        '[[phrase]]\nrule = "a"\nline = ["x"]\n',
        6,
        "unknown key 'line' in phrase; did you mean 'lines'?",
    ),
    "a text for a list": ('[[phrase]]\nrule = "a"\nlines = "x"\n', 6, "lines must be a list, not 'x'"),
    "a number for a text": ("[[phrase]]\nrule = 3\nlines = ['x']\n", 5, "rule must be text, not 3"),
    "a text for a switch": ("[[phrase]]\nrule = 'a'\nlines = ['x']\nopens = 'yes'\n", 7, "opens must be true or false"),
    "true for a number": ("[[phrase]]\nrule = 'a'\nlines = ['x']\nnames = true\n", 7, "names must be a whole number"),
    "no rule": ('[[phrase]]\nlines = ["x"]\n', 4, "phrase needs 'rule'"),
    "no lines": ('[[phrase]]\nrule = "a"\nlines = []\n', 4, "phrase needs 'lines'"),
    "no field": ('[[label]]\nrule = "a"\nlines = ["x"]\n', 4, "label needs 'field'"),
    "no regex": ('[[pattern]]\nrule = "a"\n', 4, "pattern needs 'regex'"),
    "no end": ('[[block]]\nrule = "a"\nstart = "x"\n', 4, "block needs 'end'"),
    "no clean text": ('[[example]]\nraw = "a"\n', 4, "example needs 'clean'"),
    "a learned rule without an account": (
        '[[learned]]\nrule = "promo.tail.a"\nstate = "accept"\nline = "关注"\n',
        5,
        "rule promo.tail.a: name the account that it is for",
    ),
    "a learned rule of an unknown account": (
        '[[learned]]\nrule = "promo.tail.a"\naccount = "渡口"\nstate = "accept"\nline = "关注"\n',
        6,
        "rule promo.tail.a: there is no [[account]] named '渡口'",
    ),
    "a learned rule of no kind": (
        '[[learned]]\nrule = "promotion"\nstate = "accept"\nline = "关注"\n',
        5,
        "the rule of a learned line begins with promo.head, promo.tail, ",
    ),
    "a state that is none": (
        '[[learned]]\nrule = "chrome.a"\nstate = "accepted"\nline = "关注"\n',
        6,
        "state must be one of accept, review, reject, not 'accepted'; did you mean 'accept'?",
    ),
    "a learned line without letters": (
        '[[learned]]\nrule = "chrome.a"\nstate = "accept"\nline = "▼"\n',
        7,
        "rule chrome.a: a line holds 1 to 300 letters",
    ),
    "a learned rule twice": (
        '[[learned]]\nrule = "chrome.a"\nstate = "accept"\nline = "甲"\n' * 2,
        9,
        "rule chrome.a stands here already",
    ),
    "an account twice": ('[[account]]\nname = "渡口"\n' * 2, 7, "account '渡口' stands here already"),
    "a share that is no number": ('[[account]]\nname = "渡口"\nremoved = "half"\n', 6, "removed must be a number"),
    "examples that are no texts": (
        '[[learned]]\nrule = "chrome.a"\nstate = "accept"\nline = "甲"\nexamples = [1]\n',
        8,
        "examples must be a list of texts",
    ),
    "words that are no texts": ("[vocabulary]\nown = [1]\n", 5, "own must be a list of texts"),
    "a bad strength": (
        '[[phrase]]\nrule = "a"\nstrength = "strng"\nlines = ["x"]\n',
        6,
        "strength must be one of strong, ",
    ),
    "a bad zone": (
        '[[phrase]]\nrule = "a"\nzone = "feet"\nlines = ["x"]\n',
        6,
        "zone must be one of any, head, body, foot",
    ),
    "a bad field": (
        '[[label]]\nrule = "a"\nfield = "writer"\nlines = ["x"]\n',
        6,
        "field must be one of title, account, wechat_id",
    ),
    "a rule's name with a space": ('[[phrase]]\nrule = "a b"\nlines = ["x"]\n', 5, "rule may hold letters, digits"),
    "an empty phrase": ('[[phrase]]\nrule = "a"\nlines = ["x", " "]\n', 6, "rule a: a phrase must be one line of text"),
    "a phrase of two lines": (
        '[[phrase]]\nrule = "a"\nlines = ["x\\ny"]\n',
        6,
        "rule a: a phrase must be one line of text",
    ),
    "no phrase": ('[[phrase]]\nrule = "a"\nlines = ["x", 3]\n', 4, "rule a: a phrase must be one line of text, not 3"),
    "a long phrase": (f'[[phrase]]\nrule = "a"\nlines = ["{"长" * 121}"]\n', 6, "rule a: a phrase has at most 120"),
    "a phrase twice": (
        '[[phrase]]\nrule = "a"\nlines = ["x"]\n\n[[phrase]]\nrule = "b"\nlines = [\n  "y",\n  "x",\n]\n',
        12,
        "rule b: 'x' stands in rule a already",
    ),
    "a name at both ends": (
        '[[phrase]]\nrule = "a"\nlines = ["{name}、{name}"]\n',
        6,
        "rule a: a phrase must begin or end with words of its own",
    ),
    "too many numbers": (
        '[[phrase]]\nrule = "a"\nlines = ["{n}{n}{n}{n}{n}{n}{n}"]\n',
        6,
        "rule a: a phrase has at most 6 {n}",
    ),
    "too many names": (
        '[[phrase]]\nrule = "a"\nlines = ["从{name}、{name}、{name}、{name}"]\n',
        6,
        "rule a: a phrase has at",
    ),
    "a regex that takes all memory": (
        "[[pattern]]\nrule = 'a'\nregex = '((a{999}){999}){999}'\n",
        6,
        "rule a: bad regex: too",
    ),
    "a long regex": (f"[[pattern]]\nrule = 'a'\nregex = '{'x' * 1001}'\n", 6, "rule a: bad regex: too large"),
    "a deep regex": (f"[[pattern]]\nrule = 'a'\nregex = '{'(' * 490}x{')' * 490}'\n", 6, "rule a: bad regex: nested"),
    "a bad regex": ("[[pattern]]\nrule = 'a'\nregex = '(x'\n", 6, "rule a: bad regex: missing ) at position 2"),
}


@pytest.mark.parametrize(("text", "line", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_has_file_line_and_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_pack(HEAD + text, path="mine.toml")
    assert str(caught.value).startswith(f"mine.toml:{line}: {reason}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("", "mine.toml:1: no [pack] table; add one with name and summary"),
        ("[pack]\nname = 'a'\n", "mine.toml:1: pack needs 'summary'"),
        ("[pack]\nname = 'a.b'\nsummary = 'x'\n", "mine.toml:2: name may hold letters, digits, - and _, not 'a.b'"),
        ("[[pack]]\nname = 'a'\nsummary = 'x'\n", "mine.toml:1: pack must be written as [pack]"),
        ("a = " + "[" * 5000, "mine.toml:1: not valid TOML: "),
    ],
)
def test_a_pack_says_what_it_is(head: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_pack(head, path="mine.toml")
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "No such file or directory"), (b"\xff\xfe\x00", "not UTF-8")],
    ids=["missing", "bytes"],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=f"mine.toml: can't read this rule pack: {reason}"):
        read_pack(path)


def test_a_file_without_end_is_not_read() -> None:
    with pytest.raises(UsageError, match="/dev/zero: larger than a rule pack can be"):
        read_pack("/dev/zero")


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_pack(path).name == "harbour"


def test_a_right_pack_is_read_as_it_is_written() -> None:
    text = (
        '[[phrase]]\nrule = "end"\nzone = "foot"\nyears = "2019-2021"\nlang = "zh-Hans"\nlines = ["完毕", "以上"]\n'
        '[[label]]\nrule = "by"\nfield = "author"\nstrength = "weak"\nlines = ["值班"]\n'
        "[[pattern]]\nrule = 'tide'\nregex = '潮位.{1,9}'\n"
        '[[block]]\nrule = "table"\nstart = "潮汐表"\nend = "表毕"\n'
        '[[example]]\nraw = "完毕"\nclean = ""\n'
    )
    pack = parse_pack(HEAD + text, path="mine.toml")
    end = Rule("end", "harbour", zone="foot", years="2019-2021", lang="zh-Hans")
    by = Rule("by", "harbour", strength="weak", zone="head", field="author")
    assert pack.phrases == {"完毕": end, "以上": end, "值班": by}
    assert [(pattern.rule.name, pattern.regex) for pattern in pack.patterns] == [("tide", "潮位.{1,9}")]
    assert [block[1:] for block in pack.blocks] == [("潮汐表", "表毕")]
    assert pack.examples == (("完毕", ""),)


@pytest.mark.usefixtures("_short_patience")
def test_a_pattern_without_end_is_left_out_and_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + "[[pattern]]\nrule = 'slow'\nregex = '(潮|潮潮)+完完'\n", encoding="utf-8")
    (warning,) = Cleaner(rules=[path]).clean("潮" * 100 + "完了").warnings
    assert warning.startswith("rule harbour.slow: the pattern takes too long for this text")
    assert "--skip harbour.slow" in warning


def test_a_pack_that_is_too_large_is_so_wherever_it_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxclean.rules.packfile.LARGEST_PACK", 99)
    (tmp_path / "large.toml").write_text("# " + "河" * 99, "utf-8")
    with pytest.raises(UsageError, match=r"large\.toml: larger than a rule pack can be"):
        read_pack(tmp_path / "large.toml")
