"""The parts of pages: text that is only shown, tables as data and as HTML, charts with axes."""

from __future__ import annotations

import json
import re

import pytest

from wxclean.output.html_page.charts import Bar, bars, columns
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.frame import page_html
from wxclean.output.html_page.tables import Block, Column, Data, Table, table_html

EVIL = "</script><script>alert(1)</script>\x1b\u202e"
COLUMNS = (Column("Rule", "code"), Column("Lines", "number"), Column("Share", "share"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("<b>&", "&lt;b&gt;&amp;"), ("a\x1b[2J", "a⟨001B⟩[2J"), ("\u202ex", "⟨202E⟩x"), ("全角　空格", "全角　空格")],
)
def test_text_is_shown_and_never_obeyed(value: str, expected: str) -> None:
    assert text(value) == expected


def test_a_table_has_its_first_rows_in_html() -> None:
    table = Table("rules", COLUMNS, [("a.b", 1200, 0.25)] * 4, page=3)
    shown = table_html(table, "… and {number} more")
    assert shown.count("<code>a.b</code>") == 3
    assert "1,200" in shown
    assert "25.0 %" in shown
    assert "… and 1 more" in shown
    assert "more" not in table_html(table._replace(page=4), "… and {number} more")


def test_a_table_has_all_rows_as_data_each_text_once() -> None:
    data = Data()
    details = {1: [Block("here", [("-", "甲", 3), (" ", "a.b", 0)])]}
    data.add(
        Table("rules", COLUMNS, [("a.b", 1, 0.5), ("c", 2, 0.5), ("a.b", 3, 0.0)], details=details, groups=[0, 1, 0])
    )
    found = data.found()
    assert found["texts"] == ["a.b", "c", "甲", "here"]
    table = found["tables"]["rules"]
    assert table["rows"] == [[0, 1, 0.5], [1, 2, 0.5], [0, 3, 0.0]]
    assert table["details"] == {1: [{"head": 3, "lines": [["-", 2, 3], [" ", 0, 0]]}]}
    assert table["groups"] == [0, 1, 0]


def test_the_policy_names_what_is_in_the_page_and_nothing_else() -> None:
    data = Data()
    data.add(Table("t", (Column("A"),), [(EVIL,)]))
    shown = page_html(EVIL, "", data)
    policy = re.search('Content-Security-Policy" content="([^"]*)"', shown)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'none'",
        policy[1],
    )
    assert shown.count("<script") == 2
    found = re.search(r'id="data">(.*)</script>', shown)
    assert found is not None
    assert json.loads(found[1])["texts"] == ["</script><script>alert(1)</script>⟨001B⟩⟨202E⟩"]


def test_charts_of_nothing_are_nothing() -> None:
    assert bars([("a", 0)], "lines") == columns([], "years") == columns([("a", [Bar("x", 0, "")])], "") == ""


def test_bars_are_relative_to_the_largest() -> None:
    shown = bars([("a", 200), (EVIL, 50)], "lines")
    assert re.findall(r'width="([\d.]+)"', shown) == ["100.00", "25.00"]
    assert "200 lines, 80.0 %" in shown
    assert "<script>" not in shown


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (1, ["0", "1"]),
        (7, ["0", "2", "4", "6", "8"]),
        (37, ["0", "10", "20", "30", "40"]),
        (90_000, ["0", "50,000", "100,000"]),
    ],
)
def test_an_axis_has_a_few_round_numbers(most: int, marks: list[str]) -> None:
    shown = columns([("x", [Bar("before", most, "so many")])], "sizes")
    assert re.findall(r'text-anchor="end">([\d,]+)<', shown) == marks
    assert "<title>so many</title>" in shown
