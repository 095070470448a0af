"""What the command says of itself: the help of each command, and what it makes of a word that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Run
from wxclean.batch.formats.registry import BY_SUFFIX
from wxclean.cli.top_level import COMMANDS, EXAMPLES


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_the_help_begins_with_commands_and_examples(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    headings = re.findall(r"^(Usage|\w[\w ,]*(?=:$))", out.decode(), re.MULTILINE)
    assert headings[:4] == ["Usage", "Commands", "Examples", "Arguments"]
    assert headings[-1] == "Other options"
    commands = out.decode().split("Commands:\n")[1].split("\n\n")[0]
    assert re.findall(r"^  (\w+)", commands, re.MULTILINE) == list(COMMANDS)
    assert [command for command, _ in EXAMPLES if command not in out.decode()] == []


def test_the_help_shows_the_options_of_the_default_command(run: Run) -> None:
    top, clean = run("--help").out.decode(), run("clean", "--help").out.decode()
    assert set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", clean, re.MULTILINE)) - {"--help"} <= set(
        re.findall(r"--[\w-]+", top)
    )
    assert "--install-completion" in top
    assert "Commands" not in clean


@pytest.mark.parametrize(
    "words", ["", "clean", "explain", "inspect", "filters", "filters show", "config", "config show"]
)
def test_help_is_a_command_as_well_as_an_option(run: Run, words: str) -> None:
    assert run("help", *words.split()) == run(*words.split(), "--help")
    assert run("help", *words.split()).out.startswith((b"Turn ", b"Clean ", b"List ", b"Show ", b"Print "))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_the_help_fits_its_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, command: str, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run(command, "--help").out.decode().splitlines()
    assert [line for line in lines if len(line) > min(int(columns), 100)] == []


@pytest.mark.parametrize("command", ["", *COMMANDS, "filters show", "filters test", "config show"])
def test_the_help_has_no_words_of_a_programmer(run: Run, command: str) -> None:
    out = run(*command.split(), "--help").out.decode()
    assert re.findall(r"<\w+|\bbool\b|\bstr\b|list\[|x>=|Show this message", out) == []


def test_the_help_says_what_an_option_may_be(run: Run) -> None:
    out = " ".join(run("--help").out.decode().split())
    assert "[text, markdown, jsonl, json, csv, tsv, parquet; text if not given]" in out
    assert "-f, --format FORMAT" in out


@pytest.mark.parametrize(
    ("option", "variables", "bold"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color=always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "TERM": "xterm"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_the_help_is_in_colour_where_it_is_wanted(
    run: Run, monkeypatch: pytest.MonkeyPatch, option: list[str], variables: dict[str, str], bold: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert (b"\x1b[1m" in run(*option, "--help").out) is bold


@pytest.mark.parametrize("suffix", BY_SUFFIX)
def test_every_suffix_that_is_known_is_shown(run: Run, suffix: str) -> None:
    assert re.search(rf"{re.escape(suffix)}\b", " ".join(run("--help").out.decode().split()))


# Words that are no command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("explian dump.txt", "there is no command 'explian'; did you mean 'explain'?"),
        ("Explain dump.txt", "there is no command 'Explain'; did you mean 'explain'?"),
        ("filter", "there is no command 'filter'; did you mean 'filters'?"),
        ("clena -q dump.txt", "there is no command 'clena'; did you mean 'clean'?"),
        ("diff dump.txt", "there is no command 'diff'; did you mean --diff?"),
        ("check dump.txt", "there is no command 'check'; did you mean --check?"),
        ("version", "there is no command 'version'; did you mean --version?"),
        ("install-completion", "there is no command 'install-completion'; did you mean --install-completion?"),
        ("help explian", "there is no command 'explian'; did you mean 'explain'?"),
        ("help filters shwo", "filters has no command 'shwo'; did you mean 'show'?"),
        ("config shwo", "config has no command 'shwo'; did you mean 'show'?"),
    ],
)
def test_a_word_close_to_a_command_is_no_file(run: Run, dump: str, arguments: str, said: str) -> None:
    assert dump == "dump.txt"
    assert run(*arguments.split()) == (2, b"", f"wxclean: {said}\n")


@pytest.mark.parametrize("name", ["articles", "explian.txt", "./explian", "in/explian", "explain2", "说明"])
def test_other_words_are_files(run: Run, name: str) -> None:
    result = run(name)
    assert (result.code, result.out) == (3, b"")
    assert result.err == f"wxclean: {name}: no such file; check the name and the working directory\n"


def test_a_file_may_be_called_like_a_mistyped_command(run: Run) -> None:
    Path("explian").write_text("春天来了。\n", "utf-8")
    assert run("explian") == run("explian", "-q") == (0, "春天来了。\n".encode(), "")


def test_options_may_stand_before_the_command(run: Run, dump: str) -> None:
    assert run("-q", "explain", dump) == run("explain", "-q", dump)
    assert run("--filter", "spacing", "filters") == run("filters", "--filter", "spacing")
    assert run("--filter", "explain", dump).code == 2
    Path("explain").write_text("春天来了。\n", "utf-8")
    assert run("-q", "explain").out.decode() == "春天来了。\n"
