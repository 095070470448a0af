"""The pack `notice`: standing notices go from an article's ends, and what an article says of them stays."""

from __future__ import annotations

import pytest

from tests.helpers.project import ROOT
from wxclean import Cleaner
from wxclean.rules.shipped import shipped_pack

CLEANER = Cleaner(rules=["notice"])
BODY = "灯塔在海边，亮了一夜。\n守灯的人说，雾很快就散。\n他把灯关上，回家了。"
NOTICES = [
    "免责声明：本文内容来自网络，仅供学习交流",
    "声明：文章中涉及的方法仅供安全研究与教学之用，读者将其信息做其他用途，由用户承担全部法律及连带责任。",
    "**本文由灯塔社编译，不代表灯塔社观点。转载请注明出处。**",
    "文章仅代表作者个人观点，不代表本平台立场",
    "由于传播、利用本公众号所提供的信息而造成的任何后果及损失，均由使用者本人负责。",
    "未经授权，请勿转载",
    "图片来源于网络，如有侵权，请联系我们删除",
    "版权归原作者所有",
    "以上内容不构成任何投资建议",
    "投资有风险，入市需谨慎",
]
OWN = [
    "法院说，版权归谁所有还没有定论。",
    "他承担了一切后果和责任，再没有回来。",
    "这份材料仅供学习，课上讲过两遍。",
    "出版社起诉了未经许可转载的人。",
    "个人观点，仅供参考",
]


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("heading", ["", "免责声明\n", "**特别声明**\n\n"])
def test_a_notice_goes_from_both_ends_with_its_heading(notice: str, heading: str) -> None:
    assert CLEANER.clean(f"{BODY}\n{heading}{notice}").text == BODY
    assert CLEANER.clean(f"{heading}{notice}\n{BODY}").text == BODY
    assert "notice" not in {edit.filter for edit in Cleaner().clean(f"{BODY}\n{heading}{notice}").edits}


@pytest.mark.parametrize("line", OWN)
def test_what_an_article_says_in_its_midst_stays(line: str) -> None:
    first, *rest = BODY.split("\n")
    text = "\n".join([first, line, *rest])
    assert CLEANER.clean(text).text == text


def test_notices_go_with_what_promotes_the_account_below_them() -> None:
    below = "\n版权归原作者所有\n点击上方蓝字关注我们"
    assert Cleaner(rules=["promo", "notice"]).clean(BODY + below).text == BODY


def test_its_examples_hold() -> None:
    for example in shipped_pack("notice").examples:
        assert CLEANER.clean(example.raw).text == example.clean


@pytest.mark.skipif(not (ROOT.parent / "shared" / "corpus").exists(), reason="the corpus is not here")
def test_real_articles_lose_nothing_but_notices() -> None:
    from benchmarks.corpus import DEFAULT, read_corpus

    words = (
        "声明",
        "侵权",
        "责任",
        "负责",
        "后果",
        "用途",
        "商业",
        "违法",
        "非法",
        "转载",
        "版权",
        "仅供",
        "权利",
        "投资",
    )
    for dump in read_corpus(DEFAULT):
        found = CLEANER.clean(dump.raw)
        lines = found.payload.split("\n")
        gone = [lines[edit.line - 1] for edit in found.edits if edit.filter == "notice" and edit.action == "drop"]
        assert [line for line in gone if len(line) > 12 and not any(word in line for word in words)] == []
