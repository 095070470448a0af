"""The run of a plan: failing workers, interrupts, kills and `--resume`, with the bytes of an undisturbed run."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import fsspec
import pytest

from tests.helpers.batch import DRY, batch, cleaned, contents, dump, expected, jsonl, leftovers, tree
from tests.helpers.processes import environment, import_path, is_over, wait_for_files, wait_until
from tests.helpers.systems import POSIX
from wxclean.batch.job import Job
from wxclean.batch.plan import parts as parts_module
from wxclean.batch.plan.inputs import Request
from wxclean.batch.plan.make_plan import make_plan
from wxclean.batch.run import local_engine as workers
from wxclean.batch.run import tasks as tasks_module
from wxclean.batch.run.engine import Reply, Task
from wxclean.batch.run.inline_engine import Inline
from wxclean.batch.run.local_engine import Workers
from wxclean.batch.run.options import Options
from wxclean.batch.run.runner import run
from wxclean.batch.run.state import State
from wxclean.errors import UsageError
from wxclean.files import watched_reads as meter
from wxclean.files.lock import locked

POISON = """
import os, wxclean.cleaner.cleaner as pipeline
def poisoned(function):
    def clean(self, raw, *source, **named):
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else getattr(raw, "payload", raw)
        if "毒" in text:
            os.kill(os.getpid(), 9)
        if "虫" in text:
            raise ZeroDivisionError("a bug in a plug-in")
        return function(self, raw, *source, **named)
    return clean
for name in ("clean", "clean_record", "clean_records"):
    setattr(pipeline.Cleaner, name, poisoned(getattr(pipeline.Cleaner, name)))
"""


@pytest.fixture
def poison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make workers die of one character and raise an exception at another."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON, "utf-8")
    monkeypatch.setenv("PYTHONPATH", import_path(tmp_path / "site"))


@pytest.fixture
def many_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make runs use workers however little work there is."""
    monkeypatch.setattr(tasks_module, "LITTLE", 0)
    monkeypatch.setattr(tasks_module, "MANY", 10)


@pytest.mark.usefixtures("many_workers")
def test_two_workers_write_what_one_writes(tmp_path: Path) -> None:
    tree(tmp_path / "in", 45)
    one = batch(tmp_path / "in", output=tmp_path / "one")
    two = batch(tmp_path / "in", output=tmp_path / "two", jobs=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == expected(tmp_path / "in")
    assert one.counts == two.counts


@pytest.mark.usefixtures("poison", "many_workers")
def test_a_worker_that_dies_costs_its_shard_a_retry_and_then_a_failure(tmp_path: Path) -> None:
    tree(tmp_path / "in", 35)
    (tmp_path / "in" / "poison.txt").write_text("有毒的一段。", "utf-8")
    (tmp_path / "in" / "bug.txt").write_text("有虫的一段。", "utf-8")
    summary = batch(tmp_path / "in", output=tmp_path / "out", jobs=2)
    reasons = {os.path.basename(note.path): note.reason for note in summary.counts.notes}
    assert summary.exit_code == 3
    assert reasons["bug.txt"] == "ZeroDivisionError: a bug in a plug-in"
    assert "killed (SIGKILL), twice" in reasons["poison.txt"]
    assert len(contents(tmp_path / "out")) == 35
    assert leftovers(tmp_path) == []


@pytest.mark.usefixtures("poison", "many_workers")
def test_a_part_that_fails_leaves_its_file_unwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 10_000)
    path = tmp_path / "a.jsonl"
    line = '{"text": "' + "干净的一段。" * 40 + '"}\n'
    path.write_text(line * 20 + '{"text": "有毒的一段。"}\n' + line * 20, "utf-8")
    summary = batch(path, output=tmp_path / "b.jsonl", jobs=2)
    assert [note.reason for note in summary.counts.notes if note.path.endswith("b.jsonl")] == [
        "not written, since a part of it failed"
    ]
    assert not (tmp_path / "b.jsonl").exists()


