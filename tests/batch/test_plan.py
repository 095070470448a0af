"""The plan: what is taken for an input, where its output goes, and what is refused before anything is written."""

from __future__ import annotations

import errno
import gzip
import io
import itertools
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.batch import dump, jsonl, tree
from wxclean.batch.formats.kinds import is_known, kind_by_name
from wxclean.batch.formats.lines import looks_like_lines
from wxclean.batch.job import InputPart, Job
from wxclean.batch.plan import inputs
from wxclean.batch.plan import parts as parts_module
from wxclean.batch.plan.globs import globs
from wxclean.batch.plan.inputs import Request, read_list
from wxclean.batch.plan.make_plan import make_plan
from wxclean.batch.plan.output_names import renamed
from wxclean.errors import InputError, UsageError
from wxclean.files import local
from wxclean.files.facts import FoundFile, Skipped


def outputs(request: Request, folder: Path, job: Job = Job()) -> list[str]:  # noqa: B008
    """Return the plan's outputs, relative to a folder."""
    return [os.path.relpath(shard.output, os.path.realpath(folder)) for shard in make_plan(request, job).shards]


def names(folder: Path, **patterns: tuple[str, ...]) -> list[str]:
    """Return the names of the files that a walk finds."""
    return [found.name for found in local.files_below(str(folder), globs(**patterns)) if isinstance(found, FoundFile)]


def skipped(folder: Path, *, in_place: bool = False) -> dict[str, str]:
    """Return what a walk skips, with the reasons."""
    found = local.files_below(str(folder), globs(), in_place=in_place)
    return {os.path.basename(item.path): item.reason for item in found if isinstance(item, Skipped)}


def files(folder: Path, *paths: str) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dump(1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", ("text", "", "a", True)),
        ("a.JSONL", ("jsonl", "", "a", True)),
        ("a.csv.gz", ("csv", "gz", "a", True)),
        ("a.txt.zst", ("text", "zst", "a", True)),
        ("a.parquet", ("parquet", "", "a", True)),
        ("a.tab", ("tsv", "", "a", True)),
        ("a.ndjson.bz2", ("jsonl", "bz2", "a", True)),
        ("article_1.5", ("text", "", "article_1.5", False)),
        ("a.png", ("text", "", "a.png", False)),
        ("b/a.txt", ("text", "", "b/a", True)),
        ("txt", ("text", "", "txt", False)),
        ("b.txt/a", ("text", "", "b.txt/a", False)),
        (".txt", ("text", "", ".txt", False)),
        ("b/.jsonl", ("text", "", "b/.jsonl", False)),
        ("b/..jsonl", ("text", "", "b/..jsonl", False)),
        ("a..jsonl", ("jsonl", "", "a.", True)),
        ("", ("text", "", "", False)),
    ],
)
def test_the_name_says_format_and_compression(name: str, expected: tuple[object, ...]) -> None:
    assert kind_by_name(name) == expected
    assert is_known(name) == expected[-1]


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("a/b.txt", None, "a/b.txt"),
        ("a/b.txt", "jsonl", "a/b.jsonl"),
        ("a/b.txt.gz", "markdown", "a/b.md.gz"),
        ("a/b.jsonl.gz", "parquet", "a/b.parquet"),
        ("article_1.5", "jsonl", "article_1.5.jsonl"),
    ],
)
def test_the_output_name_follows_from_the_input_name(name: str, target: object, expected: str) -> None:
    assert renamed(name, target) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("text:'甲'\ntext:'乙'\n", True),
        ('{"text": "甲"}\n{"text": "乙"}\n', True),
        ("'甲',\n'乙',\n", True),
        ("text:'甲'\n", False),
        ("text:'甲\n乙'\n", False),
        ("第一段。\n第二段。\n", False),
    ],
)
def test_lines_of_records_are_told_from_a_text(head: str, expected: bool) -> None:
    assert looks_like_lines(head.encode()) is expected


def test_a_walk_is_sorted_and_leaves_hidden_and_foreign_files_out(tmp_path: Path) -> None:
    files(tmp_path, "b.txt", "a/z.jsonl", "a/.hidden.txt", ".git/x.txt", "c.py", "d.rst", "a.txt.gz")
    assert names(tmp_path) == ["a.txt.gz", "b.txt", "a/z.jsonl"]


def test_globs_work_as_in_gitignore(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "keep/b.txt", "keep/old/c.txt", "drop/d.txt", "e.rst")
    assert names(tmp_path, include=("*.rst",)) == ["e.rst"]
    assert names(tmp_path, exclude=("drop/", "old/")) == ["a.txt", "keep/b.txt"]
    assert names(tmp_path, exclude=("*", "!a.txt")) == ["a.txt"]


