"""Paths on Windows: long ones, names that can't be, names that differ only in case."""

from __future__ import annotations

import errno
import ntpath
import os
import sys
from pathlib import Path
from types import ModuleType

import fsspec
import pytest

from tests.helpers.batch import batch, cleaned, dump
from wxclean.batch.job import InputPart, Job
from wxclean.batch.plan.clashes import Output, refuse_clashes
from wxclean.batch.plan.inputs import Request, find_inputs
from wxclean.batch.plan.make_plan import make_plan
from wxclean.batch.run import local_engine
from wxclean.batch.run.local_engine import Workers
from wxclean.errors import UsageError
from wxclean.files import local, system
from wxclean.files.lock import locked
from wxclean.files.staged import Staged, atomic_writer
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

    def test_an_output_is_an_input_in_other_letters_too(self) -> None:
        part = InputPart("C:\\IN\\A.txt", "A.txt", "text")
        with pytest.raises(UsageError, match="is an input"):
            refuse_clashes([("C:/in/a.txt", (part,))], "C:/in")

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


def test_a_listed_file_has_the_same_name_on_every_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(dump(1), "utf-8")
    if os.sep == "/":
        monkeypatch.setattr(os.path, "normpath", lambda path: path.replace("/", "\\"))
        monkeypatch.setattr(os, "sep", "\\")
    [part] = find_inputs(Request(listed=("in/a.txt",)), leave_out=None)
    assert isinstance(part, InputPart)
    assert part.name == "in/a.txt"


def test_what_a_store_calls_as_no_file_can_be_called_gets_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/in/a:b.txt", dump(1).encode())
    monkeypatch.setattr(system, "WINDOWS", True)
    try:
        plan = make_plan(Request(("memory://in",), output=str(tmp_path / "out")), Job())
    finally:
        memory.rm("/", recursive=True)
    assert [os.path.basename(shard.output) for shard in plan.shards] == ["a%3Ab.txt"]


def test_the_record_of_a_run_at_a_url_is_where_programs_keep_what_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    plan = make_plan(Request((str(tmp_path / "a.txt"),), output="memory://out"), Job())
    assert Path(plan.state).is_relative_to(tmp_path / "local" / "wxclean")


@pytest.mark.parametrize("times", [0, 3])
def test_a_file_that_a_scanner_has_open_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    refusals = [PermissionError(errno.EACCES, "in use")] * times
    replace = os.replace

    def scanned(*paths: str) -> None:
        if refusals:
            raise refusals.pop()
        replace(*paths)

    (tmp_path / "a.txt").write_text("before", "utf-8")
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(local, "_PATIENCE", (0, 0, 0))
    monkeypatch.setattr(os, "replace", scanned)
    with atomic_writer(tmp_path / "a.txt") as file:
        file.write(b"after")
    assert (tmp_path / "a.txt").read_bytes() == b"after"


def test_a_time_that_closing_changes_is_the_one_that_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "WINDOWS", True)
    close = os.close
    with Staged(str(tmp_path / "a.txt")) as staged:
        staged.write(b"x")

        def closed(handle: int) -> None:
            close(handle)
            os.utime(staged.path, ns=(1, 1_000_000_000))

        monkeypatch.setattr(os, "close", closed)
    monkeypatch.undo()
    assert staged.stat.mtime_ns == os.stat(staged.path).st_mtime_ns == 1_000_000_000
    staged.discard()


def test_the_lock_is_on_a_byte_that_nobody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses others even to read what is locked, and who holds it has to be read."""
    places: list[int] = []
    fake = ModuleType("msvcrt")
    vars(fake).update(LK_NBLCK=2, locking=lambda handle, mode, size: places.append(os.lseek(handle, 0, os.SEEK_CUR)))
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with locked(str(tmp_path / "work")):
        size = (tmp_path / "work" / "lock").stat().st_size
    assert [place > size > 0 for place in places] == [True]


def test_no_more_workers_are_started_than_can_be_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_engine, "_MOST", 3)
    assert [Workers(count).count for count in (2, 100)] == [2, 3]
