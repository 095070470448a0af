"""Files that carry saved pages, through the command: found by name and by content, read and never written."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import dump as made_dump
from tests.helpers.carriers import mhtml, part, record
from tests.helpers.foreign import MHTML

WORDS = ("潮水退了，船还在岸上。", "灯塔的灯亮了。")


def feed(*texts: str) -> bytes:
    items = "".join(f"<item><description>{text}</description></item>" for text in texts)
    return f"<?xml version='1.0'?>\n<rss><channel><title>潮汐手记</title>{items}</channel></rss>".encode()


def wet(*texts: str) -> bytes:
    info = record(b"software: x\r\n", "warcinfo", content="application/warc-fields")
    return info + b"".join(record(text.encode(), "conversion", content="text/plain") for text in texts)


def saved(*texts: str) -> bytes:
    pages = (f"<html><body><div id='js_content'><p>{text}</p></div></body></html>".encode() for text in texts)
    return mhtml(*map(part, pages), kind="mixed")


CARRIERS = {"feed.rss": feed(*WORDS), "crawl.wet": wet(*WORDS), "saved.mhtml": saved(*WORDS)}
"""A file of each kind, with two records."""


@pytest.fixture(params=CARRIERS)
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Write a file of one kind to the folder of the run."""
    name: str = request.param
    (tmp_path / name).write_bytes(CARRIERS[name])
    return name


def texts(lines: bytes) -> list[str]:
    return [json.loads(line)["text"] for line in lines.decode().splitlines()]


def test_it_is_found_by_name_and_by_content(run: Run, carrier: str) -> None:
    data = CARRIERS[carrier]
    Path("unknown.bin").write_bytes(data)
    for name in (f"{carrier}.gz", "unknown.gz"):
        Path(name).write_bytes(gzip.compress(data))
    for name in (carrier, f"{carrier}.gz", "unknown.bin", "unknown.gz"):
        assert texts(run("-f", "jsonl", name).out) == list(WORDS)
        run("-q", name, "-o", "out.jsonl")
        assert texts(Path("out.jsonl").read_bytes()) == list(WORDS)
    for stdin in (data, gzip.compress(data)):
        assert texts(run("-f", "jsonl", stdin=stdin).out) == list(WORDS)


def test_what_was_utf8_is_not_said_to_change_its_encoding(run: Run, carrier: str) -> None:
    assert b"file.encoding" not in run("explain", carrier).out
    assert b"encoding" not in run("--diff", carrier).out


def test_a_folder_gives_texts(run: Run, carrier: str) -> None:
    stem, suffix = os.path.splitext(carrier)
    Path("in").mkdir()
    Path("in", carrier).write_bytes(CARRIERS[carrier])
    Path("in", f"{stem}2{suffix.upper()}.gz").write_bytes(gzip.compress(CARRIERS[carrier]))
    assert run("-q", "in", "-o", "out").code == 0
    out = {path.name: path.read_bytes() for path in Path("out").glob("[!.]*")}
    assert set(out) == {f"{stem}.txt", f"{stem}2.txt.gz"}
    assert gzip.decompress(out[f"{stem}2.txt.gz"]) == out[f"{stem}.txt"]
    assert [text for text in WORDS if text not in out[f"{stem}.txt"].decode()] == []
    before = os.stat(Path("out", f"{stem}.txt")).st_mtime_ns
    assert run("-q", "in", "-o", "out", "--resume").code == 0
    assert os.stat(Path("out", f"{stem}.txt")).st_mtime_ns == before
    assert {path.name: path.read_bytes() for path in Path("out").glob("[!.]*")} == out


def test_what_is_written_doesnt_hang_on_the_number_of_workers(run: Run, carrier: str) -> None:
    Path("in").mkdir()
    for number in range(5):
        Path("in", f"{number}{carrier}").write_bytes(CARRIERS[carrier])
    assert run("-q", "in", "-o", "one.jsonl", "-j", "1").code == 0
    assert run("-q", "in", "-o", "two.jsonl", "-j", "2").code == 0
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()
    assert len(texts(Path("one.jsonl").read_bytes())) == 10


