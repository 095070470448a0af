"""The lines of a footer: what readers wrote is told from what stands there for its place alone."""

from __future__ import annotations

import pytest

from wxclean.filters.page.footer_lines import footer_rules
from wxclean.rules.shipped import shipped_matcher

COMMENT = ("橘子汽水", "点赞", "想起老家的供销社，门口也有一块磨得发亮的石头。", "2小时前")
LATER = ("北窗", "浙江", "3天前", "我有一块父亲留下的表。", "赞 12", "回复")
PARAGRAPH = "他每天傍晚五点上塔，擦一遍玻璃。"


def free(*lines: str) -> list[str]:
    """Return the rules that the lines without one get."""
    rules = shipped_matcher("wechat").rules_of(list(lines))
    return [name for name, rule in zip(footer_rules(rules), rules, strict=True) if rule is None]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("精选留言", "写留言", *COMMENT * 3), ["comments.text"] * 6),
        (
            ("精选留言", "写留言", *COMMENT, "以上留言由公众号筛选后显示", "关注该公众号", "某某手记"),
            ["comments.text"] * 2 + ["footer.text"],
        ),
        (("留言 12", *LATER * 2), ["comments.text"] * 4),
        (("投诉", PARAGRAPH, "精选留言", *COMMENT), ["footer.text"] + ["comments.text"] * 2),
        (("精选留言", *[PARAGRAPH] * 9), ["footer.text"] * 9),
        (("精选留言", "写留言", *[PARAGRAPH] * 9), ["footer.text"] * 9),
        (("预览时标签不可点", "某某手记", "渡口之友"), ["footer.text"] * 2),
    ],
)
def test_what_readers_wrote_is_theirs(lines: tuple[str, ...], expected: list[str]) -> None:
    assert free(*lines) == expected


def test_what_costs_something_is_another_article_where_others_are_listed() -> None:
    rules = shipped_matcher("wechat").rules_of(
        ["可试读前45%", "喜欢此内容的人还喜欢", "怎样换盆", "可试读前30%", "不看的原因"]
    )
    assert footer_rules(rules) == ["header.paid-preview", "related.list", "footer.text", "related.list", "related.list"]
