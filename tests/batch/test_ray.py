"""Runs on a real Ray cluster of two nodes: the same bytes as the local engine, whatever is killed midway."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.helpers import accounts
from tests.helpers.batch import contents, jsonl, leftovers, tree
from tests.helpers.clusters import Cluster, cluster
from tests.helpers.processes import import_path, wait_for_files, wait_until

pytestmark = [pytest.mark.ray, pytest.mark.filterwarnings("default")]

SITE = """
import os, time, wxclean.cleaner.cleaner as pipeline
clean_records = pipeline.Cleaner.clean_records
def slow(self, raw, **named):
    time.sleep(float(os.environ.get("SECONDS_A_RECORD", 0)))
    if "毒" in (raw if isinstance(raw, str) else raw.decode("utf-8", "replace")):
        os.kill(os.getpid(), 9)
    return clean_records(self, raw, **named)
pipeline.Cleaner.clean_records = slow
"""
"""What the nodes' Python runs at start-up: records may be slow, and one character kills the worker."""

DRIVER = """
import sys
from wxclean.batch.plan import parts
from wxclean.batch.run import tasks
from wxclean.cli import main
parts.SPLIT_FROM, parts.RANGE, tasks.MANY = 60_000, 30_000, 5
if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
"""
"""The command line, with ranges and groups small enough for a small corpus to have many tasks."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of small dumps, records that fail, and a file that is cleaned in ranges and joined."""
    folder = tree(tmp_path / "in", 200)
    jsonl(folder / "large.jsonl", 300)
    (folder / "broken.jsonl").write_text('{bad\n{"text": "好"}\n{"text": 5}\n', "utf-8")
    (folder / "chrome.txt").write_text("text:'\\n  微信扫一扫\\n  关注该公众号\\n  取消\\n'", "utf-8")
    (tmp_path / "driver.py").write_text(DRIVER, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the import path of the nodes' Python."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(SITE, "utf-8")
    return folder


def slow_cluster(site: Path) -> AbstractContextManager[Cluster]:
    return cluster(2, PYTHONPATH=import_path(site), SECONDS_A_RECORD="0.02")


@pytest.fixture(scope="module")
def nodes(site: Path) -> Iterator[Cluster]:
    """Yield two nodes with one core each, on which a small dump takes 20 ms."""
    with slow_cluster(site) as made:
        yield made


@pytest.fixture
def doomed(site: Path) -> Iterator[Cluster]:
    """Yield two nodes to be killed."""
    with slow_cluster(site) as made:
        yield made


def start(corpus: Path, out: str, *options: str, on: Cluster | None = None) -> subprocess.Popen[str]:
    """Start the command in the folder above the corpus, on a cluster or, without one, on the local engine."""
    command = [sys.executable, "driver.py", "in", "-o", out, *options]
    if on is not None:
        command += ["--engine", "ray", "--ray-address", on.address]
    environment = (on.environment if on else os.environ) | {"PYTHONPATH": import_path()}
    return subprocess.Popen(command, cwd=corpus.parent, env=environment, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a process and return its exit code and messages."""
    said = process.communicate(timeout=120)[1]
    return process.returncode, said


def figures(path: Path) -> dict[str, object]:
    """Return a report without what differs from run to run: the times, the command and the name of the output."""
    data = json.loads(path.read_text("utf-8"))
    for name in ("seconds", "finished", "command", "title"):
        data.pop(name, None)
    text = json.dumps(data)
    return dict(json.loads(text.replace("/far", "/near")))


def test_the_bytes_the_report_and_the_failures_are_those_of_the_local_engine(corpus: Path, nodes: Cluster) -> None:
    options = ["--report", "near.json", "--failures", "near.jsonl"]
    assert finished(start(corpus, "near", *options))[0] == 3
    options = ["--report", "far.json", "--failures", "far.jsonl"]
    code, said = finished(start(corpus, "far", *options, on=nodes))
    assert code == 3, said
    above = corpus.parent
    assert contents(above / "far") == contents(above / "near")
    assert len(contents(above / "far")) == 203
    assert (above / "far.jsonl").read_bytes() == (above / "near.jsonl").read_bytes()
    assert figures(above / "far.json") == figures(above / "near.json")
    assert leftovers(above) == []
    code, said = finished(start(corpus, "far", "--resume", on=nodes))
    assert (code, "203 done before" in said) == (3, True), said


def test_a_shard_that_kills_its_worker_every_time_is_a_failure_in_the_end(corpus: Path, nodes: Cluster) -> None:
    finished(start(corpus, "near"))
    (corpus / "000" / "poison.txt").write_text("有毒的一段。", "utf-8")
    code, said = finished(start(corpus, "far", on=nodes))
    assert code == 3
    assert "poison.txt: the worker died, twice; is there enough memory?" in said
    assert contents(corpus.parent / "far") == contents(corpus.parent / "near")
    assert leftovers(corpus.parent) == []


@pytest.mark.slow
def test_a_killed_worker_costs_nothing_but_time(corpus: Path, nodes: Cluster) -> None:
    finished(start(corpus, "near"))
    process = start(corpus, "far", on=nodes)
    wait_for_files(corpus.parent / "far", 20)
    wait_until(lambda: nodes.pids(1, "ray::perform"))
    os.kill(nodes.pids(1, "ray::perform")[0], signal.SIGKILL)
    undisturbed(corpus, process)


@pytest.mark.slow
def test_a_killed_node_costs_nothing_but_time(corpus: Path, doomed: Cluster) -> None:
    finished(start(corpus, "near"))
    process = start(corpus, "far", on=doomed)
    wait_for_files(corpus.parent / "far", 20)
    wait_until(lambda: doomed.pids(1, "ray::perform"))
    doomed.kill_node(1)
    undisturbed(corpus, process)


def undisturbed(corpus: Path, process: subprocess.Popen[str]) -> None:
    """Check that the run goes on, and ends as if nothing had happened."""
    assert process.poll() is None
    code, said = finished(process)
    assert code == 3, said
    assert "died" not in "".join(line for line in said.split("\n") if line.startswith("wxclean"))
    assert contents(corpus.parent / "far") == contents(corpus.parent / "near")
    assert leftovers(corpus.parent) == []


@pytest.mark.slow
def test_after_the_driver_is_killed_resume_does_the_rest(corpus: Path, nodes: Cluster) -> None:
    finished(start(corpus, "near"))
    for count in (5, 60):
        process = start(corpus, "far", "--resume", on=nodes)
        wait_for_files(corpus.parent / "far", count)
        process.kill()
        finished(process)
        near, far = contents(corpus.parent / "near"), contents(corpus.parent / "far")
        assert all(near[name] == data for name, data in far.items())
        assert len(far) < len(near)
    code, said = finished(start(corpus, "far", "--resume", on=nodes))
    assert code == 3, said
    assert " done before)" in said
    assert contents(corpus.parent / "far") == contents(corpus.parent / "near")
    assert leftovers(corpus.parent) == []


@pytest.mark.slow
def test_after_the_whole_cluster_is_gone_resume_on_another_does_the_rest(
    corpus: Path, doomed: Cluster, site: Path
) -> None:
    finished(start(corpus, "near"))
    process = start(corpus, "far", on=doomed)
    wait_for_files(corpus.parent / "far", 50)
    doomed.stop()
    assert finished(process)[0] != 0
    with slow_cluster(site) as another:
        code, said = finished(start(corpus, "far", "--resume", on=another))
    assert code == 3, said
    assert contents(corpus.parent / "far") == contents(corpus.parent / "near")
    assert leftovers(corpus.parent) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_a_run_with_whole_files(corpus: Path, nodes: Cluster, number: int) -> None:
    tree(corpus / "more", 800)
    jsonl(corpus / "more.jsonl", 3000)
    finished(start(corpus, "near"))
    process = start(corpus, "far", on=nodes)
    wait_for_files(corpus.parent / "far", 20)
    begun = time.monotonic()
    process.send_signal(number)
    code, said = finished(process)
    assert code == 130, said
    assert time.monotonic() - begun < 15
    assert "--resume goes on from here" in said
    near = contents(corpus.parent / "near")
    assert all(near[name] == data for name, data in contents(corpus.parent / "far").items())
    assert leftovers(corpus.parent) == []


@pytest.mark.slow
def test_urls_and_ranges_of_files_go_together(corpus: Path, nodes: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    finished(start(corpus, "near"))
    monkeypatch.setitem(nodes.environment, "XDG_CACHE_HOME", str(corpus.parent / "cache"))
    code, said = finished(start(corpus, f"file://{corpus.parent}/far", "--failures", "far.jsonl", on=nodes))
    assert code == 3, said
    assert contents(corpus.parent / "far") == contents(corpus.parent / "near")
    assert (corpus.parent / "far.jsonl").read_bytes().count(b"\n") == 2


@pytest.mark.slow
def test_who_has_no_token_is_refused(corpus: Path, nodes: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(nodes.environment, "RAY_AUTH_TOKEN_PATH", str(corpus / "no-such-token"))
    monkeypatch.setitem(nodes.environment, "HOME", str(corpus))
    code, said = finished(start(corpus, "far", on=nodes))
    assert code == 2
    assert "refuses us" in said
    assert not (corpus.parent / "far").exists()


def learned(corpus: Path, out: str, *options: str, on: Cluster | None = None) -> bytes:
    """Learn from the corpus, on a cluster or this machine, and return the pack."""
    command = [sys.executable, "-m", "wxclean", "learn", "in", "-o", out, "--account", "渡口晚报", *options]
    if on is not None:
        command += ["--engine", "ray", "--ray-address", on.address]
    environment = (on.environment if on else os.environ) | {"PYTHONPATH": import_path()}
    done = subprocess.run(command, cwd=corpus.parent, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (corpus.parent / out).read_bytes()


def test_the_learned_pack_is_that_of_this_machine(corpus: Path, nodes: Cluster) -> None:
    (corpus / "broken.jsonl").unlink()
    for number in range(40):
        (corpus / f"{number}.txt").write_text(accounts.dump(number), "utf-8")
    assert learned(corpus, "far.toml", on=nodes) == learned(corpus, "near.toml")
    assert b"promo.tail" in (corpus.parent / "far.toml").read_bytes()
    assert [path.name for path in corpus.parent.iterdir() if path.name.startswith(".wxclean")] == []
