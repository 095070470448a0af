"""Input that is no dump, through the command: it is named, nothing of it is written, and other inputs go on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import cleaned
from tests.helpers.batch import dump as made_dump
from tests.helpers.foreign import BINARIES, OTHER_SITE, PAGE, RSS, TEXTS

NAMED = [
    ("page.html", OTHER_SITE.encode(), "is HTML of another site than mp.weixin.qq.com: take its text first"),
    ("page.txt", OTHER_SITE.encode("utf-16"), "is HTML"),
    ("map.txt", TEXTS["xml"][0].encode(), "is XML: take the texts out of it first"),
    ("doc.rtf", TEXTS["rtf"][0].encode(), "is RTF: save it as plain text first"),
    ("doc.pdf", BINARIES["pdf"][0], "is a PDF"),
    ("doc.txt", BINARIES["docx"][0], "is a Word document"),
    ("data.pkl", BINARIES["pickle"][0], "is a Python pickle, which can run code"),
]


@pytest.mark.parametrize(("name", "data", "said"), NAMED)
def test_it_is_named_and_the_others_go_on(run: Run, dump: str, name: str, data: bytes, said: str) -> None:
    Path(name).write_bytes(data)
    result = run("--join", name, dump)
    assert result.code == 3
    assert result.err.startswith(f"wxclean: {name}: {said}")
    assert result.err.count("\n") == 1
    assert result.out == run(dump).out
    assert run(stdin=data) == (3, b"", result.err.replace(name, "standard input", 1))
    for command in (("--check",), ("--diff",), ("explain",), ("inspect",)):
        assert run(*command, name) == (3, b"", result.err)


@pytest.mark.parametrize(("name", "data", "said"), NAMED)
def test_many_inputs_end_alike(run: Run, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "a.txt").write_text(made_dump(1), "utf-8")
    (tmp_path / "in" / f"{name}.gz").write_bytes(gzip.compress(data))
    result = run("in", "-o", "out", "--include", "*")
    assert result.code == 3
    assert result.err.count(said) == 2
    assert {path.name for path in (tmp_path / "out").glob("[!.]*")} == {"a.txt"}
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == cleaned(made_dump(1))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", BINARIES["xlsx"][0], "is an Excel workbook: save it as CSV first"),
        ("a.tsv", BINARIES["ole"][0], "is a file of an older Office"),
        ("a.jsonl", PAGE.encode(), "is HTML"),
        ("a.json", RSS.encode(), "is an RSS or Atom feed"),
        ("a.jsonl.gz", gzip.compress(BINARIES["tar"][0]), "is a tar archive"),
        ("a.json", BINARIES["parquet"][0], "is Parquet: give it a name that ends with .parquet"),
    ],
)
def test_a_name_that_promises_records_is_not_believed(run: Run, name: str, data: bytes, said: str) -> None:
    Path(name).write_bytes(data)
    for arguments in ((name, "-o", "out/"), ("-i", name)):
        result = run(*arguments)
        assert result.code == 3
        assert said in result.err
        assert result.err.count("is a") + result.err.count("is HTML") + result.err.count("is Parquet") == 1
    assert Path(name).read_bytes() == data


@pytest.mark.parametrize("kept", ["-o", "-i"])
def test_a_record_of_html_fails_and_the_others_go_on(run: Run, kept: str) -> None:
    rows = [{"id": 1, "text": made_dump(1)}, {"id": 2, "text": OTHER_SITE}, {"id": 3, "text": "今日大风。"}]
    Path("a.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    result = run("a.jsonl", *(("-o", "out.jsonl") if kept == "-o" else ("-i",)), "--failures", "failed.jsonl")
    assert result.code == 3
    assert "a.jsonl, line 2: is HTML of another site" in result.err
    out = Path("out.jsonl" if kept == "-o" else "a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in out] == ([1, 3] if kept == "-o" else [1, 2, 3])
    (failed,) = [json.loads(line) for line in Path("failed.jsonl").read_text("utf-8").splitlines()]
    assert "is HTML" in failed["reason"]
    assert json.loads(failed["raw"])["text"] == OTHER_SITE
