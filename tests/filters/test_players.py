"""A player inside an article is removed whole, and none of it makes the text below it a footer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from tests.helpers.trail import apply_edits
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


JOINED = (
    "关闭观看更多更多退出全屏切换到竖屏全屏退出全屏{account}已关注分享视频，时长00:520/000:00/00:52 切换到横屏模式 "
    "继续播放进度条，百分之0播放00:00/00:5200:52倍速全屏 倍速播放中  0.5倍  0.75倍  1.0倍  1.5倍  2.0倍  超清  流畅  "
    "您的浏览器不支持 video 标签 继续观看 {title} 观看更多转载,{title}{account}已关注"
    "分享点赞在看已同步到看一看写下你的评论          视频详情"
)
JOINED_ENGLISH = (
    "Close观看更多更多退出全屏切换到竖屏全屏退出全屏{account}已关注Share Video，时长00:570/000:00/00:57 切换到横屏模式 "
    "继续播放进度条，百分之0Play00:00/00:5700:57全屏 倍速播放中  0.5倍  0.75倍  1.0倍  "
    "Your browser does not support video tags 继续观看 {title} 观看更多Original,{title}{account}已关注"
    "Share点赞WowAdded to Top StoriesEnter comment          Video Details"
)


@pytest.mark.parametrize("player", [JOINED, JOINED_ENGLISH], ids=["Chinese", "English"])
@pytest.mark.parametrize("generation", ["2022", "2023", "2025", None])
@pytest.mark.parametrize(
    ("above", "below"), [("", ""), (dumps.BODY[0], ""), (dumps.BODY[0] + " ", ""), (dumps.BODY[0], dumps.BODY[1])]
)
def test_a_player_joined_in_one_line_goes(player: str, generation: str | None, above: str, below: str) -> None:
    joined = above + player.format(account=dumps.ACCOUNT, title="换灯的那一天，塔上来了谁？") + below
    body = [dumps.BODY[2], joined, dumps.BODY[2]]
    page = dumps.page(generation, body) if generation else "\n\n".join(body)
    result = clean(page)
    assert lines_of(result.text) == [dumps.BODY[2], *filter(None, (above.strip(), below)), dumps.BODY[2]]
    assert apply_edits(result.payload, result.edits) == result.text
    assert str(clean(str(result))) == str(result)


def test_a_player_in_a_collapsed_page_goes() -> None:
    body = [dumps.BODY[0], JOINED.format(account="渡口之友", title="换灯"), dumps.BODY[1]]
    result = clean(dumps.collapsed(dumps.filled(dumps.HEADERS["2018"]), body, dumps.filled(dumps.FOOTERS["2018"])))
    assert lines_of(result.text) == [dumps.BODY[0], dumps.BODY[1]]
    assert result.metadata.account == dumps.ACCOUNT


@pytest.mark.parametrize(
    "line",
    [
        "底部有播放、倍速、全屏三个按钮，点“切换到横屏模式”之后多出“退出全屏”，再点“倍速播放中”可以改成0.5倍到2.0倍。",
        "提示“您的浏览器不支持 video 标签”时，“切换到横屏模式”不见了，就看“进度条，百分之0”后有没有“倍速播放中”。",
        "译文：切换到横屏模式 = landscape；倍速播放中 = fast；进度条，百分之0 = progress；视频详情 = details",
    ],
)
def test_a_line_about_players_stays(line: str) -> None:
    assert lines_of(clean(dumps.page("2023", [*dumps.BODY, line])).text) == [*dumps.BODY, line]


def test_a_player_of_icons_goes() -> None:
    link = "[ __](<javascript:;>)"
    player = (
        *("已关注", "__", "关注", "__ 重播 __ 分享 __ 赞", "关闭 __", "**观看更多**", "更多 __", "__", "_退出全屏_"),
        *(
            link,
            link,
            "_切换到竖屏全屏_ _退出全屏_",
            f"{dumps.ACCOUNT}已关注",
            link,
            "分享视频",
            "__，时长 12:07",
            "0/0",
        ),
        *("00:00/12:07", "切换到横屏模式", "继续播放", "进度条，百分之0", "[播放](<javascript:;>)"),
        *("您的浏览器不支持 video 标签", "__", "继续观看", "二楼的书摊", "观看更多 __", "转载", ",", "二楼的书摊"),
        *(f"{dumps.ACCOUNT}已关注", "分享点赞在看", "视频详情"),
    )
    body = [*dumps.BODY, *player, *SHORT]
    assert lines_of(clean(dumps.page("2023", body)).text) == [*dumps.BODY, *SHORT]


def test_a_heading_that_is_a_title_of_players_stays() -> None:
    body = [*dumps.BODY, "继续观看", "我们坐下来又看了一会儿。", "转载", "文字可以转载，照片请先问一声。"]
    assert lines_of(clean(dumps.page("2023", body)).text) == body


@pytest.mark.parametrize(
    "lines",
    [
        ("Play", "Pause", "Mute", "Fullscreen", "Speed 1.0X", "1.5x", "Nobody remembers what the last one was for."),
        ("Audio:", "the river at night", "a train", "Both were recorded from the same window."),
        ("Playing at speed", "Chess is another game with the clock in it."),
        ("转载,请先问一声", "原创,不用问", "他把这两行写在本子的封面上。"),
    ],
)
def test_an_author_s_list_of_a_player_s_words_stays(lines: Sequence[str]) -> None:
    body = [*dumps.BODY, *lines]
    assert lines_of(clean(dumps.page("2023", body)).text) == body
    assert lines_of(clean("\n\n".join(body)).text) == body


TIMES = ("00:00", "/", "03:21")


@pytest.mark.parametrize(
    "player",
    [
        ("音频：", "江边的风", *TIMES, "后退15秒", "倍速", "快进15秒"),
        ("音频：", "江边的风", "渡口之友", *TIMES, "后退15秒", "倍速", "快进15秒"),
        ("江边的风 音频： 00:00 / 03:21 后退15秒 倍速 快进15秒",),
        (
            "以下视频来源于",
            "渡口之友",
            "重播 分享 赞",
            "切换到横屏模式",
            "继续观看",
            "江边的风",
            "观看更多",
            "视频详情",
        ),
        ("Follow", "Replay Share Like", "Share Video", "Continue watching", "江边的风", "Watch more", "Video Details"),
        ("Play", *TIMES, "Fullscreen", "Speed 1.0X", "1.5x", "Replay", "Pause", "Share Video", "Video Details"),
        ("Play", "Pause", "Switch to landscape mode", "Replay", "Watch more", "/", "Share Video"),
        ("Audio:", "江边的风", "渡口之友", *TIMES, "Rewind 15 seconds", "Speed", "Forward 15 seconds"),
        ("关注", "重播 分享 赞", "分享视频", "继续观看", "江边的风", "转载,江边的风", dumps.ACCOUNT, "视频详情"),
        ("重播 分享 赞", "Continue watching", "江边的风", "Original, 江边的风", "Share Video", "Video Details"),
    ],
)
@pytest.mark.parametrize("generation", ["2020", "2023"])
def test_players_of_other_kinds_go(player: Sequence[str], generation: str) -> None:
    body = [*dumps.BODY, *player, *dumps.BODY]
    assert lines_of(clean(dumps.page(generation, body)).text) == [*dumps.BODY, *dumps.BODY]


def test_a_heading_between_two_players_stays() -> None:
    player = ("重播 分享 赞", "切换到横屏模式", "您的浏览器不支持 video 标签", "继续观看", "江边的风", "视频详情")
    body = [*dumps.BODY, *player, "第二段：", *player, *SHORT]
    assert lines_of(clean(dumps.page("2023", body)).text) == [*dumps.BODY, "第二段：", *SHORT]
