"""Links to nowhere that a converter writes behind their words are the page's buttons and names, as in Markdown."""

from __future__ import annotations

import pytest

from tests.helpers import dumps
from wxclean import clean

BODY = "\n\n".join(dumps.BODY)
BUTTONS = "取消 [javascript:void(0);] 允许 [javascript:void(0);]\n\n知道了 [javascript:;]"
FOOTER = f"阅读原文\n\n微信扫一扫\n\n关注该公众号\n\n{BUTTONS}"


@pytest.mark.parametrize(
    "byline",
    [
        "林小满 潮汐手记 [javascript:void(0);] 2023-05-20 11:34",
        "林小满\n\n潮汐手记 [javascript:void(0);]\n\n微信号 tide-notes\n\n功能介绍 写给海边",
    ],
)
def test_names_and_buttons_go_with_their_targets(byline: str) -> None:
    result = clean(f"河口的灯塔\n\n{byline}\n\n{BODY}\n\n{FOOTER}")
    assert (result.text, result.metadata.title) == (BODY, "河口的灯塔")
    assert (result.metadata.author, result.metadata.account) == ("林小满", "潮汐手记")
    assert not result.suspect


def test_a_line_of_such_links_alone_goes() -> None:
    result = clean(f"河口的灯塔\n\n林小满 潮汐手记 2023-05-20 11:34\n\n[javascript:;]\n\n{BODY}\n\n{FOOTER}")
    assert result.text == BODY
    assert [edit.action for edit in result.edits if edit.rule == "link.nowhere"][:1] == ["drop"]


def test_elsewhere_the_words_are_the_author_s() -> None:
    lines = [*dumps.BODY] * 9
    lines[14] = "写法是 [javascript:void(0);] 这样。"
    text = "\n\n".join(lines)
    assert clean(text).text == text
