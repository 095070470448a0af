"""The encoding that a carrier says it holds: when the word counts, and when the bytes tell."""

from __future__ import annotations

import codecs

import pytest

from wxclean.batch.formats.carriers.said_encoding import said_codec

UTF8 = "潮水".encode()
GBK = "潮水".encode("gbk")


@pytest.mark.parametrize(
    ("name", "data", "codec"),
    [
        ("gb2312", GBK, "gb18030"),
        ("X-GBK", GBK, "gb18030"),
        ("x-x-big5", GBK, "big5hkscs"),
        ("unicode", GBK, "utf-16"),
        ("shift_jis", GBK, "shift_jis"),
        ("hz", b"~{3141~}", "hz"),
        ("gb2312", b"tide", "gb18030"),
        ("gb2312", b"tide " + GBK[:1], "gb18030"),
        ("gb2312", UTF8, None),
        ("gb2312", UTF8[:-1], None),
        ("gb2312", codecs.BOM_UTF8 + b"tide", None),
        ("gb2312", codecs.BOM_UTF16_LE + GBK, None),
        ("iso-8859-1", GBK, None),
        ("windows-1252", GBK, None),
        ("us-ascii", GBK, None),
        ("nobody-knows", GBK, None),
        ("base64", GBK, None),
    ],
)
def test_when_the_word_counts(name: str, data: bytes, codec: str | None) -> None:
    assert said_codec(name, data) == codec
