"""Runs that go wrong: kill -9 in the middle, a full disk, files that can't be read: `python -m benchmarks.faults`."""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.batch import write_dumps
from benchmarks.tables import table

_KILL_AT = (0.02, 0.3, 0.6, 0.9)
"""Parts of the outputs that are there when a run is killed."""


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    """Return a run of the command line in a process group of its own."""
    command = [sys.executable, "-m", "wxclean", *map(str, arguments)]
    return subprocess.Popen(command, start_new_session=True, text=True, stderr=subprocess.PIPE)


def outputs(folder: Path) -> dict[str, Path]:
    """Return all files below a folder but the hidden ones."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path for name, path in found.items() if not any(part.startswith(".") for part in name.split("/"))}


def differences(one: Path, other: Path) -> int:
    """Return the files that are not the same in both, or only in one."""
    ours, theirs = outputs(one), outputs(other)
    both = ours.keys() & theirs.keys()
    return len(ours.keys() ^ theirs.keys()) + sum(
        not filecmp.cmp(ours[name], theirs[name], shallow=False) for name in both
    )


def kills(work: Path, count: int) -> Iterator[list[str]]:
    """Yield rows for a run that is killed with all its workers over and over, each time taken up by the next."""
    with started("-q", work / "in", "-o", work / "whole") as run:
        run.wait()
    for share in _KILL_AT:
        with started("-q", work / "in", "-o", work / "out", "--resume") as run:
            while run.poll() is None and len(outputs(work / "out")) < share * count:
                time.sleep(0.01)
            os.killpg(run.pid, signal.SIGKILL)
        there = outputs(work / "out")
        torn = sum(not filecmp.cmp(path, work / "whole" / name, shallow=False) for name, path in there.items())
        yield [f"kill -9 at {share:.0%}", f"{len(there):,} outputs, {torn} of them not whole"]
    with started(work / "in", "-o", work / "out", "--resume") as run:
        told = run.stderr.read() if run.stderr else ""
    done = next((line for line in told.split("\n") if line.startswith("inputs")), "")
    yield ["--resume", f"exit code {run.returncode}; {' '.join(done.split())}"]
    yield ["unlike the run that nothing disturbed", f"{differences(work / 'whole', work / 'out')} files"]
    yield ["left under temporary names", f"{len(list((work / 'out').rglob('.wxclean-*')))} files"]


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """Make a file system of its own at a folder; yields False where this user may not make one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    made = subprocess.run(command, check=False, capture_output=True).returncode == 0
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disk(work: Path) -> Iterator[list[str]]:
    """Yield rows for an output folder with too little room, and for that run once there is more."""
    with small_disk(work / "disk", "8m") as made:
        if not made:
            yield ["full disk", "not tried: it needs the right to mount one"]
            return
        with started("-q", work / "in", "-o", work / "disk" / "out") as run:
            told = run.stderr.read() if run.stderr else ""
        there = outputs(work / "disk" / "out")
        torn = sum(not filecmp.cmp(path, work / "whole" / name, shallow=False) for name, path in there.items())
        left = len(list((work / "disk").rglob(".wxclean-*")))
        messages = f"{told.count('No space left')} messages of it"
        kept = f"{len(there):,} outputs, {torn} not whole, {left} temporary files"
        yield ["full disk", f"exit code {run.returncode}; {kept}; {messages}"]
        subprocess.run(["mount", "-o", "remount,size=1g", str(work / "disk")], check=True)
        with started("-q", work / "in", "-o", work / "disk" / "out", "--resume") as run:
            told = run.stderr.read() if run.stderr else ""
        apart = differences(work / "whole", work / "disk" / "out")
        yield ["with room again, --resume", f"exit code {run.returncode}; {apart} files unlike the undisturbed run"]


def unreadable(work: Path) -> Iterator[list[str]]:
    """Yield rows for a FIFO, a link to nothing, broken bytes and a picture among dumps; also for a missing file."""
    folder = work / "odd"
    write_dumps(folder, 10)
    os.mkfifo(folder / "fifo.txt")
    (folder / "dangling.txt").symlink_to(folder / "nothing")
    (folder / "broken.txt").write_bytes(b"\x81\x30\xff\xfe" * 20)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    with started(folder, folder / "missing.txt", "-o", work / "even") as run:
        told = run.stderr.read() if run.stderr else ""
    named = [line for line in told.split("\n") if line.startswith(("failure:", "skipped:"))]
    yield ["unreadable files", f"exit code {run.returncode}; {len(outputs(work / 'even'))} of 10 dumps done"]
    yield from (["", line.replace(f"{folder}/", "")] for line in named)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="dumps in the tree")
    parser.add_argument("--work", type=Path, help="where to put the corpus; a temporary folder if not given")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(os.path.realpath(folder))
        write_dumps(work / "in", options.files)
        rows = [*kills(work, options.files), *full_disk(work), *unreadable(work)]
    print(table(["fault", "what came of it"], rows, left=(0, 1)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
