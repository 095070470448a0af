"""A payload's lines are split and unescaped on demand, and the same by every way of reading them."""

from __future__ import annotations

import pytest

from wxclean.reading.lines import characters, payload
from wxclean.reading.lines.payload import Payload, RareEscapesError
from wxclean.reading.lines.split import FilledLines

TEXT = "灯塔\n   \n  it's late \n\n第一\t段。"
ESCAPED = "灯塔\\n   \\n  it\\'s late \\n\\n第一\\t段。".encode()


def as_tuple(lines: FilledLines) -> tuple[list[int], list[str], int]:
    return lines.numbers, lines.texts, lines.total


@pytest.mark.parametrize("found", [Payload(ESCAPED, "'"), Payload(TEXT)], ids=["escaped", "text"])
def test_the_lines_of_a_payload_are_split_and_unescaped_when_they_are_asked_for(found: Payload) -> None:
    assert list(found) == ["灯塔", "   ", "  it's late ", "", "第一\t段。"]
    assert (len(found), found[2], found[1:3]) == (5, "  it's late ", ["   ", "  it's late "])
    assert list(Payload(found.from_line(3), found.quote)) == ["", "  it's late ", "", "第一\t段。"]
    assert found.text() == TEXT


@pytest.mark.parametrize(
    ("lines", "indents"),
    [
        (["甲", "乙"], []),
        (["甲", "  乙", "丙"], [0, 2, 0]),
        (["\t甲", "  \t 乙"], [4, 7]),
        (["\u3000\u3000甲", "\xa0 乙"], []),
        ([" \u3000甲", " 'b"], [1, 1]),
    ],
)
def test_a_line_is_indented_by_its_spaces_and_tabs(
    lines: list[str], indents: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payload, "IS_COMPILED", True)
    text = "\n".join(["  题", "", *lines])
    escaped = text.replace("\n", "\\n").replace("'", "\\'")
    dumps = [escaped, escaped.replace("\t", "\\t")]
    for found in (Payload(text), *[Payload(dump.encode(), "'") for dump in dumps]):
        assert found.indents(3, len(lines)) == indents
        found.filled_lines()  # the walk finds them in passing
        found.filled_lines(found.from_line(3))
        assert found.indents(3, len(lines)) == indents
        assert found.may_be_indented()
        above = Payload(found.raw, found.quote)
        above.filled_lines(above.from_line(3))  # of which those below the end aren't known
        above.filled_lines()
        assert above.indents(3, len(lines)) == indents


def test_the_filled_lines_of_a_text_are_those_of_its_dump() -> None:
    lines, dumped = Payload(TEXT).filled_lines(), Payload(ESCAPED, "'").filled_lines()
    assert as_tuple(lines) == as_tuple(dumped) == ([1, 3, 5], ["灯塔", "it's late", "第一\t段。"], 5)


@pytest.mark.parametrize("found", [Payload(ESCAPED, "'"), Payload(TEXT)], ids=["escaped", "text"])
def test_the_filled_lines_above_an_end_are_those_of_what_stands_above_it(found: Payload) -> None:
    above = found.filled_lines(found.from_line(4))
    assert as_tuple(above) == ([1, 3], ["灯塔", "it's late"], 3)


@pytest.mark.parametrize("raw", ["灯塔".encode("gb18030"), b"it's", b"a\\x0ab", b"a\\"])
def test_what_is_not_undone_here_is_refused(raw: bytes) -> None:
    with pytest.raises(RareEscapesError):
        Payload(raw, "'").filled_lines()


@pytest.mark.parametrize("is_compiled", [False, True])
def test_the_walk_is_taken_where_it_is_compiled(is_compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if characters.IS_COMPILED:
        pytest.skip("it can't be chosen here")
    monkeypatch.setattr(payload, "IS_COMPILED", is_compiled)
    for found in (Payload("灯塔\\n第一段。".encode(), "'"), Payload("灯塔\n第一段。")):
        # Only the walk looks for collapsed pages.
        assert found.filled_lines().may_be_collapsed is not is_compiled
