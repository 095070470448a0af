"""The score of chrome that is found from nothing: what counts as found again, and as right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.score_chrome import Found, main
from tests.helpers.accounts import body

FOOTER = ("阅读原文", "微信扫一扫", "关注该公众号", "取消", "知道了", "预览时标签不可点", "微信扫一扫赞赏作者")


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Return a corpus of twelve accounts whose pages end alike."""
    rows = []
    for number in range(12):
        text = "\n".join(["", f"{chr(0x4E00 + number)}家的往事", "", *body(number), "", *FOOTER])
        (tmp_path / f"{number}.raw").write_text(text, "utf-8")
        rows.append({"id": str(number), "account": f"渡口{number}", "body": "\n".join(body(number))})
    (tmp_path / "gold.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return tmp_path


def test_the_footer_of_one_more_account_is_found(crawl: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(crawl), "--min-recall", "0.9", "--min-precision", "0.9"]) == 0
    assert capsys.readouterr().out.split("\n")[1].split()[1:] == [str(12 * len(FOOTER)), "1.000", "1.000"]


def test_a_missed_bar_is_an_exit_code(crawl: Path) -> None:
    text = (crawl / "3.raw").read_text("utf-8")
    (crawl / "3.raw").write_text(text.replace("知道了", "即将打开小程序"), "utf-8")
    assert main([str(crawl), "--min-recall", "1"]) == 1


def test_where_there_is_no_corpus_there_is_nothing_to_score(tmp_path: Path) -> None:
    assert main([str(tmp_path / "none")]) == 0


def test_shares_of_nothing_are_whole() -> None:
    assert (Found().recall, Found().precision) == (1.0, 1.0)
    assert (Found(4, 3, 5, 4).recall, Found(4, 3, 5, 4).precision) == (0.75, 0.8)
