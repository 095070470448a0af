"""Loops over characters find what the standard library finds, compiled or interpreted."""

from __future__ import annotations

import copy
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxclean.reading.lines import characters as scan
from wxclean.reading.lines import odd_characters as ordinary
from wxclean.reading.lines.characters import (
    ALL_LETTERS,
    NO_LETTERS,
    Letters,
    Pairs,
    Starts,
    are_all,
    class_of,
    lines_beginning,
    lines_ending,
    lines_with,
    next_classed,
    places_of,
    with_class,
)
from wxclean.reading.lines.odd_characters import ODD, odd_letters

SEA = Letters(["海", "🗼", ""])
PAIRS = Starts({"海": "灯夜", "🗼": None, "灯": "🌙"})
NIGHT = Letters("夜🌙")
BARE = Letters(())
FULL = Letters("！\uffff")
LINES = st.lists(st.text("海夜灯🗼🌙", min_size=1, max_size=3))
TEXTS = st.text(st.sampled_from("海夜 -~\n\u3000\u2026é\t🗼\uffef\ue000"))


@pytest.fixture(params=[False, True], ids=["interpreted", "as if compiled"])
def compiled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run both code paths where they can be chosen: in compiled modules they can't."""
    if not scan.IS_COMPILED:
        monkeypatch.setattr(scan, "IS_COMPILED", request.param)
        monkeypatch.setattr(ordinary, "IS_COMPILED", request.param)


def test_classes_hold_a_number_for_each_character_of_their_ranges() -> None:
    classes = with_class(with_class(NO_LETTERS, ["az", "海"]), "k", 2)
    assert [classes[ord(letter)] for letter in "`akz{海浪"] == [0, 1, 2, 1, 0, 1, 0]
    assert sum(classes) == 26 + 1 + 1
    assert with_class(ALL_LETTERS, ["\0\uffff"], 0) == NO_LETTERS


@pytest.mark.parametrize(
    ("text", "start", "place"),
    [
        ("夜海海", 0, 1),
        ("夜海海", 2, 2),
        ("夜", 0, 1),
        ("", 0, 0),
        ("夜🌙", 0, 1),
        ("夜\U00010000", 0, 1),
        ("海", 1, 1),
    ],
)
def test_the_next_character_with_a_class_is_found(text: str, start: int, place: int) -> None:
    assert next_classed(text, SEA.classes, start) == place


def test_a_class_is_one_above_the_last_character_with_a_number() -> None:
    classes = with_class(NO_LETTERS, "海", 4)
    assert [class_of("夜海🌙", classes, place) for place in range(3)] == [0, 4, 1]


@pytest.mark.usefixtures("compiled")
def test_lines_are_found_by_their_first_two_and_last_characters() -> None:
    lines = ["海灯", "灯海", "灯夜", "🗼灯", "灯🌙海", "灯🗼", "海夜", "海🗼", "海", "灯", "🌙"]
    assert lines_with(lines, PAIRS, NIGHT, BARE) == [0, 2, 3, 4, 6, 8, 9, 10]
    assert lines_ending(lines, SEA) == [1, 4, 5, 7, 8]
    assert lines_beginning(lines, SEA) == ["海灯", "🗼灯", "海夜", "海🗼", "海"]
    assert lines_with([], PAIRS, NIGHT, BARE) == lines_ending([], SEA) == []
    assert lines_with(["！", "\uffff", "\uff00", "\U00010000"], PAIRS, FULL, BARE) == [0, 1]


@pytest.mark.usefixtures("compiled")
def test_lines_are_found_below_their_dressing() -> None:
    """Interpreted, those with dressing count without a look."""
    dressed = ["*海灯*", "**灯🗼*", "***", "海🗼*", "*灯夜", "🌙*"]
    starts, lasts, stars = Starts({**PAIRS.seconds, "*": None}), Letters([*NIGHT.members, "*"]), Letters("*")
    assert lines_with(dressed, starts, lasts, stars) == ([0, 4, 5] if scan.IS_COMPILED else [0, 1, 2, 3, 4, 5])
    assert lines_with(["海灯", "灯海", "灯夜"], starts, lasts, stars) == [0, 2]


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(("text", "are"), [("", True), ("海🗼海", True), ("海夜", False), ("🗼🌙", False)])
def test_all_characters_of_a_text_are_among_the_letters(text: str, are: bool) -> None:
    assert are_all(text, SEA) is are


@given(LINES)
def test_lines_are_found_as_in_a_set(texts: list[str]) -> None:
    pairs = ("海灯", "海夜", "🗼", "灯🌙")
    found = [
        at for at, text in enumerate(texts) if text.startswith(pairs) or text in "海灯" or text[-1] in NIGHT.members
    ]
    for is_compiled in {scan.IS_COMPILED, True}:
        with pytest.MonkeyPatch.context() as patch:
            if is_compiled != scan.IS_COMPILED:
                patch.setattr(scan, "IS_COMPILED", is_compiled)
            assert lines_with(texts, PAIRS, NIGHT, BARE) == found


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("text", "places"),
    [("海灯海夜", [0, 2]), ("海灯夜", [0]), ("灯灯灯🌙", [0, 1, 2]), ("海", []), ("", []), ("夜海]🗼海", [1])],
)
def test_pairs_are_found_in_a_text(text: str, places: list[int]) -> None:
    pairs = Pairs(["海灯", "海夜", "灯灯", "灯🌙", "海]", "🗼夜"], re.compile(r"[海灯🗼](?=[灯夜🌙\]])"))
    assert places_of(text, pairs) == places
    assert places_of(text, Pairs([], re.compile("(?!)"))) == []


def test_letters_are_equal_by_their_members_and_can_be_sent() -> None:
    assert Letters("ab") == Letters("ba") != Letters("a")
    assert hash(Letters("ab")) == hash(Letters("ba"))
    assert pickle.loads(pickle.dumps(SEA)) == copy.copy(SEA) == SEA  # noqa: S301 - its own
    assert copy.copy(SEA).classes == SEA.classes


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("text", "odd"), [("", ""), ("海 a\n", ""), ("海é🗼é", "é🗼é"), ("\t", "\t"), ("\uffef", "\uffef")]
)
def test_odd_letters_are_those_that_are_not_ordinary(text: str, odd: str) -> None:
    assert odd_letters(text) == odd


@given(TEXTS)
def test_a_character_is_classed_as_odd_where_it_is_one(text: str) -> None:
    assert (next_classed(text, ODD, 0) == len(text)) == (odd_letters(text) == "")


def test_the_classes_of_odd_characters_are_those_of_the_expression() -> None:
    everything = "".join(map(chr, range(0x10000)))
    assert re.sub("[^\0]", "", odd_letters(everything)) == "\0"
    assert odd_letters(everything) == "".join(letter for letter, mark in zip(everything, ODD, strict=True) if mark)


def test_a_module_knows_whether_it_is_compiled() -> None:
    assert scan.IS_COMPILED is not str(scan.__file__).endswith(".py")
