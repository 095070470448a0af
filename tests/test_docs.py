"""The README tells the truth: its examples run here, and it names what there is.

In a `console` block each line that starts with `$ `, with the lines below it that start with `>`, is run by bash in
an empty folder with the sample as `dump.txt`, and must print the other lines below it, where `...` stands for any. A
`python` block is a doctest in such a folder. Blocks of other languages are not run.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import EXAMPLE
from wxclean.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


class Block(NamedTuple):
    """A fenced block of the README: its language, its first line's number and its text."""

    language: str
    line: int
    text: str


def blocks(language: str) -> list[Block]:
    fenced = re.finditer(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    found = [Block(match[1], README.count("\n", 0, match.start()) + 2, match[2]) for match in fenced]
    return [block for block in found if block.language == language]


def named(block: Block) -> str:
    return f"line {block.line}"


def commands(session: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        typed = [lines[0], *takewhile(lambda line: line.startswith(">"), lines[1:])]
        yield "\n".join(line.removeprefix(">").removeprefix(" ") for line in typed), "\n".join(lines[len(typed) :])


def shell(command: str) -> str:
    scripts = sysconfig.get_path("scripts")
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False
    )
    return done.stdout.decode()


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(EXAMPLE, tmp_path / "dump.txt")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("block", blocks("console"), ids=named)
def test_shell_examples(block: Block) -> None:
    for command, expected in commands(block.text):
        shown = shell(command)
        assert doctest.OutputChecker().check_output(expected, shown, doctest.ELLIPSIS), f"$ {command}\n{shown}"


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("block", blocks("python"), ids=named)
def test_python_examples(block: Block) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, "README.md", "README.md", block.line - 1)
    assert test.examples
    complaints: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=complaints.append)
    assert "".join(complaints) == ""


def test_there_are_examples_of_both_kinds() -> None:
    assert len(blocks("console")) >= 4
    assert len(blocks("python")) >= 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_shown(command: str) -> None:
    assert f"wxclean {command}" in README


@pytest.mark.parametrize("target", re.findall(r"^(\w+): \$\(READY\)", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_every_make_target_is_shown(target: str) -> None:
    assert f"make {target}" in README


@pytest.mark.parametrize(
    "path", re.findall(r"`((?:wxclean|tests|examples|docs)/[\w./-]+)`|\]\((?!http)([^)#]+)\)", README)
)
def test_every_path_exists(path: tuple[str, str]) -> None:
    assert (ROOT / (path[0] or path[1])).exists()
