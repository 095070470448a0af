"""The corpus score: the metric, the verdict on one dump, and the command with its bars."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import score as command
from benchmarks.cleaners import as_is, phrases_out
from benchmarks.corpus import DEFAULT, CorpusError, Dump, read_corpus
from benchmarks.generate import PHRASES
from benchmarks.judge import DiffLine, chrome_lines, diff, judge, leaks
from benchmarks.score import main
from benchmarks.shingles import bare, score, shingles
from wxclean.result import Cleaned, Metadata, Source

BODY = "春天的河边有三棵柳树，\n风一吹就响。"
CHROME = chrome_lines(["长按二维码向我转账", "取消", "预览时标签不可点"])


def cleaned(text: str, **metadata: Any) -> Cleaned:
    return Cleaned(text, Metadata(**metadata), (), Source("utf-8", 1.0, "plain"), text)


def dump(**gold: str) -> Dump:
    return Dump("f", b"", {"id": "x", "style": "s", "body": BODY, **gold})


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("甲 乙\u3000丙\xa0丁\n戊", "甲乙丙丁戊"),
        ("甲\u200b乙\ufeff丙\u200d丁\xad", "甲乙丙丁"),
        ("# 甲**乙**\n> `丙`_丁_ \\(戊\\)", "甲乙丙丁(戊)"),
        ("甲![图](https://a.example/b.png)乙", "甲乙"),
        ("见[甲乙](https://a.example/b)丙", "见甲乙丙"),
        ("e\u0301", "é"),
    ],
)
def test_dressing_and_white_space_do_not_count(text: str, same: str) -> None:
    assert bare(text) == bare(same) == same


@pytest.mark.parametrize("text", ["f(x) + 1", "甲！[图]乙(丙)"])
def test_words_in_round_brackets_count(text: str) -> None:
    assert "(" in bare(text)


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("", "", (1, 1, 1)),
        ("甲乙丙丁", "", (1, 0, 0)),
        ("", "甲乙丙丁", (0, 1, 0)),
        ("甲乙", "甲乙", (1, 1, 1)),
        ("甲乙", "丙丁", (0, 0, 0)),
        ("甲乙丙丁戊", "甲乙丙丁", (1, 0.5, 2 / 3)),
        ("甲甲甲甲", "甲甲甲甲甲", (0.5, 1, 2 / 3)),
    ],
)
def test_score(gold: str, found: str, expected: tuple[float, float, float]) -> None:
    assert score(shingles(gold), shingles(found)) == pytest.approx(expected)


@given(st.text("甲乙ab *\n", max_size=40), st.text("甲乙ab *\n", max_size=40))
def test_swapping_the_sides_swaps_precision_and_recall(one: str, other: str) -> None:
    there, back = score(shingles(one), shingles(other)), score(shingles(other), shingles(one))
    assert (there.precision, there.recall) == (back.recall, back.precision)
    assert (there.f1 == 1) == (shingles(one) == shingles(other))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正文", []),
        ("取消", []),
        ("他说预览时标签不可点，我不信", []),
        ("  **预览时标签不可点**  ", ["预览时标签不可点"]),
        ("长按二维码向我转账\n正文\n长按二维码向我转账", ["长按二维码向我转账"] * 2),
    ],
)
def test_leaks_are_whole_lines_of_known_chrome(text: str, expected: list[str]) -> None:
    assert list(leaks(BODY, text, CHROME)) == expected


def test_chrome_that_the_author_wrote_is_no_leak() -> None:
    assert not list(leaks("教程：长按二维码向我转账。", "长按二维码向我转账", CHROME))


@pytest.mark.parametrize(
    ("field", "gold", "found", "right"),
    [
        ("title", "一 二", "一三", False),
        ("title", "一 二", "一二", False),
        ("title", "一 二", " 一\n二 ", True),
        ("title", "cafe\u0301", "café", True),
        ("published", "2023-10-31 17:59", "2023-10-30", False),
        ("published", "2023-10-31 17:59", "2023-10-31", True),
        ("published", "2023-10-31", "2023-10-31 17:59", True),
        ("author", "某人", None, False),
    ],
)
def test_fields(field: str, gold: str, found: str | None, right: bool) -> None:
    verdict = judge(dump(**{field: gold}), lambda raw: cleaned(BODY, **{field: found}), CHROME)
    assert verdict.fields == {field: right}


def test_a_field_that_gold_lacks_is_not_judged() -> None:
    assert judge(dump(), lambda raw: cleaned(BODY, title="标题"), CHROME).fields == {}


def test_a_cleaner_that_raises_counts_as_an_empty_text() -> None:
    def broken(raw: bytes) -> Cleaned:
        raise ValueError("no text")

    verdict = judge(dump(), broken, CHROME)
    assert (verdict.score.recall, verdict.error) == (0, "ValueError: no text")


@pytest.mark.parametrize(
    ("gold", "text", "expected"),
    [
        (BODY, BODY, []),
        (BODY, "春天的河边\n有三棵柳树，\n\n  风一吹就响。", []),
        (BODY, "春天的河边有三棵柳树，", [DiffLine("-", 2, "风一吹就响。")]),
        (BODY, f"标题\n\n{BODY}\n赞赏", [DiffLine("+", 1, "标题"), DiffLine("+", 5, "赞赏")]),
        ("一\n二三", "一\n三", [DiffLine("-", 2, "二三"), DiffLine("+", 2, "三")][:1]),
    ],
)
def test_diff(gold: str, text: str, expected: list[DiffLine]) -> None:
    assert list(diff(gold, text)) == expected


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of two dumps, one a folder: the first is its body alone, the second has chrome after it."""
    for name, tail in (("one", ""), ("two", "\n长按二维码向我转账\n")):
        folder = tmp_path / name
        folder.mkdir()
        gold = {"id": f"id-{name}", "body": BODY, "account": f"账号 {name}", "published": "2019-01-02"}
        (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", "utf-8")
        (folder / f"id-{name}.raw").write_text(BODY + tail, "utf-8")
    (tmp_path / "phrases.tsv").write_text("phrase\tpages\n长按二维码向我转账\t3\n", "utf-8")
    return tmp_path


AS_IS = ("--cleaner", "benchmarks.cleaners:as_is")


def test_a_careful_script_takes_out_whole_lines_that_are_known() -> None:
    raw = f"text:'\\n  {PHRASES[0]}  \\n\\n{PHRASES[0]}也有雪。\\n'"
    assert phrases_out(raw.encode("gb18030")).text.split("\n")[1:-1] == [f"{PHRASES[0]}也有雪。"]


@pytest.mark.parametrize(
    ("bar", "code"),
    [
        ((), 0),
        (("--min-f1", "0.5"), 0),
        (("--min-f1", "0.99"), 1),
        (("--min-good", "0.5"), 0),
        (("--min-good", "0.6"), 1),
        (("--min-recall", "1"), 0),
        (("--max-leaks", "1"), 0),
        (("--max-leaks", "0"), 1),
        (("--min-field", "title=0.97"), 0),
        (("--min-field", "account=0.5"), 1),
    ],
)
def test_bars(corpus: Path, bar: tuple[str, ...], code: int) -> None:
    assert main([str(corpus), *AS_IS, *bar]) == code


def test_report(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(corpus), *AS_IS])
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("one", "two", "all", "2019", "leaks: 长按二维码向我转账"))


