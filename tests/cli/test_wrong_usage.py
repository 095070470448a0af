"""Every wrong use of the command is one plain line that says what to do; nothing of it is a library's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from wxclean.cli.application import root_command

LIBRARIES = re.compile(
    r"[Vv]alue error|Input should|unexpected|validation|[Pp]ydantic|[Cc]lick|[Tt]yper|Invalid value|No such [co]|"
    r"requires an|Possible options|<\w+|Traceback|Errno|Missing|None\b"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--format docx", "--format is text, markdown, jsonl, json, csv, tsv or parquet, not 'docx'"),
        ("--format", "--format needs a value: text, markdown, jsonl, json, csv, tsv or parquet; see wxclean --help"),
        (
            "-f jsonn dump.txt",
            "--format is text, markdown, jsonl, json, csv, tsv or parquet, not 'jsonn'; did you mean 'json'?",
        ),
        ("explain --errors ignore", "--errors is strict or replace, not 'ignore'"),
        ("--errors=", "--errors is strict or replace, not ''"),
        ("--color rainbow", "--color is auto, always or never, not 'rainbow'"),
        ("--jobs many", "--jobs takes a whole number, not 'many'"),
        ("-j 1.5", "--jobs takes a whole number, not '1.5'"),
        ("--jobs 0", "--jobs takes a whole number from 1 on, not '0'"),
        ("--jobs=-2", "--jobs takes a whole number from 1 on, not '-2'"),
        ("--max-ratio much", "--max-ratio takes a number, not 'much'"),
        ("--max-ratio nan", "--max-ratio takes a number from 1 on, not 'nan'"),
        ("--max-ratio", "--max-ratio needs a value: N; see wxclean --help"),
        (
            "-i x --max-record-size huge",
            "--max-record-size takes a size as 64MB, 64MiB or a number of bytes, not 'huge'",
        ),
        ("x -o o.jsonl --shard-size 0", "--shard-size takes a size as 64MB, 64MiB or a number of bytes, not '0'"),
        ("explain --encoding", "--encoding needs a value: NAME; see wxclean explain --help"),
        ("--diff=yes", "--diff takes no value; write --diff alone"),
        ("--version=2", "--version takes no value; write --version alone"),
        ("--jobz 3", "there is no option --jobz; did you mean --jobs?"),
        ("-Z", "there is no option -Z; see wxclean --help"),
        ("-qZ", "there is no option -Z; see wxclean --help"),
        ("filters test --foo", "filters test has no option --foo; see wxclean filters test --help"),
        ("explain --in-place dump.txt", "explain has no option --in-place; see wxclean explain --help"),
        ("config show a b c", "config show takes one PATH; 'b' is too much (see wxclean config show --help)"),
        ("filters show", "filters show needs a NAME; see wxclean filters show --help"),
        ("config --config a --isolated", "config has no option --config; see wxclean config --help"),
        ("--config a --isolated", "--config names a settings file and --isolated takes none; give one of them"),
    ],
)
def test_what_is_wrong_and_what_to_do(run: Run, arguments: str, said: str) -> None:
    assert run(*arguments.split()) == (2, b"", f"wxclean: {said}\n")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


OPTIONS = [
    pytest.param(path, name, param, id=" ".join([*path, name]))
    for path, command in commands(root_command())
    for param in command.params
    for name in param.opts
    if name.startswith("-") and "completion" not in name
]


@pytest.mark.parametrize(("path", "name", "param"), OPTIONS)
def test_no_option_speaks_a_librarys_words(run: Run, path: tuple[str, ...], name: str, param: Any) -> None:
    Path("article.txt").write_text("春天来了。\n", "utf-8")
    wrong = [[f"{name}=odd"]] if param.is_flag and name.startswith("--") else [[name]]
    wrong += [] if param.is_flag else [[name, "\x1b[31m\u202e"], [name, ""], [name, "--"], [name, "0"]]
    needed = ["wechat"] if path[-1:] == ("show",) and path[0] == "filters" else ["article.txt"] if not path else []
    for words in wrong:
        result = run(*path, *words, *([] if words == [name] else needed))
        assert LIBRARIES.findall(result.err) == []
        assert result.code in (0, 2, 3)
        assert "\x1b" not in result.err
        if result.code == 2:
            assert (result.out, result.err.count("\n")) == (b"", 1)


@pytest.mark.parametrize("path", [path for path, _ in commands(root_command())], ids=" ".join)
def test_an_unknown_option_is_named(run: Run, path: tuple[str, ...]) -> None:
    result = run(*path, "--no-such-option")
    assert (result.code, result.out) == (2, b"")
    assert result.err.endswith(
        "no option --no-such-option; see " + " ".join(["wxclean", *path]).removesuffix(" clean") + " --help\n"
    )


@pytest.mark.parametrize("command", [(), ("clean",), ("-q",)])
def test_a_file_that_begins_like_an_option_is_told_how_to_name(run: Run, command: tuple[str, ...]) -> None:
    Path("-x.txt").write_text("春天来了。\n", "utf-8")
    result = run(*command, "-x.txt")
    assert (result.code, result.err) == (2, "wxclean: there is no option -x; the file is called ./-x.txt\n")
    assert run(*command, "./-x.txt").code == 0
