"""The README's picture shows what the rules do now."""

from __future__ import annotations

import re

import pytest

from tools.picture import PICTURE, picture


def test_the_picture_is_drawn_anew_when_it_changes() -> None:
    assert picture() == PICTURE.read_text(encoding="utf-8"), "run `make picture`"


def test_chinese_has_its_width() -> None:
    lengths = {match[2]: float(match[1]) for match in re.finditer(r'textLength="([\d.]+)"[^>]*>([^<]*)<', picture())}
    assert lengths["微信号"] == pytest.approx(6 * 12.2)
