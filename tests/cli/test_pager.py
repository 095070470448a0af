"""What a person reads in a terminal goes through their pager; what a program reads doesn't."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.helpers.processes import environment, wxclean
from tests.helpers.project import EXAMPLE
from wxclean.cli.pager import paged

pty = pytest.importorskip("pty", reason="needs terminals as POSIX has them")

SHOWN = {
    "diff": ["--diff", str(EXAMPLE)],
    "explain": ["explain", str(EXAMPLE)],
    "inspect": ["inspect", str(EXAMPLE)],
}


def marking(folder: Path, *, lines: str = "") -> str:
    """Return a pager that writes what LESS says, marks each line with an angle and stops after some."""
    path = folder / "marking"
    path.write_text(f"#!/bin/sh\necho \"LESS=$LESS\"\nsed -e 's/^/> /' {lines}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def in_terminal(*arguments: str, **variables: str) -> str:
    """Return what the command shows in a terminal of its own."""
    environ = environment(**{"TERM": "xterm", "COLUMNS": "100", **variables})
    text = b""
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(sys.executable, [sys.executable, "-m", "wxclean", *arguments], environ)  # noqa: S606
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not part:
            break
        text += part
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    assert code == 0
    return text.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("arguments", SHOWN.values(), ids=SHOWN)
def test_a_person_gets_a_pager(tmp_path: Path, arguments: list[str]) -> None:
    shown = in_terminal(*arguments, PAGER=marking(tmp_path))
    first, *lines = shown.splitlines()
    assert first == "LESS=FRX"
    assert len(lines) > 5
    assert [line for line in lines if not line.startswith("> ")] == []


def test_the_persons_own_settings_of_less_count(tmp_path: Path) -> None:
    assert in_terminal("explain", str(EXAMPLE), PAGER=marking(tmp_path), LESS="-S").startswith("LESS=-S\n")


def test_what_is_no_preview_has_no_pager(tmp_path: Path) -> None:
    assert "LESS" not in in_terminal(str(EXAMPLE), PAGER=marking(tmp_path))
    assert "LESS" not in in_terminal("-f", "jsonl", str(EXAMPLE), PAGER=marking(tmp_path))


@pytest.mark.parametrize("pager", ["no-such-pager", "/", "", "cat", "'"])
def test_without_a_pager_it_is_shown_at_once(
    pager: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("PAGER", pager)
    with paged("always") as stream:
        stream.write(b"shown")
    assert capfdbinary.readouterr() == (b"shown", b"")


def test_a_dumb_terminal_has_no_pager(tmp_path: Path) -> None:
    assert "LESS" not in in_terminal("explain", str(EXAMPLE), PAGER=marking(tmp_path), TERM="dumb")


def test_warnings_are_read_in_the_pager(tmp_path: Path) -> None:
    cut = tmp_path / "cut.txt"
    cut.write_bytes(EXAMPLE.read_bytes().rstrip(b"'\n"))
    lines = in_terminal("--diff", str(EXAMPLE), str(cut), PAGER=marking(tmp_path)).splitlines()
    assert [line for line in lines if "warning: " in line and line.startswith("> wxclean: ")] != []


def test_who_leaves_the_pager_ends_it_quietly(tmp_path: Path) -> None:
    many = [str(EXAMPLE)] * 60
    assert in_terminal("--diff", *many, PAGER=marking(tmp_path, lines="-e 2q")).count("\n") == 3


@pytest.mark.parametrize("option", [[], ["--pager", "auto"], ["--pager=never"]])
def test_a_pipe_has_no_pager(tmp_path: Path, option: list[str]) -> None:
    plain = wxclean("explain", str(EXAMPLE))
    assert wxclean("explain", *option, str(EXAMPLE), variables={"PAGER": marking(tmp_path)}).stdout == plain.stdout


def test_a_pager_may_be_asked_for_anywhere(tmp_path: Path) -> None:
    result = wxclean("explain", "--pager", "always", str(EXAMPLE), variables={"PAGER": marking(tmp_path)})
    assert result.stdout.startswith(b"LESS=")
    assert b"\n> " in result.stdout


def less_that_tells(folder: Path) -> str:
    """Return a pager of the name `less` that shows its arguments and what it gets."""
    path = folder / "less"
    path.write_text('#!/bin/sh\necho "ARGUMENTS=$*"\ncat\n', "utf-8")
    path.chmod(0o755)
    return f"{path} -R"


def test_less_can_jump_from_hunk_to_hunk(tmp_path: Path) -> None:
    shown = in_terminal("--diff", str(EXAMPLE), PAGER=less_that_tells(tmp_path))
    first, *lines = shown.splitlines()
    pattern = first.removeprefix("ARGUMENTS=-R +/")
    stops = [line for line in lines if re.search(pattern, re.sub("\x1b\\[[0-9;]*m", "", line))]
    assert " changes, " in stops[0], "the first is the summary on top, so that nothing scrolls away"
    assert stops[0] == lines[0]
    assert len(stops) > 1
    assert all("@@" in line for line in stops[1:])


def test_a_plain_diff_in_a_terminal_has_the_same_stops(tmp_path: Path) -> None:
    first, *lines = in_terminal("--diff", str(EXAMPLE), PAGER=less_that_tells(tmp_path), NO_COLOR="1").splitlines()
    pattern = first.removeprefix("ARGUMENTS=-R +/")
    assert re.match(pattern, lines[0])
    assert " changes, " in lines[0]
    assert [line for line in lines[1:] if re.match(pattern, line)] == [line for line in lines if line.startswith("@@")]


def test_what_fits_on_a_screen_needs_no_search(tmp_path: Path) -> None:
    small = tmp_path / "small.txt"
    small.write_text("河上的雾散了。\n微信扫一扫\n关注该公众号\n", "utf-8")
    pager = less_that_tells(tmp_path)
    assert in_terminal("--diff", str(small), PAGER=pager).startswith("ARGUMENTS=-R\n")
    assert in_terminal("--diff", *[str(small)] * 9, PAGER=pager).startswith("ARGUMENTS=-R +/")


def test_other_pagers_and_what_is_no_diff_get_no_search(tmp_path: Path) -> None:
    assert in_terminal("explain", str(EXAMPLE), PAGER=less_that_tells(tmp_path)).startswith("ARGUMENTS=-R\n")
    assert "+/" not in in_terminal("--diff", str(EXAMPLE), PAGER=marking(tmp_path))
