"""What several tests share: the sample dump, and the command line run in this process."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from tests.helpers.project import EXAMPLE
from wxclean.cli import main
from wxclean.rules import matcher

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How fast a machine is promises nothing; tests of time measure it themselves.
settings.register_profile("wxclean", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)  # a change is judged by the same examples each time
os.environ["WXCLEAN_LANG"] = "en"  # the tests, and what they start, read what is said
settings.load_profile("ci" if os.environ.get("CI") else "wxclean")
# Shells have what they start in the background ignore Ctrl-C, and what that starts, too: the tests interrupt commands.
signal.signal(signal.SIGINT, signal.default_int_handler)


class Result(NamedTuple):
    """What a run of the command line gave."""

    code: int
    out: bytes
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in an empty folder: `run("-f", "jsonl", stdin=b"...")`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")

    def run_main(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(code, out, err.decode())

    return run_main


@pytest.fixture
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up on slow patterns sooner, where what is tested is what follows; compiled modules know no other limit."""
    monkeypatch.setattr(matcher, "PATTERN_TIMEOUT", 0.1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser for the tests of a module; while it runs, no other test can have an event loop."""
    from tests.helpers.browser import started_browser

    with started_browser() as started:
        yield started


@pytest.fixture
def dump(tmp_path: Path) -> str:
    """Write the sample as `dump.txt` to the folder of the run."""
    (tmp_path / "dump.txt").write_bytes(EXAMPLE.read_bytes())
    return "dump.txt"
