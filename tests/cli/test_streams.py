"""The installed command in the middle of a pipe: records go out as they come in, and end when nobody reads on."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import IO, Any, cast

import pytest
from pyarrow import parquet

from tests.conftest import Run
from tests.helpers.batch import dump, jsonl, rows_in
from tests.helpers.processes import wxclean
from wxclean.cli import kinds_of_input
from wxclean.cli.inputs import planned_inputs
from wxclean.cli.kinds_of_input import with_heads
from wxclean.cli.settings import CleanOptions

WXCLEAN = [sys.executable, "-m", "wxclean"]


@pytest.mark.parametrize(
    ("records", "arguments", "expected"),
    [
        ([b'{"text": "a"}\n', b'{"text": "b"}\n'], ("-f", "jsonl"), [b'{"text": "a"}\n', b'{"text": "b"}\n']),
        ([b'{"text": "a"}\n', b'{"text": "b"}\n'], (), [b"a\n", b"\f\nb\n"]),
        ([b"n,text\n1,a\n", b'2,"b\nc"\n'], ("-f", "csv"), [b"n,text,metadata\n1,a,\n", b'2,"b\nc",\n']),
        ([b'[{"text": "%s"},' % (b"a" * 99), b'{"text": "b"}]'], (), [b"a" * 99 + b"\n", b"\f\nb\n"]),
    ],
)
def test_a_record_goes_out_before_the_next_one_comes_in(
    records: list[bytes], arguments: tuple[str, ...], expected: list[bytes]
) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [*WXCLEAN, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=buffered) as process:
        patience = Timer(30, process.kill)
        patience.start()
        into, out = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        for record, output in zip(records, expected, strict=True):
            into.write(record)
            into.flush()
            assert out.read(len(output)) == output
        into.close()
        assert out.read() == b""
        patience.cancel()  # where another thread is left, workers can't be forked, and start ten times as slowly
    assert process.returncode == 0


@pytest.mark.parametrize("record", ['{"text": "春天来了。"}', "text:'春天来了。'"])
def test_a_reader_that_leaves_ends_a_producer_without_end(record: str) -> None:
    command = f"yes {shlex.quote(record)} | {sys.executable} -m wxclean | head -n 2"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=True, timeout=60)
    assert (result.stderr, result.stdout.count(b"\n")) == (b"", 2)


def test_a_text_without_end_has_a_limit() -> None:
    command = f"yes 春天来了。 | {sys.executable} -m wxclean --max-record-size 20MB"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert (result.returncode, result.stdout) == (3, b"")
    assert b"standard input: longer than 20,000,000 bytes" in result.stderr


def corpus(path: Path, megabytes: int) -> Path:
    """Write JSON Lines of so many megabytes."""
    lines = [json.dumps({"n": number, "text": dump(number)}, ensure_ascii=False) + "\n" for number in range(200)]
    block = "".join(lines).encode()
    with open(path, "wb") as file:
        file.writelines(block for _ in range(megabytes * 1_000_000 // len(block) + 1))
    return path


MEASURED = """
import resource, sys
from wxclean.cli import main
code = main(sys.argv[1:])
with open("/proc/self/status") as file:  # getrusage counts what this process was forked from
    own = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the memory")
@pytest.mark.parametrize(("jobs", "form"), [("1", "jsonl"), ("2", "text"), ("2", "csv")])
def test_memory_is_flat_and_the_order_kept(tmp_path: Path, jobs: str, form: str) -> None:
    path = corpus(tmp_path / "a.jsonl", 20)
    with open(path, "rb") as file:
        result = subprocess.run(
            [sys.executable, "-c", MEASURED, "-q", "-j", jobs, "-f", form], stdin=file, capture_output=True, check=True
        )
    assert int(result.stderr) < 120
    if jobs != "1":
        assert result.stdout == wxclean("-q", "-f", form, "-j", "1", stdin=path.read_bytes()).stdout
    numbers = re.findall(rb"\xe7\xac\xac(\d+)\xe7\xaf\x87\xe7\x9a\x84\xe7\xac\xac0", result.stdout)
    assert numbers[:400] == [str(number % 200).encode() for number in range(400)]


def names(output: bytes) -> list[Any]:
    return [json.loads(line)["tags"] for line in output.splitlines()]


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "json"])
def test_a_file_to_standard_output_is_a_stream_too(run: Run, tmp_path: Path, suffix: str) -> None:
    jsonl(tmp_path / "a.jsonl", 3)
    path = tmp_path / f"b.{suffix}"
    run("-q", "a.jsonl", "-o", path.name)
    assert run(path.name, "--no-title") == run("a.jsonl", "--no-title")


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "tsv", "md", "txt", "jsonl.gz"])
def test_standard_input_goes_to_a_file_as_a_file_does(run: Run, tmp_path: Path, suffix: str) -> None:
    jsonl(tmp_path / "a.jsonl", 3)
    run("-q", "a.jsonl", "-o", f"b.{suffix}")
    assert run("-o", f"c.{suffix}", stdin=(tmp_path / "a.jsonl").read_bytes()) == (0, b"", "")
    from_file, from_input = (tmp_path / f"{name}.{suffix}" for name in "bc")
    if suffix in ("md", "txt", "jsonl"):
        assert from_input.read_bytes() == from_file.read_bytes()
    else:
        assert [row["text"] for row in rows_in(from_input)] == [row["text"] for row in rows_in(from_file)]


