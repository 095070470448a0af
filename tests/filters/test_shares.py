"""The dump of a text share has the account and the beginning of the text at most; the page has no title."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from wxclean import clean

FOOTER = (
    "写留言",
    dumps.ACCOUNT,
    "关注",
    "28",
    "3",
    "写留言",
    "轻触查看原文",
    dumps.ACCOUNT,
    "向上滑动看下一个",
    "知道了",
)
TEXT = "修表师傅收了第一个徒弟"


@pytest.mark.parametrize("footer", [FOOTER, FOOTER[-4:], ()], ids=["whole", "short", "none"])
@pytest.mark.parametrize("separator", ["\n", "\n\n \n\n"])
@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((dumps.ACCOUNT, TEXT, ",", ","), TEXT),
        ((dumps.ACCOUNT, ",", ","), ""),
        ((f"{dumps.ACCOUNT}                   ,  ,",), ""),
        (("![](https://mmbiz.qpic.cn/a/300?wx_fmt=png)", dumps.ACCOUNT, ",", ","), ""),
    ],
)
def test_the_account_stands_above_the_text(
    lines: Sequence[str], text: str, separator: str, footer: Sequence[str]
) -> None:
    result = clean(separator.join([*lines, *footer]))
    assert result.text == text
    assert (result.metadata.title, result.metadata.account) == (None, dumps.ACCOUNT)
    assert result.metadata.kind == "text-share"
    assert [one.code for one in result.suspect] == ["text-share"]


def test_a_page_that_names_its_account_below_the_title_is_none() -> None:
    page = [dumps.TITLE, dumps.ACCOUNT, "2025年03月05日 08:12", "浙江", *dumps.BODY, *FOOTER[-4:]]
    result = clean("\n\n".join(page))
    assert result.text == "\n\n".join(dumps.BODY)
    assert (result.metadata.title, result.metadata.account) == (dumps.TITLE, dumps.ACCOUNT)


def test_an_article_s_page_with_commas_in_its_footer_is_none() -> None:
    result = clean(dumps.page("2025", dumps.BODY) + "\n,\n\n,\n\n选择留言身份")
    assert (result.metadata.title, result.suspect) == (dumps.TITLE, ())


@pytest.mark.parametrize("lines", [("逗号", "，", "，", "句号"), ("a , , b", "c"), ("第一行。", ",", ",")])
def test_commas_in_a_text_are_the_author_s(lines: Sequence[str]) -> None:
    assert clean("\n".join(lines)).text == "\n".join(lines)
