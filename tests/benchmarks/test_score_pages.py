"""The score on saved pages: what it counts, and when it says that a bar is missed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import wxclean
from benchmarks.pages import DEFAULT, Page
from benchmarks.score_markdown import in_markdown, missed
from benchmarks.score_pages import main
from tests.helpers.dumps import ABOUT, ACCOUNT, BODY, TITLE, WECHAT_ID
from tests.helpers.saved_pages import PUBLISHED, page_of_2016

GOLD = {
    "id": "a",
    "kind": "article",
    "body": "\n".join(BODY),
    "title": TITLE,
    "account": ACCOUNT,
    "wechat_id": WECHAT_ID,
    "description": ABOUT,
    "published": PUBLISHED[:10],
}


def folder(path: Path, **gold: str) -> str:
    page = page_of_2016("".join(f"<p>{line}</p>" for line in BODY))
    (path / "a.html.gz").write_bytes(gzip.compress(page.encode()))
    (path / "gold.jsonl").write_text(json.dumps(GOLD | gold) + "\n", "utf-8")
    return str(path)


def test_what_is_right_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder(tmp_path)]) == 0
    assert "article      1  1.00000" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("gold", "bar"),
    [
        ({"body": BODY[0]}, "least F1 of kind article"),
        ({"title": "别的"}, "title is right in 0.000"),
        ({"published": "2016-12-02"}, "published is right in 0.000"),
    ],
)
def test_what_is_wrong_misses_a_bar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], gold: dict[str, str], bar: str
) -> None:
    assert main([folder(tmp_path, **gold)]) == 1
    assert bar in capsys.readouterr().err


def test_without_pages_there_is_nothing_to_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert "nothing to score" in capsys.readouterr().out


def test_what_is_in_markdown_is_counted() -> None:
    content = (
        "".join(f"<p>{line}</p>" for line in BODY) + '<p><img src="https://e.com/a.png"></p>'
        "<pre><code>a = 1</code><code>b</code></pre><p>b c</p><table><tr><td>甲 丁</td><td>乙</td></tr></table>"
    )
    gold = GOLD | {"pictures": ["https://e.com/a.png", "https://e.com/b.png"], "code": ["a = 1", "b c"]}
    page = Page(page_of_2016(content), gold | {"cells": ["甲 丁", "乙", "丙"]})
    found = in_markdown(page, wxclean.clean(page.html))
    assert (found.found, found.of) == (
        {"pictures": 1, "code": 1, "cells": 2},
        {"pictures": 2, "code": 2, "cells": 3},
    )
    assert found.f1 > 0.5
    assert found.as_text > 0.5
    assert [line.split(",")[0] for line in missed([found])] == ["of pictures", "of code", "of cells"]


@pytest.mark.skipif(not DEFAULT.is_dir(), reason="the saved pages are not here")
def test_shares_and_notices_are_read_whole(capsys: pytest.CaptureFixture[str]) -> None:
    main([str(DEFAULT)])
    rows = [line.split() for line in capsys.readouterr().out.split("\n")]
    means = {row[0]: row[2] for row in rows if row and row[0] in {"text-share", "picture-share", "gone"}}
    assert means == dict.fromkeys(("text-share", "picture-share", "gone"), "1.00000")