def test_standard_input_goes_to_parquet(run: Run, tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", 3)
    assert run("-o", "a.parquet", stdin=(tmp_path / "a.jsonl").read_bytes()) == (0, b"", "")
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [json.loads(row["fields"])["tags"][1] for row in rows] == [0, 1, 2]
    again = run("--no-title", stdin=(tmp_path / "a.parquet").read_bytes())
    assert again == run("--no-title", "a.jsonl")


def test_parquet_is_not_for_a_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jsonl(tmp_path / "a.jsonl", 1)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    result = run("-f", "parquet", "a.jsonl")
    assert (result.code, result.out) == (2, b"")
    assert "--output FILE.parquet" in result.err


def test_a_broken_stream_leaves_the_output_file_as_it_was(run: Run, tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", 40)
    run("-q", "a.jsonl", "-o", "a.jsonl.gz")
    torn = (tmp_path / "a.jsonl.gz").read_bytes()[:-30]
    (tmp_path / "out.jsonl").write_bytes(b"old")
    result = run("-o", "out.jsonl", stdin=torn)
    assert result.code == 3
    assert result.err.startswith("wxclean: standard input: broken packed data")
    assert (tmp_path / "out.jsonl").read_bytes() == b"old"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_failures_are_named_and_the_rest_goes_on(run: Run, jobs: str) -> None:
    result = run("-j", jobs, "-f", "jsonl", stdin=b'{"text": "a"}\nnot JSON\n{"text": "b"}\n')
    assert result == (
        3,
        b'{"text": "a"}\n{"text": "b"}\n',
        "wxclean: standard input, line 2: not JSON: Expecting value at column 1\n",
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_failures_are_told_by_their_causes_and_none_is_kept_quiet(run: Run, tmp_path: Path, jobs: str) -> None:
    lines = [f'{{"text": broken {n}}}\n' if n % 1000 else "[]]\n" for n in range(10_005)]
    (tmp_path / "a.jsonl").write_text("".join(lines), "utf-8")
    few = run("-j", jobs, "a.jsonl")
    assert (few.code, few.out) == (3, b"")
    assert few.err.splitlines()[:2] == [
        "wxclean: a.jsonl, line 1: not JSON: Extra data at column 3",
        "wxclean: a.jsonl, line 2: not JSON: Expecting value at column 10",
    ]
    assert few.err.splitlines()[20:] == [
        "wxclean: 9,975 times: not JSON: Expecting value at column …",
        "wxclean:   in a.jsonl, line 21, line 22, line 23; …",
        "wxclean: 10 times: not JSON: Extra data at column …",
        "wxclean:   in a.jsonl, line 1001, line 2001, line 3001; …",
        "wxclean:   --verbose lists all 10,005",
    ]
    every = run("-j", jobs, "-v", "a.jsonl").err.splitlines()
    assert len([line for line in every if "not JSON" in line]) == 10_005


@pytest.mark.skipif(os.name == "nt", reason="names of pipes")
def test_a_named_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    command = f"{sys.executable} -m wxclean -f csv <(printf 'n,text\\n1,a\\n')"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert result.stdout == b"n,text,metadata\n1,a,\n"


def test_a_column_that_is_nowhere_stops_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,text\n1,a\n", "utf-8")
    result = run("--text-column", "txt", "t.csv")
    assert (result.code, result.out) == (2, b"")
    assert "--text-column txt: no input has such a column; there are: id, text" in result.err


def test_tables_on_standard_output_have_one_header(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,a\n", "utf-8")
    (tmp_path / "b.csv").write_text("id,text\n2,b\n", "utf-8")
    (tmp_path / "all.csv").write_bytes(run("-f", "csv", "a.csv", "b.csv").out)
    assert [(row["id"], row["text"]) for row in rows_in(tmp_path / "all.csv")] == [("1", "a"), ("2", "b")]


@pytest.mark.parametrize(("size", "plain"), [(9, True), (10, False)])
def test_a_large_text_is_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, plain: bool) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * size)
    monkeypatch.setattr(kinds_of_input, "LARGE", 10)
    assert with_heads(planned_inputs([str(tmp_path / "a.txt")], CleanOptions(isolated=True)))[1] is plain
