"""The guard: no article is lost in silence, and no sound result is suspect."""

from __future__ import annotations

import pytest

from tests.helpers import dumps
from tests.helpers.documents import document_of
from wxclean import clean
from wxclean.cleaner.suspicion import suspicions
from wxclean.document import Edit, Span
from wxclean.filters.page.signatures import SIGNATURES
from wxclean.result import Suspicion


def drop(line: int, rule: str, span: Span | None = None) -> Edit:
    return Edit(line, "drop", "wechat", rule, span=span)


def label(line: int, title: str) -> Edit:
    return Edit(line, "label", "wechat", "header.title", title, "title")


TEMPLATE = ["甲", "", "", "", "乙", "", "", "", "丙", "", "", "", "丁", "", "", "", "戊", "", "", ""]
CODE = ["var first_sceen__time = 1;", "var a = 1;", "if (a) {", "a = 2;", "}", "a.b();"]
PROSE = dumps.BODY[0] * 3  # 129 characters


def found(payload: list[str], text: str, edits: list[Edit]) -> list[Suspicion]:
    left = document_of([line for line in text.split("\n") if line])
    return list(suspicions(document_of(payload), text, edits, left))


@pytest.mark.parametrize(
    ("payload", "text", "edits"),
    [
        (["甲", "乙"], "甲\n乙", []),
        (CODE, "\n".join(CODE[1:]), []),
        (CODE[:4], "\n".join(CODE[1:4]), [drop(1, "inline-script")]),
        ([*CODE, dumps.BODY[0]], "\n".join([*CODE[1:], dumps.BODY[0]]), [drop(1, "inline-script")]),
        (["甲", "取消"], "甲", [drop(2, "dialog.buttons")]),
        (["甲", dumps.BODY[0]], "甲", [drop(2, "footer.text")]),
        (["甲" * 3000, PROSE], "甲" * 3000, [drop(2, "footer.text")]),
        (["甲", PROSE], "甲", [drop(2, "dialog.buttons")]),
        (["甲", PROSE], "甲", [drop(2, "comments.text")]),
        (["甲", *["又一篇文章的标题，不太长"] * 30], "甲", [drop(line, "footer.text") for line in range(2, 32)]),
        (["甲", "名 字 " * 80], "甲", [drop(2, "footer.text")]),
        (["甲", "window.onload = function(){ call(a, b); }; var c = 'd, e';" * 9], "甲", [drop(2, "footer.text")]),
        (["甲", "https://a.example/" + "b" * 300], "甲", [drop(2, "footer.text")]),
        (["题" * 60 + "？", "甲", *["题" * 60 + "？"] * 3], "甲", [label(1, "题" * 60 + "？"), drop(3, "footer.text")]),
        (["甲", "", "乙", "", "丙", "", "丁", "", "戊"], "甲\n\n乙\n\n丙\n\n丁\n\n戊", []),
        (TEMPLATE[:16], "甲\n\n乙\n\n丙\n\n丁", []),
        (TEMPLATE, "甲\n\n乙\n\n丙\n\n丁", [drop(17, "toolbar.source")]),
        (["题", *["", "", "", PROSE] * 5], "题\n\n" + "\n\n".join([PROSE] * 5), []),
        (["甲" + PROSE], "甲", [drop(1, "footer.text", Span(1, 60))]),
        ([f"meta-og:description: {PROSE}", "甲"], "甲", [drop(1, "header.text")]),
    ],
)
def test_a_sound_result_is_not_suspect(payload: list[str], text: str, edits: list[Edit]) -> None:
    assert found(payload, text, edits) == []


