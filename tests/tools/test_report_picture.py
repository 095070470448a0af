"""The manual's pictures of a report: of a whole run, small enough to load, and drawn by a real browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.helpers.browser import BROWSER
from tools.report_picture import PICTURES, draw, report

_PNG = b"\x89PNG\r\n\x1a\n"


def test_the_page_says_nothing_of_this_machine() -> None:
    shown = report("en")
    assert tempfile.gettempdir() not in shown
    for heading in ("Failures", "Suspects", "Repeated lines that no rule knows", "By rule", "By account", "By year"):
        assert heading in shown


@pytest.mark.parametrize("language", PICTURES)
def test_the_picture_is_there_and_small(language: str) -> None:
    data = PICTURES[language].read_bytes()
    assert data.startswith(_PNG)
    assert len(data) < 250_000


@pytest.mark.slow
def test_it_is_drawn_in_a_browser(tmp_path: Path) -> None:
    pytest.importorskip("playwright", reason="needs Playwright")
    if not BROWSER:
        pytest.skip("there is no Chromium or Chrome here")
    draw(tmp_path / "report.png", BROWSER, "zh")
    assert (tmp_path / "report.png").read_bytes().startswith(_PNG)
