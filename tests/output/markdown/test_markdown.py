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


def test_pictures_stay_become_words_or_go() -> None:
    html = '<p>甲</p><img alt="一只猫" src="https://e.com/a"><img src="https://e.com/b">'
    assert markdown_of(html, "keep").text == "甲\n\n![一只猫](https://e.com/a)\n\n![](https://e.com/b)"
    assert markdown_of(html, "alt").text == "甲\n\n一只猫"
    assert markdown_of(html, "drop").text == "甲"
    assert markdown_of(html, "drop").pictures == ("https://e.com/a", "https://e.com/b")
