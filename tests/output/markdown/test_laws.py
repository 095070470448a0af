"""Laws of Markdown from pages: a reader of Markdown sees just the words of the page, and nothing that runs."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from tests.helpers.saved_pages import markdown_of

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = st.text(alphabet="甲乙ab ，“”！*_[]()<>&#;!|~$\\`+=:\n\xa0é", min_size=1, max_size=8).map(escape)


def wrapped(tags: list[str], inside: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return elements of some of these kinds."""
    parts = st.tuples(st.sampled_from(tags), st.lists(inside, max_size=4))
    return parts.map(lambda found: f"<{found[0]}>{''.join(found[1])}</{found[0].split()[0]}>")


def table(rows: list[list[str]]) -> str:
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows)}</table>"


INLINE = st.recursive(
    TEXT | st.just("<br>"),
    lambda inside: wrapped(
        ["b", "i", "s", "span", "code", 'a href="http://x/y_(z)"', 'span style="font-weight:bold"', "a"], inside
    ),
    max_leaves=8,
)
BLOCKS = st.recursive(
    TEXT | wrapped(["p", "h1", "h3", "section", "pre"], INLINE),
    lambda inside: (
        wrapped(["section", "blockquote", "ul", "ol", "li", "td", "pre"], inside)
        | st.lists(inside, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>")
        | st.lists(st.lists(inside, min_size=2, max_size=3), min_size=1, max_size=3).map(table)
    ),
    max_leaves=10,
)


def shown(markdown: str) -> str:
    """Return the words that a reader of Markdown sees, without white space."""
    words: list[str] = []
    for token in READER.parse(markdown):
        assert token.type != "html_block"
        words.append(token.content if token.type in ("fence", "code_block") else "")
        words += [part.content if part.type in ("text", "code_inline") else " " for part in token.children or ()]
    return re.sub(r"\s", "", "".join(words))


@given(st.lists(BLOCKS, max_size=4).map("".join))
def test_a_reader_sees_the_words_of_the_page(html: str) -> None:
    body = LexborHTMLParser(html).body
    assert body is not None
    assert shown(markdown_of(html).text) == re.sub(r"\s", "", body.text())


@pytest.mark.parametrize(
    "html",
    ["<blockquote>" * 900, "<ul><li>" * 400, "<table><tr><td>" * 300, "<pre>" * 900, "<b><i>" * 400, "<section>" * 900],
)
def test_what_nests_deep_keeps_its_words(html: str) -> None:
    assert shown(markdown_of(f"{html}甲乙").text) == "甲乙"


@pytest.mark.parametrize(
    "scheme", ["javascript", "data", "vbscript", "file", "JaVaScRiPt", "java\tscript", "\x01javascript"]
)
def test_no_address_that_runs(scheme: str) -> None:
    html = f'<a href="{scheme}:x">甲</a><img src="{scheme}:x" data-src="{scheme}:y"><iframe src="{scheme}:z"></iframe>'
    assert markdown_of(html).text == "甲"


@pytest.mark.parametrize("around", ["甲<i {}></i>", "<section {}></section>"])
@pytest.mark.parametrize(
    ("tex", "shown_tex"),
    [
        ("a<b>c", "a< b>c"),
        ("<img src=x onerror=y()>", "< img src=x onerror=y()>"),
        ("[a](javascript:x)", "[a] (javascript:x)"),
        ("a < b \\le c, x[1], f[2]+(3)", "a < b \\le c, x[1], f[2]+(3)"),
    ],
)
def test_a_formula_holds_neither_tags_nor_links(around: str, tex: str, shown_tex: str) -> None:
    made = markdown_of(around.format(f'data-formula="{escape(tex)}"')).text
    assert shown_tex in made
    found = [token for block in READER.parse(made) for token in (block, *(block.children or ()))]
    assert not [token for token in found if token.type.startswith(("html", "link"))]
