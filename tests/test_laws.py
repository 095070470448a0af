"""The laws of cleaning, whatever comes in."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import assume, example, given, reject
from hypothesis import strategies as st

import wxclean
from tests.helpers import dumps
from tests.helpers.strategies import CODE, ENGLISH, SENTENCES, SHORT
from tests.helpers.trail import apply_edits
from wxclean import WxcleanError
from wxclean.errors import ForeignInputError, NoTextError
from wxclean.filters.fixes.spacing import clean_spacing
from wxclean.filters.fixes.unicode import clean_unicode
from wxclean.filters.page.signatures import SIGNATURES
from wxclean.reading.page.tell_page import is_page
from wxclean.reading.unwrap import unwrap
from wxclean.result import Cleaned
from wxclean.rules.shipped import shipped_matcher, shipped_pack

MATCHER = shipped_matcher("wechat")
PHRASES = sorted(line.replace("{n}", "7").replace("{name}", "潮汐手记") for line in shipped_pack("wechat").phrases)

DRESSED = st.sampled_from(
    ["# 小标题", "* * *", "![图](https://a.example/b.png)", "**粗体**", "> 引文", "[链接](https://a.example/)"]
)
LINES = st.one_of(SENTENCES, SENTENCES, SHORT, CODE, ENGLISH, DRESSED, st.sampled_from(PHRASES), st.just(""))
BODIES = st.lists(LINES, max_size=12)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Return a page of any generation, or parts of pages together, in any shape, whole or cut."""
    header = dumps.filled(dumps.HEADERS[draw(st.sampled_from(dumps.GENERATIONS))])
    footer = dumps.filled(dumps.FOOTERS[draw(st.sampled_from(dumps.GENERATIONS))])
    header = draw(st.sampled_from([header, header[1:], header[:3], []]))
    cut = draw(st.integers(0, len(footer)))
    footer = draw(st.sampled_from([footer, footer[:cut], footer[cut:], [*dumps.SCRIPT, *footer]]))
    shapes = [dumps.from_get_text, dumps.from_lines, dumps.from_paragraphs]
    shape = draw(st.sampled_from(shapes if dumps.SCRIPT[0] in footer else [*shapes, dumps.collapsed]))
    return shape(header, draw(BODIES), footer)


@st.composite
def chrome(draw: st.DrawFn) -> str:
    """Return lines of chrome and of text in no order at all."""
    separator = draw(st.sampled_from(["\n", "\n\n", "\n \n\n   ", " ", ""]))
    return separator.join(draw(st.lists(st.one_of(st.sampled_from(PHRASES), LINES), max_size=25)))


PAGES = st.one_of(pages(), chrome())
TEXT = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())),
    st.text("山水 \t\n\r\xa0\u3000\u200b\u200d\x1b[]m\x85\u2028'\"{}\\n:text#*_-取消微信号"),
)


def clean(raw: str | bytes) -> Cleaned:
    """Return a text, cleaned; no law is about one that is refused as HTML, such as a lone line of code."""
    try:
        return wxclean.clean(raw)
    except ForeignInputError:
        reject()


def wrapped(text: str) -> str:
    return f"text:{text!r}"


@given(st.one_of(PAGES, PAGES.map(wrapped), PAGES.map(json.dumps)))
def test_a_page_cleaned_twice_is_cleaned_once(raw: str) -> None:
    once = clean(raw)
    assume(not (is_page(once.text) or is_page(str(once))))  # an article of nothing but HTML can't be told from a page
    assert clean(once.text).text == once.text
    assert str(clean(str(once))) == str(once)


FAR = "\n" * 8


@pytest.mark.parametrize(
    "raw",
    [
        f"灯塔\n功能介绍{FAR}灯塔\n功能介绍{FAR}船\n海边的人看见船回来了。",
        f'[["t\x01\n功能介绍{FAR}[["t\x01\n功能介绍{FAR}"\n\n"',
        f"灯塔\n微信号{FAR}abc_def\n功能介绍{FAR}写海的人{FAR}海边的人看见船回来了。",
    ],
)
def test_a_value_far_below_its_label_is_no_value_the_next_time_either(raw: str) -> None:
    once = clean(raw)
    assert clean(once.text).text == once.text


@given(TEXT)
def test_a_text_cleaned_twice_is_cleaned_once(raw: str) -> None:
    """One exception: a clean text that reads as a wrapper itself loses that wrapper when it is cleaned again.

    That is a dump of a dump, or a line with literal line breaks and no real one: one level comes off at a time.
    """
    once = clean(raw)
    assume(is_plain(once.text) and is_plain(str(once)))
    assert clean(once.text).text == once.text
    assert str(clean(str(once))) == str(once)


def is_plain(text: str) -> bool:
    """Return whether nothing in a clean text says that it is wrapped or escaped (once more)."""
    try:
        (record, *more) = unwrap(text)
    except NoTextError:
        return False
    return not more and record.payload == text and not is_page(text)


@given(st.one_of(TEXT, PAGES))
def test_no_text_raises_but_data_in_which_none_can_be_told(raw: str) -> None:
    with suppress(NoTextError):
        assert isinstance(clean(raw), Cleaned)


@given(
    st.one_of(
        st.binary(),
        TEXT.map(lambda text: text.encode("utf-16", "replace")),
        PAGES.map(lambda text: text.encode("gb18030")),
    )
)
def test_bytes_give_a_result_or_a_wxclean_error(raw: bytes) -> None:
    with suppress(WxcleanError):
        assert isinstance(clean(raw), Cleaned)


@given(st.one_of(TEXT, PAGES, PAGES.map(wrapped)))
def test_the_edits_make_the_text_of_the_payload(raw: str) -> None:
    result = clean(raw)
    assert apply_edits(result.payload, result.edits) == result.text


@given(st.one_of(TEXT, PAGES))
@example("=\r\\")
def test_each_line_of_the_text_is_one_of_the_payload(raw: str) -> None:
    """In their order, white space aside: nothing is made up, and nothing changes places."""
    result = clean(raw)
    assume(len(unwrap(raw)) == 1)
    fixed = "\n".join(fixed_line(line) for line in result.payload.split("\n"))
    place = 0
    for line in filter(None, map(str.strip, result.text.split("\n"))):
        found = fixed.find(line, place)
        assert found >= 0, line
        place = found + len(line)


def fixed_line(line: str) -> str:
    return clean_spacing(clean_unicode(line.strip())).strip()


@given(st.lists(st.one_of(SENTENCES, ENGLISH, CODE, st.text("山水，。abc \t\u3000“”")), max_size=12).map("\n".join))
def test_text_without_chrome_keeps_its_characters(raw: str) -> None:
    assume(is_plain(raw) and not any(signature in raw for signature in SIGNATURES))
    assume(not any(MATCHER.rule(line.strip()) for line in raw.split("\n") if line.strip()))
    result = clean(raw)
    assert {edit.action for edit in result.edits} <= {"rewrite"}
    assert without_space(result.text) == without_space(raw)


def without_space(text: str) -> str:
    return "".join(text.split())
