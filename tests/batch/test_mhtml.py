"""Pages saved as MHTML: which parts are pages, in any coding and encoding, and what the message says of them."""

from __future__ import annotations

import io
import tracemalloc
from typing import Any, BinaryIO, cast

import pytest

from tests.helpers.carriers import ADDRESS, ANY, Dribble, mhtml, multipart, part, read
from wxclean.batch.formats.carriers.formats import MHTML
from wxclean.batch.job import Job, Range
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import InputError
from wxclean.language import speaking, translated

PAGE = "<html><body><div id='js_content'><p>潮水退了，船还在岸上。</p></div></body></html>"
OTHER = PAGE.replace("退", "涨")
PICTURE = part(bytes(900), kind="image/png", coding="base64", location="https://x.cn/1.png")
STYLE = part(b"p { color: red }", kind="text/css", location="cid:css-1@mhtml.blink")
ROOT = part(PAGE.encode(), location=ADDRESS, content_id="<frame-1@mhtml.blink>")
FRAME = part(OTHER.encode(), location="https://v.qq.com/iframe/player.html", content_id="<frame-2@mhtml.blink>")
ARTICLE = part(OTHER.encode(), location=ADDRESS[:-1] + "h")
AGAIN = part(OTHER.encode(), location=ADDRESS + "?scene=21")
ALONE = f"MIME-Version: 1.0\r\nContent-Location: {ADDRESS}\r\n".encode() + part(PAGE.encode())
NESTED = multipart(part(PAGE.encode()), kind="alternative", boundary="y")
START = ' start="<frame-2@mhtml.blink>";'

PAGES = [
    (mhtml(ROOT, PICTURE, STYLE), [PAGE]),
    (mhtml(PICTURE, ROOT), [PAGE]),
    (mhtml(ROOT, FRAME, PICTURE), [PAGE]),
    (mhtml(FRAME, ROOT, parameters=' start="<frame-1@mhtml.blink>";'), [PAGE]),
    (mhtml(part(PAGE.encode()), parameters=START), [PAGE]),
    (mhtml(ROOT, ARTICLE), [PAGE, OTHER]),
    (mhtml(ROOT, AGAIN), [PAGE]),
    (mhtml(part(PAGE.encode()), part(OTHER.encode())), [PAGE]),
    (mhtml(part(PAGE.encode()), part(OTHER.encode()), kind="mixed"), [PAGE, OTHER]),
    (mhtml(part(PAGE.encode(), content_id="<frame-1@mhtml.blink>"), PICTURE), [PAGE]),
    (mhtml(ROOT, ARTICLE, kind="mixed"), [PAGE, OTHER]),
    (mhtml(NESTED, PICTURE), [PAGE]),
    (mhtml(multipart(ROOT, FRAME, boundary="y"), multipart(ARTICLE, boundary="z"), kind="mixed"), [PAGE, OTHER]),
    (mhtml(ROOT, PICTURE) + b"\r\n" + mhtml(ARTICLE, boundary="other"), [PAGE, OTHER]),
    (b"From - Fri Nov 30 2018\r\n" + mhtml(ROOT) + b"\r\nFrom - Sat\r\n" + mhtml(ARTICLE), [PAGE, OTHER]),
    (mhtml(ROOT, parameters=' type="text/html";', boundary="----=_NextPart_000_0000"), [PAGE]),
    (mhtml(ROOT).replace(b"\r\n", b"\n"), [PAGE]),
    (b"\xef\xbb\xbf" + mhtml(ROOT), [PAGE]),
    (mhtml(ROOT).replace(b"\r\n\r\n--x", b"\r\n\r\nThis is a message in MIME.\r\n--x", 1), [PAGE]),
    (mhtml(ROOT).rpartition(b"--x--")[0], [PAGE]),
    (ALONE, [PAGE]),
]


@pytest.mark.parametrize(("data", "pages"), PAGES)
def test_which_parts_are_pages(data: bytes, pages: list[str]) -> None:
    assert [item.value.payload.strip() for item in read(MHTML, data)] == pages


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("data", [data for data, _ in PAGES])
def test_a_file_is_read_alike_in_whatever_pieces_it_comes(data: bytes, size: int) -> None:
    assert MHTML.read is not None
    found = MHTML.read(cast("BinaryIO", io.BufferedReader(Dribble(data, size))), Range(), ANY)
    assert list(found) == read(MHTML, data)


CHARSET = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
ENCODINGS = [
    ("utf-8", "text/html", ""),
    ("gb18030", 'text/html; charset="gb2312"', ""),
    ("gb18030", "text/html", CHARSET.format("gb2312")),
    ("gb18030", "text/html", ""),
    ("utf-8", 'text/html; charset="gb2312"', "<meta charset='utf-8'>"),
    ("gb18030", "text/html; charset=utf-8", CHARSET.format("gbk")),
    ("utf-16", 'text/html; charset="unicode"', ""),
    ("utf-8-sig", 'text/html; charset="gb2312"', ""),
    ("utf-8", 'text/html; charset="nobody-knows"', ""),
    ("utf-8", "text/html; charset=iso-8859-1", ""),
    ("gb18030", "text/html; charset=iso-8859-1", ""),
    ("gb18030", "text/html", CHARSET.format("windows-1252")),
    ("utf-8", "text/html", CHARSET.format("utf-16")),
    ("big5hkscs", "text/html; charset=x-x-big5", ""),
    ("gb18030", "text/html; charset=x-gbk", ""),
]


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit", "binary", ""])
@pytest.mark.parametrize(("encoding", "kind", "meta"), ENCODINGS)
def test_a_page_in_any_coding_and_encoding(coding: str, encoding: str, kind: str, meta: str) -> None:
    if encoding == "utf-16" and coding != "base64":
        pytest.skip("such bytes hold line breaks of their own")
    page = meta + PAGE.replace("还", "還" if encoding == "big5hkscs" else "还") * 3
    (item,) = read(MHTML, mhtml(part(page.encode(encoding), kind=kind, coding=coding), PICTURE))
    assert item.value.payload.strip() == page
    names = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}
    assert item.decoded[0] == names.get(encoding, encoding)


