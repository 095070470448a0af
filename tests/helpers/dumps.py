"""Dumps as scrapers make them, built from parts: the header and footer of each template generation, round any body.

The order of the lines is that of the pages; all names, titles and texts are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

TITLE = "河口的灯塔换了新灯"
ACCOUNT = "潮汐手记"
AUTHOR = "林小满"
WECHAT_ID = "chaoxi_notes"
ABOUT = "写给住在海边的人"

BODY = (
    "入冬以后，河口的灯塔换了一盏新灯。老灯工说，新灯比旧灯亮三倍，只是照得没有旧灯那样暖。",
    "他每天傍晚五点上塔，擦一遍玻璃，再把记录本翻到新的一页：风向、能见度、过往的船。",
    "“看得见的时候没人会想起灯塔。”他说，“看不见的时候，大家只认得它。”",
)

_PROFILE = ("微信号", "{id}", "功能介绍", "{about}")
_ORIGINAL = ("{title}", "原创", "{author}", "{account}", "{account}", *_PROFILE)

HEADERS: Mapping[str, tuple[str, ...]] = {
    "2016": (
        "{title}",
        "原创",
        "2016-10-28",
        "{author}",
        "{account}",
        "{account}",
        *_PROFILE,
    ),
    "2017-en": (
        "{title}",
        "Original",
        "2017-04-20",
        "{author}",
        "{account}",
        "{account}",
        "{account}",
        "WeChat ID",
        "{id}",
        "Intro",
        "{about}",
    ),
    "2018": ("{title}", "{account}", "{account}", *_PROFILE, "2018-11-23"),
    "2019": (
        "{title}",
        "原创：",
        "{author}",
        "{account}",
        "{account}",
        *_PROFILE,
        "昨天",
    ),
    "2020": (
        *_ORIGINAL,
        "昨天",
        "收录于话题",
        "#海边",
        "36个",
    ),
    "2020-en": (
        "{title}",
        "Original",
        "{author}",
        "{account}",
        "{account}",
        "Weixin ID",
        "{id}",
        "About Feature",
        "{about}",
        "Yesterday",
    ),
    "2021-hant": ("{title}", "原創", "{author}", "{account}", "微信號", "{id}", "功能介紹", "{about}", "2021-08-01"),
    "2022": (
        *_ORIGINAL,
        "2022-12-01 18:40",
        "发表于浙江",
        "收录于合集",
        "#海边",
        "12个",
    ),
    "2023": ("{title}", "原创", "{author}", "{account}"),
    "2025": (
        "{title}",
        "原创",
        "{author}",
        "{author}",
        "{account}",
        "2025年02月27日 07:31",
        "浙江",
        "在小说阅读器读本章",
        "去阅读",
    ),
}

_DIALOGS = (
    "写下你的想法...",
    "取消",
    "发布到看一看",
    "发送",
    "{title}",
    "最多200字，当前共字",
    "发送中",
)
_SENTENCE = ("：", "，", "。", "视频", "小程序", "赞", "，轻点两下取消赞", "在看", "，轻点两下取消在看")
SENTENCE_2025 = (
    "：",
    *("，",) * 12,
    "。",
    "视频",
    "小程序",
    "赞",
    "，轻点两下取消赞",
    "在看",
    "，轻点两下取消在看",
    "分享",
    "留言",
    "收藏",
    "听过",
)

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "2016": (
        "阅读原文",
        "阅读",
        "投诉",
        "精选留言",
        "该文章作者已设置需关注才可以留言",
        "写留言",
        "加载中",
        "以上留言由公众号筛选后显示",
        "了解留言功能详情",
        "微信扫一扫",
        "关注该公众号",
    ),
    "2017-en": (
        "Read more",
        "Views",
        "Report",
        "精选留言",
        "写留言",
        "以上留言由公众号筛选后显示",
        "了解留言功能详情",
        "Scan QR Code via WeChat",
        "to follow Official Account",
    ),
    "2018": (
        "赞赏",
        "人赞赏",
        "长按二维码向我转账",
        "受苹果公司新规定影响，微信 iOS 版的赞赏功能被关闭，可通过二维码转账支持公众号。",
        "阅读原文",
        "阅读",
        "好看",
        "已推荐到看一看",
        "你的朋友可以在“发现”-“看一看”看到你认为好看的文章。",
        "知道了",
        "已取消，“好看”想法已同步删除",
        "已发送",
        "朋友将在看一看看到",
        "确定",
        "分享你的想法...",
        "取消",
        "分享想法到看一看",
        "确定",
        "最多200字，当前共字",
        "发送中",
        "微信扫一扫",
        "关注该公众号",
        '即将打开""小程序',
        "取消",
        "打开",
    ),
    "2019": (
        "微信扫一扫赞赏作者",
        "赞赏",
        "已喜欢，对作者说句悄悄话",
        "取消",
        "发送给作者",
        "发送",
        "最多40字，当前共字",
        "人赞赏",
        "上一页 1/3 下一页",
        "长按二维码向我转账",
        "文章已于2019-04-18修改",
        "阅读原文",
        "阅读",
        "在看",
        *_DIALOGS,
        "微信扫一扫",
        "关注该公众号",
    ),
    "2020": (
        "预览时标签不可点",
        "收录于话题 #",
        "个",
        "上一篇 下一篇",
        "阅读原文",
        "阅读",
        "分享 收藏",
        "赞 在看",
        "已同步到看一看写下你的想法",
        "前往“发现”-“看一看”浏览“朋友在看”",
        "前往看一看",
        "看一看入口已关闭",
        "在“设置”-“通用”-“发现页管理”打开“看一看”入口",
        "我知道了",
        "已发送",
        "取消",
        "发送到看一看",
        "发送",
        "{title}",
        "最多200字，当前共字",
        "发送中",
        "相关阅读",
        "更多文章",
        "正在加载",
        "微信扫一扫",
        "关注该公众号",
    ),
    "2020-en": (
        "预览时标签不可点",
        "Read more",
        "Reads",
        "Share Favorite",
        "Like Wow",
        "Added to Top StoriesComment",
        'Go to "Discover" > "Top Stories" > "Wow"',
        'Go to "Top Stories"',
        '"Top Stories" is disabled',
        "OK",
        "Posted",
        "Cancel",
        "发送到看一看",
        "Post",
        "{title}",
        "Max 200 characters (already entered characters)",
        "Sending",
        "Comment",
        "Scan to Follow",
    ),
    "2021-hant": ("預覽時標籤不可點", "閱讀原文", "閱讀", "微信掃一掃", "關注該公眾號"),
    "2022": (
        "预览时标签不可点",
        "喜欢此内容的人还喜欢",
        "退潮之后",
        "退潮之后",
        "...",
        "阅读 314",
        "盐田来信",
        "不喜欢",
        "不看的原因",
        "确定",
        "内容质量低",
        "不看此公众号",
        "微信扫一扫",
        "关注该公众号",
        *_SENTENCE,
    ),
    "2023": (
        "预览时标签不可点",
        "微信扫一扫",
        "关注该公众号",
        "继续滑动看下一个",
        "{title}",
        "{author}",
        "{account}",
        "轻触阅读原文",
        "{account}",
        "向上滑动看下一个",
        "知道了",
        "微信扫一扫",
        "使用小程序",
        "取消",
        "允许",
        "取消",
        "允许",
        *_SENTENCE,
    ),
    "2025": (
        "预览时标签不可点",
        "阅读原文",
        "修改于2025年2月28日",
        "微信扫一扫",
        "关注该公众号",
        "继续滑动看下一个",
        "轻触阅读原文",
        "{account}",
        "向上滑动看下一个",
        "知道了",
        "微信扫一扫",
        "使用小程序",
        *("取消", "允许") * 3,
        "×",
        "分析",
        "微信扫一扫可打开此内容，",
        "使用完整服务",
        "{account}",
        "已关注",
        "赞",
        "分享",
        "推荐",
        "写留言",
        *SENTENCE_2025,
    ),
}
GENERATIONS = tuple(HEADERS)

SCRIPT = (
    "var first_sceen__time = (+new Date());",
    "if (\"\" == 1 && document.getElementById('js_content')) {",
    "document.getElementById('js_content').addEventListener(\"selectstart\",function(e){ e.preventDefault(); });",
    "}",
)


class Names(NamedTuple):
    """What a page says about its article."""

    title: str = TITLE
    account: str = ACCOUNT
    author: str = AUTHOR
    wechat_id: str = WECHAT_ID
    about: str = ABOUT


def filled(lines: Sequence[str], names: Names = Names()) -> list[str]:  # noqa: B008 - it is frozen
    """Return the lines of a template with the names in place."""
    values = {**names._asdict(), "id": names.wechat_id}
    return [line.format(**values) if "{" in line and "}" in line else line for line in lines]


def from_get_text(header: Sequence[str], body: Sequence[str], footer: Sequence[str]) -> str:
    """Return the page with its template's white space, as `get_text()` gives it."""
    indented = ["\n".join(" " * 20 + line for line in part) for part in (header, body, footer)]
    return ("\n" * 12).join(part.replace("\n", "\n \n\n  ") if part != indented[1] else part for part in indented)


