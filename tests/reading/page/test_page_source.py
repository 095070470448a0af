"""The way back from a page's lines to its elements."""

from __future__ import annotations

import time

import pytest

from tests.helpers.saved_pages import page_of_2016, page_of_2020, share
from wxclean import Cleaned, clean
from wxclean.reading.page.page_source import PageSource

CONTENT = (
    "<section><p>甲</p><section><p><b>乙</b>丙</p></section></section>"
    "<section style='display:none'><p>暗</p></section><section>丁<br>戊</section>"
    "<table><tr><td>己</td><td>庚</td></tr></table>"
)


def page() -> Cleaned:
    return clean(page_of_2020(CONTENT))


@pytest.mark.parametrize(
    ("line", "selector"),
    [
        ("甲", "#js_content > section:nth-of-type(1) > p:nth-of-type(1)"),
        ("乙丙", "#js_content > section:nth-of-type(1) > section:nth-of-type(1) > p:nth-of-type(1)"),
        ("暗", "#js_content > section:nth-of-type(2)"),
        ("戊", "#js_content > section:nth-of-type(3)"),
        (
            "己\t庚",
            "#js_content > table:nth-of-type(1) > tbody:nth-of-type(1) > tr:nth-of-type(1) > td:nth-of-type(1)",
        ),
    ],
)
def test_a_line_has_an_element(line: str, selector: str) -> None:
    cleaned = page()
    assert cleaned.page is not None
    assert dict(zip(cleaned.payload.split("\n"), cleaned.page.elements(), strict=True))[line] == selector


def test_lines_can_be_taken_out_with_what_only_they_filled() -> None:
    cleaned = page()
    assert cleaned.page is not None
    lines = cleaned.payload.split("\n")
    html = cleaned.page.content_html([lines.index(line) + 1 for line in ("乙丙", "暗", "戊")])
    assert html == (
        '<div class="rich_media_content " id="js_content" style="visibility: hidden;"><section><p>甲</p></section>'
        "<section>丁<br></section><table><tbody><tr><td>己</td><td>庚</td></tr></tbody></table></div>"
    )


def test_a_share_has_an_element_of_its_own() -> None:
    cleaned = clean(share("甲\n<b>乙</b>"))
    assert cleaned.page is not None
    assert cleaned.page.content_html() == "<body>甲<br><b>乙</b></body>"
    assert cleaned.page.elements() == ["content_noencode"] * 2


@pytest.mark.parametrize(
    ("content", "without", "left"),
    [
        ("<section>丁<p>甲</p></section>", {2}, "<section>丁</section>"),
        ("<section>\n<p><b>甲</b></p>\n</section><p>乙</p>", {1}, "<p>乙</p>"),
        ("<p>甲</p>", {1}, ""),
        ("<p><span>甲</span><img></p>", {1}, "<p><img></p>"),
    ],
)
def test_what_only_a_line_filled_goes_with_it(content: str, without: set[int], left: str) -> None:
    html = PageSource(f'<div id="js_content">{content}</div>'.encode()).content_html(without)
    assert html == f'<div id="js_content">{left}</div>'


def test_an_element_is_found_below_those_that_are_no_blocks() -> None:
    source = PageSource(b'<div id="js_content"><span><p>a</p></span><span><p>b</p><b>c</b></span>d</div>')
    assert source.elements() == [
        "#js_content > span:nth-of-type(1) > p:nth-of-type(1)",
        "#js_content > span:nth-of-type(2) > p:nth-of-type(1)",
        "#js_content",
    ]


@pytest.mark.parametrize("content", ["<p>甲</p>" * 10_000, "<pre>" + "\n".join(map(str, range(10_000))) + "</pre>"])
def test_the_way_back_takes_linear_time(content: str) -> None:
    source = PageSource(f'<div id="js_content">{content}</div>'.encode())
    started = time.process_time()
    lines = len(source.elements())
    source.content_html(range(1, lines, 2))
    assert time.process_time() - started < 1.5


def test_a_dump_has_no_page() -> None:
    assert clean("甲").page is None


def test_a_line_goes_from_a_text_that_holds_others() -> None:
    source = PageSource(page_of_2016("<pre>甲\n乙\n丙\n丁</pre>").encode())
    assert source.content_html({2, 3}).endswith("<pre>甲\n丁</pre></div>")


def test_a_line_that_is_put_right() -> None:
    source = PageSource(page_of_2016("<p>甲\u200b</p><p>乙\u200b<b>\u200b丙</b></p>").encode())
    html = source.content_html((), {1: "甲!", 2: "乙丙"})
    assert html.endswith("<p>甲!</p><p>乙<b>丙</b></p></div>")
    spaced = PageSource("<div id='js_content'><p>甲  乙\u200b</p></div>".encode())
    assert spaced.content_html((), {1: "甲 乙"}) == '<div id="js_content"><p>甲  乙</p></div>'
