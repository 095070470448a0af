"""A profile card that lost its labels: account, id and description below each other, as some converters leave them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.helpers.results import known
from wxclean import clean

BODY = "海边的风很大，灯塔还亮着。\n\n守塔人每天傍晚上去一次。"
CARD = "潮汐手记\n\nchaoxi_notes\n\n"
ABOUT = "只讲海边的事"
FOOTER = "\n\n微信扫一扫\n关注该公众号"


@pytest.mark.parametrize(
    ("above", "more"),
    [
        ("潮汐手记", {}),
        ("潮汐手记 潮汐手记", {}),
        ("林小满 潮汐手记", {}),
        ("原创： 林小满 潮汐手记", {"author": "林小满", "original": True}),
        ("原创 2017-02-22 林小满 潮汐手记 潮汐手记", {"author": "林小满", "original": True, "published": "2017-02-22"}),
    ],
)
@pytest.mark.parametrize("below", ["\n收录于话题\n\n", "\n\n\n"])
def test_account_id_and_description_are_metadata(above: str, more: Mapping[str, object], below: str) -> None:
    result = clean(f"河口的灯塔\n\n{above}\n{CARD}{ABOUT}\n{below}{BODY}{FOOTER}")
    expected = {
        "title": "河口的灯塔",
        "account": "潮汐手记",
        "wechat_id": "chaoxi_notes",
        "description": ABOUT,
        **more,
    }
    found = known(result.metadata)
    assert result.text == BODY
    assert {name: found.get(name) for name in expected} == expected


def test_a_day_may_follow() -> None:
    result = clean(f"河口的灯塔\n\n林小满 潮汐手记\n{CARD}{ABOUT}\n\n今天\n\n{BODY}{FOOTER}")
    assert (result.text, result.metadata.description, result.metadata.published_raw) == (BODY, ABOUT, "今天")


def test_a_line_as_near_below_the_id_as_the_next_may_be_the_article_s() -> None:
    result = clean(f"河口的灯塔\n\n林小满 潮汐手记\n{CARD}{BODY}{FOOTER}")
    assert result.metadata.wechat_id == "chaoxi_notes"
    assert result.metadata.description is None
    assert result.text == BODY


OLD_BYLINE = "2017-02-22 林小满 潮汐手记 潮汐手记"


@pytest.mark.parametrize("about", [ABOUT, "只讲海边的事。也讲山里的事。", "潮" * 120])
@pytest.mark.parametrize("mark", ["", "原创 ", "Original "])
def test_below_day_and_account_said_twice_a_card_has_its_description(mark: str, about: str) -> None:
    result = clean(f"河口的灯塔\n\n{mark}{OLD_BYLINE}\n{CARD}{about}\n\n{BODY}{FOOTER}")
    assert result.text == BODY
    assert (result.metadata.wechat_id, result.metadata.description) == ("chaoxi_notes", about)
    assert (result.metadata.account, result.metadata.author) == ("潮汐手记", "林小满")


@pytest.mark.parametrize(
    "opening",
    ["潮" * 121, "文 | 林小满", "作者：林小满", "\n\n海边的风很大。", "灯。"],
    ids=["too long", "credits", "an author", "far below", "too short"],
)
def test_an_article_s_first_line_below_an_id_stays(opening: str) -> None:
    result = clean(f"河口的灯塔\n\n{OLD_BYLINE}\n{CARD}{opening}\n\n{BODY}{FOOTER}")
    assert (result.text, result.metadata.description) == (f"{opening.strip()}\n\n{BODY}", None)
    assert result.metadata.wechat_id == "chaoxi_notes"


@pytest.mark.parametrize("byline", ["2017-02-22 林小满 潮汐手记", "林小满 潮汐手记 潮汐手记", "潮汐手记"])
def test_below_less_of_a_header_a_line_may_be_the_article_s(byline: str) -> None:
    result = clean(f"河口的灯塔\n\n{byline}\n{CARD}{BODY}{FOOTER}")
    assert (result.text, result.metadata.description) == (BODY, None)


def test_a_card_proves_a_header() -> None:
    result = clean(f"河口的灯塔\n\n潮汐手记\n{CARD}{ABOUT}\n\n收录于话题\n\n{BODY}")
    assert (result.text, result.metadata.wechat_id) == (BODY, "chaoxi_notes")


@pytest.mark.parametrize(
    ("below", "text"),
    [("\n\n收录于话题\n\n\n\n", ""), (f"{10 * chr(10)}{ABOUT}{12 * chr(10)}", f"{ABOUT}\n\n")],
    ids=["a phrase of the page", "a line far below"],
)
def test_what_is_no_description_is_not_taken_for_one(below: str, text: str) -> None:
    result = clean(f"河口的灯塔\n\n潮汐手记\n\n潮汐手记\n\nchaoxi_notes{below}{BODY}{FOOTER}")
    assert (result.text, result.metadata.description) == (text + BODY, None)


def test_where_a_label_names_the_id_no_other_line_does() -> None:
    labels = f"微信号\nchaoxi_notes\n\n功能介绍\n{ABOUT}\n\n"
    above = clean(f"河口的灯塔\n\n潮汐手记\n\n潮汐手记\n\nLighthouse\n\n{labels}{BODY}{FOOTER}")
    assert (above.text, above.metadata.wechat_id) == (BODY, "chaoxi_notes")
    below = clean(f"河口的灯塔\n\n潮汐手记\n\n{labels}潮汐手记\n\nlighthouse_man\n\n{BODY}{FOOTER}")
    assert (below.text, below.metadata.wechat_id) == (f"潮汐手记\n\nlighthouse_man\n\n{BODY}", "chaoxi_notes")


@pytest.mark.parametrize("footer", ["", FOOTER])
@pytest.mark.parametrize(
    "text",
    [
        "河口的灯塔\n\n林小满\n\nlighthouse\n\n这个词说的是灯塔。\n\n\n海边的风很大。",
        "潮汐手记\n\n潮汐手记\n\n只讲海边的事\n\n\n海边的风很大，灯塔还亮着。",
        "灯塔 潮汐手记\n\n潮汐手记\n\nid7\n\n海边的风很大。",
    ],
    ids=["an account that is named once", "no id", "an id that is too short"],
)
def test_what_is_no_card_stays(text: str, footer: str) -> None:
    assert str(clean(text + footer)).split() == text.split()


@pytest.mark.parametrize("day", ["今天", "2018-11-23", "3天前"])
@pytest.mark.parametrize("author", ["林小满", "第一干事"])
def test_a_card_without_an_id_stands_below_author_and_account_and_above_the_day(author: str, day: str) -> None:
    about = "潮汐手记，记潮汐的手，说实话、干实事。"
    result = clean(f"河口的灯塔\n\n{author} 潮汐手记\n潮汐手记\n\n{about}\n\n{day}\n\n{BODY}{FOOTER}")
    assert (result.text, result.metadata.title, result.metadata.description) == (BODY, "河口的灯塔", about)
    assert (result.metadata.account, result.metadata.author) == ("潮汐手记", author)


@pytest.mark.parametrize(
    ("above", "opening"),
    [("林小满 潮汐手记\n潮汐手记", f"{ABOUT}。\n\n海边\n\n今天"), ("潮汐手记\n潮汐手记", f"{ABOUT}。\n\n今天")],
    ids=["no day below it", "no author above it"],
)
def test_without_an_id_all_of_a_card_must_be_there(above: str, opening: str) -> None:
    result = clean(f"河口的灯塔\n\n{above}\n\n{opening}\n\n{BODY}{FOOTER}")
    assert result.metadata.description is None
    assert ABOUT in result.text


def test_a_text_that_is_no_page_has_no_card() -> None:
    text = "河口的灯塔\n\n林小满 潮汐手记\n\n潮汐手记\n\n只讲海边的事\n\n今天\n\n海边的风很大。"
    assert clean(text).text == text
