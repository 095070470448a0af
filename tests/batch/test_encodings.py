"""Records in any encoding: read as what they are, written as UTF-8, and never harmed by a wrong guess."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Run

ARRAY = '[{"id":1,"title":"题","text":"text:\'春天来了。\'"}]'
OBJECT = '{"id":1,"title":"题","text":"text:\'春天来了。\'"}'
BAD = "春".encode() + b"\xff"


@pytest.mark.parametrize("name", ["a.json", "a.json.gz"])
@pytest.mark.parametrize("data", [text.encode().replace("春".encode(), BAD) for text in (ARRAY, OBJECT)])
def test_a_bad_byte_in_json_is_a_failure_and_stays_as_it_is(run: Run, name: str, data: bytes) -> None:
    data = gzip.compress(data) if name.endswith(".gz") else data
    Path(name).write_bytes(data)
    result = run("-i", name)
    assert (result.code, Path(name).read_bytes()) == (3, data)
    assert "record 1: not utf-8 text; name the right encoding with --encoding" in result.err


def test_a_bad_byte_in_json_costs_only_its_own_record(run: Run) -> None:
    bad = OBJECT.encode().replace("春".encode(), BAD)
    Path("a.json").write_bytes(b"[" + OBJECT.encode() + b",\n" + bad + b"]")
    assert run("-i", "a.json").code == 3
    data = Path("a.json").read_bytes()
    assert bad in data
    assert json.loads(data.replace(b"\xff", b""))[0]["text"] == "春天来了。"


@pytest.mark.parametrize("text", [ARRAY, OBJECT])
def test_the_encoding_that_is_named_counts_for_json(run: Run, text: str) -> None:
    Path("a.json").write_bytes(text.encode("gb18030"))
    assert run("-i", "--encoding", "gb18030", "a.json").code == 0
    assert "春天来了。" in Path("a.json").read_text("utf-8")


@pytest.mark.parametrize("text", [ARRAY, OBJECT])
def test_a_bad_byte_in_another_encoding_leaves_the_json_file(run: Run, text: str) -> None:
    data = text.encode("gb18030").replace("天".encode("gb18030"), b"\xff")
    Path("a.json").write_bytes(data)
    result = run("-i", "--encoding", "gb18030", "a.json")
    assert (result.code, Path("a.json").read_bytes()) == (3, data)
    assert "record 1: not gb18030 text" in result.err


def test_characters_that_replace_bad_bytes_are_asked_for(run: Run) -> None:
    Path("a.json").write_bytes(ARRAY.encode().replace("春".encode(), BAD))
    assert run("-i", "--errors", "replace", "a.json").code == 0
    assert json.loads(Path("a.json").read_bytes())[0]["text"] == "春\ufffd天来了。"
