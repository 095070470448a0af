"""The output's name decides its format, for one input as for several."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import cleaned, dump, jsonl, rows_in

FORMATS = ("jsonl", "ndjson", "json", "csv", "tsv", "parquet", "jsonl.gz", "csv.gz", "json.gz")


def body(number: int) -> str:
    """Return the article of a dump without its title."""
    return cleaned(dump(number)).split("\n\n", 1)[1].rstrip("\n")


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, list[str]]:
    """The same two articles in files of each kind: two in one file, and one in each of two."""
    jsonl(tmp_path / "two.jsonl", 2)
    first, second = (tmp_path / "two.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "a.jsonl").write_text(first, "utf-8")
    (tmp_path / "b.jsonl").write_text(second.rstrip("\n"), "utf-8")
    for name, numbers in (("two.csv", (0, 1)), ("a.csv", (0,)), ("b.csv", (1,))):
        with open(tmp_path / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["n", "text"], *([number, dump(number)] for number in numbers)])
    for number, name in enumerate(("a.txt", "b.txt")):
        (tmp_path / name).write_text(dump(number), "utf-8")
    return {
        "one jsonl": ["two.jsonl"],
        "two jsonl": ["a.jsonl", "b.jsonl"],
        "one csv": ["two.csv"],
        "two csv": ["a.csv", "b.csv"],
        "two texts": ["a.txt", "b.txt"],
        "a text and a table": ["a.txt", "b.csv"],
    }


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", ["one jsonl", "two jsonl", "one csv", "two csv", "two texts", "a text and a table"])
def test_the_name_decides(run: Run, tmp_path: Path, inputs: dict[str, list[str]], kind: str, suffix: str) -> None:
    result = run("-q", *inputs[kind], "-o", f"all.{suffix}")
    assert (result.code, result.err) == (0, "")
    assert [row["text"] for row in rows_in(tmp_path / f"all.{suffix}")] == [body(0), body(1)]


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "jsonl.gz", "csv.gz"])
def test_rows_stay_rows_from_one_file_as_from_two(
    run: Run, tmp_path: Path, inputs: dict[str, list[str]], suffix: str
) -> None:
    kind = suffix.removesuffix(".gz")
    run("-q", *inputs[f"one {kind}"], "-o", f"one.{suffix}")
    run("-q", *inputs[f"two {kind}"], "-o", f"two.{suffix}")
    one, two = (rows_in(tmp_path / f"{name}.{suffix}") for name in ("one", "two"))
    assert one == two
    assert "fields" not in one[0]


def test_tables_with_other_columns_are_not_joined(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("n,text\n1,甲。\n", "utf-8")
    (tmp_path / "b.csv").write_text("text,n\n乙。,2\n", "utf-8")
    result = run("a.csv", "b.csv", "-o", "all.csv")
    assert result.code == 3
    assert "the headers differ" in result.err
    assert not (tmp_path / "all.csv").exists()


@pytest.mark.parametrize("name", ["article.md", "article.MD", "article.txt", "article.text", "article"])
@pytest.mark.parametrize("source", ["a.txt", "a.jsonl"])
def test_names_of_texts(run: Run, tmp_path: Path, inputs: dict[str, list[str]], name: str, source: str) -> None:
    assert inputs
    assert run("-q", source, "-o", name).code == 0
    text = (tmp_path / name).read_text("utf-8")
    form = "markdown" if name.lower().endswith(".md") else "text"
    if source == "a.jsonl" and name == "article":
        assert json.loads(text)["text"] == body(0)
    else:
        assert text.encode() == run("-f", form, "a.txt").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("-f", "text", "-o", "all.jsonl"),
        ("-f", "markdown", "-o", "all.txt"),
        ("-f", "jsonl", "-o", "all.json"),
        ("-f", "jsonl", "-o", "all.md"),
        ("-f", "parquet", "-o", "all.csv.gz"),
    ],
)
def test_a_format_that_contradicts_the_name_is_an_error(
    run: Run, tmp_path: Path, inputs: dict[str, list[str]], arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, *inputs["one jsonl"])
    assert result.code == 2
    assert f"--format says {arguments[1]}; change one of them" in result.err
    assert not (tmp_path / arguments[3]).exists()


def test_the_name_takes_precedence_over_a_settings_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wxclean.toml").write_text('format = "markdown"', "utf-8")
    (tmp_path / "a.txt").write_text(dump(0), "utf-8")
    assert run("a.txt", "-o", "a.jsonl") == (0, b"", "")
    assert [row["text"] for row in rows_in(tmp_path / "a.jsonl")] == [body(0)]


def test_articles_in_one_text_are_known_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(dump(0) + "\n\f\n" + dump(1) + "\n", "utf-8")
    expected = (cleaned(dump(0)) + "\f\n" + cleaned(dump(1))).encode()
    assert run("two.txt").out == expected
    run("-q", "-i", "two.txt")
    assert (tmp_path / "two.txt").read_bytes() == expected
    assert run("--check", "two.txt") == (0, b"", "")
    assert run("-f", "jsonl", "two.txt").out.count(b"\n") == 2
    (tmp_path / "two.txt").write_bytes(expected.replace(b"\n", b"\r\n"))
    assert run("--check", "two.txt") == (0, b"", "")


def test_lines_of_one_file_never_run_into_those_of_the_next(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "a"}')
    (tmp_path / "b.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "b"}')
    run("-q", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    assert (tmp_path / "all.jsonl").read_bytes() == b'{"text": "a"}\n{"text": "b"}\n'


@pytest.mark.parametrize(
    "arguments", [("a.jsonl",), ("-",), ("--join", "a.txt", "b.txt"), ("a.jsonl", "-o", "out.txt")]
)
def test_what_parts_articles_has_the_line_ends_that_were_asked_for(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "a"}\n{"text": "b"}\n')
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"b")
    result = run("-q", "--line-ends", "crlf", *arguments, stdin=(tmp_path / "a.jsonl").read_bytes())
    written = (tmp_path / "out.txt").read_bytes() if "-o" in arguments else result.out
    assert written == b"a\r\n\f\r\nb\r\n"
