"""A footer of weak lines alone goes below a known header, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

HEADER = dumps.filled(dumps.HEADERS["2018"])
FOOTERS: dict[str, tuple[str, ...]] = {
    "counters": ("阅读 1234", "分享", "收藏", "赞", "在看"),
    "counters and a number": ("阅读原文", "阅读 36600", "958"),
    "buttons": ("阅读原文", "阅读", "分享", "在看"),
    "glued counters": ("阅读 1.2万赞12",),
    "glued buttons": ("赞12分享3推荐5", "阅读 10万+"),
    "source alone": ("阅读原文",),
    "English": ("Read more", "Views 815"),
    "traditional": ("閱讀原文", "閱讀", "讚"),
    "the bar": (dumps.ACCOUNT, "关注", "赞", "分享", "推荐", "写留言"),
    "the bar, with counts": (dumps.ACCOUNT, "赞 12", "分享 3", "推荐 4", "写留言"),
    "the English bar": (dumps.ACCOUNT, "Followed", "Like", "Share", "Boost", "Comment"),
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_it_goes_below_a_known_header(footer: Sequence[str], separator: str) -> None:
    result = clean(separator.join([*HEADER, *dumps.BODY, *footer]))
    assert lines_of(result.text) == list(dumps.BODY)
    assert str(clean(str(result))) == str(result)


@pytest.mark.parametrize(
    "lines",
    [
        ("下雨天我做三件事：", "阅读", "分享", "在看"),
        ("下雨天我做三件事：", "阅读", "磨剪刀", "分享种子给邻居"),
        ("阅读", "分享"),
        ("12", "3"),
        ("在看 3", "完"),
        (dumps.ACCOUNT, "赞"),
        (dumps.ACCOUNT,),
    ],
)
def test_an_article_s_last_lines_stay(lines: Sequence[str]) -> None:
    body = [*dumps.BODY, *lines]
    assert lines_of(clean("\n".join([*HEADER, *body])).text) == body


def test_an_account_above_other_weak_lines_than_the_bar_is_the_article_s() -> None:
    body = [*dumps.BODY, dumps.ACCOUNT]
    assert lines_of(clean("\n".join([*HEADER, *body, "回复", "投诉"])).text) == body


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
def test_without_a_header_such_lines_stay(footer: Sequence[str]) -> None:
    lines = ["晚课", *dumps.BODY, *footer]
    assert lines_of(clean("\n".join(lines)).text) == lines
