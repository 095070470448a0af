"""The bench of scale: a plan of a million shards, and runs on a Ray cluster beside the local engine."""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import secrets
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.batch import measured, write_dumps, write_lines
from benchmarks.generate import MEGABYTE, jsonl
from benchmarks.memory import peak
from benchmarks.tables import table


def timed(action: Callable[[], object]) -> tuple[float, object]:
    """Return how many seconds an action took, and what it gave."""
    begun = time.perf_counter()
    result = action()
    return time.perf_counter() - begun, result


def _memory() -> str:
    """Return the most memory that this process ever held, in MB."""
    return f"{peak() / MEGABYTE:.0f}"


def planned(folder: str, count: int) -> list[list[str]]:
    """Return rows for the plan of so many inputs (none of which is there) and for a run that finds all of them done."""
    from wxclean.batch.job import InputPart, Job
    from wxclean.batch.plan import make_plan as plan_module
    from wxclean.batch.plan.inputs import Request
    from wxclean.batch.run import runner
    from wxclean.batch.run.options import Options
    from wxclean.batch.run.state import State
    from wxclean.batch.run.summary import RunSummary
    from wxclean.batch.work.counts import Counts
    from wxclean.batch.work.shard import Result
    from wxclean.batch.work.state_row import row_of

    def found(_request: Request, leave_out: str | None) -> Iterator[InputPart]:
        for number in range(count):
            name = f"{number // 1000:05}/{number:08}.jsonl.gz"
            yield InputPart(f"{folder}/in/{name}", name, "jsonl", "gz", 64 * MEGABYTE, number, walked=True, stamp=name)
        assert leave_out

    rows = [["start", "", _memory(), ""]]
    with patch.object(plan_module, "find_inputs", found):
        seconds, plan = timed(lambda: plan_module.make_plan(Request((folder,), output=f"{folder}/out/"), Job()))
    assert isinstance(plan, plan_module.Plan)
    rows.append([f"plan of {count:,} shards", f"{seconds:.1f}", _memory(), f"{count / seconds:,.0f} shards/s"])
    counts = Counts(inputs=1, records=9000, bytes_in=64_000_000, rules={"wechat.footer": (9000, 0)})
    state = State(plan.state)
    begun = time.perf_counter()
    for shard in plan.shards:
        state.add([row_of(shard, Result(counts, done=True))])
    state.close()
    seconds = time.perf_counter() - begun
    rows.append(["putting all on record", f"{seconds:.1f}", _memory(), f"{count / seconds:,.0f} shards/s"])
    seconds, summary = timed(lambda: runner.run(plan, Options(resume=True)))
    assert isinstance(summary, RunSummary)
    assert (summary.resumed, summary.left) == (count, 0)
    rows.append(["--resume, all done", f"{seconds:.1f}", _memory(), f"{count / seconds:,.0f} shards/s"])
    return rows


class Node(NamedTuple):
    """A Ray node on this machine: where it listens, and the session of its processes."""

    address: str
    session: int

    @property
    def options(self) -> tuple[str, ...]:
        """The options for a run on it."""
        return "--engine", "ray", "--ray-address", self.address

    @contextmanager
    def processor_seconds(self) -> Iterator[Callable[[], float]]:
        """Measure what its processes take of the processor meanwhile, looked at often: some end unseen."""
        first, last = self._ticks(), dict[str, int]()
        ended = Event()

        def look() -> None:
            while not ended.wait(0.2):
                last.update(self._ticks())

        looker = Thread(target=look)
        looker.start()
        try:
            yield lambda: sum(n - first.get(pid, 0) for pid, n in last.items()) / os.sysconf("SC_CLK_TCK")
        finally:
            ended.set()
            looker.join()

    def _ticks(self) -> dict[str, int]:
        found = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = entry.read_text().rpartition(")")[2].split()
                if int(fields[3]) == self.session:
                    found[entry.parent.name] = int(fields[11]) + int(fields[12])
        return found


@contextmanager
def cluster(folder: Path, cores: int) -> Iterator[Node]:
    """Start a node for a measurement. Its workers are no nicer to other programs than the local engine's."""
    (folder / "token").write_text(secrets.token_hex(32))
    os.environ |= {"RAY_worker_niceness": "0", "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN_PATH": str(folder / "token")}
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        port = probe.getsockname()[1]
    command = [os.path.join(sysconfig.get_path("scripts"), "ray"), "start", "--head", "--block", "--port", str(port)]
    command += ["--node-ip-address", "127.0.0.2", "--num-cpus", str(cores), "--include-dashboard", "false"]
    command += ["--disable-usage-stats", "--temp-dir", str(folder), "--object-store-memory", "100000000"]
    log = folder / "log"
    with log.open("wb") as out:
        node = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        while b"Ray runtime started" not in log.read_bytes():
            if node.poll() is not None:
                raise SystemExit(log.read_text())
            time.sleep(0.1)
        yield Node(f"127.0.0.2:{port}", node.pid)
    finally:
        os.killpg(node.pid, signal.SIGKILL)
        node.wait()