def test_an_encoding_that_is_named_counts() -> None:
    data = mhtml(part(PAGE.replace("潮", "港").encode("big5", "ignore"), kind="text/html; charset=gbk"))
    (item,) = read(MHTML, data, Job(CleanerSettings(encoding="big5")))
    assert "港水退了" in item.value.payload


FIELDS: list[tuple[bytes, list[dict[str, Any]]]] = [
    (mhtml(ROOT, ARTICLE), [{"url": ADDRESS, "title": "潮"}, {"url": ADDRESS[:-1] + "h"}]),
    (mhtml(part(PAGE.encode())), [{"url": ADDRESS, "title": "潮"}]),
    (mhtml(part(PAGE.encode(), location="cid:frame-1@mhtml.blink")), [{"url": ADDRESS, "title": "潮"}]),
    (mhtml(part(PAGE.encode()), subject="=?gb2312?B?s7HLrg==?="), [{"url": ADDRESS, "title": "潮水"}]),
    (mhtml(part(PAGE.encode()), subject="潮水"), [{"url": ADDRESS, "title": "潮水"}]),
    (
        mhtml(part(PAGE.encode()), subject="=?nobody-knows?B?s7HLrg==?="),
        [{"url": ADDRESS, "title": "=?nobody-knows?B?s7HLrg==?="}],
    ),
    (mhtml(part(PAGE.encode()), location=f"{ADDRESS}\r\n ?scene=1", subject=""), [{"url": f"{ADDRESS}?scene=1"}]),
]


@pytest.mark.parametrize(("data", "fields"), FIELDS)
def test_what_is_said_of_a_page(data: bytes, fields: list[dict[str, Any]]) -> None:
    saved = {"saved": "2018-11-30 21:00"}
    assert [item.value.fields for item in read(MHTML, data)] == [{**one, **saved} for one in fields]


CUT = mhtml(part(PAGE.encode(), coding="8bit")).partition("岸".encode())[0]
BASE64 = part(b"PGh0bWw+x", coding="", kind="text/html\r\nContent-Transfer-Encoding: base64")
FAULTS = [
    (CUT, "page 1: the file ends in the middle of the page; save it again"),
    (mhtml(BASE64, PICTURE), "page 1: the base64 of the page is broken"),
    (mhtml(part(b"\x89PNG\r\n\x1a\n\0\0", coding="base64"), ARTICLE), "page 1: is a picture"),
]


@pytest.mark.parametrize(("data", "said"), FAULTS)
def test_a_page_that_is_broken_is_told(data: bytes, said: str) -> None:
    found = [f"{item.place}: {item.error}" for item in read(MHTML, data) if item.error]
    assert [one[: len(said)] for one in found] == [said]


def test_what_is_told_of_a_broken_page_can_be_translated() -> None:
    [item] = read(MHTML, CUT)
    with speaking("zh"):
        assert (translated(item.place), translated(item.error or "")) == (
            "第 1 个页面",
            "文件在页面中途截断；请重新保存",
        )


def test_a_page_that_is_too_long_costs_only_itself() -> None:
    long = part((PAGE + "长" * 900).encode(), location=ADDRESS)
    found = read(MHTML, mhtml(long, ARTICLE), Job(max_record=1000))
    assert [item.error for item in found] == ["longer than 1,000 bytes; raise --max-record-size if that is right", None]


REFUSED = [
    (mhtml(PICTURE, STYLE), "holds no page"),
    (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + PAGE.encode(), "holds no page"),
    (b"", "holds no page"),
    (b"MIME-Version: 1.0\r\n" + b"X-A: b\r\n" * 20_000, "a header is longer than 65,536 bytes"),
    (b"MIME-Version: " + b"1" * 200_000, "a header is longer than 65,536 bytes"),
]


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_what_is_no_page_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(MHTML, data)


def test_parts_in_parts_without_end_take_no_stack() -> None:
    deep = b"".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode() for level in range(20_000)
    )
    with pytest.raises(InputError, match="holds no page"):
        read(MHTML, b"MIME-Version: 1.0\r\n" + deep)


class Pictures(io.RawIOBase):
    """A page, and a picture of many megabytes."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.head = mhtml(ROOT, PICTURE).rpartition(b"--x--")[0]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data, self.head = self.head or (b"QUJD" * 19 + b"\r\n") * 800, b""
        self.left -= 1
        size = len(data) if self.left >= 0 else 0
        buffer[:size] = data[:size]
        return size


def test_memory_stays_flat() -> None:
    assert MHTML.read is not None
    tracemalloc.start()
    found = list(MHTML.read(cast("BinaryIO", io.BufferedReader(Pictures(120), 1 << 16)), Range(), ANY))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [item.value.payload.strip() for item in found] == [PAGE]
    assert peak < 2 << 20
