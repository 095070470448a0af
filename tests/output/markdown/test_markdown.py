"""What becomes of the HTML of a page's content in Markdown: `cases.txt` holds what goes in and what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.saved_pages import markdown_of

TEXT = Path(__file__).with_name("cases.txt").read_text("utf-8")
CASES = dict(case.split("\n", 1) for case in TEXT.removeprefix("=== ").split("\n=== "))


@pytest.mark.parametrize("name", CASES)
def test_markdown(name: str) -> None:
    html, expected = CASES[name].split("\n--->\n")
    assert markdown_of(html).text == expected.rstrip("\n")


@pytest.mark.parametrize("row", ["甲" * 601, "甲" * 600])
def test_a_table_of_long_texts_is_layout(row: str) -> None:
    table = f"<table><tr><td>{row}</td><td>乙</td></tr></table>"
    assert markdown_of(table).text.startswith("|") == (len(row) == 600)


def test_what_is_too_long_is_no_address() -> None:
    assert markdown_of(f'<a href="http://e.com/{"a" * 8192}">甲</a>').text == "甲"


def test_merged_cells_take_no_more_room_than_there_is() -> None:
    cell = '<td colspan="1000" rowspan="1000">甲</td>'
    assert markdown_of(f"<table><tr>{cell}<td>乙</td></tr><tr>{cell}<td>丙</td></tr></table>").text.count("甲") == 2


def test_pictures_of_tables_are_known() -> None:
    html = '<table><tr><td><img src="https://e.com/a.png"></td><td>乙</td></tr></table>'
    assert markdown_of(html).pictures == ("https://e.com/a.png",)


def test_pictures_stay_become_words_or_go() -> None:
    html = '<p>甲</p><img alt="一只猫" src="https://e.com/a"><img src="https://e.com/b">'
    assert markdown_of(html, "keep").text == "甲\n\n![一只猫](https://e.com/a)\n\n![](https://e.com/b)"
    assert markdown_of(html, "alt").text == "甲\n\n一只猫"
    assert markdown_of(html, "drop").text == "甲"
    assert markdown_of(html, "drop").pictures == ("https://e.com/a", "https://e.com/b")
