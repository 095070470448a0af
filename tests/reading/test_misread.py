"""Ends of characters that were read as Latin-1, and that look like white space then."""

from __future__ import annotations

import pytest

from wxclean.reading.lines.misread import with_ends


def latin(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize("character", ["你", "酅", "🌠", "🅅"])
@pytest.mark.parametrize("around", ["", "灯"])
def test_a_character_keeps_an_end_that_was_stripped(character: str, around: str) -> None:
    whole = latin(around + character)
    stripped = whole.rstrip("\xa0\x85")
    assert stripped != whole
    assert with_ends([2], [stripped], ["", f"  {whole}"]) == [whole]


@pytest.mark.parametrize("text", ["a", "灯塔", latin("灯"), "é", "à"])
def test_other_lines_stay(text: str) -> None:
    assert with_ends([1], [text], [f"{text}\xa0"]) == [text]
