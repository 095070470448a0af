"""Formats as modules: what each can do, and that a new one needs only its module and a line in the registry."""

from __future__ import annotations

import ast
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, get_args, get_type_hints

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.helpers.batch import batch, cleaned, dump
from tests.helpers.foreign import ATOM, RSS
from tests.helpers.project import PACKAGE
from wxclean.batch.formats import lines
from wxclean.batch.formats.format import Format, Item
from wxclean.batch.formats.kinds import kind_by_name
from wxclean.batch.formats.registry import BY_SUFFIX, FORMATS, by_content, output_format
from wxclean.batch.formats.utf8 import Utf8Stream
from wxclean.batch.job import InputPart, Job, Range
from wxclean.cleaner.settings import CleanerSettings
from wxclean.cli.settings import CleanOptions

ABLE = """
    text      sink text
    markdown  sink text
    page
    lines     read ranges
    json      read rows sink
    jsonl     read rows sink ranges
    csv       read rows sink
    tsv       read rows sink
    parquet   read rows sink ranges
    program
    feed      read
    mhtml     read
    warc      read
"""


def test_what_each_format_can_do() -> None:
    abilities = ("read", "rows", "sink", "text", "ranges")
    able = {name: [can for can in abilities if getattr(one, can) is not None] for name, one in FORMATS.items()}
    assert able == {line.split()[0]: line.split()[1:] for line in ABLE.strip().split("\n")}


def test_each_suffix_leads_to_one_format() -> None:
    suffixes = [suffix for one in FORMATS.values() for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes)) == len(BY_SUFFIX)
    assert all(suffix == "." + suffix[1:].lower() for suffix in suffixes)
    assert {suffix: kind_by_name("a" + suffix).format for suffix in suffixes} == {
        suffix: one.name for suffix, one in BY_SUFFIX.items()
    }


def test_what_is_converted_has_a_suffix() -> None:
    assert {name: one.output_suffix for name, one in FORMATS.items() if one.sink} == {
        "text": ".txt",
        "markdown": ".md",
        "jsonl": ".jsonl",
        "json": ".json",
        "csv": ".csv",
        "tsv": ".tsv",
        "parquet": ".parquet",
    }
    assert not any(one.output_suffix for one in FORMATS.values() if not one.sink)


def test_the_command_line_offers_what_can_be_written() -> None:
    assert set(get_args(get_type_hints(CleanOptions)["format"])) == {name for name, one in FORMATS.items() if one.sink}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"PAR1\x15\x04", "parquet"),
        (RSS.encode(), "feed"),
        (RSS.encode("utf-16"), "feed"),
        (ATOM.encode("gb18030"), "feed"),
        (b"text:'", None),
        (b"", None),
        (b"\x1f\x8b", None),
    ],
)
def test_the_first_bytes_tell_a_format(head: bytes, expected: str | None) -> None:
    found = by_content(head)
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("own", "job", "written"),
    [
        ("text", Job(), "text"),
        ("text", Job(target="text"), "text"),
        ("text", Job(target="markdown"), "markdown"),
        ("lines", Job(), "text"),
        ("lines", Job(target="text"), "text"),
        ("csv", Job(), None),
        ("csv", Job(target="jsonl"), "jsonl"),
        ("jsonl", Job(), None),
        ("jsonl", Job(target="jsonl"), None),
        ("jsonl", Job(target="jsonl", merge=True), "jsonl"),
        ("parquet", Job(target="text"), "text"),
    ],
)
def test_which_format_is_written(own: str, job: Job, written: str | None) -> None:
    found = output_format(InputPart("/a", "a", own), job)
    assert (found and found.name) == written


