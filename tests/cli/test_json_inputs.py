"""JSON of any shape through the command: one text, a line of JSON Lines and an element of an array mean the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

RAW = "今天下雨。\n微信扫一扫\n关注该公众号"
DOCUMENTS: list[tuple[Any, list[str]]] = [
    ({"text": RAW}, ["今天下雨。"]),
    ({"data": {"list": [{"title": "甲", "content": RAW}, {"title": "乙", "content": "雨。"}]}}, ["今天下雨。", "雨。"]),
    ({"1": {"text": RAW}, "2": {"text": "雨。"}}, ["今天下雨。", "雨。"]),
    ({"content": [{"text": "今天。"}, {"text": "雨。"}]}, ["今天。\n雨。"]),
    ({"文章": {"正文": RAW.split("\n")}}, ["今天下雨。"]),
    ({"zw": RAW, "url": "https://a.b"}, ["今天下雨。"]),
    ({"text": f"text:{RAW!r}"}, ["今天下雨。"]),
    ({"text": RAW.replace("\n", "\\n")}, ["今天下雨。"]),
]


@pytest.mark.parametrize(("document", "texts"), DOCUMENTS, ids=[str(document) for document, _ in DOCUMENTS])
def test_a_document_is_read_alike_wherever_it_stands(run: Run, tmp_path: Path, document: Any, texts: list[str]) -> None:
    line = json.dumps(document, ensure_ascii=False)
    (tmp_path / "one.txt").write_text(line, "utf-8")
    (tmp_path / "lines.jsonl").write_text(line + "\n", "utf-8")
    (tmp_path / "array.json").write_text(f"[{line}]", "utf-8")
    assert [json.loads(each)["text"] for each in run("-f", "jsonl", "one.txt").out.splitlines()] == texts
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("lines.jsonl", "array.json"):
        (tmp_path / name).rename(folder / name)
    assert run("-q", "in", "-o", "all.jsonl").code == 0
    rows = [json.loads(each) for each in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    assert [each["text"] for each in rows] == texts * 2


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ('{"content": null, "url": "https://a.b"}', "'content' is null"),
        ('{"title": "甲", "url": "https://a.b"}', "no member is known to hold text; there are: title, url"),
        ('{"a": "今天。", "b": "明天。"}', "several members may be the text: a, b; choose with --field"),
        ('{"n": 1}', "no member is known to hold text; there are: n"),
    ],
)
def test_what_cant_be_told_is_refused(run: Run, document: str, words: str) -> None:
    done = run(stdin=document.encode())
    assert (done.code, done.out) == (3, b"")
    assert words in done.err


def test_a_field_is_a_path(run: Run) -> None:
    document = json.dumps({"data": {"list": [{"a": "今天。", "b": "其他。"}]}}).encode()
    assert run("--field", "data.list[].a", stdin=document).out.decode() == "今天。\n"
    assert run("--field", "a", stdin=document).out.decode() == "今天。\n"
    done = run("--field", "data.list[].c", stdin=document)
    assert (done.code, done.out) == (3, b"")
    assert "no field 'data.list[].c'; did you mean 'data.list[]." in done.err
