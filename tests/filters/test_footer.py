"""Where the footer begins: no sentence of the article above it is removed, and whatever else pages hold is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.helpers import dumps
from tests.helpers.results import lines_of, words
from tests.helpers.strategies import CODE, ENGLISH, SENTENCES, SHORT
from wxclean import clean
from wxclean.rules.shipped import shipped_matcher

NUMBERS = (
    "下面是这一个星期的潮位，单位是厘米，第一列是日期，第二列是高潮，第三列是低潮。",
    *("2018-11-23", "412", "96", "2018-11-24", "405", "101"),
    "数据来自河口的浮标，每十分钟记录一次，缺的几个小时是换电池时断开的，没有补。",
)


@pytest.mark.parametrize("generation", dumps.GENERATIONS)
def test_numbers_and_dates_inside_an_article_stay(generation: str) -> None:
    assert words(clean(dumps.page(generation, NUMBERS)).text) == words(NUMBERS)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(SENTENCES, SHORT, CODE, ENGLISH), max_size=8), st.sampled_from(dumps.GENERATIONS))
@example(body=["阅读", "取消", "取消"], generation="2018")
@example(body=["原创", "林小满", "2018-11-23"], generation="2022")
def test_an_author_loses_no_sentence(body: Sequence[str], generation: str) -> None:
    article = [dumps.BODY[0], *body, dumps.BODY[1]]
    text = clean(dumps.page(generation, article)).text
    assert [line for line in article if len(line) > 12 and line not in text] == []


def test_a_phrase_of_the_header_begins_no_footer() -> None:
    lines = "题 甲 微信号 abc_1 功能介绍 乙 收录于话题 #丙 句子。 1 2 3 预览时标签不可点 微信扫一扫 关注该公众号"
    assert "句子。" in clean("\n".join(lines.split())).text


@pytest.mark.parametrize(
    "notice",
    ["该内容已被发布者删除", "链接已过期", "环境异常\n当前环境异常，完成验证后即可继续访问。\n去验证"],
)
def test_a_notice_alone_is_no_article(notice: str) -> None:
    cleaned = clean(notice)
    assert cleaned.text == ""
    assert [one.code for one in cleaned.suspect] == ["notice"]


def test_a_script_in_a_collapsed_page_goes() -> None:
    raw = dumps.collapsed((), dumps.BODY, [*dumps.SCRIPT, *dumps.filled(dumps.FOOTERS["2018"])])
    assert clean(raw).text == " ".join(dumps.BODY)


def test_prose_with_code_right_below_a_script_stays() -> None:
    assert "这是一段中文" in clean("正文。\n" + "\n".join(dumps.SCRIPT) + "\n这是一段中文，说的是 var x = 1;").text


@pytest.mark.parametrize("lines", [["Posted", "on"], ["**Posted**", "on"]], ids=["plain", "dressed"])
def test_a_strong_phrase_split_over_two_lines_is_known(lines: list[str]) -> None:
    for _ in range(2):
        rules = shipped_matcher("wechat").rules_of(lines)
        assert [rule is not None and rule.strength for rule in rules] == ["strong", "strong"]
    assert shipped_matcher("wechat").rules_of(lines[:1]) != rules[:1]


def test_lines_that_are_chrome_among_chrome_alone_make_no_footer() -> None:
    assert clean("\n\n".join([*dumps.BODY, "阅读原文", "在看", "分享"])).text.endswith("在看\n\n分享")


@pytest.mark.parametrize(
    "counters", [("阅读", "投诉"), ("阅读 1024", "举报"), ("阅读原文", "阅读", "__ [投诉](javascript:;)")]
)
def test_counters_with_the_report_below_them_end_a_page(counters: tuple[str, ...]) -> None:
    page = ["河口的灯塔", "2016-07-01", "潮汐手记", *dumps.BODY, *counters]
    result = clean("\n".join(page))
    assert result.text == "\n".join(dumps.BODY)
    metadata = result.metadata
    assert (metadata.title, metadata.published, metadata.account) == ("河口的灯塔", "2016-07-01", "潮汐手记")
    later = clean("\n".join(page).replace("2016", "2024"))
    assert later.text == "\n".join(["潮汐手记", *dumps.BODY])


def test_a_last_line_that_the_footer_says_again_is_the_reward_box_s() -> None:
    thanks = "谢谢读到这里的你"
    footer = dumps.filled(dumps.FOOTERS["2018"])
    page = [*dumps.BODY, thanks, *footer[:4], thanks, *footer[4:]]
    assert clean("\n".join(page)).text == "\n".join(dumps.BODY)


@pytest.mark.parametrize(
    "phrase", ["长按二维码向我转账", "使用小程序", "继续滑动看下一个", "文章已于修改", "微信版本过低"]
)
@pytest.mark.parametrize("generation", ["2018", "2023", "2025", None])
def test_short_sentences_below_a_strong_line_are_the_article_s(generation: str | None, phrase: str) -> None:
    """A footer has names, titles and counters; what ends in a full stop outside its comments is text."""
    above, below = list(dumps.BODY), ["灯亮了。", "他往回走，谁也没有说话。"]
    page = [*above, phrase, *below]
    text = dumps.page(generation, page) if generation else "\n\n".join(page)
    assert lines_of(clean(text).text) == [*above, *below]


def test_a_notice_among_comments_ends_none_of_them() -> None:
    comments = [
        line for place in range(12) for line in (str(900 - place), f"读者{place}", "灯亮了。我看见了。", "昨天")
    ]
    notice = "该文章作者已设置需关注才可以留言"
    footer = [
        "阅读原文",
        "阅读",
        "投诉",
        "精选留言",
        "写留言",
        notice,
        *comments,
        "写留言",
        notice,
        "加载中",
        "微信扫一扫",
    ]
    assert clean("\n".join([*dumps.BODY, *footer])).text == "\n".join(dumps.BODY)


def test_comments_on_one_line_begin_with_the_phrases_above_them() -> None:
    opening = "精选留言    写留言  该文章作者已设置需关注才可以留言"
    comments = f"{opening}     21     小满     {'灯亮了。我看见了。' * 9}    4小时前"
    footer = [
        "长按二维码向我转账",
        "阅读原文",
        "阅读 100",
        "投诉",
        comments,
        "早该换了。    昨天   3   周也",
        "微信扫一扫关注该公众号",
    ]
    assert clean("\n".join([*dumps.BODY, *footer])).text == "\n".join(dumps.BODY)


@pytest.mark.parametrize("message", ["", "谢谢读到这里的你"])
def test_the_author_above_the_reward_box_goes_with_it(message: str) -> None:
    header = dumps.filled(dumps.HEADERS["2020"])
    box = [
        dumps.AUTHOR,
        *filter(None, [message]),
        "![赞赏二维码]()",
        "**微信扫一扫赞赏作者**",
        "[赞赏](##)",
        "取消",
        "阅读",
    ]
    page = [*header, *dumps.BODY, *box, "预览时标签不可点", "微信扫一扫", "关注该公众号"]
    assert clean("\n".join(page)).text == "\n".join(dumps.BODY)


@pytest.mark.parametrize("rule", ["---", "* * *"])
def test_a_tool_s_footer_goes_with_the_rule_above_it(rule: str) -> None:
    text = "\n\n".join([*dumps.BODY, rule, "*本文抓取时间: 2026-03-28 15:08:51*"])
    assert clean(text).text == "\n\n".join(dumps.BODY)
    assert clean("\n\n".join([*dumps.BODY, rule])).text.endswith(rule)


@pytest.mark.parametrize("lines", [("留言", "100"), ("精选留言", "100"), ("投诉", "精选留言", "1")])
def test_a_number_below_a_weak_phrase_makes_no_strong_one(lines: tuple[str, ...]) -> None:
    page = ["河口的灯塔", *lines, *dumps.BODY]
    assert clean("\n\n".join(page)).text == "\n\n".join(page)


def test_a_line_of_the_header_is_no_evidence_for_a_footer() -> None:
    page = ["写留言", "阅读", *dumps.BODY, "在看", "推荐", "在小说阅读器读本章", dumps.BODY[0]]
    text = clean("\n\n".join(page)).text.split("\n")
    assert [line for line in dumps.BODY if line not in text] == []


def test_more_than_one_line_below_a_name_is_no_reward_box() -> None:
    words = [dumps.AUTHOR, "谢谢读到这里的你", "我们下个月见"]
    page = [
        *dumps.filled(dumps.HEADERS["2020"]),
        *dumps.BODY,
        *words,
        "**微信扫一扫赞赏作者**",
        "[赞赏](##)",
        "微信扫一扫",
    ]
    assert clean("\n".join(page)).text == "\n".join([*dumps.BODY, *words])


@pytest.mark.parametrize(
    "lines",
    [
        ("15 人付费", "![头像](https://wx.qlogo.cn/mmopen/Q7)"),
        ("3人喜欢", "![](https://wx.qlogo.cn/mmopen/Q7) ![](http://thirdwx.qlogo.cn/mmopen/Q8)"),
        ("Posted on 福建",),
        ("发表于福建",),
    ],
)
def test_the_lines_above_a_footer_s_first_phrase_go(lines: Sequence[str]) -> None:
    assert lines_of(clean(dumps.page("2023", [*dumps.BODY, *lines])).text) == list(dumps.BODY)


@pytest.mark.parametrize(
    "lines",
    [("发表于《灯塔》",), ("15 个人", "![灯](https://a.example/1.png)"), ("到上周为止有 15 人付费",), ("福建",)],
)
def test_an_article_s_last_lines_stay(lines: Sequence[str]) -> None:
    body = [*dumps.BODY, *lines]
    assert lines_of(clean(dumps.page("2023", body)).text) == body


REWARD = ("人赞赏", "长按二维码向我转账", "一杯豆浆的钱就够")


@pytest.mark.parametrize("name", ["苏以南", "A. Su"])
def test_a_name_above_the_message_that_a_reward_box_repeats_goes(name: str) -> None:
    body = [*dumps.BODY, name, "一杯豆浆的钱就够", *REWARD]
    assert lines_of(clean(dumps.page("2018", body)).text) == list(dumps.BODY)


def test_an_article_s_last_line_above_the_author_s_name_in_a_reward_box_stays() -> None:
    body = [*dumps.BODY, "小编微信 abc", dumps.AUTHOR, *REWARD[:2]]
    assert lines_of(clean(dumps.page("2016", body)).text) == [*dumps.BODY, "小编微信 abc"]


def test_a_sentence_above_the_message_of_a_reward_box_stays() -> None:
    body = [*dumps.BODY, "摆渡人的最高境界就是感同身受", "一杯豆浆的钱就够", *REWARD]
    assert lines_of(clean(dumps.page("2018", body)).text) == body[:-4]


TAIL = ("在看", "已同步到看一看写下你的想法", "前往看一看", "我知道了", "已发送", "取消", "发送到看一看", "发送")
SCANS = (
    "发送中",
    "相关阅读",
    "更多文章",
    "微信扫一扫",
    "关注该公众号",
    "微信扫一扫",
    "使用小程序",
    "取消 允许",
    "知道了",
)
LAYER = ("留言", "我的留言", "正在加载", "已留言", "删除该留言吗？", "取消 删除", "goback forward")


@pytest.mark.parametrize(
    "between",
    [
        (),
        ("-",) * 120,
        ("- ", "&nbsp;", "•") * 30,
        (
            "![](/rr?timestamp=1581604666&src=11&signature=jHUMYa2wzc8rfHI1RBFX6xsB12GVguSc1x4iilO-",
            "GAvFL*r9RpxbQg4U=)",
        ),
        ("[![](https://a.example/0123456789012345678901234567890123456789012345678901234567890123456789?a=", "b=c)"),
    ],
    ids=["nothing", "items", "empty items", "a picture over two lines", "a link over two lines"],
)
def test_what_a_tool_leaves_among_a_footer_s_lines_ends_none(between: Sequence[str]) -> None:
    footer = [*TAIL, dumps.TITLE, "最多200字，当前共字", *SCANS, *between, f"## {dumps.TITLE}", *between, *LAYER]
    result = clean("\n\n".join([*dumps.filled(dumps.HEADERS["2018"]), *dumps.BODY, "阅读", *footer]))
    assert lines_of(result.text) == [*dumps.BODY]
    assert result.suspect == ()


def test_buttons_beside_the_title_below_a_footer_are_no_second_page() -> None:
    last = f"{dumps.TITLE}                   {'      '.join(LAYER)}"
    footer = [*TAIL, dumps.TITLE, "最多200字，当前共字", *SCANS, last]
    result = clean("\n\n".join([*dumps.filled(dumps.HEADERS["2018"]), *dumps.BODY, "阅读", *footer]))
    assert lines_of(result.text) == [*dumps.BODY]
    assert result.suspect == ()


def test_a_sentence_of_the_reward_box_that_a_tool_wrapped_goes() -> None:
    box = (
        "林小满",
        "谢谢你来看海",
        "Reward",
        "Liked author. Send a message",
        "Cancel",
        "Send to Author",
        "Post",
        "Long-press QR code to transfer me a reward",
        "谢谢你来看海",
        "As required by Apple's new policy, the Reward feature has been disabled on",
        "Weixin for iOS. You can still reward an Official Account by transferring money",
        "via QR code.",
        "预览时标签不可点",
        "Scan to Follow",
    )
    result = clean("\n".join([dumps.TITLE, "林小满 潮汐手记 2020-10-07", *dumps.BODY, *box]))
    assert lines_of(result.text) == [*dumps.BODY]


def test_of_a_page_without_an_article_the_account_alone_is_nothing() -> None:
    result = clean("潮汐手记\n向上滑动看下一个\n知道了\n微信扫一扫\n使用小程序\n取消 允许")
    assert (result.text, [reason.code for reason in result.suspect]) == ("", ["nothing-left"])


@pytest.mark.parametrize("article", ["海边的风很大，灯塔还亮着。", "灯还亮着\n\n晚安"])
def test_a_sentence_or_several_lines_above_the_swipe_are_an_article(article: str) -> None:
    assert clean(f"{article}\n\n向上滑动看下一个\n知道了\n微信扫一扫").text == article


@pytest.mark.parametrize(
    "lines", [["上一篇", "写的是鞋匠。", "下一篇", "写的是磨刀人。"], [*dumps.BODY, "下一篇", "写磨刀人。"]]
)
def test_a_sentence_is_no_title_of_an_album(lines: list[str]) -> None:
    assert lines_of(clean(dumps.page("2025", lines)).text) == lines


@pytest.mark.parametrize(
    "above",
    [
        ("灯塔\n\n12", "灯塔 · 目录"),
        ("#灯塔\n\n3", "灯塔 · 目录"),
        ("灯塔12", "灯塔 · 目录"),
    ],
)
def test_an_album_s_name_and_number_may_stand_on_two_lines(above: tuple[str, str]) -> None:
    lines = [*dumps.BODY, *above, "上一篇", "鞋匠", "下一篇", "磨刀人"]
    assert lines_of(clean(dumps.page("2025", lines)).text) == list(dumps.BODY)


def test_names_in_the_reward_box_are_the_footer_s() -> None:
    box = ["赞赏", "阅读", dumps.AUTHOR, "人赞赏", "人喜欢", dumps.AUTHOR, "老周"]
    footer = [*box, "长按二维码向我转账", "投诉", "知道了"]
    page = "\n".join([*dumps.filled(dumps.HEADERS["2018"]), *dumps.BODY, *footer])
    assert lines_of(clean(page).text) == list(dumps.BODY)


@pytest.mark.parametrize("bullet", ["- ", "* "])
def test_a_list_of_the_article_s_may_end_with_the_words_of_buttons(bullet: str) -> None:
    words = [bullet + word for word in ("船桨", "缆绳", "分享", "赞")]
    assert lines_of(clean(dumps.page("2023", body=words)).text) == words


def test_a_list_of_buttons_alone_is_the_page_s() -> None:
    buttons = [f"- {word}" for word in ("赞", "在看", "分享")]
    assert lines_of(clean(dumps.page("2023", body=[*dumps.BODY, *buttons])).text) == list(dumps.BODY)


@pytest.mark.parametrize("word", ["返回", "更多", "关闭", "删除", "Back", "Reply"])
def test_a_word_that_stands_first_in_no_footer_may_end_an_article(word: str) -> None:
    body = [*dumps.BODY, word]
    assert lines_of(clean(dumps.page("2023", body=body)).text) == body


def test_an_article_may_say_the_words_of_buttons_in_two_languages() -> None:
    body = ["关注 Follow", "分享 Share", "收藏 Favorite", "留言 Comment"]
    assert lines_of(clean(dumps.page("2023", body=body)).text) == body


def test_where_a_preview_ends_may_be_an_article_s_heading() -> None:
    body = ["试读结束", "书店老板把书合上，说剩下的要买。", "他又说了一遍。"]
    assert lines_of(clean(dumps.page("2023", body=body)).text) == body


# Lines of newer pages below the article, by language or by how they were copied.
BELOW: Mapping[str, tuple[str, ...]] = {
    "comments closed": ("阅读 1203", "作者已关闭留言", "微信扫一扫", "关注该公众号"),
    "comments closed, English": ("Read more", "Comments are closed", "Scan to Follow"),
    "what the author declares": ("创作声明：内容含AI生成", "预览时标签不可点"),
    "what the creator declares": ("创作者声明: 个人观点，仅供参考", "预览时标签不可点"),
    "traditional": ("創作聲明：內容含AI生成", "相關搜索", "燈塔", "搜索「燈塔」網絡結果"),
    "what others search for": ("相关搜索", "灯塔", "老灯工", "搜索「灯塔」网络结果", "微信扫一扫", "关注该公众号"),
    "Taiwan": ("微信掃一掃", "追蹤此公眾號", "取消", "允許", "影片", "小程式", "讚", "，輕點兩下取消讚"),
    "English, newer": (
        *("Tags are not clickable in preview", "Scan to Follow", "Swipe to view next", "Tap to read more"),
        *(dumps.ACCOUNT, "Swipe up to view next", "Got It", "×", "Analyze"),
        *("Scan with Weixin to open this content,", "use full service", ": , , , .", "Video", "Mini Program"),
        *("Like", ", double tap to unlike", "Wow", ", double tap to remove from Wow", "Share", "Listened"),
    ),
    "English, other articles": (
        *("People who liked this content also liked", "河岸的秋天", "...", "Read 314", "河岸来信", "Not interested"),
        *("Reason", "OK", "Low quality Not interested in this account", "Scan to Follow"),
    ),
    "the menu": ("发送给朋友", "分享到朋友圈", "收藏", "听文章", "浮窗", "复制链接", "调整字体", "投诉"),
    "the menu, English": ("Send to Chat", "Share on Moments", "Copy Link", "Open in Browser", "Translate", "Report"),
}


@pytest.mark.parametrize("lines", BELOW.values(), ids=BELOW)
def test_what_newer_pages_show_below_the_article_goes(lines: Sequence[str]) -> None:
    page = [*dumps.filled(dumps.HEADERS["2018"]), *dumps.BODY, *lines]
    assert lines_of(clean("\n\n".join(page)).text) == list(dumps.BODY)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "作者已关闭留言",
            "留言已关闭",
            "相关搜索",
            "发送给朋友",
            "复制链接",
            "翻译",
            "影片",
            "小程式",
            "约5分钟",
            "所属合集",
        ),
        *("Verify", "Reason", "Listen", "Analyze", "Refresh", "Copy Link", "Comments are closed", "Included in Album"),
        *("创作声明：这组照片没有修过", "内容含AI生成", "3 items"),
    ],
)
@pytest.mark.parametrize("generation", ["2018", "2023", None])
def test_such_words_stay_as_a_heading_and_in_a_sentence(line: str, generation: str | None) -> None:
    body = [dumps.BODY[0], line, dumps.BODY[1], f"{line}，我念了一遍。", dumps.BODY[2]]
    text = dumps.page(generation, body) if generation else "\n\n".join(body)
    assert lines_of(clean(text).text) == body


@pytest.mark.parametrize("name", [dumps.ACCOUNT, dumps.AUTHOR])
def test_an_article_of_two_lines_may_begin_with_a_name_of_the_header(name: str) -> None:
    body = [name, "是一本没有写完的本子。"]
    page = [
        *dumps.filled(dumps.HEADERS["2018"]),
        *body,
        "喜欢作者",
        "12人喜欢",
        "微信扫一扫赞赏作者",
        "预览时标签不可点",
    ]
    assert lines_of(clean("\n\n".join(page)).text) == body


@pytest.mark.parametrize("number", [1, 2, 20])
@pytest.mark.parametrize("heading", ["精选留言", "作者精选留言"])
def test_comments_between_their_heading_and_their_last_line_go_however_many_there_are(
    heading: str, number: int
) -> None:
    readers = [line for one in range(number) for line in (f"读者{one}", "写得真好，我也在海边住过。")]
    page = [*dumps.filled(dumps.HEADERS["2018"]), *dumps.BODY, heading, *readers, "以上留言由公众号筛选后显示"]
    assert lines_of(clean("\n\n".join([*page, "微信扫一扫", "关注该公众号"])).text) == list(dumps.BODY)
