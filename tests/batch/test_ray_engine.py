"""The Ray engine without a cluster: the messages if something is missing, and how a run copes with lost machines."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import fsspec
import pytest

from tests.conftest import Run
from tests.helpers.batch import batch, contents, jsonl, tree
from wxclean.batch.job import Job
from wxclean.batch.plan import parts as parts_module
from wxclean.batch.plan.inputs import Request
from wxclean.batch.plan.make_plan import Plan, make_plan
from wxclean.batch.run import ray_engine
from wxclean.batch.run.engine import Reply, Task
from wxclean.batch.run.fingerprint import fingerprint
from wxclean.batch.run.inline_engine import Inline
from wxclean.batch.run.ray_engine import HOW_TO_START, RayWorkers, RemoteTasks, Surroundings, require
from wxclean.batch.run.runner import run as run_plan
from wxclean.batch.work.failed_records import write_failures
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import UsageError

SETTINGS = CleanerSettings()


def test_without_the_extra_it_says_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    tree(tmp_path / "in", 1)
    result = run("in", "-o", "out", "--engine", "ray")
    assert (result.code, result.out) == (2, b"")
    assert result.err == "wxclean: --engine ray needs Ray; install it with: pip install 'wxclean[ray]'\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--ray-address", "127.0.0.1:6379"), "--ray-address goes with --engine ray"),
        (("--engine", "ray", "--ray-address", "local"), "name auto, or HOST:PORT"),
        (("--engine", "ray", "--ray-address", "somewhere"), "name auto, or HOST:PORT"),
        (("--engine", "ray", "--ray-address", "127.0.0.1:99999"), HOW_TO_START),
        (("--engine", "spark"), "spark"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.setattr(ray_engine, "ray_module", lambda: None)
    tree(tmp_path / "in", 1)
    result = run("in", "-o", "out", *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, b"", 1)
    assert words in result.err
    assert not (tmp_path / "out").exists()


def test_where_nobody_listens_it_says_how_to_start_a_cluster(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray_engine, "ray_module", lambda: None)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        tree(tmp_path / "in", 1)
        result = run("in", "-o", "out", "--engine", "ray", "--ray-address", address)
    assert result.code == 2
    assert result.err == f"wxclean: no Ray cluster at {address} (Connection refused); {HOW_TO_START}\n"


def test_a_node_with_other_rules_or_without_the_folder_is_refused(tmp_path: Path) -> None:
    probe = tmp_path / "probe"
    right = fingerprint(SETTINGS)
    with pytest.raises(UsageError, match="another version of wxclean, of a rule pack or of a plug-in"):
        require(Surroundings(SETTINGS, "another", None))
    with pytest.raises(UsageError, match=r"does not see .*all nodes need the same folders"):
        require(Surroundings(SETTINGS, right, str(probe)))
    probe.write_bytes(b"")
    require(Surroundings(SETTINGS, right, str(probe)))
    require(Surroundings(SETTINGS, right, None))


class SlowCluster:
    """A fake of the module `ray` whose first worker is slow to start; it notes the calls."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def is_initialized(self) -> bool:
        return True

    def wait(self, tasks: list[str], timeout: float, **_: object) -> tuple[list[str], list[str]]:
        assert 0 < timeout < 10  # others may use all cores for hours: then tasks queue, too
        self.asked.append(f"wait for {tasks}")
        return [], tasks

    def remote(self, *_: object) -> str:
        self.asked.append("task")
        return "task"


def test_tasks_come_once_the_first_worker_is_there_but_no_later_than_some_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = SlowCluster()
    monkeypatch.setattr(ray_engine, "ray_module", lambda: cluster)
    tree(tmp_path / "in", 1)
    plan = make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "out")), Job())
    workers = RayWorkers(plan, RemoteTasks(cluster, "first"))
    workers.start(Task(len, ((),)))
    assert cluster.asked == ["wait for ['first']", "task"]
    assert workers.running == [Task(len, ((),))]


