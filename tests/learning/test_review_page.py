"""The page of a learned pack: accounts with what goes, rules by doubt, each in its context."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.accounts import articles
from tests.helpers.browser import browser_page
from wxclean.learning.learn import learn
from wxclean.learning.pack_text import pack_text
from wxclean.learning.review_page import review_page
from wxclean.output.html_page.about import About
from wxclean.rules.packfile import parse_pack
from wxclean.rules.rule import RulePack

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = "</script><img src=x onerror=alert(1)>\x1b"
OTHER = ("阅读往期", EVIL.replace("\x1b", "") + "长按二维码关注灯下夜话")


@pytest.fixture(scope="module")
def pack() -> RulePack:
    """Return what was learned from two accounts, of which one has words that a page might obey."""
    found = learn([*articles(12), *articles(12, "灯下<b>夜话", OTHER, "灯下夜话欢迎你")])
    return found._replace(learned=(*found.learned[:-1], found.learned[-1]._replace(state="review")))


def tables(page: str) -> Any:
    found = re.search(r'id="data">(.*)</script>', page)
    assert found is not None
    data = json.loads(found[1])
    return data["texts"], data["tables"]


def test_all_rules_stand_in_the_page_the_most_doubtful_first(pack: RulePack) -> None:
    texts, found = tables(review_page(pack, path="learned.toml"))
    rules = [(texts[row[0]], texts[row[1]], texts[row[2]]) for row in found["rules"]["rows"]]
    assert {line for line, _, _ in rules} == {rule.line for rule in pack.learned}
    states = [state for _, _, state in rules]
    assert states == sorted(states, key=lambda state: state != "undecided")
    assert "undecided" in states
    assert "accepted" in states


def test_accounts_have_what_goes(pack: RulePack) -> None:
    texts, found = tables(review_page(pack, path="learned.toml"))
    rows = {texts[row[0]]: row[1:] for row in found["accounts"]["rows"]}
    for account in pack.accounts:
        own = [rule for rule in pack.learned if rule.account == account.name]
        accepted = sum(rule.state == "accept" for rule in own)
        assert rows[account.name] == [
            account.articles,
            account.removed,
            account.most,
            len(own),
            accepted,
            sum(rule.state == "review" for rule in own),
        ]


def test_a_rule_has_its_years_and_its_examples_with_the_line_marked(pack: RulePack) -> None:
    texts, found = tables(review_page(pack, path="learned.toml"))
    for place, row in enumerate(found["rules"]["rows"]):
        first, *examples = found["rules"]["details"][str(place)]
        assert "2023: 12" in [texts[line[1]] for line in first["lines"]]
        assert len(examples) == 3
        for example in examples:
            (marked,) = (texts[line[1]] for line in example["lines"] if line[0] == ">")
            assert marked == texts[row[0]]


def test_years_survive_the_pack(pack: RulePack) -> None:
    assert parse_pack(pack_text(pack), path="learned.toml").learned == pack.learned
    assert {rule.years for rule in pack.learned} == {("2023: 12",)}


def test_nothing_in_the_page_is_obeyed(pack: RulePack) -> None:
    shown = review_page(pack, path=EVIL, about=About("1", EVIL, ""))
    assert "<img" not in shown
    assert shown.count("<script") == 2
    assert "\x1b" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("width", [1400, 400])
def test_a_browser_shows_the_rules_of_an_account(browser: Browser, tmp_path: Path, pack: RulePack, width: int) -> None:
    path = tmp_path / "learned.html"
    path.write_text(review_page(pack, path="learned.toml"), "utf-8")
    with browser_page(browser, path, width=width) as opened:
        opened.page.click("[data-table='accounts'] tbody tr:nth-child(2) .opener")
        name = opened.texts("[data-table='accounts'] .opener")[1]
        assert set(opened.texts("[data-table='rules'] tbody td:nth-child(2)")) == {name}
        opened.page.click("[data-table='rules'] tbody tr:first-child .opener")
        assert len(opened.texts("figure mark")) == 3
        over = opened.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (over, opened.said) == (0, [])
