"""The bench of batch runs: small files, workers, resume, memory (from /proc): `python -m benchmarks.batch`."""

from __future__ import annotations

import argparse
import compileall
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import MEGABYTE, jsonl, wrapped
from benchmarks.measure import ROOT
from benchmarks.tables import table

_SAMPLE_SECONDS = 0.25  # looking costs the process time, too


class Measured(NamedTuple):
    """Wall time in seconds, and the most memory that all processes of a run held together, in bytes."""

    seconds: float
    memory: int


def write_dumps(folder: Path, count: int) -> int:
    """Write so many dumps in folders of a thousand, and return how many bytes they have."""
    size = 0
    for number, dump in enumerate(islice(wrapped(1 << 60), count)):
        path = folder / f"{number // 1000:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(dump)
    return size


def write_lines(path: Path, records: Iterable[bytes], size: int) -> int:
    """Write records, one a line, over and over until there are so many bytes, and return how many there are."""
    lines = b"".join(record + b"\n" for record in records)
    with path.open("wb") as file:
        while file.tell() < size:
            file.write(lines)
        return file.tell()


def measured(*arguments: str | Path) -> Measured:
    """Return what one run of the command line takes."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "wxclean", "-q", *map(str, arguments)])
    most = 0
    while process.returncode is None:
        most = max(most, _memory(process.pid))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SAMPLE_SECONDS)
    if process.returncode:
        raise SystemExit(f"wxclean ended with {process.returncode}")
    return Measured(time.perf_counter() - begun, most)


def _memory(pid: int) -> int:
    """Return how many bytes a process and its children hold, pages that they share counted once."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().split("\n")
    except OSError:
        return 0
    own = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    return own + sum(_memory(int(child)) for child in children)


def cleaning_seconds(folder: Path) -> float:
    """Return how long cleaning all dumps takes by itself, with rendering but without reading, in this process."""
    from wxclean import Cleaner
    from wxclean.output.render import render

    cleaner = Cleaner()
    raws = [path.read_bytes() for path in folder.rglob("*.txt")]
    begun = time.perf_counter()
    for raw in raws:
        for cleaned in cleaner.clean_records(raw):
            render(cleaned, "text").encode()
    return time.perf_counter() - begun


def small_files(work: Path, count: int, rounds: int) -> list[list[str]]:
    """Return rows for a tree of dumps: one worker, two, and a second run with nothing to do."""
    size = write_dumps(work / "in", count)
    one, two, again, alone = [], [], [], []
    for number in range(rounds):
        outs = [work / f"out-{jobs}-{number}" for jobs in (1, 2)]
        one.append(measured(work / "in", "-o", outs[0], "-j", "1"))
        two.append(measured(work / "in", "-o", outs[1], "-j", "2"))
        again.append(measured(work / "in", "-o", outs[1], "--resume"))
        alone.append(cleaning_seconds(work / "in"))
    best = [min(run.seconds for run in runs) for runs in (one, two, again)]
    return [
        _row(f"{count:,} dumps, 1 worker", best[0], size, one[0].memory),
        _row(f"{count:,} dumps, 2 workers", best[1], size, two[0].memory, f"{best[0] / best[1]:.2f} times one"),
        ["a file, besides the cleaning", "", "", "", f"{1000 * (best[0] - min(alone)) / count:.2f} ms"],
        _row("nothing to do (--resume)", best[2], size, again[0].memory, f"{count / best[2]:,.0f} files/s"),
    ]


def large_files(work: Path, size: int) -> list[list[str]]:
    """Return rows for files of records that are cleaned in ranges."""
    rows = []
    for name, records in (("large.jsonl", jsonl(4 * MEGABYTE)), ("large.txt", wrapped(4 * MEGABYTE))):
        written = write_lines(work / name, records, size)
        runs = [measured(work / name, "-o", work / f"{jobs}-{name}", "-j", str(jobs)) for jobs in (1, 2)]
        (work / name).unlink()
        for jobs, run in enumerate(runs, 1):
            note = f"{runs[0].seconds / run.seconds:.2f} times one" if jobs == 2 else ""
            rows.append(_row(f"{written // MEGABYTE:,} MB {name}, -j {jobs}", run.seconds, written, run.memory, note))
            (work / f"{jobs}-{name}").unlink()
    return rows


def _row(name: str, seconds: float, size: int, memory: int, note: str = "") -> list[str]:
    return [name, f"{seconds:.2f}", f"{size / MEGABYTE / seconds:.1f}", f"{memory / MEGABYTE:.0f}", note]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="dumps in the tree")
    parser.add_argument("--large", type=int, default=200, help="size of the files of records in MB")
    parser.add_argument("--rounds", type=int, default=2, help="runs of each kind, of which the best counts")
    parser.add_argument("--work", type=Path, help="where to put the corpus; a temporary folder if not given")
    options = parser.parse_args(arguments)
    compileall.compile_dir(ROOT / "wxclean", quiet=1)  # as installing does; not every checkout has it done
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(os.path.realpath(folder))
        rows = small_files(work, options.files, options.rounds) + large_files(work, options.large * MEGABYTE)
    print(table(["run", "seconds", "MB/s", "memory MB", ""], rows, left=(0, 4)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
