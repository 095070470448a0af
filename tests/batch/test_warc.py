"""WARC and WET: which records are pages or texts, in any coding, of which hosts; what is broken costs only itself."""

from __future__ import annotations

import gzip
import io
import re
import sys
import tracemalloc
import zlib
from typing import Any, BinaryIO, cast

import brotli  # type: ignore[import-untyped, unused-ignore]
import pytest
import zstandard

from tests.helpers.carriers import ADDRESS, ANY, Dribble, chunked, http, read, record
from wxclean.batch.formats.carriers.formats import WARC
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError, UsageError

HTML = "<html><body><div id='js_content'><p>潮水退了，船还在岸上。</p></div></body></html>"
PAGE = HTML.encode()
TEXT = "潮水退了。\n船还在岸上。"
INFO = record(b"software: x\r\n", "warcinfo", content="application/warc-fields")
ELSEWHERE = record(http(PAGE), address="https://example.com/")
RAW = zlib.compressobj(wbits=-15)

RECORDS = [
    (record(http(PAGE)), [HTML]),
    (record(http(PAGE, kind='text/html; charset="gb2312"').replace(PAGE, HTML.encode("gb18030"))), [HTML]),
    (record(http(HTML.encode("gb18030"), kind="text/html")), [HTML]),
    (record(http(b"<meta charset=gbk>" + HTML.encode("gb18030"), kind="text/html")), ["<meta charset=gbk>" + HTML]),
    (record(http(PAGE, kind="application/xhtml+xml")), [HTML]),
    (record(http(PAGE).replace(b"Content-Type", b"X-Type")), [HTML]),
    (record(http(PAGE), address=f"<{ADDRESS}>"), [HTML]),
    (record(http(PAGE), address=ADDRESS.replace("https://mp", "http://MP").replace("com/", "com:80/")), [HTML]),
    (record(PAGE, "resource", content="text/html; charset=utf-8"), [HTML]),
    (record(TEXT.encode() + b"\n", "conversion", content="text/plain"), [TEXT]),
    (INFO + record(http(PAGE)) + record(http(PAGE)), [HTML, HTML]),
    (ELSEWHERE + record(http(PAGE)), [HTML]),
    (record(http(PAGE)) + b"\r\n\r\n" + record(http(PAGE)), [HTML, HTML]),
    (record(TEXT.encode(), "conversion", content="text/plain").replace(b"\r\n", b"\n") * 2, [TEXT, TEXT]),
    (record(b"GET / HTTP/1.1\r\n\r\n", "request") + record(b"a: b", "metadata", content="application/warc-fields"), []),
    (record(http(b""), "revisit"), []),
    (record(http(b"gone", status="404 Not Found")), []),
    (record(http(b"", status="302 Found", more="Location: /x\r\n")), []),
    (record(http(b"{}", kind="application/json")), []),
    (record(http(b"\x89PNG", kind="image/png")), []),
    (record(http(b"\x89PNG", kind="")), []),
    (record(bytes(9), "resource", content="image/png"), []),
    (record(bytes(9), content="text/dns"), []),
]


@pytest.mark.parametrize(("data", "texts"), RECORDS)
def test_which_records_are_pages_or_texts(data: bytes, texts: list[str]) -> None:
    assert [item.value.payload for item in read(WARC, data)] == texts


