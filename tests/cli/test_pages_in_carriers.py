"""A page gives the same text in whatever file carries it as alone; real ones do, too, where some are at hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.carriers import chunked, feed, http, mhtml, part, record
from tests.helpers.foreign import PAGE
from tests.helpers.project import ROOT

SAVED = ROOT.parent / "shared" / "html"
"""Saved pages beside the repository, which are no part of it."""


def packed(page: bytes) -> bytes:
    """Return an archive in which everything is compressed that can be."""
    body = chunked(gzip.compress(page), 4096)
    return gzip.compress(record(http(body, more="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")))


CARRIERS: dict[str, Callable[[bytes], bytes]] = {
    "page.mhtml": lambda page: mhtml(part(page)),
    "page.mht": lambda page: mhtml(part(page, coding="base64", kind='text/html; charset="utf-8"')),
    "page.warc": lambda page: record(http(page)),
    "page.warc.gz": packed,
    "page.rss": lambda page: feed(page.decode()),
}


def results(run: Run, name: str, data: bytes) -> list[tuple[object, object]]:
    """Return the text of each record of a file, and what is suspect about it."""
    Path(name).write_bytes(data)
    records = [json.loads(line) for line in run("-q", "-f", "jsonl", name).out.decode().splitlines()]
    return [(one["text"], one["suspect"]) for one in records]


@pytest.mark.parametrize("name", CARRIERS)
def test_a_page_gives_the_same_in_a_carrier(run: Run, name: str) -> None:
    (alone,) = results(run, "page.html", PAGE.encode())
    assert results(run, name, CARRIERS[name](PAGE.encode())) == [alone]


@pytest.mark.slow
@pytest.mark.skipif(not SAVED.exists(), reason="there are no saved pages here")
def test_a_real_page_gives_the_same_in_each_carrier(run: Run) -> None:
    for path in sorted(SAVED.glob("*.html.gz")):
        page = gzip.decompress(path.read_bytes())
        (alone,) = results(run, "page.html", page)
        for name, carried in CARRIERS.items():
            assert (path.name, name, results(run, name, carried(page))) == (path.name, name, [alone])
