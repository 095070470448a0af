"""Measures of time and memory: interleaved rounds, medians, fresh processes."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

Work = Callable[[], object]

ROOT = Path(__file__).resolve().parents[1]


class Timing(NamedTuple):
    """Seconds: the median of the rounds, and how far apart fastest and slowest lie, as a share of it."""

    seconds: float
    spread: float


class Memory(NamedTuple):
    """Bytes by which a process grew: for one record (input included), and over a stream after its first tenth."""

    record: int
    stream: int


def race(
    works: Mapping[str, Work], rounds: int, least: float = 0.1, clock: Callable[[], float] = perf_counter
) -> dict[str, Timing]:
    """Return the times of all works side by side: each takes a turn a round, so that what slows the machine hits all.

    A turn repeats its work until `least` seconds are over, and counts their mean. The first round is a warm-up. What is
    done in this process may be measured by `process_time`, so that others on the machine count less.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            seconds = _turn(work, least, clock)
            if number:
                taken[name].append(seconds)
    return {name: _timing(seconds) for name, seconds in taken.items()}


def once(work: Work) -> float:
    """Return the seconds that a work takes which is too long for rounds."""
    return _turn(work, 0, perf_counter)


def _turn(work: Work, least: float, clock: Callable[[], float]) -> float:
    gc.collect()
    start, passed, count = clock(), 0.0, 0
    while not count or passed < least:
        work()
        count += 1
        passed = clock() - start
    return passed / count


def _timing(seconds: Sequence[float]) -> Timing:
    middle = median(seconds)
    return Timing(middle, (max(seconds) - min(seconds)) / middle)


def command(arguments: Sequence[str], stdin: bytes = b"") -> Work:
    """Return the work of starting a process and waiting for its end; it raises CalledProcessError where that fails."""

    def run() -> None:
        subprocess.run(arguments, input=stdin, capture_output=True, check=True, cwd=ROOT)

    return run


def memory(cleaner: str, record: Path, stream: Path) -> Memory:
    """Return what cleaning one file whole, and another line by line, costs; each in a process of its own."""
    return Memory(_growth("record", cleaner, record), _growth("stream", cleaner, stream))


def _growth(mode: str, cleaner: str, file: Path) -> int:
    arguments = [sys.executable, "-m", "benchmarks.memory", mode, cleaner, str(file)]
    done = subprocess.run(arguments, capture_output=True, check=True, cwd=ROOT)
    growth = json.loads(done.stdout)
    return int(growth)