BODIES = [
    (chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
    (PAGE, "Transfer-Encoding: chunked\r\n"),
    (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
    (gzip.compress(PAGE), "content-encoding: x-gzip\r\n"),
    (PAGE, "Content-Encoding: gzip\r\n"),
    (chunked(gzip.compress(PAGE)), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    (brotli.compress(PAGE), "Content-Encoding: br\r\n"),
    (PAGE, "Content-Encoding: br\r\n"),
    (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
    (RAW.compress(PAGE) + RAW.flush(), "Content-Encoding: deflate\r\n"),
    (zstandard.compress(PAGE), "Content-Encoding: zstd\r\n"),
    (gzip.compress(brotli.compress(PAGE)), "Content-Encoding: br, gzip\r\n"),
    (PAGE, "Content-Encoding: identity\r\n"),
]


@pytest.mark.parametrize(("body", "more"), BODIES)
def test_a_body_in_any_coding(body: bytes, more: str) -> None:
    assert [item.value.payload for item in read(WARC, record(http(body, more=more)))] == [HTML]


def test_what_is_said_of_a_record() -> None:
    members = {
        "id": "<urn:uuid:1>",
        "WARC-Type": "response",
        "WARC-Target-URI": ADDRESS,
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Date": "2024-01-02T03:04:05Z",
    }
    (item,) = read(WARC, INFO + record(http(PAGE), more="WARC-Truncated: length\r\n"))
    assert item.place == "record 2"
    assert {name: item.value.fields.get(name) for name in members} == members
    assert item.value.warnings == ("the crawler cut the page off: length",)


def test_all_hosts_are_taken_where_that_is_asked_for() -> None:
    data = ELSEWHERE + record(http(PAGE)) + record(http(PAGE), address="no address")
    assert len(read(WARC, data, Job(all_hosts=True))) == 3


def test_that_no_page_is_of_the_host_is_said() -> None:
    found = [(item.place, item.value, item.error, item.note) for item in read(WARC, INFO + ELSEWHERE * 2)]
    note = "holds no page of mp.weixin.qq.com, and 2 of other hosts; --all-hosts takes them"
    assert found == [("", None, None, note)]


def coded(body: bytes, more: str) -> bytes:
    return record(http(body, more=f"{more}\r\n"))


GOOD = record(http(PAGE))
SHORT = re.sub(rb"Content-Length: \d+", b"Content-Length: 60", GOOD)
LONG = re.sub(rb"Content-Length: \d+", b"Content-Length: 9999", GOOD)
CODED = {
    "Transfer-Encoding: chunked": (chunked(PAGE)[:-30], "the HTTP body is cut off or broken (unexpected"),
    "Content-Encoding: gzip": (gzip.compress(PAGE)[:-20], "broken packed data"),
    "Content-Encoding: br": (brotli.compress(PAGE)[:-5], "the HTTP body is cut off or broken"),
    "Content-Encoding: zstd": (zstandard.compress(PAGE)[:-5], "the HTTP body is cut off or broken"),
    "Content-Encoding: deflate": (zlib.compress(PAGE)[:-9], "the HTTP body is cut off or broken (deflate)"),
    "Content-Encoding: lzma": (b"\1\2", "the HTTP body is in a coding that wxclean doesn't know: lzma"),
    "X: " + "a" * 99_000: (PAGE, "no HTTP response (Maximum header length exceeded); fetch the page again"),
    "X: a": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF"),
}
NO_FORM = "after record 1: not in the form of WARC"
ENDLESS = b"WARC/1.0\r\nX: " + b"a" * 300_000
FAULTS = [
    (GOOD + b"rubbish\r\n" * 9 + GOOD, [None, NO_FORM, None]),
    (GOOD + b"rubbish" * 90_000 + b"\n" + GOOD, [None, NO_FORM, None]),
    (GOOD + ENDLESS + b"\r\n\r\n" + GOOD, [None, NO_FORM, None]),
    ((GOOD + b"rubbish\r\n") * 3, [None, NO_FORM, None, NO_FORM[:6], None, NO_FORM[:6]]),
    (SHORT + GOOD, [None, NO_FORM, None]),
    (LONG + GOOD, ["record 1: the file ends in the middle of the record; fetch it again"]),
    (GOOD + GOOD[:-60], [None, "record 2: the file ends in the middle of the record; fetch it again"]),
    (GOOD + GOOD[:40], [None, "record 2: its header is cut off"]),
    (GOOD.replace(b"WARC-Type", b"WARC-Tipe") + GOOD, ["record 1: its header is cut off: it has no", None]),
    *((coded(body, more) + GOOD, [f"record 1: {said}", None]) for more, (body, said) in CODED.items()),
]


@pytest.mark.parametrize(("data", "said"), FAULTS)
def test_a_record_that_is_broken_costs_only_itself(data: bytes, said: list[str | None]) -> None:
    found = [item.error and f"{item.place}: {item.error}" for item in read(WARC, data)]
    assert [one and one[: len(want or "")] for one, want in zip(found, said, strict=True)] == said


@pytest.mark.parametrize("size", [7, 100])
@pytest.mark.parametrize("data", [data for data, _ in FAULTS[:5]])
def test_an_archive_is_read_alike_in_whatever_pieces_it_comes(data: bytes, size: int) -> None:
    assert WARC.read is not None
    data = data[:5000] + data[-5000:]
    found = WARC.read(cast("BinaryIO", io.BufferedReader(Dribble(data, size))), Range(), ANY)
    assert list(found) == read(WARC, data)


BOMBS = [
    ("gzip", gzip.compress(b"<" + bytes(40 << 20))),
    ("deflate", zlib.compress(bytes(40 << 20))),
    ("br", brotli.compress(bytes(40 << 20), quality=4)),
    ("zstd", zstandard.compress(bytes(40 << 20))),
    ("gzip, gzip", gzip.compress(gzip.compress(bytes(40 << 20)))),
]


@pytest.mark.parametrize(("coding", "body"), BOMBS)
def test_a_bomb_costs_only_itself(coding: str, body: bytes) -> None:
    data = record(http(body, more=f"Content-Encoding: {coding}\r\n"))
    found = [item.error for item in read(WARC, data + GOOD, Job(max_record=1 << 20))]
    assert found == ["longer than 1,048,576 bytes; raise --max-record-size if that is right", None]


def test_a_record_that_is_too_long_costs_only_itself() -> None:
    found = [item.error for item in read(WARC, record(http(PAGE * 99)) + GOOD, Job(max_record=2000))]
    assert found == ["longer than 2,000 bytes; raise --max-record-size if that is right", None]


@pytest.mark.parametrize("data", [b"rubbish\r\n\r\n", PAGE])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="not in the form of WARC"):
        read(WARC, data)


def test_without_fastwarc_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(UsageError, match="WARC needs fastwarc; install it with: pip install 'wxclean"):
        read(WARC, GOOD)


class Many(io.RawIOBase):
    """An archive with a record over and over."""

    def __init__(self, record: bytes, count: int) -> None:
        self.record = record
        self.left = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.left -= 1
        size = len(self.record) if self.left >= 0 else 0
        buffer[:size] = self.record[:size]
        return size


def test_memory_stays_flat() -> None:
    assert WARC.read is not None
    file = io.BufferedReader(Many(record(http(PAGE * 300)), 1000), 1 << 16)
    tracemalloc.start()
    count = sum(1 for _ in WARC.read(cast("BinaryIO", file), Range(), ANY))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 1000
    assert peak < 2 << 20


def test_a_text_has_the_limit_of_a_record() -> None:
    data = record(b"a" * 2000, "conversion", content="text/plain") + record(TEXT.encode(), "conversion")
    first, second = read(WARC, data, Job(max_record=1000))
    assert (first.value, second.value.payload) == (None, TEXT)
    assert first.error is not None
    assert first.error.startswith("longer than 1,000 bytes")
