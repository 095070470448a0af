"""Saved pages through the command: files, pipes, folders, compressed files, columns of records."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.dumps import BODY, TITLE
from tests.helpers.saved_pages import page_of_2016

PAGE = page_of_2016("".join(f"<p>{line}</p>" for line in BODY))
TEXT = "\n".join((TITLE, "", *BODY, ""))


def test_a_file_and_a_pipe(run: Run) -> None:
    Path("page.html").write_text(PAGE, "utf-8")
    assert run("page.html") == (0, TEXT.encode(), "")
    assert run(stdin=PAGE.encode()) == (0, TEXT.encode(), "")
    assert run(stdin=gzip.compress(PAGE.encode())) == (0, TEXT.encode(), "")


def test_a_page_with_a_broken_character_is_a_page_all_the_same(run: Run) -> None:
    whole = PAGE.encode() + "海".encode() * 999
    broken = whole.replace(BODY[0].encode(), BODY[0].encode() + b"\xff")
    Path("page.html").write_bytes(broken)
    at = broken.index(b"\xff")
    assert f"page.html: byte 0xff at offset {at} is not utf-8 text" in run("page.html").err
    assert f"{BODY[0]}\ufffd\n" in run("page.html", "--errors", "replace").out.decode()


def test_a_folder(run: Run) -> None:
    Path("in/sub").mkdir(parents=True)
    Path("in/a.html").write_text(PAGE, "utf-8")
    Path("in/sub/b.HTM").write_text(PAGE.replace('charset="utf-8"', 'charset="gbk"'), "gb18030")
    Path("in/c.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    assert run("in", "-o", "out").code == 0
    found = {
        path.relative_to("out").as_posix(): path.read_bytes()
        for path in Path("out").rglob("[!.]*.*")
        if path.name != "state.sqlite"
    }
    assert set(found) == {"a.txt", "sub/b.txt", "c.txt.gz"}
    assert {gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in found.values()} == {TEXT.encode()}


def test_what_was_dropped_of_a_page_is_counted_by_its_words_and_not_by_its_code(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.html").write_text(PAGE.replace("</body>", f"<script>{'var a;' * 9999}</script></body>"), "utf-8")
    said = " ".join(run("in", "-o", "out").err.split())
    assert "dropped 0.0 % of the characters" in said


def test_a_column_of_records(run: Run) -> None:
    Path("a.jsonl").write_text(json.dumps({"id": 7, "html": PAGE}) + "\n", "utf-8")
    assert run("a.jsonl", "--text-column", "html", "-o", "b.jsonl").code == 0
    (row,) = map(json.loads, Path("b.jsonl").read_text("utf-8").splitlines())
    assert (row["id"], row["html"], row["metadata"]["title"]) == (7, "\n".join(BODY), TITLE)


@pytest.mark.parametrize("arguments", [["page.html"], ["page.html", "--jobs", "2"]])
def test_no_text_takes_the_place_of_a_page(run: Run, arguments: list[str]) -> None:
    Path("page.html").write_text(PAGE, "utf-8")
    result = run("-i", *arguments)
    assert result.code == 3
    assert "page.html: such a file is only read, so it can't be cleaned in place; name an output" in result.err
    assert Path("page.html").read_text("utf-8") == PAGE


def test_pages_in_a_folder_stay_as_they_are_in_place(run: Run) -> None:
    Path("in").mkdir()
    Path("in/page.html").write_text(PAGE, "utf-8")
    Path("in/a.txt").write_text(f"text:{TEXT!r}", "utf-8")
    result = run("-i", "in")
    assert (result.code, "page.html: such a file is only read" in result.err) == (0, True)
    assert Path("in/page.html").read_text("utf-8") == PAGE


def test_what_is_dropped_is_shown(run: Run) -> None:
    page = page_of_2016(f"<p>{BODY[0]}</p><p style='display:none'>暗处的字</p>")
    Path("page.html").write_text(page, "utf-8")
    assert "暗处的字" in run("--diff", "page.html").out.decode()
    assert "page" in run("explain", "page.html").out.decode()
    assert "html" in run("inspect", "page.html").out.decode()
