"""`wxclean learn --resume`: what an interrupted run leaves, what the next one does again, the pack that comes of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.accounts import dump
from tests.helpers.processes import environment, wait_until
from wxclean.batch.job import InputPart, Job
from wxclean.batch.learning import learn_corpus, runs
from wxclean.batch.learning.work_folder import record, work_folder
from wxclean.batch.work.opened import opened
from wxclean.errors import UsageError

ACCOUNTS = ("渡口晚报", "山间邮局")


@pytest.fixture
def crawl(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of twelve files, each of which is a task of its own."""
    monkeypatch.setattr(learn_corpus, "_SMALLEST", 1)
    monkeypatch.setattr(learn_corpus, "A_FILE", 0)
    folder = Path("crawl")
    folder.mkdir()
    for number in range(12):
        write(folder, number)
    return folder


def write(folder: Path, number: int) -> None:
    rows = [{"nickname": name, "content": dump(number * 9 + at)} for at, name in enumerate(ACCOUNTS)]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / f"{number}.jsonl").write_text(lines, "utf-8")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the inputs that are read from now on."""
    names: list[str] = []

    def seen(part: InputPart, job: Job) -> object:
        names.append(part.name)
        return opened(part, job)

    monkeypatch.setattr("wxclean.batch.learning.tasks.opened", seen)
    return names


def stopped_after(monkeypatch: pytest.MonkeyPatch, count: int, error: BaseException) -> Callable[[], None]:
    """Let the record of a task fail once so many are written, and return what undoes that."""
    written = [0]

    def stop(*arguments: object) -> None:
        if written[0] == count:
            raise error
        written[0] += 1
        record(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("wxclean.batch.learning.tasks.record", stop)
    return lambda: monkeypatch.setattr("wxclean.batch.learning.tasks.record", record)


def hidden() -> list[str]:
    return [path.name for path in Path().iterdir() if path.name.startswith(".wxclean")]


def test_an_interrupted_run_goes_on_where_it_was(
    run: Run, crawl: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("learn", "crawl", "-o", "whole.toml").code == 0
    undo = stopped_after(monkeypatch, 5, KeyboardInterrupt())
    result = run("learn", "crawl", "-o", "learned.toml")
    undo()
    assert result.code == 130
    assert "interrupted, nothing is written; the same command with --resume goes on from here\n" in result.err
    assert not Path("learned.toml").exists()
    assert len(hidden()) == 1
    read.clear()
    assert run("learn", "crawl", "-o", "learned.toml", "--resume").code == 0
    assert len(read) == 7
    assert Path("learned.toml").read_bytes() == Path("whole.toml").read_bytes()
    assert hidden() == []


def test_without_resume_nothing_of_an_earlier_run_counts(
    run: Run, crawl: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    undo = stopped_after(monkeypatch, 5, KeyboardInterrupt())
    run("learn", "crawl", "-o", "learned.toml")
    undo()
    read.clear()
    assert run("learn", "crawl", "-o", "learned.toml").code == 0
    assert len(read) == 12


def write_other(folder: Path) -> None:
    path = folder / "0.jsonl"
    path.write_text(path.read_text("utf-8").replace("谁也没有", "没有谁会"), "utf-8")


CHANGES: dict[str, tuple[Callable[[Path], object], tuple[str, ...], int]] = {
    "nothing": (lambda _: None, (), 0),
    "an input is touched": (lambda folder: os.utime(folder / "0.jsonl", (1, 1)), (), 0),
    "an input is another": (write_other, (), 1),
    "an input is new": (lambda folder: write(folder, 12), (), 1),
    "other settings": (lambda _: None, ("--skip", "unicode"), 12),
    "another grouping": (lambda _: None, ("--group-by", "folder"), 12),
    "a run is gone": (lambda _: next(Path().glob(".wxclean-*/articles/*.run")).unlink(), (), 1),
    "a record is broken": (lambda _: next(Path().glob(".wxclean-*/articles/*.done")).write_text("{", "utf-8"), (), 1),
}


@pytest.mark.parametrize(("change", "options", "again"), CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_read_again(
    run: Run,
    crawl: Path,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    options: tuple[str, ...],
    again: int,
) -> None:
    with monkeypatch.context() as context:
        context.setattr(learn_corpus, "learn_partition", None)
        context.setattr(learn_corpus, "_learn_all", interrupted)
        assert run("learn", "crawl", "-o", "learned.toml").code == 130
    change(crawl)
    read.clear()
    assert run("learn", "crawl", "-o", "learned.toml", "--resume", *options).code == 0
    assert len(read) == again
    assert run("learn", "crawl", "-o", "whole.toml", *options).code == 0
    assert Path("learned.toml").read_bytes() == Path("whole.toml").read_bytes()


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_input_that_could_not_be_read_is_tried_again(run: Run, crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (crawl / "3.jsonl").write_bytes(b"\x1f\x8b broken")
    with monkeypatch.context() as context:
        context.setattr(learn_corpus, "_learn_all", interrupted)
        run("learn", "crawl", "-o", "learned.toml")
    result = run("learn", "crawl", "-o", "learned.toml", "--resume")
    assert result.code == 3
    assert "3.jsonl" in result.err


def test_runs_that_were_joined_stay_for_the_next_run(run: Run, crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("learn", "crawl", "-o", "whole.toml")
    monkeypatch.setattr(runs, "_MOST_OPEN", 3)
    with monkeypatch.context() as context:
        context.setattr(learn_corpus, "frequent", interrupted)
        assert run("learn", "crawl", "-o", "learned.toml").code == 130
    assert run("learn", "crawl", "-o", "learned.toml", "--resume").code == 0
    assert Path("learned.toml").read_bytes() == Path("whole.toml").read_bytes()


def test_a_pack_that_cant_be_written_costs_no_work(
    run: Run, crawl: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setattr("wxclean.cli.learn_corpus.LARGEST_PACK", 10)
        assert run("learn", "crawl", "-o", "learned.toml").code == 3
    read.clear()
    assert run("learn", "crawl", "-o", "learned.toml", "--resume").code == 0
    assert read == []


def test_one_run_at_a_time_learns_into_a_file(run: Run, crawl: Path) -> None:
    with work_folder("learned.toml", resume=False):
        with pytest.raises(UsageError, match="is in use by another run"), work_folder("learned.toml", resume=True):
            pass
        assert run("learn", "crawl", "-o", "learned.toml").code == 2
        assert run("learn", "crawl", "-o", "other.toml").code == 0


@pytest.mark.parametrize("option", ["--resume", "--engine=ray"])
def test_the_work_needs_a_file_to_lie_beside(run: Run, crawl: Path, option: str) -> None:
    result = run("learn", "crawl", option)
    assert (result.code, result.out) == (2, b"")
    assert "need a file beside which the work lies: name it with -o" in result.err


def test_a_run_without_an_output_leaves_nothing(run: Run, crawl: Path) -> None:
    result = run("learn", "crawl")
    assert result.code == 0
    assert b"[[learned]]" in result.out
    assert hidden() == []


SLOW = """
import sys, time
from wxclean.batch.learning import learn_corpus, tasks
from wxclean.cli import main
record = tasks.record
def slow(*arguments):
    record(*arguments)
    time.sleep(0.2)
tasks.record = slow
learn_corpus._SMALLEST = 1
learn_corpus.A_FILE = learn_corpus.LITTLE = 0
if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("kill", [subprocess.Popen.kill, subprocess.Popen.terminate])
def test_killed_in_the_middle_and_resumed_the_pack_is_the_same(
    run: Run, crawl: Path, workers: str, kill: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    assert run("learn", "crawl", "-o", "whole.toml").code == 0
    Path("slow.py").write_text(SLOW, "utf-8")
    command = [sys.executable, "slow.py", "learn", "crawl", "-o", "learned.toml", "-j", workers]
    process = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE)
    wait_until(lambda: len(list(Path().glob(".wxclean-*/articles/*.done"))) >= 3)
    kill(process)
    process.communicate(timeout=60)
    assert not Path("learned.toml").exists()
    assert 3 <= len(list(Path().glob(".wxclean-*/articles/*.done"))) < 12
    assert run("learn", "crawl", "-o", "learned.toml", "--resume", "-j", workers).code == 0
    assert Path("learned.toml").read_bytes() == Path("whole.toml").read_bytes()
