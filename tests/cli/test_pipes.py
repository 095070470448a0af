"""The installed command as a process of its own: pipes, locales, and what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.processes import wxclean
from tests.helpers.project import EXAMPLE, TITLE
from tests.helpers.systems import POSIX

WXCLEAN = [sys.executable, "-m", "wxclean"]
OWN = {"regex", "wxclean"}
"""The packages from outside the standard library that a plain pipe may load."""
SLOW = {"argparse", "asyncio", "email", "importlib.metadata", "inspect", "logging", "multiprocessing", "subprocess"}
"""Modules of the standard library that cost as much as all of the way in."""
LOADED = "import sys; print(*sorted(sys.modules), file=sys.stderr)"
PROBE = f"import sys; from wxclean.cli import main; code = main(sys.argv[1:]); {LOADED}; sys.exit(code)"


def loaded(program: str, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", program, *arguments]
    result = subprocess.run(command, input=EXAMPLE.read_bytes(), capture_output=True, check=True)
    return set(result.stderr.decode().split())


def loaded_by(*arguments: str) -> set[str]:
    return loaded(PROBE, *arguments) - loaded(LOADED)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["-"],
        ["--version"],
        [str(EXAMPLE)],
        ["-f", "markdown", str(EXAMPLE)],
        ["-q", "--no-title", "--encoding=utf-8", "--skip", "wechat", str(EXAMPLE)],
        ["clean", "--isolated", "-o", "-"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_the_way_in_loads_nothing_heavy(arguments: list[str]) -> None:
    modules = loaded_by(*arguments)
    packages = {module.partition(".")[0] for module in modules if not module.endswith("__mypyc")}
    assert packages - sys.stdlib_module_names <= OWN
    assert modules & SLOW == set()
    assert "wxclean.cli.application" not in modules
    assert {name for name in modules if name.startswith("wxclean.output.")} <= {
        "wxclean.output.render",
        "wxclean.output.file_bytes",
    }


@pytest.mark.parametrize("options", [["--check"], ["-i"], ["--in-place", "--only-dumps"]], ids=" ".join)
def test_a_hook_waits_for_no_parser_and_no_console(options: list[str], tmp_path: Path) -> None:
    clean = tmp_path / "clean.md"
    clean.write_text("春天来了。\n", encoding="utf-8")
    unneeded = ("ftfy", "multiprocessing", "pathspec", "pydantic", "rich", "socket", "sqlite3", "typer")
    assert loaded_by(*options, str(clean)).isdisjoint(unneeded)


def test_the_locale_does_not_matter() -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    result = wxclean(str(EXAMPLE), variables=ascii_only)
    assert result.returncode == 0
    assert result.stdout.decode().startswith(f"{TITLE}\n")


@pytest.mark.parametrize("options", ["", "-q", "--help"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_seen_enough_ends_it_quietly(options: str, unbuffered: str, tmp_path: Path) -> None:
    many = tmp_path / "many.txt"
    many.write_text("春天来了。\n" * 20_000, encoding="utf-8")
    command = f"{sys.executable} -m wxclean {options} {many} | true; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(
        ["bash", "-c", command], capture_output=True, env=os.environ | {"PYTHONUNBUFFERED": unbuffered}, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")


@POSIX
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["filters"], ["explain", str(EXAMPLE)], [str(EXAMPLE)], ["-q", str(EXAMPLE)]],
    ids=" ".join,
)
def test_a_standard_output_that_takes_nothing_is_one_line(arguments: list[str], unbuffered: str) -> None:
    variables = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with open(os.devnull, "rb") as read_only:
        result = subprocess.run(
            [*WXCLEAN, *arguments], stdout=read_only, stderr=subprocess.PIPE, env=variables, check=False
        )
    assert result.returncode == 3
    assert result.stderr.startswith(b"wxclean: ")
    assert result.stderr.endswith(b"Bad file descriptor\n")
    assert result.stderr.count(b"\n") == 1


@POSIX
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_messages_that_nobody_reads_change_no_exit_code(unbuffered: str) -> None:
    variables = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with open(os.devnull, "rb") as read_only:
        result = subprocess.run(
            [*WXCLEAN, "missing.txt"], stdout=subprocess.PIPE, stderr=read_only, env=variables, check=False
        )
    assert (result.returncode, result.stdout) == (3, b"")


def test_standard_output_may_be_named_as_a_device() -> None:
    assert wxclean("-o", "/dev/stdout", str(EXAMPLE)).stdout == wxclean(str(EXAMPLE)).stdout != b""


def test_a_batch_with_one_bad_file_ends_with_3() -> None:
    result = wxclean("--join", "missing.txt", str(EXAMPLE))
    assert result.returncode == 3
    assert result.stdout == wxclean(str(EXAMPLE)).stdout
    assert result.stderr == b"wxclean: missing.txt: no such file; check the name and the working directory\n"


def test_a_kill_in_the_middle_of_a_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "article.txt"
    target.write_bytes(b"old")
    program = (
        "import os, sys; from wxclean.files.staged import atomic_writer\n"
        "with atomic_writer(sys.argv[1]) as file: file.write(b'half'); file.flush(); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(target)], check=False)
    assert killed.returncode == -9
    assert target.read_bytes() == b"old"


@POSIX
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("--check", 1, "would change"),
        ("--diff", 3, "standard output: is closed"),
        ("explain", 3, "standard output: is closed"),
        ("filters show wechat", 3, "standard output: is closed"),
        ("", 3, "standard output: is closed"),
        ("--pager always --diff", 3, "standard output: is closed"),
    ],
)
def test_a_closed_standard_output_matters_to_what_writes_there(arguments: str, code: int, said: str) -> None:
    name = "" if arguments.startswith("filters") else str(EXAMPLE)
    command = f"{sys.executable} -m wxclean {arguments} {name} >&-"
    result = subprocess.run(["bash", "-c", command], stderr=subprocess.PIPE, check=False)
    assert result.returncode == code
    assert said in result.stderr.decode()
    assert result.stderr.count(b"\n") == 1


@POSIX
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", ["--help", "--version", "filters", "filters show wechat", "config show", "help"])
def test_a_full_disk_behind_any_command_is_told_alike(arguments: str) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run([*WXCLEAN, *arguments.split()], stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 3
    assert result.stderr == b"wxclean: standard output: can't be written: No space left on device\n"
