"""Both splitters give the same lines of a payload, and leave unusual escapes alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wxclean.reading.lines.misread import OFTEN, may_be_misread
from wxclean.reading.lines.page_phrases import LANDMARKS, SHORTEST, has_landmark
from wxclean.reading.lines.split import FilledLines, filled_lines, indent_of, split_escaped_lines
from wxclean.reading.lines.split_compiled import walked_escaped_lines, walked_lines

Escaped = Callable[[str, str], FilledLines | None]
Plain = Callable[[str], FilledLines]


def split_lines(text: str) -> FilledLines:
    return filled_lines(text.split("\n"))


both_plain = pytest.mark.parametrize("lines_of", [split_lines, walked_lines])
both_escaped = pytest.mark.parametrize("lines_of", [split_escaped_lines, walked_escaped_lines])


def as_tuple(lines: FilledLines | None) -> tuple[list[int], list[str], int, str] | None:
    return (lines.numbers, lines.texts, lines.total, lines.odd) if lines is not None else None


@both_escaped
@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("灯塔\\n   \\n  it\\'s late \\n\\n第一\\t段。", ([1, 3, 5], ["灯塔", "it's late", "第一\t段。"], 5, "\t")),
        ("  灯塔  ", ([1], ["灯塔"], 1, "")),
        ("\\n \\n灯塔\\n\\n  ", ([3], ["灯塔"], 5, "")),
        ("灯塔\\n\u3000\\n\\xa0\\n第一段。", ([1, 4], ["灯塔", "第一段。"], 4, "")),
        ('“灯塔” "late"\\n第\\u4e00\\"段\\"。🗼é', ([1, 2], ['“灯塔” "late"', '第一"段"。🗼é'], 2, "🗼é")),
        ("\\n", ([], [], 2, "")),
        ("", ([], [], 1, "")),
    ],
)
def test_the_lines_of_an_escaped_payload_come_with_their_numbers(
    lines_of: Escaped, body: str, lines: tuple[list[int], list[str], int, str]
) -> None:
    assert as_tuple(lines_of(body, "'")) == lines


@both_plain
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("灯塔\n   \n  it's late \n\n第一\t段。", ([1, 3, 5], ["灯塔", "it's late", "第一\t段。"], 5, "\t")),
        ("\n \n\u3000灯塔\\n\n\n  ", ([3], ["灯塔\\n"], 5, "")),
        ("é🗼\r\n\u3000\n\xa0\n第一段。", ([1, 4], ["é🗼", "第一段。"], 4, "é🗼")),
        ("\n", ([], [], 2, "")),
        ("", ([], [], 1, "")),
    ],
)
def test_the_lines_of_a_text_come_with_their_numbers(
    lines_of: Plain, text: str, lines: tuple[list[int], list[str], int, str]
) -> None:
    assert as_tuple(lines_of(text)) == lines


@both_escaped
@pytest.mark.parametrize(
    "body",
    [
        "灯塔\\nit's late\\n第一段。",
        "灯塔\\n'\\n第一段。",
        "灯塔\\n第一\\r段。",
        "灯塔\\n第一\\\\段。",
        "灯塔\\n第一\\\\n段。",
        "灯塔\\n第一\\\\'段。",
        "灯塔\\n第一\\x0a段。",
        "灯塔\\n第一\\u000a段。",
        "灯塔\\n第一\\ud83d\\uddfc段。",
        "灯塔\\n第一\\x5cn段。",
        "灯塔\\n第一\\x5Cn段。",
        "灯塔\\n第一\\uD83D\\uDDFC段。",
        "灯塔\\n第一\\012段。",
        "灯塔\\n第一\\12段。",
        "灯塔\\n第一\\134段。",
        "灯塔\\n第一\\U0000000a段。",
        "灯塔\\n第一\\N{LINE FEED}段。",
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
        "a backslash and an n",
        "a backslash and a quote",
        "a line break by its number",
        "a line break by its longer number",
        "halves of a character",
        "a backslash by its number",
        "a backslash by its number in capitals",
        "halves of a character in capitals",
        "an octal number",
        "a shorter octal number",
        "a backslash by its octal number",
        "a line break by its longest number",
        "a line break by its name",
        "a line break",
        "a raw carriage return",
        "a NUL",
        "cut in an escape",
    ],
)
def test_an_unusual_payload_is_left_alone(lines_of: Escaped, body: str) -> None:
    assert lines_of(body, "'") is None


PIECES = st.sampled_from(
    [
        *"\n\\'\" \tnrtx01uUdD灯塔。é🗼\u3000\xa0\r\0\u2028",
        *OFTEN,
        "\\n",
        "\\n",
        "\\n   \\n",
        "\\'",
        "\\u5854",
        "\\xa0",
        "\\t",
        "\\u951b",
        *LANDMARKS,
    ]
    + [phrase for found in LANDMARKS.values() for phrase in found]
    + ["海" * SHORTEST]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS, st.sampled_from("'\""))
@example("灯\\", "'")
@example("\\", "'")
@example("灯\\\r", "'")
@example("灯\\\0", "'")
def test_both_ways_lead_to_the_same_lines_of_an_escaped_payload(text: str, quote: str) -> None:
    assert as_tuple(walked_escaped_lines(text, quote)) == as_tuple(split_escaped_lines(text, quote))


@given(TEXTS)
def test_both_ways_lead_to_the_same_lines_of_a_text(text: str) -> None:
    assert as_tuple(walked_lines(text)) == as_tuple(split_lines(text))


@given(TEXTS)
def test_lines_that_may_not_be_collapsed_are_without_landmarks(text: str) -> None:
    for lines in (walked_lines(text), walked_escaped_lines(text, "'")):
        assert lines is None or lines.may_be_collapsed or not any(map(may_be_one, lines.texts))


@given(TEXTS)
def test_a_walk_tells_how_far_lines_are_indented(text: str) -> None:
    lines = walked_lines(text)
    indents = {number: indent_of(text.split("\n")[number - 1]) for number in lines.numbers}
    found = lines.indents or {}
    assert {number: found.get(number, 0) for number in indents} == indents


@given(TEXTS)
def test_lines_that_may_not_be_misread_are_without_signs_of_it(text: str) -> None:
    for lines in (walked_lines(text), walked_escaped_lines(text, "'")):
        assert lines is None or lines.may_be_misread == may_be_misread("".join(lines.texts))


def may_be_one(line: str) -> bool:
    return len(line) > SHORTEST and has_landmark(line)


@pytest.mark.parametrize("phrase", [phrase for found in LANDMARKS.values() for phrase in found])
def test_a_walk_sees_has_landmark_long_lines_alone(phrase: str) -> None:
    sea = "海" * SHORTEST
    long = "海" * (SHORTEST + 1 - len(phrase)) + phrase
    none = f"é{sea}{phrase[:-1]}\n{phrase}\n{phrase[1:]}{sea}\n{long[1:]}"
    assert walked_lines(f"短行。\n{long}").may_be_collapsed
    assert walked_lines(f"{phrase}{sea}").may_be_collapsed
    assert not walked_lines(none).may_be_collapsed
    assert escaped(f"短行。\\n{long}").may_be_collapsed
    assert not escaped(none.replace("\n", "\\n")).may_be_collapsed


def test_a_walk_knows_that_escapes_may_hide_landmarks() -> None:
    assert escaped("\\u5fae信扫一扫" + "海" * SHORTEST).may_be_collapsed
    assert not escaped("\\u5fae信扫一扫\\n" + "海" * (SHORTEST + 1)).may_be_collapsed


def escaped(body: str) -> FilledLines:
    lines = walked_escaped_lines(body, "'")
    assert lines is not None
    return lines
