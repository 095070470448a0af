"""The command line, run in this process: what goes wrong first, then what each way in and each option does."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path
from typing import NoReturn, cast, get_args, get_type_hints

import pytest

import wxclean.cli
from tests.conftest import Run
from tests.helpers.project import EXAMPLE, TITLE
from wxclean.cleaner.cleaner import Cleaner
from wxclean.cli import needs_no_parser, writing
from wxclean.cli.exit_codes import DONE
from wxclean.cli.settings import CleanOptions
from wxclean.cli.top_level import examples_text
from wxclean.output.render import OutputFormat, render
from wxclean.visible import printable


class Terminal(io.StringIO):
    """Standard input with somebody in front of it."""

    def isatty(self) -> bool:
        return True


def write(name: str, content: bytes) -> str:
    Path(name).write_bytes(content)
    return name


def test_each_bad_input_is_one_line_and_the_others_go_on(run: Run, dump: str) -> None:
    os.mkdir("folder")
    write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    result = run("missing.txt", "folder", "picture.png", dump)
    assert result.code == 3
    assert result.out == run(dump).out
    lines = result.err.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["wxclean", "missing.txt"],
        ["wxclean", "folder"],
        ["wxclean", "picture.png"],
    ]
    assert "no such file" in lines[0]
    assert "is a directory" in lines[1]


def test_undecodable_bytes_are_an_error_that_names_place_and_remedy(run: Run) -> None:
    write("torn.txt", "春天".encode() + b"\xff\xff")
    result = run("--encoding", "utf-8", "torn.txt")
    assert (result.code, result.out) == (3, b"")
    assert result.err.startswith("wxclean: torn.txt: ")
    assert "6" in result.err
    assert "--errors" in result.err
    assert run("--encoding", "utf-8", "--errors", "replace", "torn.txt").code == 0


def test_an_unknown_field_fails_its_input(run: Run) -> None:
    result = run("--field", "nothing", write("page.json", b'{"content": "text"}'))
    assert (result.code, result.out) == (3, b"")
    assert "nothing" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["--format", "docx"],
        ["--errors", "ignore"],
        ["--encoding", "no-such-encoding"],
        ["--filter", "no-such-filter"],
        ["--rules", "missing.toml"],
        ["--output", "."],
        ["--output", "dump.txt"],
    ],
)
def test_wrong_usage_is_one_line_and_reads_and_writes_nothing(run: Run, dump: str, arguments: list[str]) -> None:
    result = run(*arguments, dump)
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith("wxclean: ")
    assert result.err.count("\n") == 1
    assert Path(dump).read_bytes() == EXAMPLE.read_bytes()


def test_names_and_messages_cannot_steer_the_terminal(run: Run) -> None:
    result = run("--join", "\x1b]0;owned\x07\u202etxt.exe", "line\nbreak", "byte\udcff")
    assert result.code == 3
    assert [line.split(": ")[1] for line in result.err.splitlines()] == [
        r"\x1b]0;owned\x07\u202etxt.exe",
        r"line\nbreak",
        r"byte\xff",
    ]


@pytest.mark.parametrize("text", ["渡口 article.txt", "，！「」", "🙂"])
def test_what_can_be_seen_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_where_every_input_fails_the_output_stays_as_it_was(run: Run) -> None:
    write("article.txt", b"old")
    assert run("-o", "article.txt", "missing.txt").code == 3
    assert Path("article.txt").read_bytes() == b"old"
    assert run("-o", "new.txt", "missing.txt").code == 3
    assert not Path("new.txt").exists()


@pytest.mark.parametrize("output", ["new/folder/article.txt", "new/folder/article.jsonl", "other/"])
def test_the_folders_of_an_output_are_made(run: Run, dump: str, output: str) -> None:
    assert run("-q", "-o", output, dump) == (0, b"", "")
    path = Path(output)
    assert (path / dump if output.endswith("/") else path).stat().st_size


def test_an_output_that_cannot_be_written_is_an_error(run: Run, dump: str) -> None:
    result = run("-o", f"{dump}/article.txt", dump)
    assert (result.code, result.out) == (3, b"")
    assert result.err == "wxclean: dump.txt/article.txt: can't be written: Not a directory\n"


def test_a_full_disk_behind_standard_output_is_an_error(run: Run, dump: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_write_all", full)
    result = run(dump)
    assert result.code == 3
    assert result.err == "wxclean: standard output: can't be written: No space left on device\n"


@pytest.mark.parametrize(("stream", "words"), [("stdin", "standard input: is closed"), ("stdout", "standard output")])
def test_a_closed_stream_is_an_error(
    stream: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"text")))
    monkeypatch.setattr(sys, stream, None)
    assert wxclean.cli.main(["-"]) == 3
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (MemoryError(), 3, "not enough memory"),
        (ZeroDivisionError("never\nthought of"), 3, "internal error"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--quiet"]])
def test_no_failure_is_a_traceback(
    run: Run,
    dump: str,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    words: str,
    options: list[str],
) -> None:
    def broken(*_: object, **_named: object) -> NoReturn:
        raise error

    monkeypatch.setattr(Cleaner, "clean_records", broken)
    result = run(*options, dump)
    assert (result.code, result.out) == (code, b"")
    assert words in result.err
    assert result.err.count("\n") == 1


def test_an_unforeseen_error_is_raised_for_who_looks_for_it(
    run: Run, dump: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cleaner, "clean_records", lambda *_, **_named: 1 // 0)
    monkeypatch.setenv("WXCLEAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(dump)


@pytest.mark.parametrize("arguments", [[], ["-"], ["clean"], ["clean", "-"], ["-q"], ["--quiet", "-"]])
def test_standard_input(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, stdin=EXAMPLE.read_bytes())
    assert (result.code, result.err) == (0, "")
    assert result.out.decode().startswith(f"{TITLE}\n\n")


@pytest.mark.parametrize("arguments", [["dump.txt"], ["clean", "dump.txt"], ["-q", "dump.txt"], ["--", "dump.txt"]])
@pytest.mark.usefixtures("dump")
def test_a_file(run: Run, arguments: list[str]) -> None:
    assert run(*arguments) == run(stdin=EXAMPLE.read_bytes())


def test_a_file_that_is_called_like_a_command_has_a_path(run: Run) -> None:
    write("clean", EXAMPLE.read_bytes())
    assert run("./clean") == run(stdin=EXAMPLE.read_bytes())
    assert run("clean", "clean") == run("./clean")


def test_without_arguments_a_terminal_gets_ten_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert wxclean.cli.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert [line for line in lines if line.startswith("  ")] == examples_text().splitlines()


@pytest.mark.parametrize("arguments", [[], ["-f", "text"], ["-f", "markdown"], ["-f", "jsonl"]])
def test_an_empty_input_gives_an_empty_output(run: Run, arguments: list[str]) -> None:
    assert run(*arguments, stdin=b"") == (0, b"", "")


def test_several_inputs_are_joined_only_if_asked_to(run: Run, dump: str) -> None:
    write("other.txt", "另一篇。\n".encode())
    inputs = (dump, "other.txt", "-")
    expected = run(dump).out + "\f\n另一篇。\n\f\n第三篇。\n".encode()
    assert run("--join", *inputs, stdin="第三篇。".encode()).out == expected
    assert run("--join", *inputs, "-o", "all.txt", stdin="第三篇。".encode()) == (0, b"", "")
    assert Path("all.txt").read_bytes() == expected


@pytest.mark.parametrize(
    "arguments",
    [(), ("-",), ("-f", "markdown"), ("-o", "all.txt"), ("-o", "all.md"), ("-o", "all"), ("-j", "2", "-o", "all")],
)
def test_several_inputs_are_never_one_text_in_silence(run: Run, dump: str, arguments: tuple[str, ...]) -> None:
    write("other.txt", "另一篇。\n".encode())
    result = run(*arguments, dump, "other.txt")
    assert (result.code, result.out) == (2, b"")
    assert all(word in result.err for word in ("-o FOLDER/", "-o all.jsonl", "--join"))
    assert not list(Path().glob("all*"))


def test_output_goes_to_a_file(run: Run, dump: str) -> None:
    assert run(dump, "--output", "article.txt") == (0, b"", "")
    assert Path("article.txt").read_bytes() == run(dump, "-o", "-").out == run(dump).out


def test_formats(run: Run, dump: str) -> None:
    assert run("-f", "markdown", dump).out.decode().startswith(f'---\ntitle: "{TITLE}"\n')
    record = json.loads(run("-f", "jsonl", dump).out)
    assert record["metadata"]["title"] == TITLE
    assert record["text"].encode() == run("--no-title", dump).out.rstrip(b"\n")


def test_warnings_are_told_unless_quiet(run: Run) -> None:
    cut = EXAMPLE.read_bytes().rstrip(b"'\n")
    loud, quiet = run(stdin=cut), run("-q", stdin=cut)
    assert loud.code == quiet.code == 0
    assert loud.out == quiet.out != b""
    assert loud.err.startswith("wxclean: standard input: warning: ")
    assert quiet.err == ""


def test_verbose_says_what_was_found_and_done(run: Run, dump: str) -> None:
    result = run("-v", dump)
    assert result.err.startswith("wxclean: dump.txt: utf-8 ")
    assert "wrapper text" in result.err
    assert "wechat " in result.err


@pytest.mark.parametrize("arguments", [["--version"], ["-V"], ["--version", "ignored.txt"], ["-V", "ignored.txt"]])
def test_version(run: Run, arguments: list[str]) -> None:
    from wxclean import document

    built = "" if str(document.__file__).endswith(".py") else " (compiled)"
    assert run(*arguments) == (0, f"wxclean 0.1.0{built}\n".encode(), "")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-f", "jsonl"], False),
        (["dump.txt", "-q"], False),
        (["clean", "dump.txt"], False),
        (["--"], False),
        ([], True),
        (["-"], True),
        (["dump.txt", "clean"], True),
        (["explian"], False),
        (["explian.txt"], True),
        (["./explian"], True),
        (["港务"], True),
    ],
)
def test_only_a_command_line_that_names_inputs_alone_goes_without_the_parser(
    arguments: list[str], expected: bool
) -> None:
    assert needs_no_parser(arguments) is expected


@pytest.mark.parametrize("form", get_args(get_type_hints(CleanOptions)["format"]))
def test_each_format_can_be_printed(run: Run, dump: str, form: str) -> None:
    result = run("-f", form, dump)
    assert (result.code, result.err) == (DONE, "")
    if form in get_args(OutputFormat):
        cleaned = Cleaner().clean(EXAMPLE.read_bytes()).replaced(fields={"path": dump} if form == "jsonl" else {})
        assert result.out == render(cleaned, cast("OutputFormat", form)).encode()
    else:
        run("-f", form, dump, "-o", f"a.{form}")
        assert result.out == Path(f"a.{form}").read_bytes() != b""
