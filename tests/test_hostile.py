"""Hostile input: bounded time and memory, nothing lost, nothing that acts on a terminal."""

from __future__ import annotations

import gc
import importlib
import json
import pkgutil
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import wxclean
from tests.conftest import Run
from tests.helpers.trail import apply_edits
from wxclean import Cleaner, UsageError, WxcleanError, clean
from wxclean.output.html_page.escape import text as page_text
from wxclean.rules.compile_packs import matcher
from wxclean.rules.line_key import line_key
from wxclean.rules.packfile import parse_pack
from wxclean.rules.rule import Pattern
from wxclean.rules.shipped import SHIPPED, shipped_pack
from wxclean.visible import printable, safe, visible

resource = pytest.importorskip("resource", reason="needs limits and alarms of POSIX")

MEGA = 1 << 20
SENTENCE = "海边的人看见船回来了。"


@pytest.fixture(autouse=True)
def _time_limit() -> Iterator[None]:
    """Fail where a case takes more than a minute: none may hang."""

    def stop(signum: int, frame: object) -> None:
        raise TimeoutError("a hostile text took more than a minute")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 60)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def assert_lawful(raw: str | bytes) -> None:
    """Check that cleaning ends with a text or an error of ours.

    The trail rebuilds the text, and cleaning it a second time changes nothing.
    """
    try:
        found = clean(raw)
    except WxcleanError:
        return
    found.text.encode()
    assert apply_edits(found.payload, found.edits) == found.text
    if found.source.wrapper == "plain":
        assert clean(found.text).text == found.text


