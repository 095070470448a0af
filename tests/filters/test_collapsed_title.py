"""A title that a collapsed page's footer repeats: where it ends."""

from __future__ import annotations

import pytest

from wxclean.filters.page.collapsed_phrases import Token
from wxclean.filters.page.collapsed_title import title_end
from wxclean.filters.page.header_names import LONGEST_TITLE
from wxclean.rules.rule import Rule

_RULE = Rule("share.comment", "wechat")
TITLE = "河口的灯塔 最后一夜"
LONG = "长" * LONGEST_TITLE


@pytest.mark.parametrize(
    ("title", "footer", "end"),
    [
        (TITLE, ("发送", f" {TITLE} ", "最多200字"), len(TITLE)),
        (LONG, ("发送", LONG, "最多200字"), LONGEST_TITLE),
        (LONG + "长", ("发送", LONG + "长", "最多200字"), 0),
        ("灯塔亮了灯", ("发送", "灯塔亮了灯", "最多200字"), 0),
        (TITLE, ("发送", "另一个人的标题", "最多200字"), 0),
        (TITLE, ("发送", TITLE), 0),
        (TITLE, (TITLE, "最多200字", "发送"), 0),
    ],
    ids=["repeated", "as long as titles are", "longer", "too short", "another", "the end", "the beginning"],
)
def test_a_title_ends_where_the_footer_repeats_it_between_two_phrases(
    title: str, footer: tuple[str, ...], end: int
) -> None:
    text = f"{title} 海边的风很大。"
    tail: list[Token] = []
    for part in footer:
        tail.append(Token(len(text), len(text) + len(part), _RULE if part in ("发送", "最多200字") else None))
        text += part
    assert title_end(text, tail) == end


def test_two_parts_without_a_phrase_between_them_repeat_no_title() -> None:
    text = f"{TITLE} 海边的风很大。发送{TITLE}没有说完的话"
    start = text.index("发送")
    tail = [
        Token(start, start + 2, _RULE),
        Token(start + 2, start + 2 + len(TITLE), None),
        Token(start + 2 + len(TITLE), len(text), None),
    ]
    assert title_end(text, tail) == 0
