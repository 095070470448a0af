"""Processes that tests start: their environment, waiting for them, and whether any is left."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path


def import_path(*first: Path) -> str:
    """Return a PYTHONPATH by which another Python imports what this one can, and from some folders before."""
    return os.pathsep.join([*map(str, first), *filter(None, sys.path)])


def environment(**others: str) -> dict[str, str]:
    """Return this process's environment with that path and other variables."""
    return {**os.environ, "PYTHONPATH": import_path(), **others}


def wxclean(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Return what a run of the command in a process of its own gave, with other environment variables."""
    command = [sys.executable, "-m", "wxclean", *arguments]
    own = environment(**variables or {})
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=own, check=False)


def pip(command: str, *arguments: str) -> None:
    """Run a command of pip with what this environment holds alone.

    Raises:
        CalledProcessError: pip failed.
    """
    offline = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", command, *offline, *arguments], check=True, capture_output=True)


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Return once a condition holds.

    Raises:
        AssertionError: it doesn't within so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.005)


def wait_for_files(folder: Path, count: int) -> None:
    """Return once so many dumps are written to the folders of a folder."""
    wait_until(lambda: sum(1 for _ in folder.glob("*/*.txt")) >= count)


def processes_of(session: int) -> list[tuple[int, str]]:
    """Return id and command line of each process of a session that lives; needs Linux."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == session and fields[0] != "Z":
                    found.append((int(entry.name), (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()))
    return found


def is_over(session: int) -> bool:
    """Return whether no process of a session lives; where the dead can't be told by /proc, whether none is there."""
    if Path("/proc/self/stat").exists():
        return not processes_of(session)
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
