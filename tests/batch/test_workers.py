"""Worker processes: what they load in advance, when they start, and that none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from tests.helpers.batch import contents, dump, expected, tree
from tests.helpers.processes import environment, is_over, wait_until
from tests.helpers.systems import POSIX
from wxclean.batch.job import InputPart, Job, Shard
from wxclean.batch.run import local_engine as workers_module
from wxclean.batch.run import tasks as tasks_module
from wxclean.batch.run.early_workers import Ahead, workers_ahead
from wxclean.batch.run.engine import Reply, Task
from wxclean.batch.run.local_engine import Workers
from wxclean.cleaner.settings import CleanerSettings
from wxclean.cli import main
from wxclean.errors import UsageError
from wxclean.files.terminable import terminable


def replies(workers: Workers, count: int) -> list[Reply]:
    """Return `count` replies, in the order in which they arrive."""
    got: list[Reply] = []
    for _ in range(100):
        if len(got) >= count:
            break
        got += workers.wait()
    return got


def pids(workers: Workers) -> list[int]:
    return [worker.process.pid or 0 for worker in [*workers._idle, *workers._busy]]


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def input_of(size: int) -> InputPart:
    return InputPart("/in/a.txt", "a.txt", "text", size=size)


def test_a_worker_takes_one_task_more_than_it_does() -> None:
    workers = Workers(1)
    room = []
    for _ in range(2):
        room.append(workers.has_room)
        workers.start(Task(os.getpid, ()))
    assert (room, workers.has_room, len(workers.running), workers.started) == ([True, True], False, 2, 1)
    assert len({reply.value for reply in replies(workers, 2)}) == 1
    assert (workers.running, workers.has_room) == ([], True)
    workers.stop()


def test_a_task_outlives_the_worker_that_should_have_done_it_next() -> None:
    workers = Workers(1)
    tasks = [Task(os._exit, (7,)), Task(os.getpid, ())]
    for task in tasks:
        workers.start(task)
    died, done = replies(workers, 2)
    assert (died.task, died.exit_code, done.task) == (tasks[0], 7, tasks[1])
    assert done.value not in (None, os.getpid())
    workers.stop()


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_what_a_run_tidies_up_at_ends_its_workers_at_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are forked take over how this process handles signals."""
    monkeypatch.setattr(workers_module, "_may_fork", lambda: True)
    workers = Workers(1)
    with terminable():
        workers.start_ahead(Task(os.getpid, ()))
    workers.start(Task(signal.getsignal, (getattr(signal, name),)))
    [reply] = replies(workers, 1)
    workers.stop()
    assert reply.value == signal.SIG_DFL


def test_a_worker_that_died_before_its_first_task_costs_none() -> None:
    workers = Workers(1)
    workers.start_ahead(Task(os._exit, (7,)))
    [pid] = pids(workers)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and workers._idle[0].process.is_alive():
        time.sleep(0.01)
    workers.start(Task(os.getpid, ()))
    [reply] = replies(workers, 1)
    assert (reply.exit_code, reply.value in (None, pid)) == (None, False)
    workers.stop()


def test_a_worker_whose_first_task_fails_does_the_next() -> None:
    workers = Workers(1)
    workers.start_ahead(Task(int, ("no number",)))
    [pid] = pids(workers)
    workers.start(Task(os.getpid, ()))
    assert [reply.value for reply in replies(workers, 1)] == [pid]
    workers.stop()


def is_fork(name: str) -> bool:
    """Return, in a worker, whether it has a module that only its parent loaded."""
    return name in sys.modules


def knows(workers: Workers, name: str) -> bool:
    """Return whether the next free worker is a fork of this process."""
    workers.start(Task(is_fork, (name,)))
    [reply] = replies(workers, 1)
    return bool(reply.value)


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can fork a process safely")
def test_one_that_starts_early_has_loaded_what_its_parent_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers_module, "_may_fork", lambda: True)
    monkeypatch.setitem(sys.modules, "only_here", sys)
    workers = Workers(1)
    workers.start_ahead(Task(int, ()))
    assert knows(workers, "only_here")
    os.kill(pids(workers)[0], signal.SIGKILL)
    workers._idle[0].process.join()
    assert not knows(workers, "only_here")  # by then a run may hold locks, which a fork must not inherit
    workers.stop()


def test_no_process_is_doubled_while_a_thread_may_hold_a_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "only_here", sys)
    workers = Workers(1)
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    workers.start_ahead(Task(int, ()))
    end.set()
    thread.join()
    assert not knows(workers, "only_here")
    workers.stop()


