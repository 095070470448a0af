"""A page that is only a notice, perhaps below its title, is no article; one that an article quotes is its own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

NOTICES: dict[str, tuple[str, ...]] = {
    "check": ("环境异常", "当前环境异常，完成验证后即可继续访问。", "去验证"),
    "check, one line": ("环境异常 当前环境异常，完成验证后即可继续访问。 去验证",),
    "check, glued": ("环境异常当前环境异常，完成验证后即可继续访问。去验证",),
    "too often": ("操作频繁，请稍后再试",),
    "too often, with its stop": ("访问过于频繁，请稍后再试。",),
    "icon above": ("!", "环境异常", "当前环境异常，完成验证后即可继续访问。", "[去验证](javascript:;)"),
    "blocked": ("此帐号已被屏蔽，内容无法查看。",),
    "deleted": ("该内容已被发布者删除", "[微信公众平台运营中心](https://mp.weixin.qq.com/webpoc/ruleCenter?type=oa)"),
    "against the rules": (
        "此内容因违规无法查看",
        "由用户投诉并经平台审核，涉嫌过度营销、骚扰用户，查看对应规则",
        "我要反馈",
    ),
    "split": (
        *("此内容因违规无法查看", "由用户投诉并经平台审核，涉嫌过度营销、骚扰用户，查看", "对应规则"),
        *("我要反馈", "微信公众平台运营中心"),
    ),
    "English": ("Unable to view this content because it violates regulations",),
    "English, deleted": ("This content has been deleted by the author.",),
    "blocked, explained": (
        "此帐号已被屏蔽, 内容无法查看",
        "此帐号违反《互联网用户公众账号信息服务管理规定》，已被屏蔽。",
    ),
    "blocked by a law": ("此账号已被屏蔽", "根据《互联网信息服务管理办法》，此账号已被屏蔽，内容无法查看。"),
    "against laws": ("此内容因违规无法查看", "此内容因涉嫌违反相关法律法规和政策，查看对应规则"),
    "traditional": ("此內容因違規無法查看",),
    "traditional, deleted": ("該內容已被發佈者刪除",),
    "moved": (
        "该公众号已迁移",
        "该公众号已迁移至新的帐号，原帐号已回收。若需访问原文章链接，请点击下方按钮。",
        "访问文章",
    ),
}


STYLES = (
    "html,body{",
    "height:100%;",
    "}",
    ".panel {",
    "padding: 18px 22px 10px;",
    "text-shadow: 0px 1px 0px #FFF;",
    "}",
)


def test_the_styles_of_a_notice_s_page_go_with_it() -> None:
    result = clean("\n".join(["该内容暂时无法查看", *STYLES, "该内容暂时无法查看"]))
    assert (result.text, [reason.code for reason in result.suspect]) == ("", ["notice"])


@pytest.mark.parametrize("lines", [[*STYLES, dumps.BODY[0], "该内容暂时无法查看"], [*STYLES]])
def test_styles_with_words_between_notices_stay(lines: Sequence[str]) -> None:
    assert lines_of(clean("\n".join(["该内容暂时无法查看", *lines])).text)[-len(STYLES) :] != []


@pytest.mark.parametrize("title", [None, dumps.TITLE, f"# {dumps.TITLE}"])
@pytest.mark.parametrize("footer", [(), dumps.SENTENCE_2025], ids=["alone", "above a footer"])
@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_a_notice_is_no_article(notice: Sequence[str], footer: Sequence[str], title: str | None) -> None:
    result = clean("\n\n".join([*([title] if title else []), *notice, *footer]))
    assert result.text == ""
    assert result.metadata.title == (title and dumps.TITLE)
    assert result.metadata.kind == "notice"
    assert [one.code for one in result.suspect] == ["notice"]


@pytest.mark.parametrize(
    "line",
    [
        "该内容已被发布者删除微信公众平台运营中心：，，，，，，，，，，，，。视频小程序赞，轻点两下取消赞在看，轻点两下取消在看分享留言收藏听过",
        "此内容因违规无法查看由用户投诉并经平台审核，涉嫌过度营销、骚扰用户，查看对应规则我要反馈微信公众平台运营中心：，",
        "环境异常 当前环境异常，完成验证后即可继续访问。 去验证 ： ， 。",
    ],
)
def test_a_notice_may_be_joined_in_one_line(line: str) -> None:
    result = clean(line)
    assert (result.text, [one.code for one in result.suspect]) == ("", ["notice"])


@pytest.mark.parametrize("line", ['"Top Stories" is disabled', "轻点两下取消赞"])
def test_no_strong_line_of_a_page_is_the_title_of_a_notice(line: str) -> None:
    """Alone, it would be gone on the next run."""
    page = [*dumps.filled(dumps.HEADERS["2018"]), line, "该公众号已注销", "阅读原文"]
    assert str(clean(str(clean("\n".join(page))))) == str(clean("\n".join(page)))


@pytest.mark.parametrize("generation", ["2018", "2020-en", "2021-hant"])
def test_a_notice_below_a_header_is_no_article(generation: str) -> None:
    result = clean("\n".join([*dumps.filled(dumps.HEADERS[generation]), "该内容已被发布者删除"]))
    assert (result.text, [one.code for one in result.suspect]) == ("", ["notice"])


@pytest.mark.parametrize("notice", [lines for lines in NOTICES.values() if len(lines) > 1 and lines[0] != "!"])
def test_an_account_may_stand_between_title_and_notice(notice: Sequence[str]) -> None:
    result = clean("\n\n".join([f"# {dumps.TITLE}", "潮汐手记", *notice[:2]]))
    assert (result.text, result.metadata.title, result.metadata.account) == ("", dumps.TITLE, "潮汐手记")


@pytest.mark.parametrize(
    "lines",
    [
        ("打开收藏夹，十篇里有三篇只剩下一行字：", "该内容已被发布者删除", "我于是开始把喜欢的文章抄在本子上。"),
        ("打开收藏夹，只剩下一行字：", "该内容已被发布者删除"),
        ("环境异常", "今年的冬天比往年暖和，河里的冰到一月还没有合上。", "城里人倒是高兴。"),
        ("环境异常的提示跳出来，让我去验证。",),
        ("此内容因违规无法查看，这行字我今年见过三次，每次都是在半夜，每次都在我转发给朋友之后。",),
        ("删帖", "写了一夜", "该内容已被发布者删除"),
        ("车间记录", "环境异常", "三号车间湿度超过八成。", "操作频繁", "阀门一天开关四十次。"),
        (*dumps.BODY, "此内容因违规无法查看"),
        ("删帖", "写了一夜", "该内容已被发布者删除", "此内容无法查看", "像一盏灯"),
        ("雨", "伞", "此内容无法查看"),
        ("江口镇通告", "此账号违反《公众账号管理规定》，已被屏蔽。", "请各单位周知。"),
    ],
)
def test_a_notice_that_an_article_quotes_stays(lines: Sequence[str]) -> None:
    assert lines_of(clean("\n".join(lines)).text) == list(lines)


@pytest.mark.parametrize(
    "line", ["此内容违反了我们在码头上的约定", "Link expired", "This account has been blocked. So was mine."]
)
def test_an_article_s_last_line_may_read_as_a_notice_s_reason(line: str) -> None:
    lines = [*dumps.BODY, line]
    page = "\n".join([*dumps.filled(dumps.HEADERS["2018"]), *lines, "使用小程序", *dumps.SENTENCE_2025])
    assert lines_of(clean(page).text) == lines


def test_a_notice_with_its_button_may_stand_below_title_and_account() -> None:
    result = clean("渡口的钟\n渡口笔记\n链接已过期\n\n知道了")
    assert (result.text, result.metadata.kind, result.metadata.title) == ("", "notice", "渡口的钟")