def from_lines(header: Sequence[str], body: Sequence[str], footer: Sequence[str]) -> str:
    r"""Return the page with each text on a line of its own, as `get_text("\\n", strip=True)` gives it."""
    return "\n".join([*header, *body, *footer])


def from_paragraphs(header: Sequence[str], body: Sequence[str], footer: Sequence[str]) -> str:
    """Return the page with a blank line between all lines, as copied by hand."""
    return "\n\n".join([*header, *body, *footer])


def collapsed(header: Sequence[str], body: Sequence[str], footer: Sequence[str]) -> str:
    """Return the page with all white space squeezed, on one line."""
    return " ".join(" ".join([*header, *body, *footer]).split())


Shape = Callable[[Sequence[str], Sequence[str], Sequence[str]], str]
SHAPES: Mapping[str, Shape] = {
    "get_text": from_get_text,
    "lines": from_lines,
    "paragraphs": from_paragraphs,
}


def page(
    generation: str,
    body: Sequence[str] = BODY,
    *,
    shape: str = "get_text",
    script: bool = False,
    names: Names = Names(),  # noqa: B008 - it is frozen
) -> str:
    """Return a page of one generation of the template round a body."""
    footer = filled(FOOTERS[generation], names)
    return SHAPES[shape](filled(HEADERS[generation], names), body, [*SCRIPT, *footer] if script else footer)
