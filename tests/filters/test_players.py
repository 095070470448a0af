"""A player inside an article is removed whole, and none of it makes the text below it a footer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

CHINESE = (
    *("已关注", "关注", "重播", "分享", "赞", "关闭", "观看更多", "更多", "退出全屏", "切换到竖屏全屏", "退出全屏"),
    *(dumps.ACCOUNT, "已关注", "分享视频", "，时长", "00:57", "0", "/", "0", "00:00", "/", "00:57", "切换到横屏模式"),
    *("继续播放", "进度条，百分之0", "播放", "00:00", "/", "00:57", "00:57", "全屏", "倍速播放中", "0.5倍", "0.75倍"),
    *("1.0倍", "1.5倍", "2.0倍", "超清", "流畅", "您的浏览器不支持 video 标签", "继续观看", dumps.TITLE, "观看更多"),
    *("转载", ",", dumps.TITLE, dumps.ACCOUNT, "已关注", "分享", "点赞", "在看", "已同步到看一看", "写下你的评论"),
    "视频详情",
)
ENGLISH = (
    *("已关注", "Follow", "Replay Share Like", "Close", "**观看更多**", "更多", "*退出全屏*"),
    *("*切换到竖屏全屏**退出全屏*", f"{dumps.ACCOUNT}已关注", "Share Video", "，时长00:57", "0/0", "00:00/00:57"),
    *(
        "切换到横屏模式",
        "继续播放",
        "进度条，百分之0",
        "[Play](javascript:;)",
        "00:00",
        "/",
        "00:57",
        "00:57",
        "*全屏*",
    ),
    *("倍速播放中", "[0.5倍](javascript:;) [0.75倍](javascript:;) [1.0倍](javascript:;)"),
    *("Your browser does not support video tags", "继续观看", dumps.TITLE, "观看更多", "Original", ",", dumps.TITLE),
    *("Share点赞Wow", "Added to Top Stories[Enter comment](javascript:;)", "[Video Details](javascript:;)"),
)
SHORT = ("核心的优势", "以前人们会这样说：", "很有质感")


@pytest.mark.parametrize("player", [CHINESE, ENGLISH], ids=["Chinese", "English"])
@pytest.mark.parametrize("generation", ["2022", "2023", "2025", None])
@pytest.mark.parametrize("above", [dumps.BODY, dumps.BODY[:1]])
def test_a_player_goes_and_what_is_below_it_stays(
    player: Sequence[str], generation: str | None, above: Sequence[str]
) -> None:
    body = [*above, *player, *SHORT, *player, *SHORT]
    page = dumps.page(generation, body) if generation else "\n\n".join([f"# {dumps.TITLE}", dumps.ACCOUNT, *body])
    lines = lines_of(clean(page).text)
    assert lines[-len(above) - 6 :] == [*above, *SHORT, *SHORT]


def test_an_article_s_own_words_between_two_controls_stay() -> None:
    body = [*dumps.BODY, "视频详情", "第二个视频：", "重播 分享 赞", "第三个视频：", "视频详情", *SHORT]
    text = clean(dumps.page("2023", body)).text
    assert lines_of(text) == [*dumps.BODY, "第二个视频：", "第三个视频：", *SHORT]


def test_two_controls_take_no_weak_line_with_them() -> None:
    body = [*dumps.BODY, "重播 分享 赞", "推荐", "视频详情", *SHORT]
    assert "推荐" in clean(dumps.page("2023", body)).text.split("\n")


def test_a_player_may_stand_right_below_the_header() -> None:
    result = clean(dumps.page("2025", [*CHINESE, *dumps.BODY]))
    assert lines_of(result.text) == list(dumps.BODY)
    assert (result.metadata.published, result.metadata.location) == ("2025-02-27 07:31", "浙江")
