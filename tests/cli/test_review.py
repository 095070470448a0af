"""`wxclean review`: the screen, its keys and what they save."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Run
from wxclean.learning.pack_text import pack_text
from wxclean.learning.reviewed_file import opened
from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.rule import RulePack

if TYPE_CHECKING:
    from rich.text import Text

    from wxclean.cli.review_screen import ReviewScreen

EXAMPLE = "河面很静。\n> 水边[b]有灯\x1b[31m\n长按二维码"
PACK = RulePack(
    name="learned",
    summary="what was learned",
    phrases={},
    accounts=(
        LearnedAccount("渡口晚报", articles=20, removed=0.123, most=0.4),
        LearnedAccount("山间[邮局", articles=8, removed=0.05, most=0.1),
    ),
    learned=(
        LearnedRule(
            "promo.tail.c1", "水边[b]有灯", "review", "渡口晚报", 12, 0.6, "2023-01-01", "2023-10-10",
            examples=(EXAMPLE, EXAMPLE, EXAMPLE),
        ),
        LearnedRule("promo.tail.c2", "灯下有人", "review", "渡口晚报", 18, 0.9),
        LearnedRule("promo.tail.c3", "长按二维码关注", "accept", "渡口晚报", 20, 1.0, below=12),
        LearnedRule("promo.head.c4", "晨光里的信", "review", "山间[邮局", 4, 0.5, gone=True),
    ),
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "learned.toml"
    path.write_text(pack_text(PACK), "utf-8")
    return path


def states(file: Path) -> str:
    """Return the first letter of the state of each rule."""
    return "".join({"accept": "a", "review": "v", "reject": "r"}[rule.state] for rule in opened(str(file)).pack.learned)


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def on_screen(
    file: Path, act: Callable[[ReviewScreen, Any], Coroutine[Any, Any, None]], size: tuple[int, int] = (110, 36)
) -> None:
    """Run the screen for a file without a terminal."""
    pytest.importorskip("textual")
    from wxclean.cli.review_screen import ReviewScreen

    async def run() -> None:
        screen = ReviewScreen(opened(str(file)))
        async with screen.run_test(size=size) as pilot:
            await pilot.pause()
            await act(screen, pilot)

    asyncio.run(run())


KEYS = [
    ("accept, and go on", "a a", "aaav"),
    ("undo where another account is shown", "a l u r", "rvav"),
    ("undo what the filter hides", "f a u r", "rvav"),
    ("search", "slash 灯 下 enter r", "vrav"),
]
MORE_KEYS = [
    ("reject", "r", "rvav"),
    ("undecided again", "j j v", "vvvv"),
    ("the same again", "j j a", "vvav"),
    ("down and up", "j j k r", "vrav"),
    ("arrows", "down down up r", "vrav"),
    ("undo", "a r u", "avav"),
    ("undo all and more", "a r u u u", "vvav"),
    ("the next account", "l r", "vvar"),
    ("accounts there and back", "right l left h a", "avav"),
    ("only undecided", "f a a", "aaav"),
    ("only accepted", "f f r", "vvrv"),
    ("only rejected, where none is", "f f f a", "vvav"),
    ("round to all", "f f f f a", "avav"),
    ("show all after a search", "slash 灯 下 enter escape r", "rvav"),
    ("search by a rule's name", "slash c 3 enter r", "vvrv"),
    ("keys are letters while one searches", "slash a r u", "vvav"),
    ("help is no decision", "question_mark a", "avav"),
]
CASES = [
    *(pytest.param(keys, wanted, id=name) for name, keys, wanted in KEYS),
    *(pytest.param(keys, wanted, id=name, marks=pytest.mark.slow) for name, keys, wanted in MORE_KEYS),
]


@pytest.mark.parametrize(("keys", "wanted"), CASES)
def test_each_decision_is_saved_at_once(file: Path, keys: str, wanted: str) -> None:
    async def act(_: ReviewScreen, pilot: Any) -> None:
        await pilot.press(*keys.split())
        assert states(file) == wanted

    on_screen(file, act)


EDITS = [
    ("a line", "e end 下 enter", "promo.tail.c1 水边[b]有灯下"),
    ("a line, without a key to its end", "e 下 enter", "promo.tail.c1 水边[b]有灯下"),
    ("a line, undone", "e end 下 enter u", "promo.tail.c1 水边[b]有灯"),
    ("given up", "e end 下 escape", "promo.tail.c1 水边[b]有灯"),
    ("no letters", "e ctrl+u ！ enter", "promo.tail.c1 水边[b]有灯"),
    ("a class", "c", "promo.middle.c1 水边[b]有灯"),
    ("two classes on", "c c", "notice.c1 水边[b]有灯"),
    ("a class, undone", "c c u", "promo.middle.c1 水边[b]有灯"),
]


@pytest.mark.parametrize(("keys", "wanted"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_a_rule_is_edited_where_it_stands(file: Path, keys: str, wanted: str) -> None:
    async def act(screen: ReviewScreen, pilot: Any) -> None:
        await pilot.press(*keys.split())
        rule = opened(str(file)).rules[0]
        assert f"{rule.name} {rule.line}" == wanted
        assert states(file) == "vvav"
        said = " ".join(each.message for each in screen._notifications)
        assert ("a line holds 1 to 300 letters" in said) is ("！" in keys)

    on_screen(file, act)


def test_a_click_chooses(file: Path) -> None:
    async def act(screen: ReviewScreen, pilot: Any) -> None:
        await pilot.click("#rules", offset=(4, 2))
        assert screen.number == 1
        await pilot.click("#accounts", offset=(4, 3))
        assert screen.at_account == 1
        await pilot.click("#rules", offset=(4, 6))
        assert screen.number == 3

    on_screen(file, act)


@pytest.mark.slow
def test_a_key_costs_the_same_for_a_thousand_accounts(tmp_path: Path) -> None:
    names = [f"渡口晚报{number}" for number in range(1000)]
    rules = (LearnedRule(f"promo.tail.{n}", "长按二维码关注", "review", name) for name in names for n in range(20))
    pack = PACK._replace(accounts=tuple(map(LearnedAccount, names)), learned=tuple(rules))
    (tmp_path / "learned.toml").write_text(pack_text(pack), "utf-8")

    async def act(screen: ReviewScreen, pilot: Any) -> None:
        drawn: list[int] = []
        draw = screen._accounts._item

        def drawing(at: int) -> Text:
            drawn.append(at)
            return draw(at)

        screen._accounts._item = drawing
        for keys in ("a", "r", "j", "l", "u", "e 下 enter", "c"):
            drawn.clear()
            await pilot.press(*keys.split())
            await pilot.pause()
            assert len(set(drawn)) < 40

    on_screen(tmp_path / "learned.toml", act)


def test_the_screen_shows_where_a_rule_stands_and_steers_no_terminal(file: Path) -> None:
    async def act(screen: ReviewScreen, pilot: Any) -> None:
        picture = screen.export_screenshot().replace("&#160;", " ")
        for words in (
            "in 12 of 20 articles (60%), first 2023-01-01, last 2023-10-10",
            "promo.tail.c1, at the end of articles",
            "12.3% goes, 2 of 3 wait",
            "20 articles, 12.3% goes (40.0% at most)",
            "▶ 水边[b]有灯␛[31m",
            "山间[邮局",
            "Example 3",
        ):
            assert words in picture
        assert "\x1b" not in picture
        await pilot.press("f", "f", "question_mark")
        picture = screen.export_screenshot().replace("&#160;", " ")
        assert "rules: 1 of 3, accepted" in picture
        assert "up to 12 letters below it" in picture
        assert "undo a decision" in picture

    on_screen(file, act)


def test_a_small_terminal_shows_the_keys_and_the_share(file: Path) -> None:
    async def act(screen: ReviewScreen, pilot: Any) -> None:
        picture = screen.export_screenshot().replace("&#160;", " ")
        for words in ("quit", "help", "20 articles, 12.3% goes (40.0% at most)", "▶ 水边[b]有灯␛[31m"):
            assert words in picture

    on_screen(file, act, (80, 24))


def test_a_file_that_somebody_else_changed_is_left_alone_until_it_is_read_again(file: Path) -> None:
    async def act(screen: ReviewScreen, pilot: Any) -> None:
        change(file, "accept", "reject")
        await pilot.press("a")
        assert states(file) == "vvrv"
        assert screen.review.states()[0] == "review"
        await pilot.pause()
        assert "something else has changed it" in " ".join(each.message for each in screen._notifications)
        await pilot.press("R", "a")
        assert states(file) == "avrv"

    on_screen(file, act)


def test_without_textual_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setitem(sys.modules, "textual.app", None)
    monkeypatch.setitem(sys.modules, "textual", None)
    monkeypatch.delitem(sys.modules, "wxclean.cli.review_screen", raising=False)
    assert run("review", str(file)) == (
        2, b"", "wxclean: review needs textual; install it with: pip install 'wxclean[review]'\n"
    )  # fmt: skip


def test_without_a_terminal_it_says_what_to_do(run: Run, file: Path) -> None:
    pytest.importorskip("textual")
    code, out, err = run("review", str(file))
    assert (code, out) == (2, b"")
    assert err.startswith("wxclean: review needs a terminal; elsewhere, edit the states in")


def test_a_pack_with_nothing_to_review_is_named(run: Run, file: Path) -> None:
    pytest.importorskip("textual")
    file.write_text('[pack]\nname = "x"\nsummary = "y"\n', "utf-8")
    code, _, err = run("review", str(file))
    assert (code, "holds no learned rules" in err) == (2, True)
