"""The values of JavaScript expressions, which are read and never run."""

from __future__ import annotations

import time

import pytest

from wxclean.reading.page.javascript import value_at


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("'潮汐'", "潮汐"),
        ('"潮汐";', "潮汐"),
        (r"'it\'s \x26 \u6f6e\/\n'", "it's & 潮/\n"),
        ("'a\\\nb'", "ab"),
        ("12.5", "12.5"),
        ("'1480557660' * 1", "1480557660"),
        ('"" || "" || "2650000001"', "2650000001"),
        ('""||"MzA3"', "MzA3"),
        ("window.title || '海'", "海"),
        ("JsDecode('a\\x26b') || ''", "a&b"),
        ('htmlDecode("海 &amp; 潮")', "海 &amp; 潮"),
        ("'海'.html(false),\n next: 1", "海"),
        ("(xml ? getXmlValue('nick.DATA') : '海').html(false)", "海"),
        ("xml ? getXmlValue('sn.DATA') || getXmlValue('sn') : '7b' || ''", "7b"),
        ("'1' ? 'x' : 'y'", "x"),
        ("'' ? 'x' : 'y'", "y"),
        ("'' && 'x'", ""),
        ("/* why */ 'x' // because", "x"),
        ("'a' + 'b'", "ab"),
        ("('a') + 'b'", "ab"),
        ("'a'.html(false) + 'b'", "ab"),
        ("JsDecode('a', 'b') + 'c'", "ac"),
        ("'||' + '+'", "||+"),
        ("!window.title || '海'", "海"),
        ("window?.title || '海'", "海"),
        ("title() || '海'", "海"),
        ("''", ""),
    ],
)
def test_what_is_said_is_read(source: str, text: str) -> None:
    assert value_at(source, 0).text == text


@pytest.mark.parametrize(
    "source",
    [
        "document.title",
        "getXmlValue('title')",
        "function () { return 'x'; }",
        "['x']",
        "{a: 'x'}",
        "'a' + b",
        "b + 'a'",
        "'a' === 'a'",
        "'' ? 'x' 'y'",
        "'not closed\n'",
        "a === 'x'",
        "!'x'",
        "",
        "/regular'expression'/",
    ],
)
def test_what_only_running_it_would_tell_is_none(source: str) -> None:
    assert value_at(source, 0).text is None


@pytest.mark.parametrize(
    "source",
    [
        "(" * 100_000,
        "'a'+" * 100_000,
        "!" * 100_000,
        "a." * 100_000,
        "f(" * 100_000,
        "'" + "\\x" * 200_000,
        "a?" * 90_000,
        "/*" * 90_000,
        " " * 500_000,
    ],
)
def test_time_is_linear_and_nothing_recurses_far(source: str) -> None:
    started = time.process_time()
    value_at(source, 0)
    assert time.process_time() - started < 1
