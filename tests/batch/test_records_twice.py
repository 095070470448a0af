"""What wxclean wrote as records stays as it is when it is cleaned again, with all that the page said."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import wxclean
from tests.conftest import Run
from tests.helpers.batch import dump, rows_in
from wxclean.batch.formats.arrow import completed
from wxclean.batch.formats.csv import _metadata_cell

FORMATS = ("jsonl", "json", "csv", "tsv", "parquet", "jsonl.gz", "csv.gz")
SAYS_ITS_SOURCE = dump(1).replace("\\n  微信扫一扫", "\\n来源：渡口晚报\\n  微信扫一扫")
"""A dump of which a line that says something of the article stays in the text, and is read again."""


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("source", ["a.txt", "a.csv", "a.jsonl"])
def test_records_stay_as_they_are(run: Run, tmp_path: Path, source: str, suffix: str) -> None:
    (tmp_path / "a.txt").write_text(SAYS_ITS_SOURCE, "utf-8")
    if source != "a.txt":
        table = pa.table({"n": ["1", "2", "3"], "text": [SAYS_ITS_SOURCE, "", "今天下雨。"]}).to_pylist()
        _write(tmp_path / source, table)
    output = f"all.{suffix}"
    assert run("-q", source, "-o", output) == (0, b"", "")
    before = (tmp_path / output).read_bytes()
    assert _metadata(rows_in(tmp_path / output)[0])["account"] == "青石镇图书馆"
    assert run("--check", output) == (0, b"", "")
    assert run("-i", output) == (0, b"", "")
    assert (tmp_path / output).read_bytes() == before
    assert run("-q", output, "-o", f"again.{suffix}").code == 0
    assert rows_in(tmp_path / f"again.{suffix}") == rows_in(tmp_path / output)


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "tsv", "parquet"])
@pytest.mark.parametrize("target", ["md", "txt", "csv", "parquet", "jsonl", "json"])
def test_what_the_page_said_goes_along_into_other_formats(run: Run, tmp_path: Path, suffix: str, target: str) -> None:
    (tmp_path / "a.txt").write_text(SAYS_ITS_SOURCE, "utf-8")
    assert run("-q", "a.txt", "-o", f"direct.{target}").code == 0
    assert run("-q", "a.txt", "-o", f"all.{suffix}").code == 0
    assert run("-q", f"all.{suffix}", "-o", f"later.{target}").code == 0
    direct, later = tmp_path / f"direct.{target}", tmp_path / f"later.{target}"
    if target in ("md", "txt"):
        assert later.read_text("utf-8") == direct.read_text("utf-8")
    else:
        assert _metadata(rows_in(later)[0]) == _metadata(rows_in(direct)[0])


def test_a_table_of_arrow_keeps_what_an_earlier_run_found() -> None:
    once = wxclean.clean_batch(pa.table({"text": [SAYS_ITS_SOURCE, "今天下雨。"]}))
    assert once["metadata"].to_pylist()[0]["account"] == "青石镇图书馆"
    assert wxclean.clean_batch(once) == once


@pytest.mark.parametrize(
    ("there", "found", "expected"),
    [
        ({}, {}, None),
        ({"title": "甲"}, {}, None),
        ({"title": "甲"}, {"title": "甲"}, None),
        ({"title": "甲"}, {"title": "乙"}, None),
        ({"original": False}, {"original": True}, None),
        ({}, {"title": "乙"}, {"title": "乙"}),
        ({"title": None, "account": "丙"}, {"title": "乙"}, {"title": "乙", "account": "丙"}),
        ({"tags": []}, {"tags": ["丁"]}, {"tags": ["丁"]}),
    ],
)
def test_metadata_are_added_where_nothing_is_said_yet(
    there: dict[str, object], found: dict[str, object], expected: dict[str, object] | None
) -> None:
    assert completed(there, found) == expected


def test_a_cell_to_which_nothing_is_added_stays_as_another_tool_wrote_it() -> None:
    assert _metadata_cell('{"title": "甲"}', {"title": "甲"}) == '{"title": "甲"}'
    assert _metadata_cell('{"title": "甲"}', {"account": "丙"}) == '{"title":"甲","account":"丙"}'


def _metadata(row: dict[str, Any]) -> dict[str, Any]:
    found = row["metadata"]
    return json.loads(found) if isinstance(found, str) else found  # type: ignore[no-any-return]


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        else:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