def test_links_that_loop_or_lead_out_are_not_followed(tmp_path: Path) -> None:
    inside = files(tmp_path / "in", "a.txt", "sub/b.txt")
    files(tmp_path, "secret.txt")
    (inside / "sub" / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (inside / "same.txt").symlink_to("a.txt")
    assert names(inside) == ["a.txt", "same.txt", "sub/b.txt"]
    assert "leads out" in skipped(inside)["out.txt"]
    assert set(skipped(inside, in_place=True)) == {"out.txt", "gone.txt"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_named_and_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert skipped(tmp_path) == {"pipe.txt": "a FIFO"}
    plan = make_plan(Request((str(tmp_path / "pipe.txt"),)), Job())
    assert [problem.reason for problem in plan.problems] == ["a FIFO, not a file"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux")
def test_a_name_that_is_not_utf8_is_a_name(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xb9\xe3.txt")
    with open(path, "wb") as file:
        file.write(b"x")
    assert names(tmp_path) == [os.fsdecode(b"\xb9\xe3.txt")]


def test_a_tree_is_mirrored(tmp_path: Path) -> None:
    files(tmp_path / "in", "a.txt", "sub/b.jsonl")
    request = Request((str(tmp_path / "in"),), output=str(tmp_path / "out"))
    assert outputs(request, tmp_path / "out") == ["a.txt", "sub/b.jsonl"]
    assert outputs(request, tmp_path / "out", Job(target="markdown")) == ["a.md", "sub/b.md"]


def test_listed_files_keep_their_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files(tmp_path, "a/x.txt", "b/x.txt")
    monkeypatch.chdir(tmp_path)
    request = Request(listed=("a/x.txt", "./b/x.txt"), output="out")
    assert outputs(request, tmp_path / "out") == ["a/x.txt", "b/x.txt"]


def test_lists_end_names_with_newline_or_nul(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lines").write_bytes("甲.txt\r\n\nb c.txt\n".encode())
    assert read_list(str(tmp_path / "lines")) == ("甲.txt", "b c.txt")
    for encoding in ("utf-16", "utf-8-sig"):
        (tmp_path / "by PowerShell").write_bytes("甲.txt\r\nin\\b c.txt\r\n".encode(encoding))
        assert read_list(str(tmp_path / "by PowerShell")) == ("甲.txt", "in\\b c.txt")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\nb.txt\0c.txt\0")))
    assert read_list("-") == ("a\nb.txt", "c.txt")


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "out/a.txt")
    assert outputs(Request((str(tmp_path),), output=str(tmp_path / "out")), tmp_path / "out") == ["a.txt"]


def test_two_inputs_on_one_output_are_refused(tmp_path: Path) -> None:
    files(tmp_path, "a/x.txt", "b/x.txt", "c/y.csv", "c/y.txt")
    with pytest.raises(UsageError, match="would both be written to"):
        make_plan(Request((str(tmp_path / "a"), str(tmp_path / "b")), output=str(tmp_path / "out")), Job())
    with pytest.raises(UsageError, match="would both be written to"):
        make_plan(Request((str(tmp_path / "c"),), output=str(tmp_path / "out")), Job(target="jsonl"))
    assert not (tmp_path / "out").exists()


def test_the_same_input_twice_is_one(tmp_path: Path) -> None:
    files(tmp_path, "a.txt")
    path = str(tmp_path / "a.txt")
    assert outputs(Request((path, path), output=str(tmp_path / "out")), tmp_path / "out") == ["a.txt"]


def test_an_output_that_is_an_input_is_refused(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "in/b.txt")
    with pytest.raises(UsageError, match="is an input"):
        make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "in")), Job())
    with pytest.raises(UsageError, match="is an input"):
        make_plan(Request((str(tmp_path / "a.txt"),), output=str(tmp_path / "a.txt")), Job())
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.txt").symlink_to(tmp_path / "in" / "b.txt")
    with pytest.raises(UsageError, match="is an input"):
        make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "out")), Job())


def test_several_inputs_go_into_one_file_of_records_only(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    request = Request((str(tmp_path / "in"),), output=str(tmp_path / "all.txt"))
    with pytest.raises(UsageError, match=r"one file of records \(\.json, \.jsonl, .*; with --join, into one text"):
        make_plan(request, Job())
    for name in ("all.jsonl", "all.json", "all.csv", "all.tsv.gz", "all.parquet"):
        assert outputs(request._replace(output=str(tmp_path / name)), tmp_path) == [name]
    assert outputs(request._replace(join=True), tmp_path) == ["all.txt"]


def test_shards_of_an_output_are_numbered(tmp_path: Path) -> None:
    tree(tmp_path / "in", 5)
    size = len(dump(0).encode())
    request = Request((str(tmp_path / "in"),), output=str(tmp_path / "all.jsonl.gz"), shard_size=size + 100)
    assert outputs(request, tmp_path) == [f"all-{number:05}.jsonl.gz" for number in range(3)]


def test_large_files_are_cut_into_ranges_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 10_000)
    monkeypatch.setattr(parts_module, "RANGE", 10_000)
    path = jsonl(tmp_path / "a.jsonl", 40)
    plan = make_plan(Request((str(path),), output=str(tmp_path / "out") + "/"), Job())
    ranges = [(shard.inputs[0].start, shard.inputs[0].stop) for shard in plan.shards]
    assert ranges[0][0] == 0
    assert ranges[-1][1] == path.stat().st_size
    assert all(stop == start for (_, stop), (start, _) in itertools.pairwise(ranges))
    assert [join.output for join in plan.joins] == [os.path.realpath(tmp_path / "out" / "a.jsonl")]


