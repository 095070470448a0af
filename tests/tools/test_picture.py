"""The README's picture shows what the rules do now."""

from __future__ import annotations

from pathlib import Path

from examples.picture import PICTURE, picture


def test_the_picture_is_drawn_anew_when_it_changes() -> None:
    assert picture() == Path(PICTURE).read_text(encoding="utf-8"), "run `make picture`"
