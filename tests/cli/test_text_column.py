"""`--text-column` that is nowhere stops a run at once; one that is somewhere lets it go on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Run

ROWS = [{"id": 1, "story": "今天。"}, {"id": 2, "story": "明天。"}]
JSONL = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
FILES = {
    "a.jsonl": JSONL,
    "a.json": json.dumps(ROWS).encode(),
    "b.json": json.dumps(ROWS[0]).encode(),
    "a.csv": "id,story\n1,今天。\n".encode(),
    "a.tsv": "id\tstory\n1\t今天。\n".encode(),
    "a.jsonl.gz": gzip.compress(JSONL),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("into", [("-o", "out/"), ("-o", "all.jsonl"), ("-i",), ("--check",)])
def test_a_column_that_is_nowhere_stops_at_once(run: Run, tmp_path: Path, name: str, into: tuple[str, ...]) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    result = run(name, *into, "--text-column", "stroy")
    assert result.code == 2
    assert result.err.startswith("wxclean: --text-column stroy: no input has such a column; there are: id, story")
    assert "did you mean 'story'?" in result.err
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == FILES[name]


SHOWN: list[list[str]] = [[], ["-f", "jsonl"], ["-o", "a.jsonl"], ["-j", "1"], ["--diff"]]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", SHOWN, ids=" ".join)
def test_a_stream_without_the_column_stops_at_its_first_rows(run: Run, name: str, how: list[str]) -> None:
    result = run(*how, "--text-column", "stroy", stdin=FILES[name])
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith("wxclean: --text-column stroy: no input has such a column; there are: id, story")
    assert "did you mean 'story'?" in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("name", FILES)
def test_a_stream_with_the_column_goes_on(run: Run, name: str) -> None:
    result = run("-q", "--text-column", "story", stdin=FILES[name])
    assert (result.code, result.err) == (0, "")
    assert result.out.count("今天。".encode()) == 1


@pytest.mark.parametrize(("before", "code"), [(9, 3), (10, 2)])
def test_a_stream_may_have_the_column_in_some_rows(run: Run, before: int, code: int) -> None:
    rows = [b'{"body": "a"}\n'] * before + [b'{"story": "' + b"b" * (2 << 20) + b'"}\n']
    assert run("--text-column", "story", "--max-record-size", "4MB", stdin=b"".join(rows)).code == code


@pytest.mark.parametrize(
    "data", ["今天，明天。\n好。\n", "text:'今天。'", "a, b\nc\n", "", '{"story": {"a": 1, "b": 2}}']
)
def test_a_stream_that_is_no_table_speaks_for_itself(run: Run, data: str) -> None:
    assert run("--text-column", "story", stdin=data.encode()).code != 2


@pytest.mark.parametrize("name", FILES)
def test_a_column_that_is_there_lets_it_go_on(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert run("-q", name, "-o", "out/", "--text-column", "story").code == 0


def test_a_column_of_one_input_is_enough(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(JSONL)
    (tmp_path / "b.jsonl").write_text('{"body": "今天。"}\n', "utf-8")
    result = run("a.jsonl", "b.jsonl", "-o", "out/", "--text-column", "story")
    assert result.code == 3
    assert "b.jsonl, line 1: no field 'story'" in result.err
    assert (tmp_path / "out" / "a.jsonl").exists()


@pytest.mark.parametrize("data", [b"", b"\n\n", b"{broken\n", b"1\n"])
def test_where_no_row_can_be_read_each_input_speaks_for_itself(run: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(data)
    assert run("a.jsonl", "-o", "out/", "--text-column", "story").code == (3 if data.strip() else 0)