class Unlucky(Inline):
    """A cluster that loses a machine under each of the first `losses` tasks."""

    def __init__(self, losses: int, *, lost: bool) -> None:
        super().__init__()
        self.losses = losses
        self.lost = lost
        self.seen = 0

    def wait(self) -> list[Reply]:
        self.seen += 1
        if self.seen > self.losses:
            return super().wait()
        task, self._task = self.running[0], None
        return [Reply(task, lost=self.lost)]


def unlucky_run(folder: Path, losses: int, *, lost: bool) -> list[str]:
    """Return the notes on the one file of a run that loses its workers."""
    tree(folder / "in", 1)
    plan = make_plan(Request((str(folder / "in"),), output=str(folder / "out")), Job())
    summary = run_plan(plan, executor=lambda _plan: Unlucky(losses, lost=lost))
    assert summary.exit_code == (3 if summary.counts.notes else 0)
    assert bool(summary.counts.notes) != bool(contents(folder / "out"))
    return [note.reason for note in summary.counts.notes]


@pytest.mark.parametrize(("losses", "lost"), [(1, False), (4, True), (5, True)])
def test_lost_machines_are_no_fault_of_the_task(tmp_path: Path, losses: int, lost: bool) -> None:
    assert unlucky_run(tmp_path, losses, lost=lost) == []


@pytest.mark.parametrize(("losses", "lost"), [(2, False), (100, True)])
def test_but_a_task_that_always_loses_its_worker_fails(tmp_path: Path, losses: int, lost: bool) -> None:
    assert unlucky_run(tmp_path, losses, lost=lost) == ["the worker died, twice; is there enough memory?"]


def test_a_task_is_as_many_files_as_for_local_workers(tmp_path: Path) -> None:
    tasks: list[Task] = []

    class Watching(Inline):
        def start(self, task: Task) -> None:
            tasks.append(task)
            super().start(task)

    def watched(_plan: Plan) -> Watching:
        return Watching()

    tree(tmp_path / "in", 300)
    run_plan(make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "out")), Job()), executor=watched)
    assert [len(task.arguments[0]) for task in tasks] == [256, 44]


def test_parts_and_failures_of_outputs_at_a_url_are_there_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 60_000)
    monkeypatch.setattr(parts_module, "RANGE", 30_000)
    source = jsonl(tmp_path / "large.jsonl", 300)
    with source.open("a", encoding="utf-8") as file:
        file.write("{bad\n")
    memory = fsspec.filesystem("memory")
    try:
        plan = make_plan(
            Request((str(source), str(tmp_path / "none.txt")), output="memory://out/", keep_failures=True), Job()
        )
        assert {part.rsplit("/", 2)[0] for join in plan.joins for part in join.parts} == {"memory://out/.wxclean/parts"}
        summary = run_plan(plan)
        write_failures(str(tmp_path / "failed.jsonl"), plan, summary.notes("failure"))
        batch(source, output=tmp_path / "near.jsonl")
        assert memory.cat_file("/out/large.jsonl") == (tmp_path / "near.jsonl").read_bytes()
        assert [name for name in memory.find("/out") if "/parts/" in name] == []
        assert b"{bad" in (tmp_path / "failed.jsonl").read_bytes()
    finally:
        memory.rm("/", recursive=True)


def test_the_rules_of_a_run_are_found_from_every_folder(run: Run, tmp_path: Path) -> None:
    pack = '[pack]\nname = "harbour"\nsummary = "Notices"\n[[phrase]]\nrule = "end"\nlines = ["通告完毕"]\n'
    (tmp_path / "harbour.toml").write_text(pack, "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("今日大风。\n通告完毕\n", "utf-8")
    assert run("-q", "in", "-o", "out", "--rules", "harbour.toml", "-j", "2").code == 0
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == "今日大风。\n"
