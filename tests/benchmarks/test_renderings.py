"""The bench of renderings: a page's parts, the forms of dumps, gold answers, the score's tables and its bars."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from benchmarks.cases import case_report, faults
from benchmarks.cleaners import as_is
from benchmarks.converters import CONVERTERS, Converter, installed
from benchmarks.corpus import CorpusError, read_corpus
from benchmarks.dress import WRAPPERS, Dress, dress_of, dressed
from benchmarks.inner_text import inner_text
from benchmarks.pages import Page, parts, read_pages
from benchmarks.render import main as render
from benchmarks.render import renderings
from benchmarks.score_renderings import Judged, guard, main
from wxclean import clean

BODY = "渡口的灯在雾里亮了一夜，摆渡人却没有来。\n天亮以后，大家才知道船早已停在对岸。"
PAGE = """<html><head><title>渡口的灯</title><style>p{color:red}</style></head><body>
<div id="js_article"><div id="page-content">
<h2 id="activity-name">渡口的灯</h2>
<em id="post-date">2018-03-06</em>
<a id="post-user">雾中来信</a>
<span>雾中来信</span>
<div id="js_profile_qrcode" style="display: none"><strong>雾中来信</strong>
<p><label>微信号</label>
<span>fog_letters</span></p>
<p><label>功能介绍</label>
<span>一封信，一座渡口。</span></p></div>
<div id="js_content"><p>渡口的灯在雾里亮了一夜，摆渡人却没有来。</p><p>天亮以后，大家才知道船早已停在对岸。</p></div>
<script>var first_sceen__time = (+new Date());</script>
</div>
<div><a>阅读原文</a>
<span>阅读</span>
<span>在看</span>
<p>已同步到看一看</p>
<p>写下你的想法</p>
<p>微信扫一扫</p>
<p>关注该公众号</p></div></div></body></html>"""
GOLD = {
    "id": "ferry",
    "kind": "article",
    "body": BODY,
    "title": "渡口的灯",
    "account": "雾中来信",
    "wechat_id": "fog_letters",
    "description": "一封信，一座渡口。",
    "published": "2018-03-06",
}
NOTICE = {"id": "gone", "kind": "gone", "body": "", "published": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two pages, an article and a notice."""
    place = tmp_path / "pages"
    place.mkdir()
    (place / "ferry.html").write_text(PAGE, "utf-8")
    (place / "gone.html").write_text("<html><body><p>该内容已被发布者删除</p></body></html>", "utf-8")
    lines = [json.dumps(gold, ensure_ascii=False) + "\n" for gold in (GOLD, NOTICE)]
    (place / "gold.jsonl").write_text("".join(lines), "utf-8")
    return place


def by_name(name: str) -> Converter:
    return next(converter for converter in CONVERTERS if converter.name == name)


def test_parts_of_a_page() -> None:
    found = parts(PAGE)
    assert list(found.whole) == list(found.seen) == ["page", "page-content", "js_article"]
    assert found.whole["page"] == PAGE
    assert "first_sceen__time" in found.whole["page-content"]
    assert not any(word in html for html in found.seen.values() for word in ("first_sceen__time", "color:red"))
    assert found.content.startswith('<div id="js_content">')


def test_a_page_without_an_article() -> None:
    found = parts("<p>该内容已被发布者删除</p>")
    assert (list(found.seen), found.content) == (["page"], "")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>甲<b>乙</b></div><div>丙</div>", "甲乙\n丙"),
        ("<div><p>甲</p><p>乙</p></div>", "甲\n\n乙"),
        ("<div>甲\n   乙<br>丙</div>", "甲 乙\n丙"),
        ("<div>甲<span style='DISPLAY : none'>乙</span>丙<i hidden>丁</i></div>", "甲丙"),
        ("<div>甲<script>乙</script><style>丙</style></div>", "甲"),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "甲\t乙\n丙"),
        ("<pre>甲\n  乙</pre>", "甲\n  乙"),
    ],
)
def test_inner_text(html: str, text: str) -> None:
    assert inner_text(html) == text


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("text", ["甲\n乙", "他说'好'，\"是\"\\n\n\xa0\u3000末"])
def test_a_wrapper_holds_the_text(wrapper: str, text: str) -> None:
    raw = dressed(text, Dress("as-is", wrapper, "utf-8"))
    payload = clean(raw).payload
    assert (ast.literal_eval(f"'''{payload}'''") if wrapper == "escaped-twice" else payload) == text


@pytest.mark.parametrize(
    ("dress", "raw"),
    [
        (Dress("as-is", "plain", "utf-16"), " 甲\n乙 ".encode("utf-16")),
        (Dress("crlf", "plain", "gb18030"), " 甲\r\n乙 ".encode("gb18030")),
        (Dress("collapsed", "text", "utf-8"), "text:'甲 乙'".encode()),
    ],
)
def test_a_dress(dress: Dress, raw: bytes) -> None:
    assert dressed(" 甲\n乙 ", dress) == raw


