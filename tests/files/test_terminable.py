"""What ends a program while it writes a file: the old file stays, and no temporary one."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.helpers.processes import wait_until
from tests.helpers.systems import POSIX
from wxclean.files.terminable import terminable

WRITE = """
import signal, sys, time
from wxclean.files.staged import atomic_writer
if sys.argv[2:]:
    signal.signal(getattr(signal, sys.argv[2]), signal.SIG_IGN)
with atomic_writer(sys.argv[1]) as file:
    file.write(b"new")
    print("begun", flush=True)
    sys.stdin.read()
"""


def writing(target: Path, *ignored: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(target), *ignored],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_what_ends_a_writer_leaves_the_old_file_and_no_other(tmp_path: Path, name: str) -> None:
    target = tmp_path / "article.txt"
    target.write_bytes(b"old")
    with writing(target) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(getattr(signal, name))
        process.communicate(timeout=10)
    assert process.returncode != 0
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("article.txt", b"old")]


@POSIX
def test_what_is_ignored_stays_so(tmp_path: Path) -> None:
    """`nohup` starts a program that way."""
    target = tmp_path / "article.txt"
    with writing(target, "SIGHUP") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=10)
    assert process.returncode == 0
    assert target.read_bytes() == b"new"


def test_other_threads_handle_no_signals() -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen = []

    def enter() -> None:
        with terminable():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=enter)
    thread.start()
    wait_until(lambda: not thread.is_alive(), seconds=5)
    assert seen == [before]


def test_a_handler_that_python_does_not_know_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was there before Python was; `signal.signal` takes no None to put it back."""
    replaced: list[int] = []
    monkeypatch.setattr(signal, "getsignal", lambda _number: None)
    monkeypatch.setattr(signal, "signal", lambda number, _handler: replaced.append(number))
    with terminable():
        pass
    assert replaced == []


def test_the_handlers_of_before_come_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with terminable():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
