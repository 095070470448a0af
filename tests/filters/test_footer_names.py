"""What a footer says of its page: the account, which decides who is who in the header, and the topics."""

from __future__ import annotations

import pytest

from tests.helpers import dumps
from wxclean import clean

BODY = "\n\n".join(dumps.BODY)
SWIPE = "预览时标签不可点\n\n继续滑动看下一个\n\n轻触阅读原文\n\n潮汐手记\n\n向上滑动看下一个"


@pytest.mark.parametrize(
    ("header", "author"),
    [
        ("# 河口的灯塔", None),
        ("河口的灯塔\n\n原创 林小满 *2024-01-02 18:40*", "林小满"),
        ("河口的灯塔\n\n潮汐手记 林小满 2024-01-02 18:40", "林小满"),
        ("河口的灯塔\n\n原创 林小满 潮汐手记", "林小满"),
        ("河口的灯塔\n\n原创\n\n林小满", "林小满"),
        ("河口的灯塔\n\n原创林小满潮汐手记_2024-01-02 18:40_ _浙江_", "林小满"),
        ("河口的灯塔\n\n原创林小满 潮汐手记 2024-01-02 18:40", "林小满"),
    ],
)
def test_the_footer_decides_who_the_account_is(header: str, author: str | None) -> None:
    result = clean(f"{header}\n\n{BODY}\n\n{SWIPE}")
    assert (result.text, result.metadata.title) == (BODY, "河口的灯塔")
    assert (result.metadata.account, result.metadata.author) == ("潮汐手记", author)
    assert result.metadata.original is (True if "原创" in header else None)


def test_the_account_may_stand_below_its_picture() -> None:
    swipe = SWIPE.replace("潮汐手记", "![](https://a.example/300?wx_fmt=png)\n\n潮汐手记")
    result = clean(f"河口的灯塔\n\n原创 林小满 *2024-01-02 18:40*\n\n{BODY}\n\n{swipe}")
    assert (result.text, result.metadata.account, result.metadata.author) == (BODY, "潮汐手记", "林小满")


@pytest.mark.parametrize("between", [" ", "    ", "\xa0\xa0"])
@pytest.mark.parametrize("author", ["林小满", "守塔的老林", "Mary"])
def test_author_and_account_on_one_line_are_told_by_the_footer(author: str, between: str) -> None:
    result = clean(f"河口的灯塔\n\n{author}{between}潮汐手记\n\n{BODY}\n\n{SWIPE}")
    assert (result.text, result.metadata.title) == (BODY, "河口的灯塔")
    assert (result.metadata.account, result.metadata.author) == ("潮汐手记", author)


@pytest.mark.parametrize(
    "opening",
    ["欢迎关注 潮汐手记", "本文转自 潮汐手记", "文 | 潮汐手记", "海边的朋友们请看这里 潮汐手记", "你好，潮汐手记"],
)
def test_a_first_line_in_which_an_article_names_its_account_stays(opening: str) -> None:
    result = clean(f"河口的灯塔\n\n{opening}\n\n{BODY}\n\n{SWIPE}")
    assert result.text.endswith(f"{opening}\n\n{BODY}")


@pytest.mark.parametrize(
    "footer",
    [
        f"轻触阅读原文\n\n{'潮汐手记' * 11}\n\n向上滑动看下一个",
        "预览时标签不可点\n\n潮汐手记\n\n向上滑动看下一个",
        "轻触阅读原文\n\n潮汐手记\n\n预览时标签不可点",
    ],
    ids=["too long for a name", "below another phrase", "not above the swipe"],
)
def test_another_line_of_the_footer_names_no_account(footer: str) -> None:
    result = clean(f"# 河口的灯塔\n\n{BODY}\n\n{footer}")
    assert (result.text, result.metadata.account) == (BODY, None)


def test_an_account_is_taken_from_the_line_that_names_it() -> None:
    result = clean(f"# 河口的灯塔\n\n{BODY}\n\n{SWIPE}")
    edit = next(edit for edit in result.edits if edit.field == "account")
    assert result.payload.split("\n")[edit.line - 1] == "潮汐手记"
    assert edit.rule == "footer.account"


@pytest.mark.parametrize("first", ["潮汐手记", "潮汐手记                   ,  ,       "])
def test_a_shared_text_has_an_account_and_no_title(first: str) -> None:
    page = f"{first}\n\n换灯的人收了徒弟\n\n轻触查看原文\n\n潮汐手记\n\n向上滑动看下一个"
    result = clean(page)
    assert (result.text, result.metadata.title, result.metadata.account) == ("换灯的人收了徒弟", None, "潮汐手记")
    assert result.metadata.kind == "text-share"


@pytest.mark.parametrize(
    ("header", "footer", "tags"),
    [
        ("收录于话题\n\n#灯塔 14\n\n#海边 3个", "", ("灯塔", "海边")),
        ("收录于合集#灯塔20个", "", ("灯塔",)),
        ("", "收录于话题 #灯塔\n\n12个\n\n上一篇 下一篇", ("灯塔",)),
        ("", "灯塔86\n\n灯塔 · 目录\n\n上一篇海边下一篇换灯", ("灯塔",)),
        ("", "", ()),
    ],
)
def test_topics_are_tags(header: str, footer: str, tags: tuple[str, ...]) -> None:
    top = f"河口的灯塔\n\n[潮汐手记](javascript:void(0);) *2024-01-02 18:40*\n\n{header}"
    result = clean(f"{top}\n\n{BODY}\n\n{footer}\n\n{SWIPE}")
    assert (result.text, result.metadata.tags) == (BODY, tags)


DIALOG = "预览时标签不可点\n\n发送到看一看\n\n发送\n\n{title}\n\n最多200字，当前共字\n\n发送中"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("河口的灯塔 河口的灯塔\n\n潮汐手记\n\n微信号\n\ntide-notes", "河口的灯塔"),
        ("河口的灯塔 林小满\n\n潮汐手记\n\n微信号\n\ntide-notes", "河口的灯塔"),
        ("林小满\n\n分享一篇文章。\n\n潮汐手记\n\n原创", "河口的灯塔"),
        ("河口的灯塔\n\n潮汐手记\n\n微信号\n\ntide-notes", "河口的灯塔"),
        ("河口 \\| 灯塔\n\n潮汐手记\n\n微信号\n\ntide-notes", "河口 \\| 灯塔"),
    ],
    ids=["twice", "with the author", "of a share, which has none", "the same", "with escapes"],
)
def test_the_dialog_that_shares_an_article_gives_its_title(header: str, said: str) -> None:
    result = clean(f"{header}\n\n{BODY}\n\n{DIALOG.format(title=said)}")
    assert (result.text, result.metadata.title) == (BODY, said.replace("\\", ""))


def test_a_line_elsewhere_in_the_footer_gives_no_title() -> None:
    footer = "预览时标签不可点\n\n发送到看一看\n\n另一个题目\n\n写留言\n\n微信扫一扫\n\n关注该公众号"
    result = clean(f"河口的灯塔\n\n潮汐手记\n\n微信号\n\ntide-notes\n\n{BODY}\n\n{footer}")
    assert result.metadata.title == "河口的灯塔"