def test_an_unreadable_file_is_listed_and_the_rest_is_done(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    (tmp_path / "in" / "broken.txt").write_bytes(b"\x81\x30\xff\xfe" * 20 + b"abc")
    (tmp_path / "in" / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    summary = batch(tmp_path / "in", str(tmp_path / "missing.txt"), output=tmp_path / "out")
    kinds = {os.path.basename(note.path): note.kind for note in summary.counts.notes}
    assert kinds["broken.txt"] == kinds["missing.txt"] == "failure"
    assert kinds["image.txt"] == "failure"
    assert (summary.exit_code, len(contents(tmp_path / "out"))) == (3, 3)


def test_fail_fast_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path / "in", 30)
    monkeypatch.setattr(tasks_module, "MANY", 10)
    (tmp_path / "in" / "000" / "00000.txt").write_bytes(b"\x81\x30\xff\xfe" * 20)
    summary = batch(tmp_path / "in", output=tmp_path / "out", fail_fast=True)
    assert summary.stopped == "failed fast"
    assert summary.exit_code == 3
    assert summary.left == 20


def test_dry_writes_nothing_and_says_what_would_change(tmp_path: Path) -> None:
    tree(tmp_path / "in", 2)
    jsonl(tmp_path / "in" / "a.jsonl", 2)
    (tmp_path / "in" / "clean.txt").write_text("干净的一段。\n", "utf-8")
    before = contents(tmp_path)
    summary = batch(tmp_path / "in", job=DRY)
    assert contents(tmp_path) == before
    assert sorted(os.path.basename(note.path) for note in summary.counts.notes) == ["00000.txt", "00001.txt", "a.jsonl"]
    assert not (tmp_path / "in" / ".wxclean").exists()


def test_in_place_leaves_no_traces(tmp_path: Path) -> None:
    tree(tmp_path / "in", 5)
    batch(tmp_path / "in")
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["000"]


RUN = """
from tests.helpers import batch as helpers
from wxclean.batch.plan import parts
from wxclean.batch.run import runner
from wxclean.batch.run import tasks
parts.SPLIT_FROM, parts.RANGE, tasks.MANY, tasks.LITTLE = 60_000, 30_000, 10, 0
if __name__ == "__main__":
    import sys
    source, out = sys.argv[1:3]
    summary = helpers.batch(source, output=out, jobs=2, resume=len(sys.argv) > 3)
    print(summary.resumed)
    raise SystemExit(summary.exit_code)
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of small dumps, and a file that is cleaned in ranges."""
    tree(tmp_path / "in", 500)
    jsonl(tmp_path / "in" / "large.jsonl", 3000)
    (tmp_path / "run.py").write_text(RUN, "utf-8")
    return tmp_path / "in"


def started(corpus: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(corpus.parent / "run.py"), str(corpus), str(out), *options]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True, start_new_session=True)


@POSIX
@pytest.mark.slow
def test_after_kill_9_resume_gives_the_bytes_of_an_undisturbed_run(corpus: Path, tmp_path: Path) -> None:
    with started(corpus, tmp_path / "whole") as run:
        assert run.wait(60) == 0
    for count in (1, 50):
        with started(corpus, tmp_path / "out", "--resume") as run:
            wait_for_files(tmp_path / "out", count)
            os.killpg(run.pid, signal.SIGKILL)
        assert run.returncode == -signal.SIGKILL
        whole = contents(tmp_path / "whole")
        assert all(whole[name] == data for name, data in contents(tmp_path / "out").items())
    with started(corpus, tmp_path / "out", "--resume") as run:
        assert run.wait(60) == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert leftovers(tmp_path) == []


