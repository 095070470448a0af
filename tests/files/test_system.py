"""Paths on Windows: long ones, names that can't be, names that differ only in case."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path

import pytest

from tests.helpers.batch import batch, cleaned, dump
from wxclean.batch.job import InputPart, Job
from wxclean.batch.plan.clashes import Output, refuse_clashes
from wxclean.errors import UsageError
from wxclean.files import local, system
from wxclean.files.storage import storage_of
from wxclean.files.system import possible, reachable, same_name

LONG = "\\".join(["nested-folder"] * 25)


@pytest.fixture
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take paths as Windows does."""
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(os, "path", ntpath)


@pytest.mark.usefixtures("_windows")
class TestWindows:
    """What holds there alone; paths are only written here, and no file is asked for."""

    @pytest.mark.parametrize(
        ("path", "asked"),
        [
            ("C:\\in\\a.txt", "C:\\in\\a.txt"),
            (f"C:\\{LONG}\\a.txt", f"\\\\?\\C:\\{LONG}\\a.txt"),
            (f"C:/{LONG}/../a.txt", f"\\\\?\\C:\\{ntpath.dirname(LONG)}\\a.txt"),
            (f"\\\\server\\share\\{LONG}", f"\\\\?\\UNC\\server\\share\\{LONG}"),
            (f"\\\\?\\C:\\{LONG}", f"\\\\?\\C:\\{LONG}"),
        ],
    )
    def test_a_long_path_lifts_the_limit(self, path: str, asked: str) -> None:
        assert reachable(path) == asked

    @pytest.mark.parametrize(
        ("name", "there"),
        [
            ("2018/青石渡记事.txt", "2018/青石渡记事.txt"),
            ("a:b?.txt", "a%3Ab%3F.txt"),
            ("..\\..\\a.txt", "..%5C..%5Ca.txt"),
            ("../a.txt", ".%2E/a.txt"),
            ("nul", "%6Eul"),
            ("CON.txt", "%43ON.txt"),
            ("com¹.jsonl.gz", "%63om¹.jsonl.gz"),
            ("console.txt", "console.txt"),
            ("ends. ", "ends.%20"),
            ("ends.", "ends%2E"),
            ("tab\there/x.txt", "tab%09here/x.txt"),
        ],
    )
    def test_a_name_that_cant_be_is_written_as_in_a_url(self, name: str, there: str) -> None:
        assert possible(name) == there
        assert possible(there) == there

    def test_names_that_differ_in_case_are_one_file(self) -> None:
        assert same_name("C:\\Out\\Ä.TXT") == same_name("c:/out/ä.txt")
        part = InputPart("C:\\one\\A.txt", "A.txt", "text")
        outputs: list[Output] = [
            ("C:\\out\\A.txt", (part,)),
            ("C:\\out\\a.txt", (part._replace(path="C:\\two\\a.txt"),)),
        ]
        with pytest.raises(UsageError, match="would both be written to"):
            refuse_clashes(outputs, "C:\\out")

    def test_a_letter_alone_is_a_drive(self) -> None:
        assert storage_of("C://in/a.txt") is local


def test_an_output_that_no_file_can_be_is_refused_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "WINDOWS", True)
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    summary = batch(tmp_path / "a.txt", output=tmp_path / "a:b.txt", job=Job())
    assert [note.reason for note in summary.notes("failure")] == [
        "no file can have this name on Windows; choose another"
    ]
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == ["a.txt"]


def test_deep_folders_are_cleaned(tmp_path: Path) -> None:
    deep = tmp_path.joinpath("in", *["nested-folder"] * 25)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(dump(1), "utf-8")
    assert batch(tmp_path / "in", output=tmp_path / "out").exit_code == 0
    [written] = (tmp_path / "out").rglob("*.txt")
    assert (written.read_text("utf-8"), len(str(written)) > 300) == (cleaned(dump(1)), True)
    assert batch(tmp_path / "in", output=tmp_path / "out", resume=True).resumed == 1


def test_a_place_on_another_drive_is_not_below_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(paths: object) -> str:
        raise ValueError("Paths don't have the same drive")

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "b.txt")
    for name in ("in/a.txt", "b.txt"):
        (tmp_path / name).write_text(dump(1), "utf-8")
    monkeypatch.setattr(os.path, "commonpath", refused)
    summary = batch(tmp_path / "in", tmp_path / "b.txt")
    assert summary.exit_code == 0
    assert (tmp_path / "in" / "a.txt").read_text("utf-8") == (tmp_path / "b.txt").read_text("utf-8") == cleaned(dump(1))
