"""Data as programs and shells of databases write them, in files whose names say JSON: read, and never written over."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from wxclean.batch.plan import parts as parts_module

NUMBERED = """/* 1 */
{
    "_id" : ObjectId("5bf7c0e0e13823f5a2c0a1b2"),
    "text" : "text:'春天来了。'"
}

/* 2 */
{
    "_id" : ObjectId("5bf7c0e0e13823f5a2c0a1b3"),
    "text" : "text:'夏天来了。'"
}
"""
CALLED = 'callback({"text": "春天来了。", "title": "甲"});'
ASSIGNED = 'var data = [{"text": "春天来了。"}, {"text": "夏天来了。"}];'
TYPED = "OrderedDict([('title', '甲'), ('text', '春天来了。')])"
BOTH, ONE = ["春天来了。", "夏天来了。"], ["春天来了。"]
FILES = [
    ("a.json", NUMBERED, BOTH),
    ("a.jsonl", NUMBERED, BOTH),
    ("a.ndjson", "\ufeff" + NUMBERED.replace("\n", "\r\n"), BOTH),
    ("a.json", CALLED, ONE),
    ("a.json", ASSIGNED, BOTH),
    ("a.json", TYPED, ONE),
]


def texts(data: bytes) -> list[str]:
    return [json.loads(line)["text"].removeprefix("text:'").removesuffix("'") for line in data.splitlines()]


@pytest.mark.parametrize(("name", "data", "expected"), FILES)
@pytest.mark.parametrize("packed", [False, True])
def test_it_is_read_as_a_text_is_on_every_way(
    run: Run, name: str, data: str, expected: list[str], *, packed: bool
) -> None:
    Path("in").mkdir()
    path = Path("in") / (name + ".gz" * packed)
    path.write_bytes(gzip.compress(data.encode()) if packed else data.encode())
    assert texts(run("-f", "jsonl", str(path)).out) == expected
    assert run("-q", str(path), "-o", "one.jsonl").code == 0
    assert run("-q", "in", "-o", "all.jsonl").code == 0
    assert run("-q", "in", "-o", "out", "-f", "jsonl").code == 0
    made = [Path("one.jsonl"), Path("all.jsonl"), *Path("out").glob("*.jsonl*")]
    assert len(made) == 3
    for output in made:
        written = output.read_bytes()
        assert texts(gzip.decompress(written) if output.suffix == ".gz" else written) == expected
    assert run("-q", str(path), "-o", "one.json").code == 0
    assert [row["text"] for row in json.loads(Path("one.json").read_text("utf-8"))] == texts(
        run("-f", "jsonl", str(path)).out
    )


@pytest.mark.parametrize(("name", "data", "expected"), FILES)
def test_it_is_never_written_over_nor_written_under_a_name_that_says_json(
    run: Run, name: str, data: str, expected: list[str]
) -> None:
    path = Path("in") / name
    path.parent.mkdir()
    path.write_bytes(data.encode())
    for arguments in (["-i", str(path)], ["-i", "in"], ["in", "-o", "out"]):
        result = run("-q", *arguments)
        assert (result.code, "is data as a program or a database's shell writes them" in result.err) == (3, True)
    assert run("-i", "--only-dumps", str(path)).code == 0
    assert path.read_bytes() == data.encode()
    assert list(Path("out").glob("[!.]*")) == []
    assert expected


def test_a_large_one_is_not_split_at_its_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    Path("a.jsonl").write_text(NUMBERED, "utf-8")
    assert run("-q", "a.jsonl", "-o", "b.jsonl").code == 0
    assert texts(Path("b.jsonl").read_bytes()) == BOTH


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", "春天来了。"),
        ("a.json", "name = value"),
        ("a.json", "/* a style */ body { color: red }"),
        ("a.jsonl", 'callback({"text": "春天来了。"});'),
    ],
)
def test_what_is_not_sure_to_be_data_is_refused_as_before(run: Run, name: str, data: str) -> None:
    Path(name).write_text(data, "utf-8")
    result = run(name)
    assert (result.code, result.out, "not JSON" in result.err) == (3, b"", True)
