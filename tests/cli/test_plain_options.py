"""Command lines that are read without Typer: as Typer reads them, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from wxclean.cli.application import root_command
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.option_tables import CLEAN
from wxclean.cli.plain_options import PlainLine, read_plainly
from wxclean.cli.settings import CleanOptions
from wxclean.errors import UsageError

TYPER = root_command()


def read_by_typer(arguments: list[str]) -> PlainLine | None:
    """Return what Typer gives to `wxclean clean`; None if it doesn't come to that."""
    seen: list[PlainLine] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "wxclean.cli.commands.clean.clean_named", lambda names, *rest: seen.append(PlainLine(tuple(names), *rest))
        )
        try:
            TYPER.main(arguments, prog_name="wxclean", standalone_mode=False)
        except UsageError:
            return None
    return seen[0] if seen else None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["-f", "markdown", "a.txt"], {"format": "markdown"}, id="a value"),
        pytest.param(["--format=markdown", "a.txt"], {"format": "markdown"}, id="a value behind a sign"),
        pytest.param(["-fmarkdown", "a.txt"], {"format": "markdown"}, id="a value at a letter"),
        pytest.param(["a.txt", "-f", "text", "-f", "jsonl"], {"format": "jsonl"}, id="the last of two"),
        pytest.param(["-i", "--only-dumps", "a.txt"], {"in_place": True, "only_dumps": True}, id="the hook"),
        pytest.param(["clean", "--check", "a.txt"], {"check": True}, id="the command by its name"),
        pytest.param(
            ["--no-title", "-o", "-", "a.txt"], {"title": False, "output": "-"}, id="a switch that is on by default"
        ),
    ],
)
def test_plain_options_need_no_parser(arguments: list[str], expected: dict[str, object]) -> None:
    given_ = frozenset(expected)
    options = CleanOptions(**expected, given=given_)  # type: ignore[arg-type]
    assert read_plainly(arguments) == PlainLine(("a.txt",), options, CorpusOptions()) == read_by_typer(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["-h"],
        ["-q", "--version"],
        ["--frmt", "text"],  # unknown
        ["--for", "text"],  # cut short
        ["-f"],
        ["-f", "txt"],  # a wrong value
        ["-f", "--check"],
        ["--encoding", "--check"],
        ["-qv"],  # two in one
        ["-f=text"],
        ["-o=x", "a.txt"],
        ["-j", "0"],
        ["-j", "two"],
        ["--check=yes"],
        ["--", "a.txt"],
        ["-o", ""],
        ["explain", "-q"],
        ["-q", "explain"],
        ["claen", "-q"],
    ],
    ids=" ".join,
)
def test_all_else_is_for_typer(arguments: list[str]) -> None:
    assert read_plainly(arguments) is None


PARTS = [
    *([name] for option in CLEAN.values() for name in option.names),
    *(
        ["-f", "markdown"],
        ["--format=text"],
        ["--encoding", "big5"],
        ["--field", "a.b"],
        ["--skip=wechat"],
        ["--skip", "x"],
    ),
    *(["-j2"], ["--jobs=1.5"], ["--max-ratio", "2.5"], ["--max-ratio", "nan"], ["--color", "always"], ["-o", "-"]),
    *(
        ["a.txt"],
        ["春.md"],
        ["-"],
        ["--"],
        [""],
        ["-x"],
        ["clean"],
        ["explain"],
        ["claen"],
        ["--no-such"],
        ["-qv"],
        ["-fjsonl"],
        ["-o=x"],
    ),
]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6))
def test_what_is_read_plainly_typer_reads_so_too(parts: list[list[str]]) -> None:
    arguments = [argument for part in parts for argument in part]
    read = read_plainly(arguments)
    assert read is None or read == read_by_typer(arguments)


def test_a_plain_command_line_does_what_it_says(run: Run) -> None:
    plain = run("-f", "jsonl", stdin="春天来了。".encode())
    assert plain.out == run("clean", "-fjsonl", stdin="春天来了。".encode()).out != b""