def test_diff_of_one_dump(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(corpus), *AS_IS, "--diff", "id-two"]) == 0
    assert capsys.readouterr().out.split("\n")[1] == "+    3 长按二维码向我转账"


def test_json(corpus: Path, tmp_path: Path) -> None:
    main([str(corpus), *AS_IS, "--json", str(tmp_path / "out.json")])
    figures = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert figures["summary"]["dumps"] == 2
    assert [entry["leaks"] for entry in figures["dumps"]] == [[], ["长按二维码向我转账"]]


def test_halves_split_the_accounts(tmp_path: Path) -> None:
    dumps = [dump(account=f"账号{number}") for number in range(40)]
    assert {each.half for each in dumps} == {"a", "b"}
    assert dump(account="甲", id="1").half == dump(account="甲", id="2").half


def test_a_corpus_that_is_absent_is_a_clear_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none"), *AS_IS]) == 2
    assert "no gold.jsonl" in capsys.readouterr().err


def test_a_dump_that_is_absent_is_named(corpus: Path) -> None:
    (corpus / "two" / "id-two.raw").unlink()
    with pytest.raises(CorpusError, match="line 1: FileNotFoundError"):
        read_corpus(corpus)


def test_an_unknown_id_is_an_error(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(corpus), *AS_IS, "--diff", "nobody"]) == 2
    assert "no dump named nobody" in capsys.readouterr().err


@pytest.mark.skipif(not DEFAULT.is_dir(), reason="the corpus is not here")
def test_the_baseline_of_the_corpus() -> None:
    verdicts = [judge(each, as_is, {}) for each in read_corpus(DEFAULT)]
    means = {name: command.means(group).score.f1 for name, group in command.groups(verdicts, "folder").items()}
    expected = {"html": 0.69, "pages": 0.89, "md": 0.91, "note": 0.92, "graft": 0.76}
    assert means == pytest.approx(expected, abs=0.005)
