"""What a command does itself where no shell and no terminal does it: patterns, UTF-8, the end of a pipe."""

from __future__ import annotations

import ctypes
import errno
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import Run
from tests.helpers.batch import SENTENCES, cleaned, dump
from wxclean.cli import main
from wxclean.cli.on_windows import expanded, speaks_chinese
from wxclean.cli.writing import Target
from wxclean.errors import OutputError
from wxclean.files import system


@pytest.fixture
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "WINDOWS", True)


@pytest.fixture
def dumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, with dumps in it and below."""
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("b.txt", "a.txt", "sub/c.txt", "[x].txt")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(dump(number), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("_windows", "dumps")
@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["?.txt"], ["a.txt", "b.txt"]),
        (["sub", "**/c.txt"], ["sub", "sub/c.txt"]),
        (["[x].txt", "[ab].txt"], ["[x].txt", "a.txt", "b.txt"]),
        (["*.html", "-"], ["*.html", "-"]),
        (["https://a.example/?x=*"], ["https://a.example/?x=*"]),
    ],
)
def test_patterns_are_replaced_by_the_files_that_match(names: list[str], found: list[str]) -> None:
    assert expanded(names) == [name.replace("/", "\\") if sys.platform == "win32" else name for name in found]


@pytest.mark.parametrize(("number", "chinese"), [(0x0804, True), (0x0404, True), (0x1004, True), (0x0409, False)])
def test_the_language_of_dialogs_is_asked_for_by_its_number(
    monkeypatch: pytest.MonkeyPatch, number: int, chinese: bool
) -> None:
    kernel32 = SimpleNamespace(GetUserDefaultUILanguage=lambda: number)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert speaks_chinese() is chinese


def test_elsewhere_no_dialogs_are_asked() -> None:
    assert sys.platform == "win32" or not speaks_chinese()


@pytest.mark.usefixtures("dumps")
def test_elsewhere_a_pattern_is_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "WINDOWS", False)
    assert expanded(["?.txt"]) == ["?.txt"]


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize("command", [["--join"], ["clean", "--join"], ["explain"], ["inspect"], ["--diff"]])
def test_every_command_takes_patterns(command: list[str], dumps: Path, run: Run) -> None:
    listed = run(*command, "a.txt", "b.txt")
    assert run(*command, "[ab].txt") == listed
    assert listed.code == 0


@pytest.mark.usefixtures("_windows")
def test_an_option_keeps_its_pattern(dumps: Path, run: Run) -> None:
    assert run(".", "--include", "?.txt", "-o", "out").code == 0
    assert sorted(path.name for path in (dumps / "out").glob("**/*.txt")) == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.usefixtures("_windows")
def test_a_console_of_another_code_page_gets_utf8(dumps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dumps / "甲.txt").write_bytes(b"\xff\xfe\xfd" * 5)
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="cp437", newline="\r\n"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="cp1252", newline="\r\n"))
    assert main(["explain", "--json", "a.txt"]) == 0
    assert main(["甲.txt"]) == 3
    sys.stdout.flush()
    assert b"\r" not in out.getvalue()
    assert json.loads(out.getvalue().decode().splitlines()[0])
    assert "甲.txt" in err.getvalue().decode()


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize(
    ("name", "text"), [("a.txt", dump(1)), ("a.jsonl", json.dumps({"text": dump(1)}, ensure_ascii=False) + "\n")]
)
def test_what_powershell_writes_is_read(name: str, text: str, encoding: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / name).write_bytes(text.replace("\n", "\r\n").encode(encoding))
    result = run(name, "-f", "text", "-o", "-")
    assert (result.code, result.err) == (0, "")
    assert result.out.decode() == cleaned(dump(1))
    assert SENTENCES[1] in result.out.decode()


class _Broken(io.BytesIO):
    """A stream that fails."""

    def __init__(self, code: int) -> None:
        self.code = code

    def write(self, data: object) -> int:
        raise OSError(self.code, "Invalid argument")


@pytest.mark.usefixtures("_windows")
def test_an_invalid_argument_is_a_reader_that_has_left() -> None:
    with pytest.raises(BrokenPipeError):
        Target(_Broken(errno.EINVAL), "standard output").write(b"x")
    with pytest.raises(OutputError, match="standard output: can't be written"):
        Target(_Broken(errno.ENOSPC), "standard output").write(b"x")
