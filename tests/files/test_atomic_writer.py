"""Writing one file: a failure at any moment leaves what was there."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from tests.helpers.systems import POSIX
from wxclean.files.staged import UnwritableError, atomic_writer


def write(path: Path, content: bytes) -> None:
    with atomic_writer(path) as file:
        file.write(content)


def fail(code: int) -> NoReturn:
    raise OSError(code, os.strerror(code))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError, OSError])
def test_an_interrupted_write_leaves_the_old_file_alone(target: Path, interruption: type[BaseException]) -> None:
    def interrupted() -> None:
        with atomic_writer(target) as file:
            file.write(b"half")
            raise interruption

    with pytest.raises(interruption):
        interrupted()
    assert target.read_bytes() == b"old"
    assert os.listdir(target.parent) == [target.name]


@pytest.mark.parametrize("step", ["fsync", "replace", pytest.param("fchmod", marks=POSIX)])
def test_a_step_that_fails_leaves_the_old_file_alone(target: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, step, lambda *_: fail(errno.ENOSPC))
    with pytest.raises(OSError, match="No space left"):
        write(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert os.listdir(target.parent) == [target.name]


def test_a_short_write_is_noticed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = os.stat(target)
    monkeypatch.setattr(os, "fstat", lambda _: short)
    with pytest.raises(OSError, match="not everything was written"):
        write(target, b"longer than it was")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"


def test_nothing_is_seen_of_a_new_file_until_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    with atomic_writer(path) as file:
        file.write(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"


@POSIX
class TestPosix:
    """What only POSIX systems have."""

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
    def test_the_mode_is_kept(self, target: Path, mode: int) -> None:
        target.chmod(mode)
        write(target, b"new")
        assert stat.S_IMODE(target.stat().st_mode) == mode
        assert target.read_bytes() == b"new"

    def test_a_new_file_has_the_users_default_mode(self, tmp_path: Path) -> None:
        write(tmp_path / "new.txt", b"new")
        (tmp_path / "plain.txt").write_bytes(b"new")
        assert (tmp_path / "new.txt").stat().st_mode == (tmp_path / "plain.txt").stat().st_mode

    def test_a_symbolic_link_stays_one(self, target: Path) -> None:
        link = target.with_name("link.txt")
        link.symlink_to(target.name)
        write(link, b"new")
        assert link.is_symlink()
        assert target.read_bytes() == b"new"

    def test_a_device_is_written_to_and_not_replaced(self) -> None:
        write(Path("/dev/null"), b"gone")
        assert stat.S_ISCHR(os.stat("/dev/null").st_mode)

    def test_a_name_as_long_as_names_may_be(self, tmp_path: Path) -> None:
        path = tmp_path / ("n" * 255)
        write(path, b"new")
        assert path.read_bytes() == b"new"

    def test_a_read_only_file_is_not_replaced(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)  # what root is never told
        with pytest.raises(UnwritableError, match="no permission to write it"):
            write(target, b"new")
        assert target.read_bytes() == b"old"

    def test_the_folder_is_synced_after_the_rename(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        steps: list[str] = []
        replace, fsync = os.replace, os.fsync

        def noted_fsync(handle: int) -> None:
            steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
            fsync(handle)

        def noted_replace(old: str, new: str) -> None:
            steps.append("rename")
            replace(old, new)

        monkeypatch.setattr(os, "fsync", noted_fsync)
        monkeypatch.setattr(os, "replace", noted_replace)
        write(target, b"new")
        assert steps == ["file", "rename", "folder"]
