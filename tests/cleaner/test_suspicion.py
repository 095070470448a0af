"""The guard: no article is lost in silence, and no sound result is suspect."""

from __future__ import annotations

import pytest

from tests.helpers import dumps
from tests.helpers.documents import document_of
from wxclean import clean
from wxclean.cleaner.suspicion import suspicions
from wxclean.document import Edit, Span


def drop(line: int, rule: str, span: Span | None = None) -> Edit:
    return Edit(line, "drop", "wechat", rule, span=span)


TEMPLATE = ["甲", "", "", "", "乙", "", "", "", "丙", "", "", "", "丁", "", "", "", "戊", "", "", ""]


@pytest.mark.parametrize(
    ("payload", "text", "edits"),
    [
        ([""], "", []),
        ([" ", "\t", ""], "", []),
        (["甲", "乙"], "甲\n乙", []),
        (["甲", "取消"], "甲", [drop(2, "dialog.buttons")]),
        (["甲", "名" * 199], "甲", [drop(2, "footer.text")]),
        (["甲" * 300, "名" * 250], "甲" * 300, [drop(2, "footer.text")]),
        (["甲", "取" * 900], "甲", [drop(2, "dialog.buttons")]),
        (["甲", "", "乙", "", "丙", "", "丁", "", "戊"], "甲\n\n乙\n\n丙\n\n丁\n\n戊", []),
        (TEMPLATE[:16], "甲\n\n乙\n\n丙\n\n丁", []),
        (TEMPLATE, "甲\n\n乙\n\n丙\n\n丁", [drop(17, "toolbar.source")]),
        (["甲" + "名" * 300], "甲", [drop(1, "footer.text", Span(1, 100))]),
    ],
)
def test_a_sound_result_is_not_suspect(payload: list[str], text: str, edits: list[Edit]) -> None:
    assert suspicions(document_of(payload), text, edits) == ()


@pytest.mark.parametrize(
    ("payload", "text", "edits", "code", "detail"),
    [
        (["取消"], "", [drop(1, "dialog.buttons")], "nothing-left", "page chrome alone"),
        (["该内容已被发布者删除"], "", [drop(1, "notice.deleted")], "notice", "a notice"),
        (["甲", "名" * 200], "甲", [drop(2, "footer.text")], "dropped-by-place", "(200 characters, and 1 are left)"),
        (["甲", "名" * 200], "甲", [drop(2, "header.text")], "dropped-by-place", "(200 characters, and 1 are left)"),
        (
            ["甲" + "名" * 300],
            "甲",
            [drop(1, "footer.text", Span(1, 301))],
            "dropped-by-place",
            "(300 characters, and 1 are left)",
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
    ],
)
def test_a_doubtful_result_says_why(payload: list[str], text: str, edits: list[Edit], code: str, detail: str) -> None:
    (found,) = suspicions(document_of(payload), text, edits)
    assert found.code == code
    assert detail in found.reason


def test_addresses_of_pictures_and_links_are_no_text() -> None:
    payload = ["甲", f"![](https://a.example/{'a' * 300}.png)[名](https://a.example/{'b' * 300})"]
    assert suspicions(document_of(payload), "甲", [drop(2, "footer.text")]) == ()


def test_a_comma_in_the_footer_is_no_text_share() -> None:
    page = dumps.page("2025", [*dumps.BODY]) + "\n,\n\n,\n\n选择留言身份"
    assert clean(page).suspect == ()
