"""What a header says of a repost's source goes, in any dress, and nothing of the article with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

REPOST = "以下文章来源于巷口纪事 ，作者纪三月"
PORTRAIT = "![](http://wx.qlogo.cn/mmhead/Q3/0)"
CARDS: dict[str, tuple[str, ...]] = {
    "no card": (),
    "name, dot, description": ("巷口纪事", ".", "一条巷子的编年。"),
    "one line": ("**巷口纪事** . 一条巷子的编年。",),
    "link over several lines": (
        "[",
        PORTRAIT,
        "**巷口纪事**.",
        "一条巷子的编年。",
        "](https://mp.weixin.qq.com/s?__biz=MzI5Mg#)",
    ),
    "link without a description": ("[", PORTRAIT, "**巷口纪事**.", "](#)"),
    "picture": (PORTRAIT, "巷口纪事", ".", "一条巷子的编年。"),
}


@pytest.mark.parametrize(
    "byline", [f"{dumps.ACCOUNT} *2022-12-14 08:05*", f"[{dumps.ACCOUNT}](javascript:void(0);) *昨天*"]
)
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_the_card_of_the_source_goes(card: Sequence[str], byline: str) -> None:
    lines = [f"# {dumps.TITLE}", byline, REPOST, *card, *dumps.BODY, *dumps.filled(dumps.FOOTERS["2022"])]
    result = clean("\n\n".join(lines))
    assert lines_of(result.text) == list(dumps.BODY)
    assert result.metadata.account == dumps.ACCOUNT


def test_a_header_in_a_code_fence_goes_with_the_fence() -> None:
    fence = ("```plaintext", f"[{dumps.ACCOUNT}](javascript:void(0);) *2022-06-18 09:30* *发表于河南*", REPOST, "```")
    result = clean("\n".join([f"# {dumps.TITLE}", "", *fence, "", *dumps.BODY, "```", "x = 1", "```"]))
    assert lines_of(result.text) == [*dumps.BODY, "```", "x = 1", "```"]


def test_a_picture_and_a_fence_at_the_beginning_of_an_article_stay() -> None:
    body = ["![](https://a.example/1.png)", "```", "x = 1", "```", *dumps.BODY]
    lines = [f"# {dumps.TITLE}", f"{dumps.ACCOUNT} *2022-12-14 08:05*", *body]
    assert lines_of(clean("\n\n".join(lines)).text) == body
