"""What is written beside the outputs never takes the place of an input, of an output, or of each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import contents, dump, jsonl


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of two dumps, a file of records, a page, a list, and links to them."""
    (tmp_path / "in").mkdir()
    for number in (1, 2):
        (tmp_path / "in" / f"{number}.txt").write_text(dump(number), "utf-8")
    jsonl(tmp_path / "two.jsonl", 2)
    (tmp_path / "list").write_text("in/1.txt\nin/2.txt\n", "utf-8")
    (tmp_path / "page.html").write_text('<div id="js_content"><p>今晚不关门。</p></div>', "utf-8")
    (tmp_path / "link.jsonl").symlink_to("two.jsonl")
    return tmp_path


IS_INPUT = "{}: is also an input; give {} another name"
IS_OUTPUT = "{}: is also an output; give {} another name"
BOTH = "{}: can't be both {} and {}; give one of them another name"
NO_FOLDER = "{}: there is no such folder"
IS_FOLDER = "{}: is a directory; {} takes the name of a file"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("in -o out --failures in/1.txt", IS_INPUT.format("in/1.txt", "--failures")),
        ("in -o out --failures ./in/../in/2.txt", IS_INPUT.format("./in/../in/2.txt", "--failures")),
        ("two.jsonl -o out.csv --failures two.jsonl", IS_INPUT.format("two.jsonl", "--failures")),
        ("two.jsonl -o out.csv --failures link.jsonl", IS_INPUT.format("link.jsonl", "--failures")),
        ("-i two.jsonl --failures two.jsonl", IS_INPUT.format("two.jsonl", "--failures")),
        ("--check two.jsonl --failures two.jsonl", IS_INPUT.format("two.jsonl", "--failures")),
        ("in page.html -o out --report page.html", IS_INPUT.format("page.html", "--report")),
        ("--files-from list -o out --failures list", IS_INPUT.format("list", "--failures")),
        ("two.jsonl -o out.jsonl --failures out.jsonl", IS_OUTPUT.format("out.jsonl", "--failures")),
        ("in -o out.json --report out.json", IS_OUTPUT.format("out.json", "--report")),
        ("in -o out --report r.json --failures r.json", BOTH.format("r.json", "--report", "--failures")),
        ("in -o out --report nosuch/r.html", NO_FOLDER.format("nosuch/r.html")),
        ("in -o out --failures in", IS_FOLDER.format("in", "--failures")),
        ("page.html --image-list nosuch/list", NO_FOLDER.format("nosuch/list")),
        ("learn in page.html -o l.toml --report page.html", IS_INPUT.format("page.html", "--report")),
        ("learn in -o l.html --report l.html", BOTH.format("l.html", "--output", "--report")),
        ("learn in -o l.toml --report nosuch/l.html", NO_FOLDER.format("nosuch/l.html")),
        ("learn in -o in", IS_FOLDER.format("in", "--output")),
    ],
)
def test_a_clash_is_told_before_anything_is_written(run: Run, files: Path, arguments: str, said: str) -> None:
    before = contents(files)
    assert run(*arguments.split()) == (2, b"", f"wxclean: {said}\n")
    assert contents(files) == before


def test_side_files_may_lie_beside_inputs_and_outputs(run: Run, files: Path) -> None:
    assert run(*["-q", "in", "-o", "out.jsonl", "--report", "in/r.html", "--failures", "in/f.jsonl"]).code == 0
    assert (files / "in" / "r.html").stat().st_size
    assert (files / "in" / "f.jsonl").read_bytes() == b""
