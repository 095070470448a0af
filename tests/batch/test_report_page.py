"""The report's page in a real browser: sorting, searching, turning, examples; nothing wider than a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.batch.test_report import COUNTS, EVIL, SUMMARY
from tests.helpers.browser import browser_page
from wxclean.batch.report.html import page
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.examples import Example
from wxclean.batch.work.groups import Sums
from wxclean.batch.work.notes import Note
from wxclean.output.html_page.about import About

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

ABOUT = About("1.2.3", "wxclean in -o out --report report.html", "2026-11-29T20:00:00+08:00")
RULES = {f"wechat.footer.rule-{number:02}": (number, 100 * number) for number in range(1, 40)}
FULL = COUNTS._replace(
    rules={**COUNTS.rules, **RULES},
    groups={
        "account": {EVIL: Sums(1, 0, 100, 50), "潮汐手记": Sums(3, 1, 1000, 100), "": Sums(1, 0, 900, 350)},
        "year": {"2018": Sums(2, 0, 1000, 300), "2020": Sums(3, 1, 1000, 200)},
        "language": {"zh-Hans": Sums(5, 1, 2000, 500)},
        "kind": {"article": Sums(5, 1, 2000, 500)},
    },
    examples={
        "wechat.footer.rule-39": (
            Example("/in/a.txt", "line 7", 3, "微信扫一扫", None, "上一行", "下一行"),
            Example(f"/in/{EVIL}", "", 5, EVIL, "改成这样", EVIL, ""),
        )
    },
    edge_lines={f"账号{number}": {"打开星辰阅读器看全文": (f"/in/{number}", "")} for number in range(6)},
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    shown = page(SUMMARY._replace(counts=FULL), title=f"wxclean {EVIL}", about=ABOUT)
    path.write_text(shown, "utf-8", "backslashreplace")
    return path


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (1400, "dark"), (400, "light"), (400, "dark")])
def test_nothing_is_wider_than_the_page_or_against_its_policy(
    browser: Browser, report: Path, width: int, scheme: str
) -> None:
    with browser_page(browser, report, width=width, scheme="dark" if scheme == "dark" else "light") as opened:
        for opener in opened.page.locator("#rules .opener").all()[:1]:
            opener.click()
        over = opened.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        paper = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (over, opened.said) == (0, [])
        assert opened.page.title().startswith("wxclean </pre><script>")
        assert (paper == "rgb(20, 23, 28)") == (scheme == "dark")


def test_rules_are_sorted_searched_and_turned(browser: Browser, report: Path) -> None:
    with browser_page(browser, report) as opened:
        names = "#rules tbody td.code"
        assert opened.texts(names)[:2] == ["wechat.footer.rule-39", "wechat.footer.rule-38"]
        assert opened.texts("#rules output") == ["1–25 of 42"]
        opened.page.click("#rules nav button:last-child")
        assert opened.texts("#rules output") == ["26–42 of 42"]
        opened.page.click("#rules th:nth-child(2) button")
        assert opened.texts(names)[0] == "scripts.inline"
        opened.page.click("#rules th:nth-child(2) button")
        assert opened.texts("#rules tbody td:nth-child(2)")[:3] == ["1", "1", "2"]
        assert opened.page.get_attribute("#rules th:nth-child(2)", "aria-sort") == "ascending"
        opened.page.click("#rules th:nth-child(1) button")
        assert opened.texts(names)[1] == "scripts.inline"
        opened.page.fill("#rules input", "REWARD qr")
        assert opened.texts(names) == ["wechat.reward.qr-code"]
        opened.page.fill("#rules input", "nowhere")
        assert opened.texts("#rules tbody td") == ["Nothing matches."]


def test_a_rule_stands_in_one_line(browser: Browser, report: Path) -> None:
    with browser_page(browser, report) as opened:
        opened.page.fill("#rules input", "reward")
        height = opened.page.evaluate("document.querySelector('#rules td.code code').getClientRects().length")
        assert height == 1


@pytest.mark.parametrize("by_key", [True, False])
def test_a_rule_that_is_clicked_shows_its_examples(browser: Browser, report: Path, by_key: bool) -> None:
    with browser_page(browser, report) as opened:
        opener = opened.page.locator("#rules .opener").first
        if by_key:
            opener.focus()
            opened.page.keyboard.press("Enter")
        else:
            opened.page.click("#rules tbody tr:first-child td:nth-child(2)")
        assert opened.texts("figcaption") == ["/in/a.txt, line 7, line 3", opened.texts("figcaption")[1]]
        assert opened.texts("figure:first-child .words") == ["上一行", "微信扫一扫", "下一行"]
        assert opened.texts("figure:first-child del .words") == ["微信扫一扫"]
        assert opened.texts("figure:last-child ins .words") == ["改成这样"]
        assert opener.get_attribute("aria-expanded") == "true"
        opener.click()
        assert opened.texts("figure") == []


def test_marks_of_a_chart_say_what_they_are(browser: Browser, report: Path) -> None:
    with browser_page(browser, report) as opened:
        opened.page.locator("#years .chart rect").last.hover()
        assert opened.texts(".tip") == ["2020: 3 records"]
        assert opened.page.locator("#years .chart rect").count() == 3, "2019, too, which has no record"
        opened.page.locator("#filters .bars g").first.focus()
        assert opened.texts(".tip")[0].startswith("wechat: ")


def test_lines_that_no_rule_knows_stand_in_the_alarm(browser: Browser, report: Path) -> None:
    with browser_page(browser, report) as opened:
        assert opened.texts(".alarm tbody td")[:3] == ["打开星辰阅读器看全文", "6", "100.0 %"]
        assert "wxclean learn" in opened.texts(".remedy")[0]


def test_samples_are_shown_one_at_a_time(browser: Browser, report: Path) -> None:
    with browser_page(browser, report) as opened:
        shown = []
        for _ in range(4):
            shown += opened.texts("#samples output")
            opened.page.click("#samples nav button:last-child")
        assert shown == ["1 / 3", "2 / 3", "3 / 3", "1 / 3"]
        assert len(opened.texts("#samples article")) == 1


def test_without_scripts_all_is_there_but_examples(browser: Browser, report: Path) -> None:
    with browser_page(browser, report, scripts=False) as opened:
        assert len(opened.texts("#rules tbody tr")) == 25
        assert len(opened.texts("#samples article")) == 3
        assert "… and 17 more" in opened.texts("#rules .rest")[0]


def many(number: int) -> Counts:
    notes = [
        Note("failure", f"/in/{place:05}.jsonl", f"line {place}", f"cause {'abc'[place % 3]}")
        for place in range(number)
    ]
    notes += [
        Note("suspect", f"/in/{place:05}.txt", "", "nothing is left", "nothing-left", number, place)
        for place in range(number)
    ]
    causes = {f"failure: cause {letter}": (number // 3 + (letter == "a"), ()) for letter in "abc"}
    causes["suspect: nothing-left: nothing is left"] = (number, ())
    return Counts(failures=number, suspects=number, notes=tuple(notes), causes=causes)


SEARCH = """words => {
  const input = document.querySelector("[data-table='failure'] input");
  const begun = performance.now();
  input.value = words;
  input.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  return performance.now() - begun;
}"""
"""Looks for words in the list of failures, and returns how many milliseconds pass until the rows are laid out."""


def test_ten_thousand_failures_and_suspects_are_there_in_a_second(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(page(SUMMARY._replace(counts=many(10_000)), title="wxclean"), "utf-8")
    with browser_page(browser, path) as opened:
        took = opened.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        assert took < 1000
        assert opened.texts("#failure output")[-1] == "1–10 of 10,000"
        opened.page.click("#failure [data-table='failure-causes'] tbody tr:nth-child(2) .opener")
        assert opened.texts("#failure output")[-1] == "1–10 of 3,333"
        opened.page.fill("#failure [data-table='failure'] input", "00004")
        assert opened.texts("[data-table='failure'] tbody td:first-child") == ["/in/00004.jsonl"]
        opened.page.click("[data-table='failure'] .chip")
        opened.page.fill("#failure [data-table='failure'] input", "")
        opened.page.click("#failure [data-table='failure'] th:first-child button")
        opened.page.click("#failure [data-table='failure'] th:first-child button")
        assert opened.texts("[data-table='failure'] tbody td:first-child")[0] == "/in/09999.jsonl"
        assert opened.texts("[data-table='suspect'] tbody td:nth-child(3)")[0] == "/in/00000.txt"
        assert opened.page.evaluate(SEARCH, "0000 line 9") < 500
        assert opened.texts("[data-table='failure'] tbody td:nth-child(2)") == ["line 9"]
        assert opened.said == []
