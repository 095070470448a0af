"""Ids of records: they follow from text and place, so that no two places share one, and each run gives the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import dump


def ids(lines: bytes) -> list[str]:
    """Return the ids of records in JSON Lines."""
    return [json.loads(line)["id"] for line in lines.splitlines()]


ARRANGEMENTS = {
    "two files": {"1.txt": dump(1), "2.txt": dump(1)},
    "two folders": {"a/1.txt": dump(1), "b/1.txt": dump(1)},
    "two rows": {"a.jsonl": (json.dumps({"text": dump(1)}) + "\n") * 2, "b.txt": dump(1)},
    "two cells": {"a.csv": "text\n" + '"今天。"\n' * 2},
    "two elements": {"a.json": json.dumps([dump(1)] * 2)},
    "two formats": {"a.jsonl": json.dumps({"text": dump(1)}), "a.json": json.dumps([dump(1)])},
}


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_the_same_text_in_two_places_has_two_ids(run: Run, tmp_path: Path, arrangement: str) -> None:
    files = ARRANGEMENTS[arrangement]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert run("-q", *files, "-o", "all.jsonl").code == 0
    found = ids(Path("all.jsonl").read_bytes())
    assert len(set(found)) == len(found) == (3 if arrangement == "two rows" else 2)
    assert run("-q", *files, "-o", "again.jsonl").code == 0
    assert Path("again.jsonl").read_bytes() == Path("all.jsonl").read_bytes()


def test_records_say_where_they_stood(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text((json.dumps({"text": "今天。"}) + "\n") * 2, "utf-8")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.jsonl").write_text(json.dumps({"text": "今天。"}) + "\n", "utf-8")
    (tmp_path / "b.txt").write_text("今天。\n", "utf-8")
    assert run("-q", "a.jsonl", "x/a.jsonl", "b.txt", "-o", "all.jsonl").code == 0
    rows = [json.loads(line) for line in Path("all.jsonl").read_bytes().splitlines()]
    assert [row["source"]["place"] for row in rows] == ["line 1", "line 2", "line 1", ""]
    assert [row["fields"]["path"].rsplit("/", 2)[-2:] for row in rows] == [
        [tmp_path.name, "a.jsonl"],
        [tmp_path.name, "a.jsonl"],
        ["x", "a.jsonl"],
        ["b.txt"],
    ]


def test_one_input_and_several_to_standard_output(run: Run, tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(dump(1), "utf-8")
    found = ids(run("-f", "jsonl", "1.txt", "2.txt").out)
    assert len(set(found)) == 2
    assert ids(run("-f", "jsonl", "1.txt").out) == found[:1]
    assert ids(run("-f", "jsonl", stdin=dump(1).encode()).out) == ids(
        run("-f", "jsonl", "-", stdin=dump(1).encode()).out
    )
    assert run("-q", "1.txt", "-o", "1.jsonl").code == 0
    assert ids(Path("1.jsonl").read_bytes()) == found[:1]
