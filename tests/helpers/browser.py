"""A real browser for pages, where there is one: Chromium or Chrome by its name in PATH, steered by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest

from tools.report_picture import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)


class Opened(NamedTuple):
    """A page that is open, and what its console has said, violations of its policy among it."""

    page: Page
    said: list[str]

    def texts(self, selector: str) -> list[str]:
        """Return what the elements say that can be seen."""
        return [each.inner_text() for each in self.page.locator(selector).all() if each.is_visible()]


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Start a browser, or skip the test where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    if BROWSER is None:
        pytest.skip("there is no Chromium or Chrome here")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def browser_page(
    browser: Browser,
    path: Path,
    *,
    width: int = 1400,
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Iterator[Opened]:
    """Open a file in a window that shares nothing with others: it has a profile of its own."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    yield Opened(page, said)
    page.close()
