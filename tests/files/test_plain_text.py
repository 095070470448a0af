"""What a stream is taken for by its first bytes, and how many of them are read to tell."""

from __future__ import annotations

import io

import pytest

from wxclean.files.plain_text import may_carry_pages, read_telling

CARRIERS = [
    "<?xml version='1.0'?>",
    "<RSS version='2.0'>",
    "<feed>",
    "<rdf:RDF>",
    "WARC/1.0",
    "From: x",
    "Snapshot-Content-Location: x",
    "subject: x",
    "Date: x",
    "MIME-Version: 1.0",
    "Content-Type: multipart/related",
    "Message-ID: x",
    "X-Mailer: x",
    "\ufeff\n <feed>",
]
OTHERS = ["", "text:'海'", "<p>海</p>", "海", "WARC", "Subject", "content:'海'", "[1]", "\ufeff"]


@pytest.mark.parametrize("begin", CARRIERS)
def test_a_carrier_of_pages_is_known_by_its_first_word(begin: str) -> None:
    assert may_carry_pages(begin.encode())


@pytest.mark.parametrize("begin", OTHERS)
def test_what_begins_otherwise_carries_none(begin: str) -> None:
    assert not may_carry_pages(begin.encode())


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ([b"text:", b"'a\n", b"b'"], 2),
        ([b" [", b" \n", b"1]"], 2),
        ([b"[", b" ", b"1", b"]"], 3),
        ([b"\xef\xbb\xbf[1", b"]"], 1),
        ([b"WARC/1.0\r\n", b"WARC-Type: response\r\n"], 2),
        ([b"a", b"b"], 2),
    ],
)
def test_no_more_is_read_than_tells(pieces: list[bytes], read: int) -> None:
    class Pieces(io.RawIOBase):
        def read1(self, _most: int) -> bytes:
            return left.pop(0) if left else b""

    left = list(pieces)
    assert read_telling(Pieces()) == b"".join(pieces[:read])  # type: ignore[arg-type]
