"""The README and the other pages tell the truth: their examples run here, and the README names what there is.

In a `console` block each line that starts with `$ `, with the lines below it that start with `>`, is run by bash in
an empty folder with the sample as `dump.txt`, and must print the other lines below it, where `...` stands for any. A
`python` block is a doctest in such a folder. Blocks of other languages are not run. One that needs Ray gets a cluster,
and like one that needs Spark it runs where those tests are asked for.
"""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.clusters import Cluster, cluster
from tests.helpers.project import EXAMPLE, PLUGIN, ROOT
from wxclean.cli.top_level import COMMANDS
from wxclean.result import SUSPICIONS

PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/scaling.md")}
README = PAGES["README.md"]


class Block(NamedTuple):
    """A fenced block of a page: its language, its first line's number and its text."""

    page: str
    language: str
    line: int
    text: str


def blocks(language: str) -> list[Block]:
    found = []
    for name, page in PAGES.items():
        fenced = re.finditer(r"^```(\w+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
        found += [Block(name, match[1], page.count("\n", 0, match.start()) + 2, match[2]) for match in fenced]
    return [block for block in found if block.language == language]


def cases(language: str) -> list[object]:
    """Return the blocks as parameters, with the marks of what they need."""
    return [
        pytest.param(block, id=f"{block.page}, line {block.line}", marks=needs(block)) for block in blocks(language)
    ]


def needs(block: Block) -> list[pytest.MarkDecorator]:
    marks = [mark for words, mark in MARKS.items() if words in block.text]
    for package in ("datasets", "datatrove"):
        if f"from {package}" in block.text:
            absent = importlib.util.find_spec(package) is None
            marks.append(pytest.mark.skipif(absent, reason=f"{package} is not installed"))
    return [*marks, pytest.mark.filterwarnings("default")] if marks else []


MARKS = {"--engine ray": pytest.mark.ray, "import ray": pytest.mark.ray, "from pyspark": pytest.mark.spark}


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
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    shutil.copy(EXAMPLE, tmp_path / "dump.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    if request.node.get_closest_marker("ray"):
        nodes = request.getfixturevalue("nodes")
        for name, value in (nodes.environment | {"RAY_ADDRESS": nodes.address}).items():
            monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Cluster]:
    """Yield a cluster of one node."""
    with cluster(1) as made:
        yield made


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("block", cases("console"))
def test_shell_examples(block: Block) -> None:
    for command, expected in commands(block.text):
        shown = shell(command)
        assert doctest.OutputChecker().check_output(expected, shown, doctest.ELLIPSIS), f"$ {command}\n{shown}"


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("block", cases("python"))
def test_python_examples(block: Block) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, block.page, block.page, block.line - 1)
    assert test.examples
    complaints: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=complaints.append)
    assert "".join(complaints) == ""


def test_there_are_examples_of_both_kinds() -> None:
    assert len(blocks("console")) >= 4
    assert len(blocks("python")) >= 2


@pytest.mark.parametrize("path", ["pyproject.toml", "wxclean_example/__init__.py", "wxclean_example/library.toml"])
def test_all_of_the_example_plug_in_is_shown(path: str) -> None:
    text = (PLUGIN / path).read_text(encoding="utf-8")
    assert f"\n{text}```\n" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_shown(command: str) -> None:
    assert f"wxclean {command}" in README


def test_every_code_of_a_suspicion_is_listed() -> None:
    rows = [f"| `{code}` | {sentence} |" for code, sentence in SUSPICIONS.items()]
    assert "\n".join(rows) in README


@pytest.mark.parametrize("target", re.findall(r"^(\w+): \$\(READY\)", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_every_make_target_is_shown(target: str) -> None:
    assert f"make {target}" in README


def mentioned() -> Iterator[tuple[Path, str]]:
    """Yield the files and folders that the pages name, each with the folder that it is counted from."""
    folders = "wxclean|tests|examples|docs|tools|benchmarks|fuzz"
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")]:
        text = page.read_text(encoding="utf-8")
        yield from ((ROOT, path) for path in re.findall(rf"`((?:{folders})/[\w./-]*)`", text))
        yield from ((page.parent, path) for path in re.findall(r"\]\((?!http)([^)#]+)\)", text))


@pytest.mark.parametrize(("folder", "path"), sorted(set(mentioned())))
def test_every_path_exists(folder: Path, path: str) -> None:
    assert (folder / path).exists()
