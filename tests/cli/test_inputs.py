"""Inputs that a command line names are read whole, and what can't be read is said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from wxclean.cli.inputs import read_input
from wxclean.errors import InputError


@pytest.mark.parametrize(
    ("name", "words"), [("missing.txt", "no such file"), (".", "is a directory"), ("nul\0name", "can't be read")]
)
def test_what_cannot_be_read_is_said_in_words(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_input(f"{tmp_path}/{name}")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"old")
    assert read_input(str(path)) == b"old"