LARGE = {
    "one line of Chinese": "'" + SENTENCE * (8 * MEGA // 33) + "'",
    "one line of ASCII": "a" * (16 * MEGA),
    "blank lines": "\n" * (MEGA // 2),
    "blank lines, escaped": "text:'" + "\\n" * (MEGA // 2) + "'",
    "opening quotes": "'" * (MEGA // 2),
    "other opening quotes": 'text:"' * (MEGA // 64),
    "brackets": "[" * (MEGA // 2),
    "levels of JSON": '{"text":' * 100_000 + '"a"' + "}" * 100_000,
    "levels of JSON, cut": '{"text":[' * 100_000,
    "backslashes": "text:'" + "\\" * (MEGA // 2) + "'",
    "escapes cut at the end": "text:'" + "\\ud83d" * 100_000 + "\\u",
    "NULs": "山\0" * 100_000,
    "combining characters": "a" + "\u0301" * 250_000,
    "joiners": "\u200d" * 250_000,
    "headers": "标题甲\n原创\n微信号\nabc_def\n功能介绍\n写海的人\n" * 1_500,
    "headers without labels": "原创\n甲\n乙\n" * 3_000,
    "footers": "微信扫一扫\n关注该公众号\n取消\n推荐\n" * 3_000,
    "a collapsed page of phrases": "长按二维码向我转账 a" * 5_000,
    "strike-through": "~~a" * 100_000,
    "a quote before blank lines": '{"text":"' + '"\n' * 10 + "\n" * 100_000 + "a",
    "terminal commands without an end": "\x1b]0;" + "a" * (MEGA // 2),
    "openings of terminal commands": "\x1b[" * 100_000,
}


@pytest.mark.parametrize("raw", LARGE.values(), ids=LARGE.keys())
def test_large_texts_take_seconds(raw: str) -> None:
    assert seconds(lambda: clean(raw)) < 2


NOTATIONS = [
    *("a(", "a.", "a=", "a=b=", "var x = {", "a({}", "typeof a === 'function' && ", "OrderedDict([(", "{'a': <"),
    *("/* 1 */\n", '{"a":ObjectId("b"),', '{"text":[', '{"content":{"a":[', '[{"text":"a"},', "{'a': '今天下雨"),
    *('["今天下雨。",', "text：'", "*", f"{'*' * 27} 1. row {'*' * 27}\n a: b\n", "甲\\n\\n\\n乙\n"),
    *("甲\t\\n\\n\\n乙\n", "~{", "~{VPND~} ", "+", "+eyxOAGu1-"),
]
"""What a text may be full of that begins one of the notations in which programs write data."""


@pytest.mark.parametrize("unit", NOTATIONS)
def test_the_time_grows_with_the_length_alone(unit: str) -> None:
    def taken(size: int) -> float:
        raw = unit * (size // len(unit))
        return min(seconds(lambda: _cleaned_or_refused(raw)) for _ in range(2))

    assert taken(40_000) < 8 * taken(10_000) + 0.1


def _members(count: int) -> dict[str, str]:
    return {f"n{number}": f"第{number}句话。" for number in range(count)}


def _deep(inner: object, depth: int) -> object:
    for _ in range(depth):
        inner = {"a": inner, "b": "一句长长的话。"}
    return inner


DOCUMENTS: dict[str, Callable[[int], object]] = {
    "members": _members,
    "records in a map": lambda count: {str(number): {"text": "甲", "n": number} for number in range(count)},
    "records below much": lambda count: {"note": "话。" * count, "list": [{"text": "甲"} for _ in range(count)]},
    "names that clash": lambda count: {"title": "外", "list": [{"title": "内", "text": "甲"} for _ in range(count)]},
    "a tree of pieces": lambda count: {"content": [{"type": "p", "children": [{"text": "甲"}]} for _ in range(count)]},
    "deep records": lambda count: [_deep({"text": "甲"}, 90) for _ in range(count // 90)],
    "deep rivals": lambda count: [_deep({"c": _deep(1, 9), "d": "又一句话。"}, 60) for _ in range(count // 90)],
    "no text": lambda count: [{"n": number} for number in range(count)],
    "rivals": lambda count: {"d": [{"a": "一句话。", "b": "又一句。"} for _ in range(count)]},
    "other names each": lambda count: {"d": [{f"n{number}": "一句话。"} for number in range(count)]},
    "rows": lambda count: [[1, "甲乙丙", "一句话。"] for _ in range(count)],
    "long names": lambda count: {"d": {"x" * 999 + str(number): "一句话。" for number in range(count // 100)}},
}


@pytest.mark.parametrize("field", [None, "d.*"])
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_the_time_grows_with_the_size_of_a_document_alone(document: Callable[[int], object], field: str | None) -> None:
    def taken(count: int) -> float:
        raw = json.dumps(document(count), ensure_ascii=False)
        return min(seconds(lambda: _cleaned_or_refused(raw, field)) for _ in range(2))

    assert taken(2_000) < 8 * taken(500) + 0.1


def _cleaned_or_refused(raw: str, field: str | None = None) -> None:
    with suppress(WxcleanError):
        list(wxclean.clean_records(raw, field=field))


def test_memory_is_a_small_multiple_of_the_text() -> None:
    """A line of 16 MB is cleaned in an address space of 1 GB."""
    program = (
        f"import resource, wxclean; resource.setrlimit(resource.RLIMIT_AS, ({1 << 30}, {1 << 30}));"
        f"print(len(wxclean.clean(('text:\\'' + '山' * {16 * MEGA // 3} + '\\\\n\\'').encode()).text))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert int(done.stdout) == 16 * MEGA // 3


@pytest.mark.slow
def test_mojibake_costs_no_more_than_its_length() -> None:
    """Repairing a line of mojibake takes some seconds a megabyte at worst."""
    assert seconds(lambda: clean("Ã¤Â½Â Ã¥Â¥Â½a\x9d" * 20_000)) < 8


CODE_POINTS = [chr(code) for code in range(sys.maxunicode + 1)]


@pytest.mark.parametrize("plane", range(17))
def test_every_code_point_is_cleaned(plane: int) -> None:
    letters = CODE_POINTS[plane << 16 : (plane + 1) << 16 : 1 if plane < 2 else 64]
    for raw in ("".join(letters), "\n".join(letters)):
        found = clean(raw)
        assert apply_edits(found.payload, found.edits) == found.text
        assert clean(found.text).text == found.text


@pytest.mark.parametrize("show", [visible, safe, printable, page_text], ids=lambda show: str(show.__module__))
def test_every_code_point_is_shown_harmlessly(show: Callable[[str], str]) -> None:
    """In previews, patches, messages and the report's page."""
    found = show("".join(CODE_POINTS).replace("\n", ""))
    assert not ACTING.search(found)
    found.encode()
    if show is page_text:
        assert not re.search("[<>\"']", found)


def test_every_code_point_may_stand_in_a_key() -> None:
    """In a line's key, and in the phrase and the label of a rule pack."""
    rules = Cleaner().steps[-1].matcher
    assert rules is not None
    for letter in (*CODE_POINTS[: 2 << 16], *CODE_POINTS[2 << 16 :: 64]):
        key = line_key(f"关注{letter}公众号")
        assert line_key(key) == key, hex(ord(letter))
    for letter in CODE_POINTS[::97]:
        rules.rule(f"微信号{letter}")
        rules.label(f"微信号{letter}甲")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"\xc0\xaf" + SENTENCE.encode(),
        b"\xe0\x80\x80" + SENTENCE.encode(),
        b"\xf4\x90\x80\x80" + SENTENCE.encode(),
        b"\xed\xa0\x80" + SENTENCE.encode(),
        SENTENCE.encode()[:-1],
        SENTENCE.encode() + SENTENCE.encode("gb18030"),
        SENTENCE.encode("gb18030") + SENTENCE.encode("big5hkscs", "ignore"),
        SENTENCE.encode("utf-16") + SENTENCE.encode(),
        b"\xef\xbb\xbf" * 3 + SENTENCE.encode(),
        b"\xff\xfe\xff\xfe\x00",
        b"text:'" + SENTENCE.encode()[:-1] + b"'",
        b"text:b'\\xe5\\xb1'",
        bytes(range(256)) * 4,
    ],
)
def test_broken_bytes_give_a_text_or_an_error_of_ours(raw: bytes) -> None:
    assert_lawful(raw)
    assert clean(raw, encoding="utf-8", errors="replace").text.encode() is not None


@pytest.mark.parametrize(
    "raw",
    [
        "text:'text:\\'text:\\\\\\'a\\\\\\'\\''",
        "text:'a\\",
        "text:'a\\x",
        "text:'a\\N{",
        "text:'\\ud83d",
        "'\\ud83d\\n\\ude00'",
        '{"text":"a\\ud83d"}',
        '{"text":"\\u0000"}',
        '{"text":1e999999,"b":[NaN]}',
        '{"text":"' + "\\\\n" * 100,
        "__import__('os').system('touch hostile')",
        "text:f'{1/0}'",
        "{'text': __import__('os')}",
        "{'a': lambda: 1}",
    ],
)
def test_wrappers_are_never_evaluated(raw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_lawful(raw)
    assert list(tmp_path.iterdir()) == []


TERMINAL = [
    "\x1b[2J\x1b[31m红",
    "\x1b]52;c;ZWNobw==\x07",
    "\x1b]8;;https://evil.example\x1b\\点\x1b]8;;\x1b\\",
    "\x9b2J\x9d52;c;ZWNobw==\x9c",
    "\x1bP$q\x1b\\",
    "[red]红[/red][/foo]:smile:[link=https://evil.example]点[/link]",
    "\u202e倒\u2066着\u2069",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a\rb\bc\x7f",
    "\x00\ud800",
]
COLOUR = re.compile("\x1b\\[[0-9;]*m")
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("text", TERMINAL)
@pytest.mark.parametrize("options", [["--diff"], ["explain"], ["inspect"]])
def test_no_command_lets_a_text_act_on_the_terminal(text: str, options: list[str], run: Run) -> None:
    raw = f"标题{text}\n微信号\nabc{text}\n{text}{SENTENCE}\n微信扫一扫\n关注该公众号\n".encode("utf-8", "replace")
    result = run(*options, stdin=raw)
    assert result.code in (0, 3)
    shown = result.err + (result.out.decode() if options[0] != "--diff" else "")
    assert not ACTING.search(shown), shown


@pytest.mark.parametrize("text", TERMINAL)
@pytest.mark.parametrize("command", [["--diff", "-v"], ["explain"], ["inspect"], ["--diff", "--check"]], ids=" ".join)
@pytest.mark.parametrize("colour", ["", "1"], ids=["plain", "colour"])
def test_nor_where_the_fix_that_takes_them_out_is_skipped(
    text: str, command: list[str], colour: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown is harmless by itself, not because the text is clean."""
    monkeypatch.setenv("FORCE_COLOR", colour)
    raw = f"标题{text}\n微信号\nabc{text}\n{text}{SENTENCE}\n微信扫一扫\n关注该公众号\n".encode("utf-8", "replace")
    result = run(*command, "--skip", "unicode", stdin=raw)
    assert result.code in (0, 1, 3)
    shown = result.err + result.out.decode()
    assert not ACTING.search(COLOUR.sub("", shown) if colour else shown), shown


@pytest.mark.parametrize("text", TERMINAL)
def test_a_corpus_run_and_its_page_are_harmless_too(text: str, run: Run, tmp_path: Path) -> None:
    """Names of files, members, errors and samples, on the terminal and in the report."""
    name = text.replace("/", "_").replace("\0", "").replace("\ud800", "")
    folder = tmp_path / "in"
    folder.mkdir()
    raw = f"标题{text}\n微信号\nabc{text}\n{text}{SENTENCE}\n微信扫一扫\n关注该公众号\n"
    (folder / f"{name}.txt").write_bytes(raw.encode("utf-8", "replace"))
    (folder / f"{name} 2.txt").write_bytes(b"\xff\xfe\xfd" * 5)
    lines = [json.dumps({text: text, "text": raw}), json.dumps({"title": text}), "{" + text.replace("\n", "")]
    (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8", "replace")
    result = run("in", "-o", "out", "--skip", "unicode", "-v", "--report", "page.html")
    assert result.code == 3
    assert not ACTING.search(result.err + result.out.decode())
    page = (tmp_path / "page.html").read_text("utf-8")
    assert not ACTING.search(page)
    assert page.count("<script>") == 1
    assert "<img" not in page


@pytest.mark.parametrize("text", TERMINAL)
def test_a_record_s_members_are_as_harmless_as_its_text(text: str) -> None:
    found = clean(json.dumps({"title": f"标题{text}", "author": text, "text": SENTENCE}))
    assert not ACTING.search(str(found))
    assert not ACTING.search(found.metadata.author or "")


@pytest.mark.parametrize("text", TERMINAL)
def test_no_name_acts_on_the_terminal(text: str, run: Run, tmp_path: Path) -> None:
    """Names of files, rules, filters and packs stand in errors as they are shown, never as they act."""
    name = text.replace("/", "_").replace("\0", "").replace("\ud800", "")
    for arguments in (
        [f"{name}.txt"],
        ["--skip", name],
        ["--rules", f"{name}.toml"],
        ["explain", f"{name}.txt"],
        ["inspect", f"{name}.txt"],
        ["--encoding", name],
    ):
        result = run(*arguments, stdin=SENTENCE.encode())
        assert result.code in (0, 1, 2, 3)
        assert not ACTING.search(result.err + result.out.decode()), arguments
    (tmp_path / f"{name}.txt").write_bytes(b"\xff\xfe\xfd" * 5)
    assert not ACTING.search(run(f"{name}.txt").err)
    (tmp_path / "pack.toml").write_text(f"[pack]\nname = {visible(name)!r}\n[{name}]\n", "utf-8")
    assert not ACTING.search(run("--rules", "pack.toml", stdin=b"a").err)


SLOW = """
[pack]
name = "slow"
summary = "patterns that take for ever"
[[pattern]]
rule = "a.b"
regex = "(a|aa)+[xy]$"
[[pattern]]
rule = "c"
regex = "a(b*a*c*)*(b*a*c*)*(b*a*c*)*[xy]$"
[[phrase]]
rule = "end"
lines = ["全文完"]
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 60, id="a line"),
        pytest.param("\n".join(["ab" * 6 + "z", "a" * 25] * 2_000), id="lines", marks=pytest.mark.slow),
    ],
)
def test_a_pattern_that_takes_for_ever_is_left_out_for_that_text(text: str, tmp_path: Path) -> None:
    """The other rules work, the next text gets all rules, and lines that are slow together count like a slow one."""
    pack = tmp_path / "slow.toml"
    pack.write_text(SLOW, "utf-8")
    cleaner = Cleaner(rules=[pack])
    start = time.process_time()
    found = cleaner.clean(f"{text}\n全文完")
    assert time.process_time() - start < 6
    assert found.text == text
    assert "rule slow.a.b: the pattern takes too long for this text" in " ".join(found.warnings)
    assert cleaner.clean("aay\n山").text == "山"


@pytest.mark.usefixtures("_short_patience")
def test_a_corpus_goes_on_where_a_pattern_takes_for_ever(run: Run, tmp_path: Path) -> None:
    """One record is cleaned without the rule, and is not lost; the others get it."""
    (tmp_path / "slow.toml").write_text(SLOW, "utf-8")
    texts = ["山一\n全文完", "a" * 60 + "\n全文完", "aay\n山三"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    (tmp_path / "in.jsonl").write_text(lines, "utf-8")
    result = run("in.jsonl", "-o", "out.jsonl", "--rules", "slow.toml", "--report", "report.json")
    assert result.code == 0, result.err
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n")[:-1]]
    assert [row["text"] for row in rows] == ["山一", "a" * 60, "山三"]
    assert "slow.a.b: the pattern takes too long" in result.err


@pytest.mark.usefixtures("_short_patience")
@pytest.mark.parametrize("command", ["explain", "inspect"])
def test_inspect_and_explain_go_on_where_a_pattern_takes_for_ever(command: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "slow.toml").write_text(SLOW, "utf-8")
    result = run(command, "--rules", "slow.toml", stdin=("a" * 60 + "\n全文完").encode())
    assert result.code == 0, result.err
    assert "slow.a.b" in result.err


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a = " + "[" * 100_000,
        "a" + ".a" * 5_000 + " = 1",
        "[pack]\nname = 1e999\n",
        '[pack]\nname = "a"\nsummary = "b"\n[[pattern]]\nrule = "a"\nregex = "' + "(" * 900 + '"\n',
        '[pack]\nname = "a"\nsummary = "b"\n[[pattern]]\nrule = "a"\nregex = "(a{1000}){1000}"\n',
        '[pack]\nname = "a"\nsummary = "b"\n[[phrase]]\nrule = "a"\nlines = ["' + "{n}" * 40 + '"]\n',
        "\0",
        "\ud800",
    ],
)
def test_a_hostile_pack_is_a_mistake_with_a_place(text: str) -> None:
    with pytest.raises(UsageError, match=r"^p\.toml:\d+: "):
        parse_pack(text, path="p.toml")


# Patterns that only meet short texts, with the longest of those in characters.
BOUNDED = {
    "wxclean.filters.page.byline_grammar._TAG": 160,
    "wxclean.filters.page.header_repost._REPOST": 400,
    "wxclean.filters.page.topics._COUNT": 200,
    "wxclean.rules.first_letters._OPAQUE": 1000,
}
LONG = 16_000
UNITS = (
    *("a", " ", "#", "[(", "](x", "·", "[", "(", "]", "![", "[](", "[a](", "\\", "\\(", "*", "_", "~", "~~a", "`", ">"),
    *(
        "- ",
        "* ",
        "1",
        "1,",
        "中",
        "，",
        "。",
        "来源：a",
        "文章 ",
        "a ",
        "a b ",
        "：",
        "a: ",
        "{",
        "}",
        ";",
        "'",
        '"',
        "/*",
    ),
    *("a=", "a,", "a.", "--", "/", "\x1b", "\x1b[", "\x1b]a", "\u200d", "😀\u200d", "\0", "\n", "\t", "\u3000", " \n"),
    *(
        "\\n",
        "\\ud83d",
        "\\N{",
        "原文来自",
        "「",
        "2018-11-23 ",
        "，作者",
        " Author ",
        "#a",
        "(?",
        "[^",
        "Ã©",
        "<",
        "&",
    ),
)
USES = ("match", "fullmatch", "search", "sub", "findall", "finditer", "split")


def compiled_patterns() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """Yield each pattern that a module compiles when it is loaded, with each way that the module uses it."""
    for info in pkgutil.walk_packages(wxclean.__path__, "wxclean."):
        if info.name == "wxclean.__main__" or info.name.startswith("wxclean.integrations."):  # the latter need others
            continue
        module = importlib.import_module(info.name)
        path = Path(str(module.__file__))
        source = path.with_name(f"{path.name.partition('.')[0]}.py").read_text("utf-8")  # beside a compiled module, too
        for name, pattern in vars(module).items():
            if isinstance(pattern, tuple) and pattern and isinstance(pattern[0], re.Pattern):
                yield from ((f"{info.name}.{name}.{place}", one, "search") for place, one in enumerate(pattern))
            if isinstance(pattern, re.Pattern) and re.search(rf"^{name}(?:: Final)? = ", source, re.MULTILINE):
                used = set(re.findall(rf"\b{name}\.(\w+)\b", source) + re.findall(rf"\bre\.(\w+)\({name}\b", source))
                yield from ((f"{info.name}.{name}", pattern, use) for use in USES if use in used)


def uses(pattern: re.Pattern[Any], use: str, text: str) -> Callable[[], object]:
    subject = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    if use == "sub":
        return lambda: pattern.sub(subject[:0], subject)
    if use == "finditer":
        return lambda: list(pattern.finditer(subject))
    return lambda: getattr(pattern, use)(subject)


@pytest.mark.parametrize(
    ("name", "pattern", "use"), [pytest.param(*found, id=f"{found[0]}-{found[2]}") for found in compiled_patterns()]
)
def test_every_pattern_takes_linear_time(name: str, pattern: re.Pattern[Any], use: str) -> None:
    """A quadratic pattern needs a second for what a linear one does in two milliseconds."""
    for unit in UNITS:
        for end in ("", "!"):
            run = uses(pattern, use, unit * (BOUNDED.get(name, LONG) // len(unit)) + end)
            assert any(seconds(run) < 0.1 for _ in range(3)), (unit, end)


def shipped_patterns() -> Iterator[tuple[str, Pattern]]:
    """Yield each pattern of the packs that come with wxclean, and of their phrases with a `{name}`."""
    for pack in SHIPPED:
        found = matcher([shipped_pack(pack)])
        kept = [
            pattern for group in (*found._rules.patterns.values(), *found._rules.loose.values()) for pattern in group
        ]
        for number, pattern in enumerate(dict.fromkeys(kept)):
            yield f"{pack}.{pattern.rule.name}-{number}", pattern


@pytest.mark.parametrize("pattern", [pytest.param(found, id=name) for name, found in shipped_patterns()])
def test_every_pattern_of_a_shipped_pack_takes_linear_time(pattern: Pattern) -> None:
    """Tried on what it begins with and on repeats of its own words, which is where a match fails latest."""
    import regex

    words = re.findall(r"[^\W_]+", re.sub(r"\\[a-zA-Z]|\{[\d,]*\}", " ", pattern.regex))
    module: Any = re if pattern.bounded else regex
    for unit in {*UNITS, *words, "".join(words)} - {""}:
        for start in ("", *words[:1]):
            text = start + unit * (LONG // len(unit)) + "!"
            assert any(seconds(partial(module.fullmatch, pattern.regex, text)) < 0.1 for _ in range(3)), (start, unit)


def seconds(run: Callable[[], object]) -> float:
    """Return how long a call takes; to look through what all other tests have left is no part of it."""
    gc.freeze()
    try:
        start = time.process_time()
        run()
        return time.process_time() - start
    finally:
        gc.unfreeze()


WORD = re.compile(r"w[0-9]{5}w")
SCRAPS = (
    *("text:'", '"text": "', "{", "}", "[", "]", "'", '"', "\\", "\\n", "#", "**", "~~", "```", "    ", "\t", "\u3000"),
    *(
        "\r\n",
        "\r",
        "\n",
        "\n\n\n",
        "\x0c",
        "\u2028",
        "\x85",
        "\u200b",
        "\x1b[31m",
        "\x1b]0;",
        "\x1b]8;;",
        "\x9d",
        "\x00",
    ),
    *(
        "<script>",
        "var a = 1;",
        "function(){",
        "![](http://a/b.png)",
        "[a](b)",
        "\ufeff",
        "Ã©",
        "2018-11-23",
        "it's ",
        "\ud83d",
    ),
)
WRAPPERS: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: f"text:{text!r}",
    lambda text: "text:'" + text.replace("\n", "\\n"),
    lambda text: f"text: '{text}'",
    lambda text: json.dumps({"title": "w00000w", "text": text}),
    lambda text: json.dumps([text, text]),
    lambda text: repr({"a": "w00000w", "text": text}),
    lambda text: "\n".join(json.dumps({"text": part}) for part in (text, text)),
    lambda text: json.dumps({"text": text})[: -len(text) // 3],
)


def soup(rng: random.Random, phrases: Sequence[str]) -> str:
    """Return words, each with a number of its own, among the page's phrases and scraps of syntax."""
    parts = []
    for number in range(rng.randint(2, 30)):
        word = f"w{number:05d}w" + rng.choice(("。", "", "，江边。"))
        parts.append(rng.choice((word, word, rng.choice(phrases), rng.choice(SCRAPS))) + rng.choice(("\n", "", " ")))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(8))
def test_no_word_vanishes_without_an_edit(seed: int) -> None:
    """Each word is in a payload or in a field, and in the text where no edit names its line; a fix keeps all words."""
    rng = random.Random(seed)  # noqa: S311 - the same texts each time
    phrases = [*shipped_pack("wechat").phrases, *shipped_pack("promo").phrases]
    cleaner = Cleaner(rules=["promo"])
    for _ in range(60):
        raw = rng.choice(WRAPPERS)(soup(rng, phrases))
        found = list(cleaner.clean_records(rng.choice((raw, raw.encode("utf-8", "replace")))))
        kept = "".join(f"{one.payload} {one.fields}" for one in found)
        assert set(WORD.findall(raw)) <= set(WORD.findall(kept)), raw
        for one in found:
            assert apply_edits(one.payload, one.edits) == one.text, raw
            changes = {edit.line: edit for edit in one.edits}
            for number, line in enumerate(one.payload.split("\n"), 1):
                edit = changes.get(number)
                left = one.text if edit is None else edit.text if edit.action == "rewrite" else line
                assert set(WORD.findall(line)) <= set(WORD.findall(left)), raw


def test_a_core_dump_is_never_left(tmp_path: Path) -> None:
    """Reading the deepest nesting ends the text, not the process."""
    program = "import wxclean; wxclean.clean('[' * 1000000); wxclean.clean('{\"a\":' * 1000000); print('ok')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (8 * MEGA, 8 * MEGA)),
    )
    assert done.stdout == b"ok\n"