def test_in_place_it_stays(run: Run, carrier: str) -> None:
    Path("in").mkdir()
    Path("in", carrier).write_bytes(CARRIERS[carrier])
    Path("in", "a.txt").write_text(made_dump(1), "utf-8")
    said = "such a file is only read, so it can't be cleaned in place; name an output, as in -o FOLDER/ or -o all.jsonl"
    result = run("-i", os.path.join("in", carrier))
    assert (result.code, result.err.count(said)) == (3, 1)
    result = run("-i", "in")
    assert (result.code, result.err.count(f"{carrier}: {said}")) == (0, 1)
    assert Path("in", carrier).read_bytes() == CARRIERS[carrier]
    assert Path("in", "a.txt").read_text("utf-8") != made_dump(1)


def test_none_is_written(run: Run, carrier: str, dump: str) -> None:
    result = run(dump, "-o", f"new{os.path.splitext(carrier)[1]}")
    assert result.code == 2
    assert "wxclean reads such files and writes none; end the name in .txt, .md" in result.err


def test_a_preview_shows_each_record(run: Run, carrier: str) -> None:
    assert run("inspect", carrier).out.decode().count("wrapper") == 2
    for command in (("explain",), ("--diff",)):
        assert run(*command, carrier).code == 0
    assert run("--check", carrier).code == 1


def test_xml_that_is_no_feed_is_passed_over_in_a_folder(run: Run) -> None:
    Path("in").mkdir()
    Path("in", "feed.xml").write_bytes(feed(*WORDS))
    Path("in", "pom.xml").write_text("<project><name>渡口</name></project>", "utf-8")
    result = run("in", "-o", "out")
    assert (result.code, result.err.count("pom.xml: is no feed")) == (0, 1)
    assert [path.name for path in Path("out").glob("[!.]*")] == ["feed.txt"]
    assert run("in/pom.xml", "-o", "out/").code == 3


def test_only_pages_of_wechat_are_taken_unless_all_hosts_are_asked_for(run: Run) -> None:
    other = record("别处的话。".encode(), "conversion", address="https://example.com/", content="text/plain")
    Path("mixed.wet").write_bytes(wet(*WORDS) + other)
    Path("others.wet").write_bytes(other)
    assert texts(run("-f", "jsonl", "mixed.wet").out) == list(WORDS)
    assert texts(run("-f", "jsonl", "--all-hosts", "mixed.wet").out) == [*WORDS, "别处的话。"]
    said = "others.wet: holds no page of mp.weixin.qq.com, and 1 of other hosts; --all-hosts takes them\n"
    assert run("others.wet") == (0, b"", f"wxclean: skipped: {said}")
    assert run("-q", "others.wet") == (0, b"", "")
    result = run("others.wet", "-o", "out.jsonl")
    assert (result.code, result.err.endswith(said)) == (0, True)
    assert run("-q", "mixed.wet", "-o", "all.jsonl", "--resume").code == 0
    assert run("-q", "mixed.wet", "-o", "all.jsonl", "--resume", "--all-hosts").code == 0
    assert len(texts(Path("all.jsonl").read_bytes())) == 3


def test_a_file_that_is_cut_off_gives_what_is_whole(run: Run) -> None:
    data = b"".join(gzip.compress(record(text.encode(), "conversion", content="text/plain")) for text in WORDS)
    Path("cut.wet.gz").write_bytes(data[:-20])
    Path("cut.rss").write_bytes(feed(*WORDS)[:-60])
    for name, place in (("cut.wet.gz", "record"), ("cut.rss", "item")):
        result = run("-f", "jsonl", name)
        assert (result.code, texts(result.out)) == (3, [WORDS[0]])
        assert f"{name}, " in result.err
        assert place in result.err
        assert run("-q", name, "-o", "out.jsonl", "--failures", "failed.jsonl").code == 3
        assert texts(Path("out.jsonl").read_bytes()) == [WORDS[0]]
        assert len(Path("failed.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (feed(*WORDS), "is an RSS or Atom feed: give it a name that ends with .xml, .rss or .atom"),
        (MHTML.encode(), "is a page saved as MHTML: give it a name that ends with .mhtml"),
        (
            record(b"", "warcinfo") + record(b"GET / HTTP/1.1", "request"),
            "is a WARC archive of pages: give it a name that",
        ),
    ],
)
def test_a_name_that_promises_a_text_is_told(run: Run, data: bytes, said: str) -> None:
    Path("a.txt").write_bytes(data)
    result = run("a.txt")
    assert (result.code, result.err.startswith(f"wxclean: a.txt: {said}")) == (3, True)