def many_shards(work: Path, count: int, node: Node) -> list[list[str]]:
    """Return rows for a run of so many outputs: local, on the cluster, and with a task for every single one of them."""
    size = write_dumps(work / "in", count)
    rows = []
    ray = node.options
    for name, options in (("local", ("-j", "2")), ("ray", ray), ("ray, nothing to do", (*ray, "--resume"))):
        out = work / ("out-local" if name == "local" else "out-ray")
        run = measured(work / "in", "-o", out, *options)
        rows.append(_row(f"{count:,} dumps, {name}", run.seconds, size, run.memory))
    single = "from wxclean.batch.run import tasks; tasks.MANY = 1; from wxclean.cli import main; exit(main())"
    command = [sys.executable, "-c", single, "-q", str(work / "in"), "-o", str(work / "out-single"), *ray]
    seconds, _ = timed(lambda: subprocess.run(command, check=True))
    rows.append(_row(f"{count:,} dumps, ray, a task each", seconds, size, 0, f"{count / seconds:,.0f} tasks/s"))
    _require_equal(work / "out-local", work / "out-ray", work / "out-single")
    return rows


def large_shards(work: Path, shards: int, rounds: int, node: Node) -> list[list[str]]:
    """Return rows for shards of 64 MB on both engines by turns, and what the cluster costs more in time and work."""
    (work / "large").mkdir()
    size = sum(write_lines(work / "large" / f"{n}.jsonl", jsonl(4 * MEGABYTE, n), 64 * MEGABYTE) for n in range(shards))
    seconds: dict[str, list[float]] = {"local": [], "ray": []}
    processor: dict[str, list[float]] = {"local": [], "ray": []}
    held: dict[str, int] = {}
    engines = [("local", ("-j", "2")), ("ray", node.options)]
    for number in range(rounds):
        for name, options in engines if number % 2 else engines[::-1]:
            before = _own_processor_seconds()
            with node.processor_seconds() as taken:
                run = measured(work / "large", "-o", work / f"large-{name}", *options)
                processor[name].append(_own_processor_seconds() - before + (taken() if name == "ray" else 0))
            seconds[name].append(run.seconds)
            held[name] = run.memory
    _require_equal(work / "large-local", work / "large-ray")
    rows = [_row(f"{shards} shards of 64 MB, {name}", median(seconds[name]), size, held[name]) for name in seconds]
    for row, name in zip(rows, seconds, strict=True):
        row[-1] = f"{median(processor[name]):.1f} s of the processor"
    rows[-1][-1] += f"; time {_more(seconds)}; processor {_more(processor)}"
    return rows


def _more(of: dict[str, list[float]]) -> str:
    """Return by how much the cluster's figures are above the local ones."""
    more = [far / near - 1 for near, far in zip(of["local"], of["ray"], strict=True)]
    return f"{median(more):+.1%} ({min(more):+.1%} to {max(more):+.1%})"


def _own_processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _require_equal(*folders: Path) -> None:
    for folder in folders[1:]:
        subprocess.run(["diff", "-rq", "--exclude=.wxclean", folders[0], folder], check=True)


def _row(name: str, seconds: float, size: int, held: int, note: str = "") -> list[str]:
    return [name, f"{seconds:.1f}", f"{size / MEGABYTE / seconds:.1f}", f"{held / MEGABYTE:.0f}" if held else "", note]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plan", type=int, default=1_000_000, help="shards in the plan; 0 for none")
    parser.add_argument("--files", type=int, default=10_000, help="outputs of the run on a cluster; 0 for none")
    parser.add_argument("--large", type=int, default=6, help="shards of 64 MB; 0 for none")
    parser.add_argument("--rounds", type=int, default=3, help="runs of both engines over the large shards")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ray-") as folder:
        work = Path(os.path.realpath(folder))
        if options.plan:
            rows = planned(str(work / "plan"), options.plan)
            print(table(["plan", "seconds", "memory MB", ""], rows, left=(0, 3)), flush=True)
        if options.files or options.large:
            (work / "c").mkdir()
            with cluster(work / "c", 2) as node:
                rows = many_shards(work, options.files, node) if options.files else []
                rows += large_shards(work, options.large, options.rounds, node) if options.large else []
            print(table(["run", "seconds", "MB/s", "driver's memory MB", ""], rows, left=(0, 4)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