@POSIX
@pytest.mark.parametrize("send", ["kill", "killpg"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupt_ends_a_run_in_a_second_with_whole_files(
    corpus: Path, tmp_path: Path, name: str, send: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with started(corpus, tmp_path / "out") as run:
        wait_for_files(tmp_path / "out", 1)
        begun = time.monotonic()
        getattr(os, send)(run.pid, getattr(signal, name))
        assert run.wait(10) == 130
        assert time.monotonic() - begun < 1.5
    dumps = contents(corpus)
    written = {name: data for name, data in contents(tmp_path / "out").items() if name.endswith(".txt")}
    assert written == {name: cleaned(dumps[name]).encode() for name in written}
    assert leftovers(tmp_path / "out") == []
    assert "Traceback" not in capfd.readouterr().err


@POSIX
def test_workers_end_when_the_run_is_killed(corpus: Path, tmp_path: Path) -> None:
    with started(corpus, tmp_path / "out") as run:
        wait_for_files(tmp_path / "out", 1)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        wait_until(partial(is_over, run.pid), seconds=5)


def test_the_second_run_on_a_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    tree(tmp_path / "in", 1)
    with (
        locked(str(tmp_path / "out" / ".wxclean")),
        pytest.raises(UsageError, match=rf"in use by another run \(process {os.getpid()} on"),
    ):
        batch(tmp_path / "in", output=tmp_path / "out")
    assert batch(tmp_path / "in", output=tmp_path / "out").exit_code == 0


def test_a_state_that_cant_be_written_doesnt_stop_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(State, "add", full)
    tree(tmp_path / "in", 3)
    summary = batch(tmp_path / "in", output=tmp_path / "out")
    assert [(note.kind, note.reason.split(";")[0]) for note in summary.counts.notes] == [
        ("failure", "database or disk is full")
    ]
    assert (summary.exit_code, contents(tmp_path / "out")) == (3, expected(tmp_path / "in"))


def test_a_broken_state_says_what_to_do(tmp_path: Path) -> None:
    tree(tmp_path / "in", 1)
    (tmp_path / "out" / ".wxclean").mkdir(parents=True)
    (tmp_path / "out" / ".wxclean" / "state.sqlite").write_text("no database" * 100, "utf-8")
    with pytest.raises(UsageError, match="remove the file to start over"):
        batch(tmp_path / "in", output=tmp_path / "out", resume=True)


def test_urls_are_read_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    memory = fsspec.filesystem("memory")
    memory.pipe({"/in/a.txt": dump(1).encode(), "/in/sub/b.txt": dump(2).encode(), "/in/.hidden.txt": b"x"})
    try:
        summary = batch("memory://in", output="memory://out")
        written = {path: memory.cat_file(path) for path in memory.find("/out")}
        assert written == {
            "/out/a.txt": cleaned(dump(1)).encode(),
            "/out/sub/b.txt": cleaned(dump(2)).encode(),
        }
        assert (summary.exit_code, batch("memory://in", output="memory://out", resume=True).exit_code) == (0, 0)
    finally:
        memory.rm("/", recursive=True)


def test_a_large_file_at_a_url_is_cleaned_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    memory = fsspec.filesystem("memory")
    memory.pipe("/in/a.jsonl", jsonl(tmp_path / "a.jsonl", 30).read_bytes())
    batch(tmp_path / "a.jsonl")
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 3000)
    monkeypatch.setattr(parts_module, "RANGE", 3000)
    try:
        assert batch("memory://in/a.jsonl").exit_code == 0
        assert memory.cat_file("/in/a.jsonl") == (tmp_path / "a.jsonl").read_bytes()
    finally:
        memory.rm("/", recursive=True)


def test_a_worker_is_replaced() -> None:
    workers = Workers(1)
    task = Task(os._exit, (7,))
    workers.start(task)
    reply = first_reply(workers)
    assert (reply.task, reply.exit_code) == (task, 7)
    workers.start(Task(os.getpid, ()))
    assert first_reply(workers).value != os.getpid()
    workers.stop()


def first_reply(workers: Workers) -> Reply:
    return next(reply for _ in range(100) for reply in workers.wait())


def test_the_planner_has_no_opinion_of_workers(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    plan = make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "out")), Job())
    assert [len(shard.inputs) for shard in plan.shards] == [1, 1, 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_long_packed_file_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(tasks_module, "LITTLE", 0)
    for module in (meter, workers):  # or a fast machine is done before the first report
        monkeypatch.setattr(module, "SECONDS", 0.01)
    path = tmp_path / "a.jsonl.gz"
    noise = os.urandom(9 << 20).hex()
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        for start in range(0, len(noise), 100_000):
            file.write(json.dumps({"text": noise[start : start + 100_000]}) + "\n")
    seen: list[int] = []
    plan = make_plan(Request((str(path),), output=str(tmp_path / "b.jsonl")), Job())
    summary = run(plan, Options(jobs), lambda totals, left: seen.append(totals.under_way if left else 0))
    assert (summary.exit_code, seen[-1]) == (0, 0)
    assert any(0 < size < path.stat().st_size for size in seen)
    assert seen[:-1] == sorted(seen[:-1])


@pytest.mark.parametrize("name", ["all.jsonl", "all.parquet"])
def test_a_file_that_vanishes_is_missing_from_a_gathered_output_and_the_rest_is_there(
    tmp_path: Path, name: str
) -> None:
    tree(tmp_path / "in", 3)
    request = Request((str(tmp_path / "in"),), output=str(tmp_path / name))
    plan = make_plan(request, Job())
    (tmp_path / "in" / "000" / "00001.txt").unlink()
    summary = run(plan)
    assert [(os.path.basename(note.path), note.reason) for note in summary.counts.notes] == [
        ("00001.txt", "No such file or directory")
    ]
    assert (summary.exit_code, summary.counts.records, (tmp_path / name).stat().st_size > 0) == (3, 2, True)
    assert batch(tmp_path / "in", output=tmp_path / name, resume=True).exit_code == 0


class Noting(Inline):
    """An engine that does one task at a time, and notes when one comes."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self.seen = seen

    def start(self, task: Task) -> None:
        self.seen.append("start")
        super().start(task)


def test_a_worker_has_its_next_task_before_what_came_of_the_last_one_is_taken(
    tmp_path: Path, many_workers: None
) -> None:
    tree(tmp_path / "in", 25)
    plan = make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "out")), Job())
    seen: list[str] = []
    run(plan, Options(1), lambda _totals, left: seen.append(f"{left} left"), lambda _plan: Noting(seen))
    order = list(dict.fromkeys(seen))
    starts = [place for place, what in enumerate(seen) if what == "start"]
    taken = [next(place for place, what in enumerate(seen) if what == f"{left} left") for left in (15, 5, 0)]
    assert order[0] == "25 left"
    assert len(starts) == len(taken) == 3
    assert starts[1] < taken[0]
    assert starts[2] < taken[1]
