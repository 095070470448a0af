"""Addresses: an article has one form of its own, whoever opened it."""

from __future__ import annotations

import pytest

from wxclean.filters.addresses import page_address

LONG = "https://mp.weixin.qq.com/s?__biz=MzA3NjI1==&mid=2649&idx=2&sn=77ab"
SHORT = "https://mp.weixin.qq.com/s/Zx81kQmTn40vPpLr2dYb7A"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (SHORT, SHORT),
        (SHORT + "?scene=25#wechat_redirect", SHORT),
        ("http" + SHORT.removeprefix("https"), SHORT),
        (SHORT.removeprefix("https:"), SHORT),
        (LONG, LONG),
        ("http://mp.weixin.qq.com/s?__biz=MzA3NjI1%3D%3D&mid=2649&idx=2&sn=77ab&chksm=f&scene=27&key=9f#rd", LONG),
        (LONG.replace("&", "&amp;"), LONG),
        ("https://mp.weixin.qq.com/s?sn=77ab&idx=2&mid=2649&__biz=MzA3NjI1==&pass_ticket=x%2B", LONG),
        ("https://mp.weixin.qq.com/mp/appmsg/show?__biz=MzA3NjI1==&appmsgid=2649&itemidx=2&sign=77ab", LONG),
        (f"原文地址 [mp.weixin.qq.com]({LONG})", LONG),
        (f"见 https://mp.weixin.qq.com/ 和 <{SHORT}>", SHORT),
    ],
)
def test_an_address_has_one_form(text: str, address: str) -> None:
    assert page_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/s/Zx81kQmTn40vPpLr2dYb7A",
        "https://mp.weixin.qq.com/",
        "https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA3NjI1==",
        "mp.weixin.qq.com",
    ],
)
def test_other_addresses_are_none_of_an_article(text: str) -> None:
    assert page_address(text) is None
