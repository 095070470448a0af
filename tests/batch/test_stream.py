"""Streams of records: cut anywhere, cleaned by any number of workers, the output is the same."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.batch import dump
from wxclean.batch.formats.csv_cut import row_cut
from wxclean.batch.formats.lines import cutter
from wxclean.batch.formats.registry import FORMATS, sink_of
from wxclean.batch.job import InputPart, Job
from wxclean.batch.stream import chunks as chunks_module
from wxclean.batch.stream import in_order
from wxclean.batch.stream.chunks import Chunk, chunks_of
from wxclean.batch.stream.clean_stream import Output, clean_stream
from wxclean.batch.stream.source import source_of
from wxclean.batch.work.counts import Counts


class Pieces(io.RawIOBase):
    """A stream that gives its bytes in pieces of given sizes."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self.data = data
        self.sizes = sizes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(self.sizes.pop(0) if self.sizes else len(buffer), len(buffer), len(self.data))
        buffer[:size] = self.data[:size]
        self.data = self.data[size:]
        return size


def stream(data: bytes, sizes: list[int] | None = None) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(Pieces(data, list(sizes or []))))


def cleaned(
    data: bytes, own: str, target: str, *, sizes: list[int] | None = None, jobs: int = 1, job: Job | None = None
) -> tuple[bytes, list[Counts]]:
    """Return what comes of a stream of a format, written in another or the same one; and the counts."""
    job = (job or Job())._replace(target=target)
    out = io.BytesIO()
    source = source_of(stream(data, sizes), b"", InputPart("stream", "", own), job, named=True)
    sink = None if own == target and FORMATS[own].rows else sink_of(target, out, job)
    counts = list(clean_stream(source, Output(out, sink), job, jobs))
    if sink is not None:
        sink.close()
    return out.getvalue(), counts


ROWS = [{"n": number, "text": dump(number) if number % 2 else '甲，“乙”\n丙；\r\n"丁"'} for number in range(6)]


def csv_of(rows: list[dict[str, Any]]) -> bytes:
    quoted = (f'{row["n"]},"{str(row["text"]).replace(chr(34), chr(34) * 2)}"' for row in rows)
    return ("n,text\n" + "\n".join(quoted) + "\n").encode()


STREAMS = {
    "jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode(),
    "csv": csv_of(ROWS),
    "json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "lines": "\n".join("text:" + repr(row["text"]) for row in ROWS).encode(),
}
WAYS = [(own, target) for own in STREAMS for target in ("text", "markdown", "jsonl", "json", "csv", "tsv")]


@pytest.mark.parametrize(("own", "target"), WAYS)
@settings(max_examples=15)
@given(sizes=st.lists(st.integers(1, 400), max_size=40))
def test_any_split_of_a_stream_gives_the_same_output(own: str, target: str, sizes: list[int]) -> None:
    assert cleaned(STREAMS[own], own, target, sizes=sizes)[0] == cleaned(STREAMS[own], own, target)[0]


@pytest.mark.parametrize("own", list(STREAMS))
@pytest.mark.parametrize("size", [1, 500, 5000])
def test_any_size_of_chunks_gives_the_same_output(own: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {target: cleaned(STREAMS[own], own, target) for target in ("text", "jsonl", "csv")}
    monkeypatch.setattr(chunks_module, "FIRST", size)
    monkeypatch.setattr(chunks_module, "SIZE", size)
    for target, (output, _) in expected.items():
        assert cleaned(STREAMS[own], own, target)[0] == output


@pytest.mark.parametrize(("own", "target"), [("jsonl", "jsonl"), ("jsonl", "text"), ("csv", "csv"), ("csv", "json")])
def test_workers_give_the_same_in_order(own: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, _ = cleaned(STREAMS[own], own, target)
    for module, name, value in ((chunks_module, "FIRST", 300), (chunks_module, "SIZE", 300), (in_order, "_ALONE", 1)):
        monkeypatch.setattr(module, name, value)
    assert cleaned(STREAMS[own], own, target, jobs=2)[0] == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5"])
@pytest.mark.parametrize("own", ["jsonl", "csv"])
def test_any_encoding_gives_the_same_text(own: str, encoding: str) -> None:
    text = STREAMS[own].decode().replace("“", "「").replace("”", "」")
    named = Job(cleaner=Job().cleaner._replace(encoding="big5")) if encoding == "big5" else Job()
    text = text if encoding != "big5" else "".join(c for c in text if c.encode("big5", "ignore"))
    output, _ = cleaned(text.encode(encoding), own, "text", job=named)
    assert output == cleaned(text.encode(), own, "text")[0]


def test_what_fails_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks_module, "FIRST", 1)
    monkeypatch.setattr(chunks_module, "SIZE", 1)
    data = b'{"text": "a"}\nbroken\n\n{"text": "b"}\n{"n": 1}\n'
    output, counts = cleaned(data, "jsonl", "jsonl", sizes=[3, 12, 4])
    assert output == b'{"text": "a"}\n\n{"text": "b"}\n'
    assert [note.place for each in counts for note in each.notes] == ["line 2", "line 5"]
    data = b'n,text\n1,"a\nb"\n2,"a"b,c\n3,c\n4,"a"b,c\n'
    output, counts = cleaned(data, "csv", "csv", sizes=[3, 12, 4])
    assert [note.place for each in counts for note in each.notes] == ["line 4", "line 6"]


def test_a_record_that_is_too_long_fails_by_itself_and_is_not_held() -> None:
    line = b'{"text": "' + b"a" * 5_000_000 + b'"}\n'
    data = b'{"text": "a"}\n' + line + b'{"text": "b"}\n'
    output, counts = cleaned(data, "jsonl", "jsonl", job=Job(max_record=1000))
    assert output == b'{"text": "a"}\n{"text": "b"}\n'
    assert [(note.place, "--max-record-size" in note.reason) for each in counts for note in each.notes] == [
        ("line 2", True)
    ]


def test_of_a_record_that_is_too_long_not_all_is_held() -> None:
    long = b"a" * 6_000_000 + b"\nb\n"
    sizes = [len(found.data) for found in chunks_of(stream(long), cutter(b"", Job()), 99, lambda: False, len) if found]
    assert max(sizes) < 2_500_000


def lines_of(chunks: Iterator[Chunk | None]) -> list[bytes | None]:
    return [None if chunk is None else chunk.data for chunk in chunks]


def test_what_is_whole_comes_before_a_wait() -> None:
    waits = iter([False, True, False, True, False])
    chunks = chunks_of(stream(b"a\nbc\nd", [3, 2, 1]), cutter(b"", Job()), 99, lambda: next(waits, False), len)
    assert lines_of(chunks) == [b"a\n", None, b"bc\n", None, b"d"]


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("", 0),
        ("a,b", 0),
        ("a,b\nc", 4),
        ('a,"b\nc', 0),
        ('a\n"b\nc', 2),
        ('a,"b ""c""\n"\nd', 13),
        ('"a"\n"b', 4),
        ('a,5" disk\nb', 10),
        ('a, "b\nc', 6),
        ('a,"b"c\nd', 7),
        ('a,"b"c,"d\ne', 10),
        ("a\r\nb", 3),
        ('a;"b\nc', 5),
    ],
)
def test_rows_end_outside_of_quoted_cells(data: str, end: int) -> None:
    assert row_cut(",")(data.encode(), 0)[0] == end


