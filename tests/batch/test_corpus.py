"""The command line over many inputs: where results go, what is said, and the exit code."""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.conftest import Run
from tests.helpers.batch import cleaned, contents, dump, jsonl, tree
from wxclean.batch.plan import parts as parts_module
from wxclean.cli.sizes import parse_size
from wxclean.errors import UsageError
from wxclean.files import staged


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("in",), "is a directory"),
        (("-i",), "name the files and folders"),
        (("-i", "-"), "standard input"),
        (("-i", "in", "-o", "out"), "exclude each other"),
        (("-j", "2", "in"), "name it with --output, or use --in-place"),
        (("in", "-o", "out", "--report", "r.pdf"), r".json or .html"),
        (("in", "-o", "out", "--report", "nosuch/r.html"), "no such folder"),
        (("in", "-o", "out", "--failures", "nosuch/f.jsonl"), "no such folder"),
        (("in", "-o", "out", "--shard-size", "1MB"), "name one file of records"),
        (("in", "-o", "out", "--max-record-size", "huge"), "--max-record-size takes a size"),
        (("in", "-o", "out", "--include", "*.nothing"), "nothing to clean: no file is left by --include and --exclude"),
        (("empty", "-o", "out"), "nothing to clean: no file has a name that wxclean knows"),
        (("in", "-f", "jsonl"), "-o all.jsonl"),
        (("in", "-f", "jsonl", "-o", "-"), "not to standard output"),
        (("in", "-o", "in"), "is an input"),
        (("in", "-o", "out", "--filter", "nosuch"), "nosuch"),
        (("in", "-o", "out", "--rules", "nosuch.toml"), "nosuch.toml"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    tree(tmp_path / "in", 2)
    (tmp_path / "empty").mkdir()
    before = contents(tmp_path)
    result = run(*arguments)
    assert (result.code, result.out) == (3 if arguments == ("in",) else 2, b"")
    assert words in result.err
    assert result.err.count("\n") == 1
    assert contents(tmp_path) == before


def test_a_folder_into_a_folder(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    result = run("in", "-o", "out")
    assert (result.code, result.out) == (0, b"")
    assert contents(tmp_path / "out") == {
        name: cleaned(raw).encode() for name, raw in contents(tmp_path / "in").items()
    }
    assert "3, of which 3 changed" in result.err


@pytest.mark.parametrize("output", ["out.jsonl", "out.csv", "out.json", "out.tsv", "out/"])
@pytest.mark.parametrize("name", ["in.csv", "in.jsonl", "in.json", "in/"])
def test_a_record_counts_as_changed_where_its_text_is_not_only_where_its_format_is(
    run: Run, name: str, output: str
) -> None:
    texts = ["春天来了。", "石阶被水磨亮了一层。", "老周挑着豆腐过河。\n微信扫一扫\n关注该公众号"]
    if name == "in/":
        Path("in").mkdir()
        for number, text in enumerate(texts):
            Path(f"in/{number}.txt").write_text(f"{text}\n", "utf-8")
    elif name == "in.csv":
        Path(name).write_text("id,text\n" + "".join(f'{len(text)},"{text}"\n' for text in texts), "utf-8")
    else:
        rows = [json.dumps({"text": text}) for text in texts]
        Path(name).write_text("\n".join(rows) if name == "in.jsonl" else f"[{','.join(rows)}]", "utf-8")
    assert "3, of which 1 changed" in run(name, "-o", output).err


def test_each_record_of_a_text_counts_where_it_is_changed(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(
        "".join(f'{{"text": "{text}"}}\n' for text in ("甲河的水涨了。", "乙河也涨了。")), "utf-8"
    )
    assert "2, of which 2 changed" in run("in", "-o", "out").err


def test_quiet_says_nothing_but_failures(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "in", 1)
    assert run("-q", "in", "-o", "out").err == ""
    (tmp_path / "in" / "bad.jsonl").write_text("{bad\n", "utf-8")
    result = run("-q", "in", "-o", "out")
    assert result.code == 3
    assert result.err.count("\n") == 1
    assert "bad.jsonl, line 1: not JSON" in result.err


def test_in_place_names_what_it_cleans(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    (tmp_path / "gbk.txt").write_bytes(dump(2).encode("gb18030"))
    (tmp_path / "clean.txt").write_text(cleaned(dump(3)), "utf-8")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    result = run("-i", "a.txt", "gbk.txt", "clean.txt", "image.txt")
    said = [line.rsplit("/", 1)[-1] for line in result.err.splitlines()]
    assert result.code == 3
    assert said == [
        "a.txt: cleaned",
        "gbk.txt: converted from gb18030 to UTF-8",
        "image.txt: is a picture: there is no text in it to clean",
    ]
    assert (tmp_path / "gbk.txt").read_text("utf-8") == cleaned(dump(2))
    assert run("-i", "a.txt", "gbk.txt", "clean.txt").err == ""


def test_check_writes_nothing_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "in", 2)
    before = contents(tmp_path)
    result = run("--check", "in")
    assert result.code == 1
    assert result.err.count("would change") == 2
    assert "written" not in result.err
    assert contents(tmp_path) == before
    run("-i", "in")
    assert run("--check", "-i", "in").code == 0


def test_strict_takes_a_suspect_for_a_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text:'\\n  微信扫一扫\\n  关注该公众号\\n  取消\\n'", "utf-8")
    (tmp_path / "b.txt").write_text(dump(1), "utf-8")
    assert run("-i", "--strict", "a.txt", "b.txt").code == 3
    assert (tmp_path / "a.txt").read_text("utf-8").startswith("text:")
    assert (tmp_path / "b.txt").read_text("utf-8") == cleaned(dump(1))
    result = run("--strict", "a.txt")
    assert (result.code, result.out) == (3, b"")
    assert "suspect: nothing-left: " in result.err


def test_reports_and_failed_records_carry_the_codes_of_suspicions(run: Run, tmp_path: Path) -> None:
    rows = [{"text": dump(1)}, {"text": "该内容已被发布者删除"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run("a.jsonl", "-o", "out", "--report", "r.json")
    (noted,) = json.loads((tmp_path / "r.json").read_text("utf-8"))["suspect_records"]
    assert (noted["place"], noted["code"]) == ("line 2", "notice")
    run("a.jsonl", "--strict", "-o", "strict", "--report", "r.json", "--failures", "f.jsonl")
    (failed,) = json.loads((tmp_path / "r.json").read_text("utf-8"))["failed_records"]
    (kept,) = [json.loads(line) for line in (tmp_path / "f.jsonl").read_text("utf-8").splitlines()]
    assert (failed["code"], kept["code"], kept["place"]) == ("notice", "notice", "line 2")
    assert kept["reason"].startswith("suspect: notice: ")


def test_failures_and_report_are_written(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "in", 1)
    (tmp_path / "in" / "bad.jsonl").write_bytes(b"{bad \xff\n")
    result = run("in", "missing.txt", "-o", "out", "--failures", "f.jsonl", "--report", "r.json")
    failed = [json.loads(line) for line in (tmp_path / "f.jsonl").read_text("utf-8").splitlines()]
    assert result.code == 3
    assert [(line["path"].rsplit("/", 1)[-1], line["place"]) for line in failed] == [
        ("missing.txt", ""),
        ("bad.jsonl", "line 1"),
    ]
    assert failed[1]["raw"].encode("utf-8", "surrogateescape") == b"{bad \xff\n"
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["failures"] == 2
    run("-i", "in", "--failures", "f.jsonl", "--report", "r.html")
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    assert not (tmp_path / "in" / ".wxclean").exists()


def test_a_list_of_files(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "in", 12)
    run("--files-from", "-", "-o", "out", stdin=b"in/000/00003.txt\nin/001/00011.txt\n")
    assert list(contents(tmp_path / "out")) == ["in/000/00003.txt", "in/001/00011.txt"]


@pytest.mark.parametrize(("output", "rows"), [("b.jsonl", True), ("b.txt", False)])
def test_records_stay_rows_unless_another_format_is_named(run: Run, tmp_path: Path, output: str, rows: bool) -> None:
    jsonl(tmp_path / "a.jsonl", 2)
    arguments = () if rows else ("-f", "text")
    assert run("a.jsonl", "-o", output, *arguments).code == 0
    text = (tmp_path / output).read_text("utf-8")
    assert (
        (json.loads(text.splitlines()[0])["tags"] == ["甲", 0])
        if rows
        else (text == cleaned(dump(0)) + "\f\n" + cleaned(dump(1)))
    )


def test_the_settings_file_of_the_folder_counts(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "in", 1)
    tree(tmp_path / "other", 1)
    (tmp_path / "in" / "wxclean.toml").write_text("title = false\n", "utf-8")
    run("in", "-o", "out")
    assert "青石渡记事之0\n" not in contents(tmp_path / "out")["000/00000.txt"].decode()
    assert "different settings files" in run("in", "other", "-o", "out2").err
    assert run("-i", "in/000/00000.txt", "other/000/00000.txt").code == 0
    assert (tmp_path / "other" / "000" / "00000.txt").read_text("utf-8").startswith("青石渡记事之0\n")


@pytest.mark.parametrize(("text", "size"), [("1", 1), ("64MB", 64_000_000), ("64 MiB", 64 << 20), ("2g", 2 * 10**9)])
def test_sizes(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5MB", "MB", "9" * 20])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(UsageError, match="SIZE takes a size"):
        parse_size(text)


@pytest.mark.parametrize("arguments", ["dump.txt", "--no-title dump.txt", "-f jsonl dump.txt"])
def test_a_plain_run_loads_nothing_of_this(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "dump.txt").write_text(dump(1), "utf-8")
    code = (
        "import sys; from wxclean.cli import main; main(sys.argv[1:]);"
        "print([name for name in sys.modules if name.startswith('wxclean.batch')], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *arguments.split()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_summary_says_where_the_outputs_are(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    assert f" kB, in {tmp_path / 'out'}\n" in run("in", "-o", "out").err
    assert f"nothing new, in {tmp_path / 'out'}\n" in run("in", "-o", "out").err
    assert f", in {tmp_path / 'all.jsonl'}" in run("in", "-o", "all.jsonl").err


def test_a_pattern_that_no_shell_has_replaced_gets_a_hint(run: Run) -> None:
    result = run("in/*.txt", "-o", "out/")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "no such file; for a pattern, name the folder and --include" in result.err


def test_a_large_file_goes_into_numbered_ones(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 3_000)
    size = jsonl(tmp_path / "a.jsonl", 40).stat().st_size
    run("a.jsonl", "-o", "b.jsonl", "--shard-size", str(size // 3))
    parts = sorted(tmp_path.glob("b-*.jsonl"))
    lines = [line for part in parts for line in part.read_text("utf-8").split("\n")[:-1]]
    assert len(parts) == 3
    assert [json.loads(line)["tags"][1] for line in lines] == list(range(40))


def test_records_of_a_large_file_are_told_by_their_lines(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"text": dump(number)}) for number in range(20)]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines[:15], "broken", *lines[15:]]), "utf-8")
    whole = run("a.jsonl", "-f", "jsonl", "-o", "whole.jsonl").err
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 1500)
    assert "a.jsonl, line 16: not JSON" in whole
    assert "a.jsonl, line 16: not JSON" in run("a.jsonl", "-o", "ranges.jsonl").err


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clean files of a few hundred bytes in parts."""
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 100)
    monkeypatch.setattr(parts_module, "_LEAST", 300)


@pytest.mark.usefixtures("in_parts")
def test_a_file_that_is_cleaned_in_parts_is_named_once(run: Run, tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", 9)
    assert run("--check", "a.jsonl") == (1, b"", f"wxclean: {tmp_path}/a.jsonl: would change\n")
    assert run("-i", "a.jsonl") == (0, b"", f"wxclean: {tmp_path}/a.jsonl: cleaned\n")
    assert run("-i", "a.jsonl") == (0, b"", "")


@pytest.mark.usefixtures("in_parts")
def test_a_file_of_which_a_part_fails_is_not_called_cleaned(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = jsonl(tmp_path / "a.jsonl", 9).read_bytes()
    write, parts = staged._write_all, iter(range(9))

    def full_in_the_end(handle: int, data: bytes) -> None:
        if next(parts) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(handle, data)

    monkeypatch.setattr(staged, "_write_all", full_in_the_end)
    result = run("-j", "1", "-i", "a.jsonl")
    assert result.code == 3
    assert "cleaned" not in result.err
    assert "a.jsonl: not written, since a part of it failed" in result.err
    assert (tmp_path / "a.jsonl").read_bytes() == before


@pytest.mark.usefixtures("in_parts")
def test_what_is_written_is_counted_once_and_not_at_all_where_nothing_is(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    jsonl(folder / "a.jsonl", 9)
    run("-q", "in", "-o", "out", "--report", "report.json")
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["bytes_out"] == (tmp_path / "out" / "a.jsonl").stat().st_size
    run("-q", "-i", "in")
    assert re.search(r"written +nothing new\n", run("-i", "in").err)


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("a.jsonl", "-o", "b.jsonl"), "b.jsonl"),
        (("-i", "a.jsonl"), "a.jsonl"),
        (("a.txt", "a.jsonl", "-o", "out"), "out/a.jsonl"),
    ],
)
def test_a_full_disk_is_no_fault_of_the_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], place: str
) -> None:
    jsonl(tmp_path / "a.jsonl", 3)
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    before = contents(tmp_path)
    (tmp_path / "out").mkdir()

    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staged, "_write_all", full)
    result = run("-j", "1", *arguments)
    assert result.code == 3
    assert f"{tmp_path / place}: can't be written: No space left on device\n" in result.err
    assert contents(tmp_path) == before
