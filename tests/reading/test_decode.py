"""Which bytes are read as which text, and which are refused."""

from __future__ import annotations

import codecs
import contextlib
import subprocess
import sys
import time
from typing import Any

import chardet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxclean.errors import DecodeError, InputError, UsageError, WxcleanError
from wxclean.reading.decode import _is_broken_utf8, decode, encoding_of

SIMPLIFIED = "周末我们去爬山，山上的风很大。\n他说：“下次再来！”门票 25 元。\n"
TRADITIONAL = "週末我們去爬山，山上的風很大。\n他說：「下次再來！」門票 25 元。\n"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"PK\x03\x04\x14\0\0\0\x08\0\xb5\x9a",
        b"\0" * 100,
        b"\x7fELF\x02\x01\x01\0\0\0",
        bytes(range(256)),
    ],
)
def test_binary_files_are_refused(data: bytes) -> None:
    for errors in ("strict", "replace"):
        with pytest.raises(InputError, match=r"^is a |looks like a binary file"):
            decode(data, errors=errors)


@pytest.mark.parametrize("text", ["a\0b" * 3, SIMPLIFIED + "\0", SIMPLIFIED * 9 + "\0\0\0\x01", "\x1b[1m粗\x1b[0m"])
def test_a_few_control_characters_are_not_binary(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", 1.0, 0)


@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", ["", "好", SIMPLIFIED])
def test_a_byte_order_mark_decides_and_is_left_out(mark: bytes, codec: str, encoding: str, text: str) -> None:
    assert decode(mark + text.encode(codec)) == (text, encoding, 1.0, 0)
    assert decode(mark + text.encode(codec), encoding=codec).text == text


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED + "㐀𠀀€", "gb18030", "gb18030"),
        ("山上的风", "gb2312", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        ("山上的風", "big5", "big5hkscs"),
        (TRADITIONAL + "喺嘅咗", "big5hkscs", "big5hkscs"),
        *((text, codec, codec) for text in (SIMPLIFIED, TRADITIONAL) for codec in ("utf-16-le", "utf-16-be")),
        *((text, codec, codec) for text in (SIMPLIFIED, TRADITIONAL) for codec in ("utf-32-le", "utf-32-be")),
        ("山上的风很大", "utf-16-le", "utf-16-le"),
        ("山上的风很大", "utf-16-be", "utf-16-be"),
        ("plain", "utf-16-le", "utf-16-le"),
        ("text:'a'", "utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_the_encoding_is_found(text: str, codec: str, encoding: str, times: int) -> None:
    decoded = decode((text * times).encode(codec))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text * times, encoding, 0)
    assert 0 < decoded.confidence <= 1


def test_the_first_foreign_byte_may_come_late() -> None:
    text = "<p>" * 100_000 + SIMPLIFIED * 3
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("data", "encoding", "offset", "replaced"),
    [
        (SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode(), "utf-8", len(SIMPLIFIED.encode()), 1),
        ("山上的风".encode()[:-1], "utf-8", 9, 1),
        (SIMPLIFIED.encode() * 3 + "北京".encode("gbk"), "utf-8", 3 * len(SIMPLIFIED.encode()), 4),
        (SIMPLIFIED.encode("gbk") + b"\xff\n" + SIMPLIFIED.encode("gbk"), "gb18030", len(SIMPLIFIED.encode("gbk")), 1),
        (
            TRADITIONAL.encode("big5") + b"\xff\n" + TRADITIONAL.encode("big5"),
            "big5hkscs",
            len(TRADITIONAL.encode("big5")),
            1,
        ),
        ("caf\xe9".encode("latin-1"), "utf-8", 3, 1),
        (codecs.BOM_UTF16_LE + b"ab\n", "utf-16-le", 4, 1),
    ],
)
def test_bytes_that_are_not_text_are_an_error_or_replaced(
    data: bytes, encoding: str, offset: int | None, replaced: int
) -> None:
    with pytest.raises(DecodeError, match=r"--encoding NAME.*--errors replace") as caught:
        decode(data)
    assert (caught.value.offset, caught.value.encoding) == (offset, encoding)
    decoded = decode(data, errors="replace")
    assert (decoded.encoding, decoded.replaced, decoded.text.count("\ufffd")) == (encoding, replaced, replaced)


