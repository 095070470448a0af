"""The short way for the common dump takes what it can read for sure, and leaves the rest to the long way."""

from __future__ import annotations

import pytest

import wxclean
from wxclean.reading.lines import characters as scan
from wxclean.reading.lines import payload as quick
from wxclean.reading.lines.payload import Body, PayloadLines, body_lines, quick_dump


@pytest.mark.parametrize(
    ("raw", "dump"),
    [
        ("text:'灯塔'", ("灯塔", "'", "text:'…'")),
        ('content = "灯塔"\n', ("灯塔", '"', 'content="…"')),
        ("text:''", ("", "'", "text:'…'")),
        ("text:'灯塔\n", None),
        ("text:u'灯塔'", None),
        ("text:'''灯塔'''", None),
        ("灯塔:'第一段。'", None),
        ("{'text': '灯塔'}", None),
        ("灯塔", None),
    ],
)
def test_a_dump_comes_out_of_its_wrapper(raw: str, dump: tuple[str, str, str] | None) -> None:
    found = quick_dump(raw.encode(), None)
    assert (found and (found[0].raw.decode(), found[0].quote, found[1])) == dump


@pytest.mark.parametrize(
    "body",
    [Body("灯塔\\n   \\n  it\\'s late \\n\\n第一\\t段。".encode(), "'"), Body("灯塔\n   \n  it's late \n\n第一\t段。")],
)
def test_the_lines_of_a_payload_are_split_and_unescaped_when_they_are_asked_for(body: Body) -> None:
    payload = PayloadLines(body)
    assert list(payload) == ["灯塔", "   ", "  it's late ", "", "第一\t段。"]
    assert (len(payload), payload[2], payload[1:3]) == (5, "  it's late ", ["   ", "  it's late "])
    assert payload.beginning(2).startswith("  ")
    assert list(PayloadLines(Body(body.raw[payload.place(3) :], body.quote))) == ["", "  it's late ", "", "第一\t段。"]


def test_the_lines_of_a_text_are_those_of_its_dump() -> None:
    text = "灯塔\n   \n  it's late \n\n第一\t段。"
    lines, dumped = body_lines(Body(text)), body_lines(Body(repr(text)[1:-1].replace("'", "\\'").encode(), "'"))
    assert lines is not None
    assert dumped is not None
    assert (lines.numbers, lines.texts, lines.total) == (dumped.numbers, dumped.texts, dumped.total)
    assert body_lines(Body("灯塔".encode("gb18030"), "'")) is None


@pytest.mark.parametrize("is_compiled", [False, True])
def test_the_walk_is_taken_where_it_is_compiled(is_compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if scan.IS_COMPILED:
        pytest.skip("it can't be chosen here")
    monkeypatch.setattr(quick, "IS_COMPILED", is_compiled)
    lines = body_lines(Body("灯塔\\n第一段。".encode(), "'"))
    assert lines is not None
    # Only the walk knows of collapsed pages.
    assert lines.may_be_collapsed is body_lines(Body("灯塔\n第一段。")).may_be_collapsed is not is_compiled  # type: ignore[union-attr]


@pytest.mark.parametrize("escape", ["\\x5cn", "\\u005cn", "\\134n"])
def test_a_backslash_by_its_number_is_undone_as_in_text(escape: str) -> None:
    raw = f"text:'\\n灯塔{escape}{escape}第一段。\\n'"
    assert wxclean.clean(raw.encode()).text == wxclean.clean(raw).text == "灯塔\n\n第一段。"


def test_a_dump_of_one_line_or_of_blank_ones_goes_the_long_way_to_the_same_end() -> None:
    assert wxclean.clean("text:'灯塔 第一段。'".encode()).text == "灯塔 第一段。"
    assert wxclean.clean(b"text:' \\n \\n'").text == ""