@settings(max_examples=300)
@given(st.text(alphabet='ab,"\n\r;', max_size=40))
def test_a_table_may_be_cut_wherever_it_is_cut(body: str) -> None:
    data = ("n,text\n" + body).encode()
    whole, counts = cleaned(data, "csv", "csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks_module, "FIRST", 1)
        patch.setattr(chunks_module, "SIZE", 1)
        pieces, counts_of_pieces = cleaned(data, "csv", "csv", sizes=[1] * len(data))
    assert pieces == whole
    assert places(counts_of_pieces) == places(counts)


def places(counts: list[Counts]) -> list[str]:
    return [note.place for each in counts for note in each.notes]


@given(st.text(alphabet='a,"\n', max_size=30), st.integers(0, 30))
def test_a_state_carries_on(data: str, at: int) -> None:
    cut = row_cut(",")
    first, state = cut(data[:at].encode(), 0)
    second, last = cut(data[at:].encode(), state)
    assert (at + second if second else first, last) == cut(data.encode(), 0) or at > len(data)


def test_a_table_with_the_line_ends_of_an_old_macintosh_is_one_piece() -> None:
    assert cleaned(b"n,text\r1,a\r2,b\r", "csv", "text")[0] == b"a\n\f\nb\n"


@pytest.mark.parametrize(
    ("own", "pieces", "place"),
    [
        ("jsonl", [b'{"text": "a"}\n', b'{"text": "die"}\n', b'{"text": "c"}\n'], "lines 2 to 2"),
        ("csv", [b'n,text\n1,"a\rb"\n', b'2,"die\rx\r\ny"\n', b"3,c\n"], "lines 4 to 6"),
    ],
)
def test_a_chunk_whose_worker_dies_twice_is_told(
    monkeypatch: pytest.MonkeyPatch, own: str, pieces: list[bytes], place: str
) -> None:
    monkeypatch.setattr(chunks_module, "FIRST", 1)
    monkeypatch.setattr(chunks_module, "SIZE", 1)
    monkeypatch.setattr(in_order, "_ALONE", 1)
    monkeypatch.setattr(in_order, "_numbered", dying)
    output, counts = cleaned(b"".join(pieces), own, own, sizes=list(map(len, pieces[:2])), jobs=2)
    assert (b"die" in output, b"c" in output) == (False, True)
    [note] = [note for each in counts for note in each.notes]
    assert (note.place, "died" in note.reason or "ended" in note.reason) == (place, True)


def test_a_chunk_whose_worker_dies_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks_module, "FIRST", 1)
    monkeypatch.setattr(chunks_module, "SIZE", 1)
    monkeypatch.setattr(in_order, "_ALONE", 1)
    monkeypatch.setattr(in_order, "_numbered", dying_once)
    monkeypatch.setenv("DIED", str(tmp_path / "died"))
    lines = b'{"text": "a"}\n{"text": "die"}\n{"text": "c"}\n'
    output, counts = cleaned(lines, "jsonl", "jsonl", sizes=[14, 16], jobs=2)
    assert (output, [note for each in counts for note in each.notes]) == (lines, [])
    assert (tmp_path / "died").exists()


def dying_once(number: int, *arguments: Any) -> Any:
    """Clean a chunk as workers do, but end the process the first time over one that says so."""
    died = Path(os.environ["DIED"])
    if b"die" in arguments[1].data and not died.exists():
        died.touch()
        os._exit(7)
    return ORIGINAL(number, *arguments)


def dying(number: int, *arguments: Any) -> Any:
    """Clean a chunk as workers do, but end the process over one that says so."""
    if b"die" in arguments[1].data:
        os._exit(7)
    return ORIGINAL(number, *arguments)


ORIGINAL: Callable[..., Any] = in_order._numbered
