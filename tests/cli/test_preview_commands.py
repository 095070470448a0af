"""`clean --diff` and `--check`, `explain` and `inspect` as commands: what they print, and how they end."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.project import EXAMPLE, TITLE

CLEAN = "今日大风。\n"


@pytest.fixture
def clean(run: Run) -> str:
    """Write a clean text as `clean.txt` in the folder of the run."""
    Path("clean.txt").write_text(CLEAN, encoding="utf-8")
    return "clean.txt"


def test_check_names_what_would_change_and_writes_nothing(run: Run, dump: str, clean: str) -> None:
    result = run("--check", "-o", "article.txt", clean, dump)
    assert result == (1, b"", f"wxclean: {dump}: would change\n")
    assert run("--check", clean) == (0, b"", "")
    assert sorted(os.listdir()) == ["clean.txt", "dump.txt"]
    assert Path(dump).read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize(
    "raw",
    [
        CLEAN.encode("gb18030"),
        CLEAN.encode("utf-16"),
        CLEAN.encode()[:-1],
        (CLEAN * 2).replace("\n", "\r\n", 1).encode(),
    ],
)
def test_check_compares_bytes(run: Run, raw: bytes) -> None:
    assert run("--check", stdin=raw).code == 1


def test_an_input_that_fails_counts_more_than_one_that_would_change(run: Run, dump: str) -> None:
    result = run("--check", "missing.txt", dump)
    assert result.code == 3
    assert f"{dump}: would change" in result.err


def test_diff_shows_and_writes_nothing(run: Run, dump: str) -> None:
    result = run("--diff", "-o", "article.txt", dump)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(b"--- a/dump.txt\n+++ b/dump.txt\n@@ ")
    assert os.listdir() == [dump]


def test_diff_is_that_of_what_would_be_written(run: Run, dump: str) -> None:
    shown = run("--diff", "-f", "markdown", "--no-title", dump).out.decode()
    assert f'+title: "{TITLE}"' in shown
    assert f"+# {TITLE}" not in shown


def test_diff_and_check_together(run: Run, dump: str, clean: str) -> None:
    result = run("--diff", "--check", dump)
    assert (result.code, result.err) == (1, f"wxclean: {dump}: would change\n")
    assert result.out == run("--diff", dump).out


@pytest.mark.parametrize("options", [["--diff"], ["--diff", "--check"]])
def test_diff_says_that_nothing_would_change(run: Run, dump: str, clean: str, options: list[str]) -> None:
    assert run(*options, clean) == (0, b"", "wxclean: clean.txt: nothing would change\n")
    assert run(*options, clean, clean) == (0, b"", "wxclean: 2 inputs: nothing would change\n")
    assert run(*options, "-q", clean) == (0, b"", "")
    assert "nothing" not in run(*options, clean, dump).err
    Path(clean).write_bytes(CLEAN.encode()[:-1])
    assert "nothing" not in run(*options, clean).err


def test_explain_lists_each_edit(run: Run, dump: str) -> None:
    edits = [json.loads(line) for line in run("explain", "--json", dump).out.splitlines()]
    rows = [line.split("\t") for line in run("explain", dump).out.decode().splitlines()]
    assert [row[:3] for row in rows] == [[str(e["line"]), e["action"], f"{e['filter']}.{e['rule']}"] for e in edits]
    assert len(edits) > 20
    assert run("explain", stdin=EXAMPLE.read_bytes()) == run("explain", dump)
    assert run("explain", "--filter", "spacing", dump).out.decode() == "0\trewrite\tfile.wrapper\t\ttext:'…'\t\n"


def test_inspect_tells_of_each_input(run: Run, dump: str, clean: str) -> None:
    found = [json.loads(line) for line in run("inspect", "--json", dump, clean).out.splitlines()]
    assert [row["file"] for row in found] == [dump, clean]
    page, plain = found
    assert (page["encoding"], page["wrapper"], page["languages"]) == ("utf-8", "text:'…'", ["zh-Hans"])
    assert page["years"] is not None
    assert page["years"][:4] <= "2018"
    assert page["metadata"]["title"] == TITLE
    assert (plain["wrapper"], plain["languages"], plain["years"]) == ("plain", [], None)


@pytest.mark.parametrize("command", ["explain", "inspect"])
def test_a_missing_file_is_one_line(run: Run, command: str) -> None:
    result = run(command, "missing.txt")
    assert (result.code, result.out, result.err.count("\n")) == (3, b"", 1)