def test_what_cant_be_read_from_the_middle_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 10)
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text":"甲乙丙丁"}\n'.encode("utf-16"))
    part = InputPart(str(path), "a.jsonl", "jsonl", size=path.stat().st_size)
    path.with_name("b.jsonl").write_bytes(gzip.compress(b"[]\n" * 99))
    hidden = part._replace(path=str(path.with_name("b.jsonl")))
    for whole in (part, part._replace(compression="gz"), part._replace(format="csv"), hidden):
        assert parts_module.split(whole) == [whole]


@pytest.mark.parametrize(
    ("name", "compress", "small", "large"),
    [
        ("a.txt", bytes, ("text", ""), ("lines", "")),
        ("a", bytes, ("text", ""), ("lines", "")),
        ("a.txt.gz", gzip.compress, ("text", "gz"), ("lines", "gz")),
        ("a.txt", gzip.compress, ("text", ""), ("lines", "gz")),
        ("a.csv", bytes, ("csv", ""), ("csv", "")),
    ],
)
def test_a_large_text_with_a_record_a_line_is_read_by_lines(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    compress: Callable[[bytes], bytes],
    *,
    small: object,
    large: object,
) -> None:
    (tmp_path / name).write_bytes(compress("\n".join(map(dump, range(9))).encode()))
    plan = make_plan(Request((str(tmp_path / name),)), Job())
    assert plan.shards[0].inputs[0][2:4] == small
    monkeypatch.setattr(inputs, "LARGE", 100)
    monkeypatch.setattr(inputs, "_LARGE_COMPRESSED", 100)
    plan = make_plan(Request((str(tmp_path / name),)), Job())
    assert plan.shards[0].inputs[0][2:4] == large


def test_a_plan_is_the_same_every_time_and_can_be_sent_anywhere(tmp_path: Path) -> None:
    tree(tmp_path / "in", 25)
    request = Request((str(tmp_path / "in"),), output=str(tmp_path / "out"))
    plan = make_plan(request, Job())
    assert plan == make_plan(request, Job())
    assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301 - it is our own
    assert [shard.output for shard in plan.shards] == sorted(shard.output for shard in plan.shards)
    assert all(os.path.isabs(part.path) for shard in plan.shards for part in shard.inputs)


def test_what_is_not_there_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    files(tmp_path, "a.txt")
    plan = make_plan(Request((str(tmp_path / "no.txt"), str(tmp_path / "a.txt")), output=str(tmp_path / "out")), Job())
    assert [(os.path.basename(problem.path), problem.reason) for problem in plan.problems] == [
        ("no.txt", "no such file; check the name")
    ]
    assert len(plan.shards) == 1


@pytest.mark.parametrize(
    ("name", "target"), [("a.txt", "jsonl"), ("a.txt", "markdown"), ("a.jsonl", "text"), ("a.csv", "parquet")]
)
def test_in_place_nothing_is_converted(tmp_path: Path, name: str, target: str) -> None:
    files(tmp_path, name)
    with pytest.raises(UsageError, match="in place the format stays"):
        make_plan(Request((str(tmp_path / name),)), Job(target=target))


@pytest.mark.parametrize(("name", "target"), [("a.txt", "text"), ("a.jsonl", "jsonl"), ("a.csv", None)])
def test_in_place_the_own_format_may_be_named(tmp_path: Path, name: str, target: str | None) -> None:
    files(tmp_path, name)
    assert outputs(Request((str(tmp_path / name),)), tmp_path, Job(target=target)) == [name]


@pytest.mark.parametrize("name", ["b.txt", "b.jsonl", "b.parquet", "b.nosuch"])
def test_a_large_file_that_cant_be_looked_into_doesnt_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def unreadable(*_: object) -> bytes:
        raise InputError("Permission denied")

    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(inputs, "read_head", unreadable)
    monkeypatch.setattr(local, "open_read", unreadable)
    monkeypatch.setattr(inputs, "LARGE", 1)
    files(tmp_path, "in/a.txt", f"in/{name}", "in/c.txt")
    request = Request((str(tmp_path / "in"),), output=str(tmp_path / "out"), include=("*",))
    plan = make_plan(request, Job())
    assert [os.path.basename(shard.output) for shard in plan.shards] == ["a.txt", name, "c.txt"]


def test_a_folder_that_cant_be_listed_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def guarded(folder: str) -> object:
        if folder.endswith("shut"):
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return scandir(folder)

    files(tmp_path, "in/a.txt", "in/shut/b.txt", "in/sub/c.txt")
    monkeypatch.setattr(os, "scandir", guarded)
    plan = make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "out")), Job())
    assert [os.path.basename(shard.output) for shard in plan.shards] == ["a.txt", "c.txt"]
    assert [problem.reason for problem in plan.problems] == ["can't be listed: Permission denied"]
