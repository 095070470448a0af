"""Which language a command line speaks, and that only people hear the difference."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.project import EXAMPLE
from wxclean.cli import chosen_language
from wxclean.cli.chosen_language import language_of
from wxclean.files import system


@pytest.fixture(autouse=True)
def _no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WXCLEAN_LANG", raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("said", "environment", "language"),
    [
        (None, {}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_TW.UTF-8"}, "zh"),
        (None, {"LANG": "zh-Hans-CN"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LANGUAGE": "de:fr"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:zh:en"}, "zh"),
        (None, {"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),
        (None, {"LANGUAGE": "zh_CN"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "WXCLEAN_LANG": "en"}, "en"),
        (None, {"LANG": "C", "WXCLEAN_LANG": "zh_CN"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "WXCLEAN_LANG": "tlh"}, "zh"),
        ("en", {"WXCLEAN_LANG": "zh"}, "en"),
        ("zh", {"LC_ALL": "C"}, "zh"),
    ],
)
def test_the_nearest_wish_counts(said: str | None, environment: dict[str, str], language: str) -> None:
    assert language_of(said, environment) == language


@pytest.mark.parametrize("chinese", [True, False])
def test_on_windows_without_a_locale_its_own_dialogs_tell(chinese: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(chosen_language, "speaks_chinese", lambda: chinese)
    assert language_of(None, {}) == ("zh" if chinese else "en")
    assert language_of(None, {"LANG": "zh_CN.UTF-8"}) == "zh"
    assert language_of(None, {"LANG": "en_US.UTF-8"}) == "en"


@pytest.mark.parametrize(("encoding", "language"), [("latin-1", "en"), ("gb18030", "zh"), ("utf-8", "zh")])
def test_a_terminal_without_chinese_letters_is_spoken_to_in_english(
    encoding: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    assert language_of("zh", {}) == language


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lang", "zh", "explain", "--nothing"],
        ["--lang=zh", "explain", "--nothing"],
        ["explain", "--lang", "zh", "--nothing"],
        ["explain", "--nothing", "--lang=zh"],
        ["--lang", "en", "explain", "--nothing", "--lang", "zh"],
    ],
)
def test_the_option_stands_anywhere(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, b"")
    assert err == "wxclean: explain 没有 --nothing 这个选项；请看 wxclean explain --help\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--lang", "fr"], "--lang is en or zh, not 'fr'"),
        (["dump.txt", "--lang"], "--lang needs a value: en or zh"),
        (["--lang="], "--lang needs a value: en or zh"),
    ],
)
def test_a_language_that_is_not_there_is_refused(run: Run, arguments: list[str], message: str) -> None:
    assert run(*arguments) == (2, b"", f"wxclean: {message}\n")


def test_after_two_dashes_all_are_names(run: Run) -> None:
    code, _, err = run("--", "--lang=zh")
    assert (code, err) == (3, "wxclean: --lang=zh: no such file; check the name and the working directory\n")


@pytest.mark.parametrize("command", ["", "clean", "review", "filters show", "config"])
def test_the_help_of_every_command_names_the_option(run: Run, command: str) -> None:
    assert b"--lang LANG " in run(*command.split(), "--help").out
    assert "--lang LANG " in run(*command.split(), "--help", "--lang", "zh").out.decode()


@pytest.mark.parametrize("columns", ["60", "80", "200"])
@pytest.mark.parametrize("command", ["clean", "learn", "filters"])
def test_chinese_help_fits_its_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, command: str, columns: str) -> None:
    from wxclean.output.fit import width

    monkeypatch.setenv("COLUMNS", columns)
    lines = run(*command.split(), "--help", "--lang", "zh").out.decode().splitlines()
    assert "  -o, --output PATH" in "\n".join(lines) or command != "clean"
    assert [line for line in lines if width(line) > min(int(columns), 100)] == []
    assert [line for line in lines if line.strip().startswith(tuple("，。；：、）》」"))] == []


OUTPUTS = [
    ["dump.txt"],
    ["-f", "markdown", "dump.txt"],
    ["-f", "jsonl", "dump.txt"],
    ["--diff", "dump.txt"],
    ["explain", "dump.txt"],
    ["explain", "--json", "dump.txt"],
    ["inspect", "dump.txt"],
    ["inspect", "--json", "dump.txt"],
    ["filters"],
    ["filters", "show", "wechat"],
    ["filters", "show", "--json", "wechat"],
    ["config", "show"],
    ["nothing.txt"],
    ["--check", "dump.txt"],
    ["--strict", "empty.txt"],
    ["-f", "jsonl", "empty.txt"],
]


@pytest.mark.usefixtures("dump")
@pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
def test_what_scripts_read_is_the_same_in_every_language(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "empty.txt").write_text("text:'点击上方蓝字关注我们\\n取消\\n确定\\n'", encoding="utf-8")
    english, chinese = run(*arguments, "--lang", "en"), run(*arguments, "--lang", "zh")
    assert (chinese.code, chinese.out) == (english.code, english.out)


@pytest.mark.usefixtures("dump")
def test_reports_and_failures_for_scripts_are_the_same_in_every_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text('{"text": "一"}\n{broken\n{"text": 3}\n', encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_bytes(b"\xff\xfe\0\0\xff")
    found = []
    for language in ("en", "zh"):
        arguments = ("in", "-o", f"{language}/", "--report", "r.json", "--failures", "f.jsonl", "-j", "2")
        code = run(*arguments, "--lang", language).code
        report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
        del report["seconds"], report["finished"]
        found.append((code, report, (tmp_path / "f.jsonl").read_bytes()))
    assert found[0] == found[1]
    assert found[0][0] == 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_says_nothing_loads_no_catalogue(language: str) -> None:
    code = "import sys; from wxclean.cli import main; main(); print('gettext' in sys.modules)"
    with EXAMPLE.open("rb") as dump:
        environment = {"WXCLEAN_LANG": language}
        done = subprocess.run(
            [sys.executable, "-c", code], stdin=dump, capture_output=True, check=True, env=environment
        )
    assert done.stdout.endswith(b"False\n")
