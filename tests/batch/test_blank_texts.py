"""Rows without a word in their text stay as they are, in each format."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.conftest import Run

BLANK = ["", " ", "\u3000", "\t"]


@pytest.mark.parametrize("text", BLANK)
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.json"])
def test_a_blank_text_is_no_change(run: Run, tmp_path: Path, name: str, text: str) -> None:
    comma = "\t" if name == "a.tsv" else ","
    escaped = text.replace("\t", "\\t")
    rows = {
        "a.csv": f'id{comma}text\n1{comma}"{text}"\n',
        "a.tsv": f'id{comma}text\n1{comma}"{text}"\n',
        "a.jsonl": f'{{"id": 1, "text": "{escaped}"}}\n',
        "a.json": f'[{{"id": 1, "text": "{escaped}"}}]',
    }
    (tmp_path / name).write_text(rows[name], "utf-8")
    assert run("-i", name) == (0, b"", "")
    assert (tmp_path / name).read_text("utf-8") == rows[name]


@pytest.mark.parametrize("text", BLANK)
def test_a_blank_text_is_no_change_in_parquet(run: Run, tmp_path: Path, text: str) -> None:
    parquet.write_table(pa.table({"id": [1], "text": [text]}), tmp_path / "a.parquet")
    before = (tmp_path / "a.parquet").read_bytes()
    assert run("-i", "a.parquet") == (0, b"", "")
    assert (tmp_path / "a.parquet").read_bytes() == before
