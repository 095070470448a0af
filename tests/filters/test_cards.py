"""An account's card goes whole, and nothing of the article with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

PORTRAIT = "![](https://mmbiz.qpic.cn/mmbiz_png/a1/300?wx_fmt=png&wxfrom=19)"
CARDS: dict[str, tuple[str, ...]] = {
    "own account": (dumps.ACCOUNT, dumps.ABOUT, "214篇原创内容", "公众号"),
    "own account, English": (dumps.ACCOUNT, "A diary of the coast.", "214篇原创内容", "Official Account"),
    "bold name": ("**渡口之友**", "记一条河。", "57篇原创内容", "公众号"),
    "picture of the account": (PORTRAIT, "渡口之友", "一条河，两岸人", "57篇原创内容", "公众号"),
    "picture with the name": ("![渡口之友](https://mmbiz.qpic.cn/a/0)", "渡口之友", "一条河", "57篇原创内容", "公众号"),
    "plain, with a sentence": ("渡口之友", "记一条河，和在河边等船的人。", "1.2万篇原创内容", "服务号"),
    "breaks and a comma": ("**渡口之友**", "记一条河。", "57篇原创内容", "<br />", "公众号", "，"),
    "no description": ("**渡口之友**", "57篇原创内容", "公众号"),
    "no kind": ("**渡口之友**", "记一条河。", "57篇原创内容"),
    "a dot below the name": (dumps.ACCOUNT, ".", "一条海岸", "57篇原创内容", "公众号"),
    "no count": (PORTRAIT, "**渡口之友**", "记一条河", "公众号"),
    "one line": ("渡口之友 记一条河，和在河边等船的人。 57篇原创内容 公众号",),
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
@pytest.mark.parametrize("generation", ["2020", "2023", "2025"])
@pytest.mark.parametrize("above", [0, 1, 3])
def test_a_card_goes(card: Sequence[str], generation: str, above: int) -> None:
    body = [*dumps.BODY[:above], *card, *dumps.BODY[above:]]
    result = clean(dumps.page(generation, body))
    left = [line for line in lines_of(result.text) if not line.startswith("![")]
    assert left == list(dumps.BODY)
    assert result.metadata.account == dumps.ACCOUNT


@pytest.mark.parametrize(
    "lines",
    [
        ("**渡口之友**", "我常看，讲河上的事，已经有两百多篇原创内容。"),
        ("公众号里少有的不写装备的，只写路。",),
        ("关注三个帐号：", "渡口之友", "公众号"),
    ],
)
def test_accounts_that_an_author_writes_of_stay(lines: Sequence[str]) -> None:
    body = [*dumps.BODY, *lines, *dumps.BODY]
    assert lines_of(clean(dumps.page("2023", body)).text) == body


@pytest.mark.parametrize("last", ["这是正文的最后一段，写得不短，说的是灯塔。", "晚安"])
def test_an_article_s_last_line_above_a_name_of_unknown_kind_stays(last: str) -> None:
    body = [*dumps.BODY, last, "渡口之友", "57篇原创内容", "公众号"]
    assert last in lines_of(clean(dumps.page("2023", body)).text)
