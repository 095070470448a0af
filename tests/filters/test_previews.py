"""The free part of a paid article is kept, and marked as cut."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean


@pytest.mark.parametrize(
    "end",
    [
        ("可试读前45%",),
        ("可试读前45%", "15人付费"),
        ("15 人付费", "付费 可试读前45%", "2微信豆", "立即购买"),
        ("试读结束",),
        ("剩余55%", "立即购买", "15人付费", "微信扫一扫关注该公众号"),
    ],
)
@pytest.mark.parametrize("generation", ["2020", "2023", None])
def test_the_text_stays_and_is_marked(end: Sequence[str], generation: str | None) -> None:
    body = [*dumps.BODY, *end]
    result = clean(dumps.page(generation, body) if generation else "\n\n".join(body))
    assert lines_of(result.text) == list(dumps.BODY)
    assert result.metadata.kind == "preview"
    assert [one.code for one in result.suspect] == ["cut-preview"]


def test_the_mark_may_stand_above_the_text() -> None:
    for above in (("可试读前45%",), ("付费", "可试读前45%")):
        result = clean(dumps.page("2020", [*above, *dumps.BODY]))
        assert lines_of(result.text) == list(dumps.BODY)
        assert [one.code for one in result.suspect] == ["cut-preview"]


def test_a_badge_of_a_paid_article_may_stand_below_a_byline() -> None:
    result = clean(
        "\n\n".join([dumps.TITLE, "原创 林小满 潮汐手记 2023-05-20 11:34", "付费", "可试读前45%", *dumps.BODY])
    )
    assert lines_of(result.text) == list(dumps.BODY)


def test_what_is_left_of_anything_else_stays() -> None:
    body = [*dumps.BODY, "剩余20%"]
    assert lines_of(clean("\n\n".join(body)).text) == body


def test_a_paid_article_among_others_that_are_recommended_is_another_one() -> None:
    related = ("喜欢此内容的人还喜欢", "怎样给月季换盆", "可试读前30%", "花事一束", "不看的原因")
    result = clean("\n".join([dumps.page("2022", dumps.BODY), *related]))
    assert (result.metadata.kind, result.suspect) == ("article", ())


def test_a_sentence_about_previews_stays() -> None:
    body = [*dumps.BODY, "这本书可试读前45%，我先看了一半再买的。"]
    assert lines_of(clean(dumps.page("2023", body)).text) == body
