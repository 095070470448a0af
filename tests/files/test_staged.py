"""Writing: at every moment, and after every fault, a name shows the whole old or the whole new content."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.batch import batch, cleaned, contents, dump, jsonl, leftovers, tree
from tests.helpers.systems import POSIX
from wxclean.files import fsync as sync
from wxclean.files.hidden import sweep
from wxclean.files.local import stat
from wxclean.files.staged import Staged, commit

STEPS = ("open", "stat", "write", "fstat", "fsync", "replace", "close", "unlink", "makedirs")


def forked(work: Callable[[], object]) -> int:
    """Return the wait status of a child process that did the work."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def killed_at(step: int) -> None:
    """Make this process kill itself at so many system calls of a write from now on."""
    left = [step]

    def wrapped(call: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return counted

    for name in STEPS:
        setattr(os, name, wrapped(getattr(os, name)))


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("in_place", [True, False])
def test_a_kill_at_any_step_leaves_old_or_new(tmp_path: Path, in_place: bool) -> None:
    old, new = dump(1), cleaned(dump(1))
    source = tmp_path / "in" / "a.txt"
    source.parent.mkdir()
    target = source if in_place else tmp_path / "out" / "a.txt"
    allowed = {old, new} if in_place else {None, new}
    seen = set()
    for step in range(100):
        source.write_text(old, "utf-8")
        target.unlink(missing_ok=not in_place) if not in_place else None

        def work(step: int = step) -> None:
            killed_at(step)
            batch(source.parent, output=None if in_place else target.parent)

        status = forked(work)
        seen.add(target.read_text("utf-8") if target.exists() else None)
        if status == 0:
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
    assert status == 0
    assert seen == allowed
    batch(source.parent, output=None if in_place else target.parent)
    assert leftovers(tmp_path) == []


def written(target: Path, data: bytes) -> None:
    """Write one file whole; raise what went wrong."""
    with Staged(str(target)) as staged:
        staged.write(data)
    if error := commit([staged])[0]:
        raise error


@pytest.mark.parametrize("name", ["open", "write", "fstat", "fsync", "replace"])
def test_a_fault_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", "utf-8")
    real = getattr(os, name)

    def fails(path: object, *args: object, **kwargs: object) -> object:
        if isinstance(path, int) or ".wxclean-" in str(path):
            raise OSError(errno.EIO, "Input/output error")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, name, fails)
    with pytest.raises(OSError, match="Input/output error"):
        written(target, b"new")
    monkeypatch.undo()
    assert target.read_text("utf-8") == "old"
    assert leftovers(tmp_path) == []


def test_a_short_write_is_noticed(tmp_path: Path) -> None:
    staged = Staged(str(tmp_path / "a.txt"))
    staged.write(b"all of it")
    staged.flush()
    os.truncate(staged.path, 3)
    with pytest.raises(OSError, match="not everything was written"):
        staged.seal()
    staged.discard()
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_full_disk_is_a_failure_of_that_file(tmp_path: Path) -> None:
    tree(tmp_path / "in", 2)
    jsonl(tmp_path / "in" / "large.jsonl", 400)
    limit = (tmp_path / "in" / "large.jsonl").stat().st_size // 4

    def work() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        summary = batch(tmp_path / "in", output=tmp_path / "out")
        named = [(note.path, note.reason) for note in summary.counts.notes]
        full = (str(tmp_path / "out" / "large.jsonl"), "can't be written: File too large")
        os._exit(10 if (summary.exit_code, named) == (3, [full]) else 11)

    assert os.WEXITSTATUS(forked(work)) == 10
    assert set(contents(tmp_path / "out")) == {"000/00000.txt", "000/00001.txt"}
    assert leftovers(tmp_path) == []