FAMILY = """
import os, signal
from wxclean.batch.run.engine import Task
from wxclean.batch.run.local_engine import Workers
if __name__ == "__main__":
    workers = Workers(3)
    for _ in range(3):
        workers.start_ahead(Task(int, ()))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@POSIX
def test_none_that_started_early_outlives_its_parent(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(FAMILY, "utf-8")
    command = [sys.executable, str(tmp_path / "run.py")]
    with subprocess.Popen(command, env=environment(), start_new_session=True) as made:
        assert made.wait(20) == -signal.SIGKILL
    wait_until(partial(is_over, made.pid), seconds=10)


@pytest.mark.parametrize(
    ("count", "sizes", "started"),
    [
        (2, [9_000] * 5, 0),
        (2, [9_000] * 60, 0),
        (0, [9_000] * 5_000, 0),
        (2, [9_000] * 70, 1),
        (2, [9_000] * 5_000, 2),
        (64, [9_000] * 1_500, 22),
        (2, [6_000_000], 1),
        (2, [50_000_000], 2),
    ],
)
def test_workers_start_early_only_where_there_is_enough_to_do(
    monkeypatch: pytest.MonkeyPatch, count: int, sizes: list[int], started: int
) -> None:
    class Counting(Workers):
        begun = 0

        @property
        def started(self) -> int:
            return self.begun

        def start_ahead(self, first: Task) -> None:
            self.begun += self.begun < self.count

    monkeypatch.setattr(workers_module, "Workers", Counting)
    ahead = Ahead(count, CleanerSettings())
    for size in sizes:
        ahead.expect(input_of(size))
    assert ahead.workers.started == started
    assert (ahead.executor is None) == (started == 0)


def test_a_plan_that_fails_leaves_no_worker() -> None:
    started: list[int] = []

    def planning() -> None:
        with workers_ahead(2, CleanerSettings()) as ahead:
            for _ in range(5_000):
                ahead.expect(input_of(9_000))
            started.extend(pids(ahead.workers))
            raise UsageError("two inputs would be written to one output")

    with pytest.raises(UsageError):
        planning()
    assert len(started) == 2
    assert not any(map(is_there, started))


@pytest.fixture
def much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that counts as much work."""
    monkeypatch.setattr(tasks_module, "LITTLE", 100_000)
    monkeypatch.setattr(tasks_module, "MANY", 5)
    return tree(tmp_path / "in", 45)


def early(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that fills with the processes that start while a plan is made."""
    seen: list[int] = []

    class Watched(Workers):
        def start_ahead(self, first: Task) -> None:
            super().start_ahead(first)
            seen.extend(pid for pid in pids(self) if pid not in seen)

    monkeypatch.setattr(workers_module, "Workers", Watched)
    return seen


def test_a_run_works_with_those_that_started_early(much: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = early(monkeypatch)
    assert main(["-q", "-j", "2", str(much), "-o", str(tmp_path / "out")]) == 0
    assert contents(tmp_path / "out") == expected(much)
    assert len(seen) == 2
    assert not any(map(is_there, seen))


@pytest.mark.parametrize("options", [["-j", "1"], ["-j", "2", "--resume"]])
def test_none_starts_early_where_there_may_be_little_to_do(
    much: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = early(monkeypatch)
    assert main(["-q", str(much), "-o", "out", *options]) == 0
    assert seen == []


def test_a_refused_plan_ends_those_that_started_early(
    much: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    seen = early(monkeypatch)
    (tmp_path / "more" / "000").mkdir(parents=True)
    (tmp_path / "more" / "000" / "00000.txt").write_text(dump(0), "utf-8")
    assert main(["-j", "2", str(much), str(tmp_path / "more"), "-o", str(tmp_path / "out")]) == 2
    assert "would both be written to" in capfd.readouterr().err
    assert len(seen) == 2
    assert not any(map(is_there, seen))
    assert not (tmp_path / "out").exists()


PLANNING = """
import sys, time
from wxclean.batch.plan import make_plan as plan
from wxclean.batch.run import tasks
from wxclean.cli import main
tasks.LITTLE, tasks.MANY = 100_000, 5
def slow(outputs, root):
    print("planning", flush=True)
    time.sleep(20)
if __name__ == "__main__":
    plan.refuse_clashes = slow
    raise SystemExit(main(["-j", "2", sys.argv[1], "-o", sys.argv[2]]))
"""


@POSIX
@pytest.mark.parametrize("pause", [0.0, 0.05, 0.5])
def test_an_interrupt_of_the_plan_ends_all_at_once(tmp_path: Path, pause: float) -> None:
    (tmp_path / "run.py").write_text(PLANNING, "utf-8")
    command = [sys.executable, str(tmp_path / "run.py"), str(tree(tmp_path / "in", 45)), str(tmp_path / "out")]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=environment(), stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "planning\n"
        time.sleep(pause)
        begun = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=10)
        assert time.monotonic() - begun < 1
    assert (process.returncode, said) == (130, "wxclean: interrupted\n")
    assert not (tmp_path / "out").exists()
    wait_until(partial(is_over, process.pid), seconds=10)


def shards(count: int) -> list[Shard]:
    return [Shard((input_of(100),), f"/out/{number:05}", Job()) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"), [(300, {256: 1, 44: 1}), (4096, {256: 16}), (5000, {256: 17, 136: 1, 64: 8})]
)
@pytest.mark.parametrize("jobs", [1, 2, 3, 64])
def test_only_long_runs_end_with_small_tasks(count: int, sizes: dict[int, int], jobs: int) -> None:
    tasks = list(tasks_module.tasks_of(shards(count), recorded=True, jobs=jobs))
    assert Counter(len(task.arguments[0]) for task in tasks) == sizes
    assert sorted(tasks_module.shards_of(tasks)) == shards(count)
    small = [len(task.arguments[0]) < 256 for task in tasks[-8:]]
    assert all(small) == (count > 4096)


@pytest.mark.parametrize(
    ("count", "jobs", "firsts"),
    [
        (1000, 1, [0, 256, 512, 768]),
        (1000, 2, [0, 512, 256, 768]),
        (1300, 2, [0, 768, 256, 1024, 512, 1280]),
        (1200, 3, [0, 512, 1024, 256, 768]),
        (300, 8, [0, 256]),
        (0, 8, []),
    ],
)
def test_workers_that_go_on_side_by_side_are_far_from_each_other(count: int, jobs: int, firsts: list[int]) -> None:
    tasks = tasks_module.tasks_of(shards(count), recorded=True, jobs=jobs)
    assert [int(task.arguments[0][0].output[-5:]) for task in tasks] == firsts


def test_one_worker_goes_through_the_plan_in_its_order() -> None:
    tasks = list(tasks_module.tasks_of(shards(5000), recorded=True))
    assert tasks_module.shards_of(tasks) == shards(5000)
