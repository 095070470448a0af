"""The short way for the common dump takes what it can read for sure, and leaves the rest to the long way."""

from __future__ import annotations

import pytest

from wxclean.quick import quick_dump


@pytest.mark.parametrize(
    "body",
    [
        "灯塔\\nit's late\\n第一段。",
        "灯塔\\n'\\n第一段。",
        "灯塔\\n第一\\r段。",
        "灯塔\\n第一\\\\段。",
        "灯塔 第一段。",
    ],
    ids=["a bare quote", "a line that is a quote", "a carriage return", "a backslash", "no line break"],
)
def test_an_unusual_dump_is_left_alone(body: str) -> None:
    assert quick_dump(f"text:'{body}'".encode(), None) is None


def test_the_lines_of_a_common_dump_come_with_their_numbers() -> None:
    dump = quick_dump("text:'灯塔\\n   \\n  it\\'s late \\n\\n第一\\t段。'\n".encode(), None)
    assert dump is not None
    assert (dump.numbers, dump.texts) == ([1, 3, 5], ["灯塔", "it's late", "第一\t段。"])
    assert list(dump.payload) == ["灯塔", "   ", "  it's late ", "", "第一\t段。"]