def test_failed_records_that_cant_be_kept_are_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{bad\n{"text": "好"}\n', "utf-8")
    (tmp_path / "out" / ".wxclean").mkdir(parents=True)
    (tmp_path / "out" / ".wxclean" / "failures").write_text("in the way", "utf-8")
    summary = batch(tmp_path / "a.jsonl", output=tmp_path / "out" / "b.jsonl", keep_failures=True)
    assert summary.exit_code == 3
    assert any(note.reason == "Not a directory" for note in summary.counts.notes)


@POSIX
def test_dev_full_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staged = Staged(str(tmp_path / "a.txt"))
    staged._close()
    staged._handle = os.open("/dev/full", os.O_WRONLY)
    with pytest.raises(OSError, match="No space left"):
        staged.write(b"x" * (1 << 20))
    staged.discard()
    assert list(tmp_path.iterdir()) == []


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(dump(1), "utf-8")
    path.chmod(mode)
    batch(path)
    assert path.read_text("utf-8") == cleaned(dump(1))
    assert path.stat().st_mode & 0o7777 == mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = tmp_path / "real" / "a.txt"
    path.write_text(dump(1), "utf-8")
    (tmp_path / "link.txt").symlink_to("real/a.txt")
    batch(tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert path.read_text("utf-8") == cleaned(dump(1))


@POSIX
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    jsonl(tmp_path / "a.jsonl", 3)
    batch(tmp_path / name, output=tmp_path / "plain")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    assert batch(tmp_path / name, output=pipe).exit_code == 0
    assert os.read(reader, 1 << 16) == (tmp_path / "plain").read_bytes()
    os.close(reader)
    assert pipe.is_fifo()


def test_what_would_not_change_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(cleaned(dump(1)), "utf-8")
    os.utime(path, ns=(1, 1))
    batch(path)
    batch(path, output=tmp_path / "b.txt")
    os.utime(tmp_path / "b.txt", ns=(1, 1))
    batch(path, output=tmp_path / "b.txt")
    assert path.stat().st_mtime_ns == (tmp_path / "b.txt").stat().st_mtime_ns == 1


def test_a_source_that_changes_while_it_is_read_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", "utf-8")
    staged = Staged(str(path), expected=stat(str(path)))
    staged.write(b"cleaned")
    staged.seal()
    path.write_text("edited meanwhile", "utf-8")
    assert "it changed while it was read" in str(commit([staged])[0])
    assert path.read_text("utf-8") == "edited meanwhile"
    assert leftovers(tmp_path) == []


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + "aa.txt")
    assert len(os.fsencode(path.name)) == 255
    path.write_text(dump(1), "utf-8")
    assert batch(path).exit_code == 0
    assert path.read_text("utf-8") == cleaned(dump(1))


def test_a_read_only_target_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # as it is for all but root
    path = tmp_path / "a.txt"
    path.write_text(dump(1), "utf-8")
    path.chmod(0o400)
    assert [note.reason for note in batch(path).counts.notes] == ["no permission to write it"]
    assert path.read_text("utf-8") == dump(1)


def test_many_files_come_to_disk_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "_sync_file_system", lambda path: False)
    tree(tmp_path / "in", 40)
    assert batch(tmp_path / "in", output=tmp_path / "out").exit_code == 0
    assert len(contents(tmp_path / "out")) == 40


def test_only_stale_temporary_files_are_swept(tmp_path: Path) -> None:
    for name in (".wxclean-00ff.tmp", ".wxclean-notes", "a.tmp"):
        (tmp_path / name).write_text("", "utf-8")
    sweep(str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".wxclean-notes", "a.tmp"]


@POSIX
def test_an_interrupt_at_any_time_leaves_whole_files(tmp_path: Path) -> None:
    tree(tmp_path / "in", 100)
    raws = contents(tmp_path / "in")
    allowed = {name: {raw, cleaned(raw).encode()} for name, raw in raws.items()}
    code = f"from tests.helpers.batch import batch; batch({str(tmp_path / 'in')!r})"
    for wait in (0.3, 0.35):
        process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        process.wait(5)
        assert all(data in allowed[name] for name, data in contents(tmp_path / "in").items())
        assert leftovers(tmp_path) == []


def test_what_is_written_too_late_is_an_error_unless_all_was_given_up(tmp_path: Path) -> None:
    sealed, given_up = Staged(str(tmp_path / "a")), Staged(str(tmp_path / "b"))
    sealed.seal()
    given_up.discard()
    assert given_up.write(b"abc") == 3
    with pytest.raises(ValueError, match="any more"):
        sealed.write(b"abc")
    sealed.discard()
    assert list(tmp_path.iterdir()) == []
