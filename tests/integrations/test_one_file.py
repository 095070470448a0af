"""One file to one result."""

from __future__ import annotations

import gzip
from pathlib import Path

import fsspec
import pytest

import wxclean
from tests.helpers.project import EXAMPLE

RAW = EXAMPLE.read_bytes()


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "no-suffix"])
@pytest.mark.parametrize("form", [str, Path])
def test_a_file_is_cleaned_compressed_or_not(name: str, form: type, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(RAW) if name.endswith(".gz") else RAW)
    assert wxclean.clean_file(form(path)) == wxclean.clean(RAW)


def test_a_url_is_cleaned() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/one/a.txt", RAW)
    try:
        assert wxclean.clean_file("memory://one/a.txt") == wxclean.clean(RAW)
    finally:
        memory.rm("/one", recursive=True)


def test_a_cleaner_with_options(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RAW)
    keeping = wxclean.Cleaner(skip=("wechat",))
    assert wxclean.clean_file(tmp_path / "a.txt", cleaner=keeping) == keeping.clean(RAW)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.txt", None, "gone.txt: no such file; check the name"),
        ("", None, "not a file"),
        ("a.gz", b"\x1f\x8b broken", "a.gz: broken packed data"),
        ("a.bin", b"\x00\x01\x02\xff" * 100, "a.bin: "),
    ],
)
def test_what_cant_be_cleaned_is_an_error_that_names_it(
    name: str, content: bytes | None, words: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(wxclean.InputError, match=words):
        wxclean.clean_file(tmp_path / name)
