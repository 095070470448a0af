"""The pictures of the READMEs show what the rules do now."""

from __future__ import annotations

import re

import pytest

from tools.picture import PICTURES, picture


@pytest.mark.parametrize("language", PICTURES)
def test_the_picture_is_drawn_anew_when_it_changes(language: str) -> None:
    assert picture(language) == PICTURES[language].read_text(encoding="utf-8"), "run `make picture`"


def test_chinese_has_its_width() -> None:
    lengths = {
        match[2]: float(match[1]) for match in re.finditer(r'textLength="([\d.]+)"[^>]*>([^<]*)<', picture("en"))
    }
    assert lengths["微信号"] == pytest.approx(6 * 12.2)
