"""The bench of batch runs: small files, workers, resume, streams, memory (from /proc): `python -m benchmarks.batch`."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.corpus import DEFAULT, CorpusError
from benchmarks.generate import MEGABYTE, jsonl, wrapped
from benchmarks.measure import ROOT
from benchmarks.real import real_dumps
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


def measured(*arguments: str | Path, piped: Path | None = None) -> Measured:
    """Return what one run of the command line takes; with `piped`, that file is piped through it."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "wxclean", "-q", *map(str, arguments)]
    if piped is None:
        process = subprocess.Popen(command)
    else:
        with subprocess.Popen(["cat", str(piped)], stdout=subprocess.PIPE) as source:
            process = subprocess.Popen(command, stdin=source.stdout, stdout=subprocess.DEVNULL)
            return _watched(process, begun)
    return _watched(process, begun)


def _watched(process: subprocess.Popen[bytes], begun: float) -> Measured:
    """Return what a process takes until it ends; a thread waits for that, as waiting with a time limit only polls."""
    ended = []

    def wait() -> None:
        process.wait()
        ended.append(time.perf_counter())

    most = 0
    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():
        most = max(most, _memory(process.pid))
        waiting.join(_SAMPLE_SECONDS)
    if process.returncode:
        raise SystemExit(f"wxclean ended with {process.returncode}")
    return Measured(ended[0] - begun, most)


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


def parts_alone(path: Path, out: Path) -> tuple[float, float, float]:
    """Return how long reading a file's records, cleaning them and writing them take by themselves, in this process."""
    from wxclean import Cleaner
    from wxclean.output.render import render

    cleaner = Cleaner()
    begun = time.perf_counter()
    with path.open("rb") as file:
        records = [json.loads(line) for line in file]
    read = time.perf_counter()
    results = [cleaner.clean(record["text"]) for record in records]
    cleaned = time.perf_counter()
    with out.open("wb") as file:
        for record, result in zip(records, results, strict=True):
            row = record | {"text": render(result, "text")}
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return read - begun, cleaned - read, time.perf_counter() - cleaned


def streams(work: Path, corpus: Path, sizes: Sequence[int], rounds: int) -> list[list[str]]:
    """Return rows for JSON Lines of a corpus's dumps, no two alike: from a file into a file, and through a pipe."""
    rows = []
    kind, dumps = dumps_of(corpus)
    for size in sizes:
        path, out = work / "dumps.jsonl", work / "clean.jsonl"
        written, records = write_unlike(path, dumps, size * MEGABYTE)
        for way, arguments, piped in (
            ("file", (path, "-o", out), None),
            ("pipe", ("-f", "jsonl"), path),
        ):
            runs = {jobs: [measured(*arguments, "-j", jobs, piped=piped) for _ in range(rounds)] for jobs in ("1", "2")}
            one, two = (min(runs[jobs], key=lambda run: run.seconds) for jobs in ("1", "2"))
            rate = f"{records / one.seconds:,.0f} records/s"
            rows.append(_row(f"{size} MB of {kind} dumps, {way}, -j 1", one.seconds, written, one.memory, rate))
            share = f"{two.seconds / one.seconds:.2f} of one's time"
            rows.append(_row(f"{size} MB of {kind} dumps, {way}, -j 2", two.seconds, written, two.memory, share))
            if piped is None:
                parts = parts_alone(path, out)
                note = (
                    " + ".join(f"{part:.2f}" for part in parts) + f"; -j 1 takes {one.seconds / sum(parts):.2f} times"
                )
                rows.append(
                    _row(f"{size} MB of {kind} dumps, read + cleaned + written alone", sum(parts), written, 0, note)
                )
        path.unlink()
        out.unlink()
    return rows


def write_unlike(path: Path, dumps: Sequence[str], size: int) -> tuple[int, int]:
    """Write JSON Lines of these dumps, and return how many bytes and records they are.

    Each time they have other digits, so that no cache of lines helps more than it would in a corpus.
    """
    random = Random(1)
    records = 0
    with path.open("wb") as file:
        while file.tell() < size:
            raw = dumps[records % len(dumps)].replace("0", random.choice("123456789"))
            file.write(json.dumps({"n": records, "text": raw}, ensure_ascii=False).encode() + b"\n")
            records += 1
        return file.tell(), records


def dumps_of(folder: Path) -> tuple[str, list[str]]:
    """Return what there is to stream, and a word for it: a corpus's dumps, or generated ones where there is none."""
    try:
        return "real", [raw.decode() for raw in real_dumps(folder)]
    except CorpusError:
        print(f"no corpus in {folder} (--real FOLDER names one): the streams are of generated dumps", file=sys.stderr)
        return "generated", [record.decode() for record in wrapped(4 * MEGABYTE)]


def _row(name: str, seconds: float, size: int, memory: int, note: str = "") -> list[str]:
    return [name, f"{seconds:.2f}", f"{size / MEGABYTE / seconds:.1f}", f"{memory / MEGABYTE:.0f}", note]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="dumps in the tree")
    parser.add_argument("--large", type=int, default=200, help="size of the files of records in MB")
    parser.add_argument("--streams", type=int, nargs="*", default=[8, 60, 200], help="sizes of streams in MB")
    parser.add_argument("--real", type=Path, default=DEFAULT, help="the corpus of the streams (default: the score's)")
    parser.add_argument("--only-streams", action="store_true", help="measure nothing else")
    parser.add_argument("--rounds", type=int, default=2, help="runs of each kind, of which the best counts")
    parser.add_argument("--work", type=Path, help="where to put the corpus; a temporary folder if not given")
    options = parser.parse_args(arguments)
    compileall.compile_dir(ROOT / "wxclean", quiet=1)  # as installing does; not every checkout has it done
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(os.path.realpath(folder))
        rows = streams(work, options.real, options.streams, options.rounds)
        if not options.only_streams:
            rows += small_files(work, options.files, options.rounds) + large_files(work, options.large * MEGABYTE)
    print(table(["run", "seconds", "MB/s", "memory MB", ""], rows, left=(0, 4)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