def compared(path: Path) -> Iterator[object]:
    """Yield all constants that a module compares something with."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for side in (node.left, *node.comparators) if isinstance(node, ast.Compare) else ():
            yield from (part.value for part in ast.walk(side) if isinstance(part, ast.Constant))


@pytest.mark.parametrize("folder", ["batch", "integrations"])
def test_only_formats_know_formats(folder: str) -> None:
    paths = [path for path in (PACKAGE / folder).rglob("*.py") if "formats" not in path.parts]
    asked = {(path.name, value) for path in paths for value in compared(path) if value in FORMATS}
    assert asked == set()


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("lines", "text:'甲'\n", "text:'乙'\n"),
        ("jsonl", '{"text": "甲"}\n', '{"text": "乙"}\n'),
        ("csv", "id,text\n1,甲\n", "2,乙\n"),
        ("tsv", "id\ttext\n1\t甲\n", "2\t乙\n"),
    ],
)
def test_records_of_a_pipe_are_read_as_they_come(name: str, first: str, second: str) -> None:
    read = FORMATS[name].read
    assert read is not None
    out, into = os.pipe()
    with os.fdopen(out, "rb") as file, os.fdopen(into, "wb", buffering=0) as writer:
        writer.write(first.encode())
        items = read(file, Range(), Job())
        found = [next(items)]
        writer.write(second.encode())
        found.append(next(items))
        writer.close()
        assert list(items) == []
    values = [item.value.decode() if isinstance(item.value, bytes) else str(item.value) for item in found]
    assert [value for value, text in zip(values, "甲乙", strict=True) if text not in value] == []


@pytest.mark.parametrize(
    ("start", "stop", "expected", "spans"),
    [
        (0, None, [b"ab\n", b"c\n", b"d"], [(0, 6)]),
        (0, 1, [b"ab\n"], [(0, 3)]),
        (0, 3, [b"ab\n"], [(0, 3)]),
        (0, 4, [b"ab\n", b"c\n"], [(0, 5)]),
        (1, 3, [], [(0, 3)]),
        (3, 5, [b"c\n"], [(2, 5)]),
        (4, 6, [b"d"], [(3, 6)]),
    ],
)
def test_a_line_belongs_to_the_range_it_begins_in(
    start: int, stop: int | None, expected: list[bytes], spans: list[tuple[int, int]]
) -> None:
    file = io.BytesIO(b"ab\nc\nd")
    stream = Utf8Stream(file, Range(start, stop))
    assert [item.kept for item in lines.read_lines(stream, 99)] == expected
    assert lines.spans(file, Range(start, stop)) == spans


@given(st.lists(st.sampled_from(["", "a", "bcd", "\u7532\u4e59"]), max_size=12), st.integers(1, 9), st.booleans())
def test_a_line_has_one_number_in_whatever_range_it_is(texts: list[str], each: int, is_ended: bool) -> None:
    data = ("\n".join(texts) + "\n" * is_ended).encode()
    assume(data)
    whole = [item.place for item in lines.read_lines(Utf8Stream(io.BytesIO(data), Range()), 99)]
    ranges = lines.numbered(io.BytesIO(data), lines.split(io.BytesIO(data), len(data), each))
    found = [lines.read_lines(Utf8Stream(io.BytesIO(data), where), 99) for where, _ in ranges]
    assert [item.place for part in found for item in part] == whole


def read_blocks(file: BinaryIO, _part: Range, _job: Job) -> Iterator[Item]:
    """Yield the dumps between lines of dashes."""
    for number, block in enumerate(file.read().split(b"\n---\n"), 1):
        yield Item(f"block {number}", block, block)


def test_a_new_format_is_only_itself_and_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = Format("blocks", suffixes=(".blocks",), magic=b"#blocks", read=read_blocks)
    monkeypatch.setitem(FORMATS, blocks.name, blocks)
    monkeypatch.setitem(BY_SUFFIX, ".blocks", blocks)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.blocks").write_text(f"{dump(1)}\n---\n{dump(2)}", "utf-8")
    (tmp_path / "in" / "b.BLOCKS.gz").write_bytes(b"\x1f\x8b")
    summary = batch(tmp_path / "in", output=tmp_path / "text", job=Job(target="text"), keep_failures=True)
    assert (tmp_path / "text" / "a.txt").read_text("utf-8") == cleaned(dump(1)) + "\f\n" + cleaned(dump(2))
    assert [os.path.basename(note.path) for note in summary.counts.notes] == ["b.BLOCKS.gz"]
    batch(tmp_path / "in" / "a.blocks", output=tmp_path / "all.jsonl", job=Job(CleanerSettings(), target="jsonl"))
    assert (tmp_path / "all.jsonl").read_bytes().count(b"\n") == 2
