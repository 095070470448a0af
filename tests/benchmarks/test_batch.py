"""The bench of batch runs: what its streams are made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.batch import dumps_of, write_unlike


def test_a_corpus_is_what_is_streamed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "body": "x"}\n{"id": "b", "body": "y"}\n', "utf-8")
    (tmp_path / "a.raw").write_bytes("春天 0".encode())
    (tmp_path / "b.raw").write_bytes("夏天".encode("gb18030"))
    assert dumps_of(tmp_path) == ("real", ["春天 0"])
    assert capsys.readouterr().err == ""


def test_without_a_corpus_the_bench_says_what_it_streams(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kind, dumps = dumps_of(tmp_path / "nosuch")
    assert kind == "generated"
    assert len(set(dumps)) > 1
    assert f"no corpus in {tmp_path / 'nosuch'} (--real FOLDER names one)" in capsys.readouterr().err


def test_a_dump_comes_again_with_other_digits(tmp_path: Path) -> None:
    size, records = write_unlike(tmp_path / "a.jsonl", ["n000000"], 1000)
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert (size, records) == ((tmp_path / "a.jsonl").stat().st_size, len(lines))
    assert len({json.loads(line)["text"] for line in lines}) > 1
