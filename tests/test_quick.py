"""The short way for the common dump takes what it can read for sure, and leaves the rest to the long way."""

from __future__ import annotations

import pytest

import wxclean
from wxclean.quick import Body, BodyLines, PayloadLines, body_lines, quick_dump


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
    [
        "灯塔\\nit's late\\n第一段。",
        "灯塔\\n'\\n第一段。",
        "灯塔\\n第一\\r段。",
        "灯塔\\n第一\\\\段。",
        "灯塔\\n第一\\\\'段。",
        "灯塔\n第一段。",
        "灯塔\r第一段。",
        "灯塔\0第一段。",
        "灯塔\\",
    ],
    ids=[
        "a bare quote",
        "a line that is a quote",
        "an escaped carriage return",
        "a backslash",
        "a backslash and a quote",
        "a line break",
        "a raw carriage return",
        "a NUL",
        "cut in an escape",
    ],
)
def test_an_unusual_payload_is_left_alone(body: str) -> None:
    assert body_lines(Body(body.encode(), "'")) is None


def as_tuple(lines: BodyLines | None) -> tuple[list[int], list[str], int, str] | None:
    return (lines.numbers, lines.texts, lines.total, lines.odd) if lines is not None else None


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("灯塔\\n   \\n  it\\'s late \\n\\n第一\\t段。", ([1, 3, 5], ["灯塔", "it's late", "第一\t段。"], 5, "\t")),
        ("  灯塔  ", ([1], ["灯塔"], 1, "")),
        ("\\n \\n灯塔\\n\\n  ", ([3], ["灯塔"], 5, "")),
        ("灯塔\\n\u3000\\n\\xa0\\n第一段。", ([1, 4], ["灯塔", "第一段。"], 4, "\xa0")),
        ("\\n", ([], [], 2, "")),
    ],
)
def test_the_lines_of_a_payload_come_with_their_numbers(
    body: str, lines: tuple[list[int], list[str], int, str]
) -> None:
    assert as_tuple(body_lines(Body(body.encode(), "'"))) == lines


def test_the_lines_of_a_text_are_those_of_its_dump() -> None:
    text = "灯塔\n   \n  it's late \n\n第一\t段。"
    dump = Body(repr(text)[1:-1].replace("'", "\\'").encode(), "'")
    assert as_tuple(body_lines(Body(text))) == as_tuple(body_lines(dump))


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


def test_a_dump_of_one_line_or_of_blank_ones_goes_the_long_way_to_the_same_end() -> None:
    assert wxclean.clean("text:'灯塔 第一段。'".encode()).text == "灯塔 第一段。"
    assert wxclean.clean(b"text:' \\n \\n'").text == ""