def test_a_seed_decides_the_dress() -> None:
    seen = [dress_of(str(number), may_collapse=True) for number in range(200)]
    assert seen == [dress_of(str(number), may_collapse=True) for number in range(200)]
    assert {dress.wrapper for dress in seen} == set(WRAPPERS)
    assert {dress.space for dress in seen} == {"as-is", "collapsed", "crlf"}
    assert all(dress_of(str(number), may_collapse=False).space == "as-is" for number in range(200))


def test_renderings_of_a_page() -> None:
    found = {one.gold["scope"]: one for one in renderings(Page(PAGE, GOLD), [by_name("lxml")])}
    assert list(found) == ["page", "page+code", "page-content", "page-content+code", "js_article", "js_article+code"]
    assert b"first_sceen__time" in dressed_plainly(found["page+code"].raw)
    assert {name: found["page"].gold[name] for name in GOLD if name not in ("id", "body")} == {
        name: value for name, value in GOLD.items() if name not in ("id", "body")
    }


def dressed_plainly(raw: bytes) -> bytes:
    return clean(raw).payload.encode()


def test_a_field_that_only_the_article_says_is_not_asked_for() -> None:
    page = PAGE.replace("雾中来信", "").replace("摆渡人", "雾中来信")
    found = next(renderings(Page(page, GOLD), [by_name("lxml")]))
    assert "account" not in found.gold
    assert found.gold["title"] == "渡口的灯"


def test_a_converter_that_loses_the_article_or_fails_says_nothing() -> None:
    def broken(html: str) -> str:
        raise ValueError(html)

    def short(html: str) -> str:
        return "渡口的灯在雾里亮了一夜" if "activity-name" in html else BODY

    page = Page(PAGE, GOLD)
    assert not list(renderings(page, [Converter("broken", (), broken), Converter("short", (), short)]))


def test_an_absent_converter_is_named() -> None:
    found, said = installed()
    assert len(found) + len(said) == len(CONVERTERS)
    assert all(line.startswith("absent: ") for line in said)


@pytest.fixture
def rendered(folder: Path, tmp_path: Path) -> Path:
    assert render([str(folder), "--output", str(tmp_path / "out")]) == 0
    return tmp_path / "out"


def test_renderings_are_a_corpus_and_are_kept(rendered: Path, folder: Path) -> None:
    dumps = {dump.id: dump for dump in read_corpus(rendered)}
    assert dumps["ferry.bs4.page"].text("wechat_id") == "fog_letters"
    assert dumps["gone.lxml.page"].text("body") == ""
    marked = rendered / "lxml" / "ferry.lxml.page.raw"
    marked.write_bytes(b"kept")
    render([str(folder), "--output", str(rendered)])
    assert marked.read_bytes() == b"kept"
    (folder / "ferry.html").write_text(PAGE + "\n", "utf-8")
    render([str(folder), "--output", str(rendered)])
    assert marked.read_bytes() != b"kept"


def test_no_pages_is_a_clear_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert render([str(tmp_path), "--output", str(tmp_path / "out")]) == 2
    assert "gold.jsonl" in capsys.readouterr().err
    with pytest.raises(CorpusError):
        list(read_pages(tmp_path))


def test_the_bars_on_our_own_pages(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score = [str(folder), "--renderings", str(tmp_path / "out"), "--cases", "none", "--min-f1"]
    assert main([*score, "0.99", "--only", "bs4", "--only", "html2text", "--only", "lxml", "--only", "tags-out"]) == 0
    assert main([*score, "0.99", "--cleaner", "benchmarks.cleaners:as_is"]) == 1
    shown = capsys.readouterr()
    assert all(word in shown.out for word in ("js_article+code", "2018", "wechat_id", "published is a day", "guard"))
    assert "missed: min-f1" in shown.err


def test_the_guard_is_judged_both_ways(folder: Path, tmp_path: Path) -> None:
    from benchmarks.judge import judge

    render([str(folder), "--output", str(tmp_path / "out")])
    dumps = [dump for dump in read_corpus(tmp_path / "out") if dump.text("converter") == "bs4"]
    with_us = guard([Judged(dump, judge(dump, clean, {})) for dump in dumps])
    without = guard([Judged(dump, judge(dump, as_is, {})) for dump in dumps])
    assert (with_us.precision, with_us.recall) == (1, 1)
    assert (without.precision, without.recall, len(without.missed)) == (1, 0, len(dumps))
    nothing = [dump._replace(raw=raw) for dump, raw in zip(dumps, (b"", b"\xff\xfe"), strict=False)]
    assert guard([Judged(dump, judge(dump, clean, {})) for dump in nothing]).missed == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"text": "甲 乙\n\n 丙丁"}, []),
        ({"text": "甲乙丙丁"}, ["text"]),
        ({"metadata": {"title": "标题", "author": None}}, ["title"]),
        ({"suspect": True}, ["suspect"]),
    ],
)
def test_a_case(changes: dict[str, object], wrong: list[str], tmp_path: Path) -> None:
    case = {"kind": "k", "name": "n", "raw": "甲  乙\n丙丁\n", "text": "甲 乙\n丙丁", **changes}
    assert faults(case, as_is) == wrong
    (tmp_path / "cases.jsonl").write_text(json.dumps(case) + "\n", "utf-8")
    assert ("n (" in "".join(case_report(tmp_path / "cases.jsonl", as_is))) == bool(wrong)
