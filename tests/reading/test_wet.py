"""WET files: each page of a web archive is a record, and what the archive says of it are its fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import dumps
from wxclean import clean, clean_records
from wxclean.reading.unwrap import unwrap

INFO = "WARC/1.0\nWARC-Type: warcinfo\nContent-Length: 20\n\nSoftware-Info: maker\n\n\n"


def record(text: str, address: str = "https://a.b/c", kind: str = "conversion", version: str = "1.0") -> str:
    size = len(text.encode())
    head = f"WARC/{version}\nWARC-Type: {kind}\nWARC-Target-URI: {address}\nContent-Length: {size}\n\n"
    return head + text + "\n\n\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("version", ["0.9", "1.0", "1.1"])
def test_each_page_is_a_record(line_end: str, version: str) -> None:
    text = (
        INFO + record("甲。\n乙。", "https://a.b/1", version=version) + record("丙。", "https://a.b/2", version=version)
    )
    found = unwrap(text.replace("\n", line_end))
    assert [(one.payload, one.wrapper, one.number) for one in found] == [("甲。\n乙。", "wet", 1), ("丙。", "wet", 2)]
    assert [one.fields["WARC-Target-URI"] for one in found] == ["https://a.b/1", "https://a.b/2"]


def test_a_page_is_cleaned_as_it_is_alone() -> None:
    pages = [dumps.page("2018", ["甲。", "乙。"], shape="lines"), dumps.page("2022", ["丙。"], shape="lines")]
    found = list(clean_records("".join(map(record, pages)).encode()))
    assert [one.text for one in found] == [clean(page).text for page in pages]
    assert [one.metadata.account for one in found] == [clean(page).metadata.account for page in pages]


@pytest.mark.parametrize(
    "text",
    [
        "WARC/1.0 是一种格式。",
        "WARC/1.0\n\n这是它的开头。",
        "WARC/1.0\nContent-Length: 3\n\n没有类型的一条。",
        "先说一句。\n" + record("甲。"),
        INFO,
    ],
)
def test_what_is_no_archive_stays_as_it_is(text: str) -> None:
    assert [one.payload for one in unwrap(text)] == [text]


@given(st.lists(st.text("甲乙。\n:W/", min_size=1, max_size=20).map(lambda text: f"山{text.strip()}水"), min_size=1))
def test_no_text_of_a_page_is_lost(texts: list[str]) -> None:
    assert [one.payload for one in unwrap("".join(map(record, texts)))] == texts
