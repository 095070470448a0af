"""What scripts say of an article: the names that are meant, and which of several scripts counts."""

from __future__ import annotations

import pytest

from wxclean.reading.page.script_values import ScriptValues


def values(*scripts: str) -> ScriptValues:
    return ScriptValues("".join(f"<script>{script}</script>" for script in scripts).encode())


@pytest.mark.parametrize(
    ("script", "title"),
    [
        ("var biz = ''; var msg_title = '潮';", "潮"),
        ("var old_msg_title = '旧'; var msg_title = '潮';", "潮"),
        ("var msg_title = ''; var msg_title = ' 潮 ';", "潮"),
        ("if (msg_title == '旧') {} var msg_title = '潮';", "潮"),
        ("var biz = ''; var url = 'https://x.cn/?msg_title=旧';", None),
        ("var biz = ''; var msg_title = document.title;", None),
    ],
)
def test_a_name_is_one_of_its_own_and_is_given_a_value(script: str, title: str | None) -> None:
    assert values(f"var nickname = ''; {script}").get("msg_title") == title


TOLD = "window.cgiDataNew = { nick_name: JsDecode('海'), content_noencode: JsDecode('正文') }"
SINCE = "d.nick_name = xml ? getXmlValue('nick') : '潮';"
OLDER = "var nickname = '岸'; var nick_name = '船';"
RENDERED = "x({nick_name:'雨',content_noencode:'别文'})"


@pytest.mark.parametrize(
    ("scripts", "name"),
    [
        ((RENDERED, SINCE, OLDER, TOLD), "海"),
        ((RENDERED, OLDER, SINCE), "潮"),
        ((RENDERED, OLDER), "船"),
        ((RENDERED,), "雨"),
        ((), None),
    ],
)
def test_the_surest_script_counts(scripts: tuple[str, ...], name: str | None) -> None:
    assert values(*scripts).get("nick_name") == name


def test_the_content_is_that_of_the_surest_script() -> None:
    assert values("x({content_noencode:'别文'})", TOLD).content() == "正文"
    assert values("x({content_noencode:'别文'})", SINCE).content() == "别文"
    assert values(SINCE).content() is None


def test_no_name_is_looked_for_in_the_content() -> None:
    found = values("d = { nick_name: JsDecode('海'), content_noencode: 'msg_title = 1', msg_title: '潮' }")
    assert found.get("msg_title") == "潮"
