"""Inputs that a command line names are read whole, and what can't be read is said in words."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.dumps import BODY
from wxclean.cli.inputs import planned_inputs, read_input
from wxclean.cli.settings import CleanOptions
from wxclean.errors import InputError


def read(name: str) -> bytes:
    return read_input(planned_inputs([name], CleanOptions(isolated=True))[0])


@pytest.mark.parametrize(
    ("name", "words"), [("missing.txt", "no such file"), (".", "is a directory"), ("nul\0name", "can't be read")]
)
def test_what_cannot_be_read_is_said_in_words(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(f"{tmp_path}/{name}")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"old")
    assert read(str(path)) == b"old"


@pytest.mark.parametrize(("asked", "day"), [(None, None), ("2023-05-20", "2023-05-19"), ("mtime", "2024-01-01")])
def test_words_for_a_day_are_resolved_by_the_day_of_reference(
    run: Run, tmp_path: Path, asked: str | None, day: str | None
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"河口的灯塔\n\n[潮汐手记](javascript:void(0);) *昨天*\n\n{BODY[0]}\n", encoding="utf-8")
    os.utime(path, (1704125000, 1704125000))  # 2024-01-02 in China, the day before elsewhere
    options = ("--reference-date", asked) if asked else ()
    metadata = json.loads(run("-f", "jsonl", *options, str(path)).out)["metadata"]
    assert (metadata["published"], metadata["published_raw"]) == (day, "昨天")


def test_a_day_of_reference_that_is_none_is_a_mistake(run: Run) -> None:
    result = run("--reference-date", "2023-02-30", stdin=b"x")
    assert (result.code, result.out) == (2, b"")
    assert "2023-02-30" in result.err
