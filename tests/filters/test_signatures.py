"""Which lines have what only the page's own code contains."""

from __future__ import annotations

import pytest

from wxclean.filters.page.signatures import signed_lines


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("window.logs.push('a');", True),
        ("console.log('window.lo');", False),
        ("window.logs 是什么", False),
        ("![](https://res.wx.qq.com/mmbizwap/zh_CN/htmledition/images/icon.png)", True),
        ("![](data:image/png;base64,iVBOR/mmbizwap/Rw0KGgo=)", False),
        ("![](data:image/png;base64,iVBORw0KGgo=) window.logs.push('a');", True),
    ],
)
def test_code_of_the_page_is_signed_and_so_are_its_pictures_but_not_data(text: str, signed: bool) -> None:
    assert signed_lines(["标题", text, "正文。"]) == ([1] if signed else [])