@pytest.mark.parametrize(
    ("payload", "text", "edits", "code", "detail"),
    [
        ([" ", "\t", ""], "", [], "empty", "white space"),
        ([""], "", [], "empty", "white space"),
        (CODE, "\n".join(CODE[1:]), [drop(1, "inline-script")], "code-left", "code"),
        (["渡口之友 新灯亮了 , ,"], "渡口之友 新灯亮了 , ,", [], "text-share", "a text share"),
        (["渡口之友 , , 渡口之友 关注 28"], "渡口之友 , , 渡口之友 关注 28", [], "text-share", "a text share"),
        (["渡口之友,,"], "渡口之友,,", [], "text-share", "a text share"),
        (["取消"], "", [drop(1, "dialog.buttons")], "nothing-left", "page chrome alone"),
        (["该内容已被发布者删除"], "", [drop(1, "notice.deleted")], "notice", "a notice"),
        (["版权归灯塔社"], "", [Edit(1, "drop", "harbour", "notice.3f2a91c0")], "nothing-left", "page chrome alone"),
        (["甲", PROSE], "甲", [drop(2, "footer.text")], "dropped-by-place", "(129 characters, and 1 are left)"),
        (["甲", PROSE], "甲", [drop(2, "header.text")], "dropped-by-place", "(129 characters, and 1 are left)"),
        (
            ["甲" * 1800, *dumps.BODY],
            "甲" * 1800,
            [drop(line, "footer.text") for line in (2, 3, 4)],
            "dropped-by-place",
            "(118 characters, and 1800 are left)",
        ),
        (
            ["甲" + PROSE],
            "甲",
            [drop(1, "footer.text", Span(1, 130))],
            "dropped-by-place",
            "(129 characters, and 1 are left)",
        ),
        (TEMPLATE, "甲\n\n乙\n\n丙\n\n丁\n\n戊", [], "unknown-layout", "the layout is not known"),
        (
            TEMPLATE,
            "甲\n\n乙\n\n丙\n\n丁\n\n戊",
            [Edit(1, "rewrite", "unicode", "unicode", "甲")],
            "unknown-layout",
            "the layout is not known",
        ),
        (["甲", "轻触查看原文"], "甲", [drop(2, "page.text-share")], "text-share", "a text share"),
        (["轻触查看原文"], "", [drop(1, "page.text-share")], "text-share", "a text share"),
        (["甲", "可试读前45%"], "甲", [drop(2, "header.paid-preview")], "cut-preview", "a preview"),
    ],
)
def test_a_doubtful_result_says_why(payload: list[str], text: str, edits: list[Edit], code: str, detail: str) -> None:
    (one,) = found(payload, text, edits)
    assert one.code == code
    assert detail in one.reason


def test_prose_that_was_dropped_is_named_by_its_line() -> None:
    (one,) = found(["甲", "名", PROSE, PROSE], "甲", [drop(line, "footer.text") for line in (2, 3, 4)])
    assert (one.code, one.line) == ("dropped-by-place", 3)


def test_addresses_of_pictures_and_links_are_no_text() -> None:
    payload = ["甲", f"![](https://a.example/{'a' * 300}.png)[名](https://a.example/{'b' * 300})"]
    assert found(payload, "甲", [drop(2, "footer.text")]) == []


def test_a_comma_in_the_footer_is_no_text_share() -> None:
    page = dumps.page("2025", [*dumps.BODY]) + "\n,\n\n,\n\n选择留言身份"
    assert clean(page).suspect == ()


COMMENTS = ("橘子汽水", "点赞", "想起老家的供销社，门口也有一块磨得发亮的石头，每个人都要在上面蹭一蹭鞋底。", "2小时前")


@pytest.mark.parametrize("generation", ["2016", "2018", "2020"])
def test_comments_may_be_longer_than_the_article(generation: str) -> None:
    page = dumps.page(generation, dumps.BODY[:1]) + "\n" + "\n\n".join(["精选留言", "写留言", *COMMENTS * 6])
    result = clean(page)
    assert result.text == dumps.BODY[0]
    assert result.suspect == ()


def test_words_of_a_page_that_stay_are_told() -> None:
    words = ("阅读", "在看", "写留言", "分享", "收藏")
    result = clean("\n".join([*dumps.BODY, *words, "某某手记"]))
    assert [(one.code, one.line) for one in result.suspect] == [("chrome-left", 4)]
    assert clean("\n".join([*dumps.BODY, *words[:3], "某某手记"])).suspect == ()


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ('var __appmsgCgiData = { show_msg_voice: "0"*1, card_pos : "" };', ["code-left"]),
        ("window.logs.pagetime.page_begin = Date.now(); (function () { var all = [1]; })", ["code-left"]),
        ("window.onload = function () { init(); };", []),
        ("class Node: def __init__(self): ...", []),
    ],
)
def test_code_of_the_page_that_stays_is_told(line: str, codes: list[str]) -> None:
    assert [one.code for one in found(["甲", line], f"甲\n\n{line}", [])] == codes


@pytest.mark.parametrize("sign", SIGNATURES)
def test_all_that_only_code_of_pages_has_is_told(sign: str) -> None:
    assert [one.code for one in found(["甲", sign], f"甲\n\n{sign}", [])] == ["code-left"]
