"""The pictures of the READMEs show what the rules do now."""

from __future__ import annotations

import re

import pytest
from rich.text import Text

from tools.picture import PICTURES, picture, shortened


@pytest.mark.parametrize("language", PICTURES)
def test_the_picture_is_drawn_anew_when_it_changes(language: str) -> None:
    assert picture(language) == PICTURES[language].read_text(encoding="utf-8"), "run `make picture`"


def test_chinese_has_its_width() -> None:
    lengths = {
        match[2]: float(match[1]) for match in re.finditer(r'textLength="([\d.]+)"[^>]*>([^<]*)<', picture("en"))
    }
    assert lengths["微信号"] == pytest.approx(6 * 12.2)


@pytest.mark.parametrize("language", PICTURES)
def test_the_picture_fetches_nothing(language: str) -> None:
    assert re.findall(r"url\(\W*http|@import|(?:href|src)=\W*http", picture(language)) == []


def test_what_only_repeats_a_rule_is_left_out() -> None:
    rows = [
        "  1 a.b − │ 1",
        *(f" {number:2} a.c − │ {number}" for number in range(2, 9)),
        "  9     │ kept",
        "────┴─────",
    ]
    shown = [Text.from_ansi(row).plain for row in shortened(rows)]
    assert shown == [*rows[:4], f"{'│':>11} ⋯", *rows[-2:]]