def test_a_replacement_character_in_the_text_is_not_counted() -> None:
    assert decode("好\ufffd好".encode() + b"\xff", encoding="utf-8", errors="replace").replaced == 1


@pytest.mark.parametrize(("name", "encoding"), [("GBK", "gb18030"), ("gb2312", "gb18030"), ("Big5", "big5hkscs")])
def test_a_named_encoding_is_read_as_its_superset(name: str, encoding: str) -> None:
    assert decode("好".encode(name), encoding=name) == ("好", encoding, 1.0, 0)


@pytest.mark.parametrize(
    ("name", "hint"), [("gbk2", "gbk"), ("utf_9", "utf-8"), ("base64", ""), ("rot13", ""), ("\0", "")]
)
def test_an_unknown_encoding_is_wrong_usage(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"unknown encoding.*{hint}"):
        decode(b"a", encoding=name)


def test_an_unknown_errors_mode_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="strict or replace"):
        decode(b"a", errors="ignore")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf8_text_is_read_as_itself(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", 1.0, 0)


@given(st.binary(), st.sampled_from(["strict", "replace"]))
def test_any_bytes_give_text_or_an_error_of_ours(data: bytes, errors: str) -> None:
    try:
        decoded = decode(data, errors=errors)
    except WxcleanError:
        return
    assert isinstance(decoded.text, str)
    assert 0 <= decoded.confidence <= 1


@pytest.mark.parametrize(
    "data", [b"\xb0\xa1" * 4_000_000, b"\0\x4e" * 4_000_000, b"\xff" * 8_000_000, b"\xe4" * 8_000_000]
)
def test_large_input_takes_seconds_at_most(data: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(WxcleanError):
        decode(data, errors="replace")
    assert time.process_time() - start < 10


def test_chardet_gets_a_bounded_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is bounded however long the input is, and wherever it stops being UTF-8."""
    sizes: list[int] = []
    detect = chardet.detect_all

    def measured(data: bytes, **options: Any) -> Any:
        sizes.append(len(data))
        return detect(data, **options)

    monkeypatch.setattr(chardet, "detect_all", measured)
    line = "海边的人看见船回来了，灯塔也亮了。"
    decode((line * 100_000).encode("gb18030"))
    decode(b"a\n" * 500_000 + (line * 50_000).encode("big5hkscs", "ignore"))
    assert sizes
    assert max(sizes) <= 64 * 1024


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_bytes_that_only_one_encoding_fits_need_no_chardet(codec: str) -> None:
    code = f"import sys, wxclean.reading.decode as d; d.decode({SIMPLIFIED!r}.encode({codec!r})); "
    code += "sys.exit('chardet' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("start", ["", "id,text\n1,"])
def test_a_part_tells_the_encoding_wherever_it_ends(start: str, encoding: str) -> None:
    data = (start + (TRADITIONAL if encoding == "big5" else SIMPLIFIED) * 5).encode(encoding)
    assert {encoding_of(data[:end]) for end in range(100, len(data))} == {decode(data).encoding}


def test_a_part_of_a_picture_is_none_of_a_text() -> None:
    with pytest.raises(InputError, match="picture"):
        encoding_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff")


PIECES = st.one_of(
    st.text(alphabet="海灯é a\n", max_size=20).map(str.encode),
    st.text(alphabet="海灯塔口a", max_size=20).map(lambda text: text.encode("gb18030")),
    st.binary(max_size=4),
)


@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_broken_utf8_has_twice_as_many_characters_of_three_bytes_as_further_errors(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    characters = sum(len(letter.encode()) == 3 for letter in text) - errors
    assert _is_broken_utf8(data) == (characters >= 2 * max(errors - 1, 1))
