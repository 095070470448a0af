"""Collapsed pages: chrome is removed from their long lines, and text that quotes it stays."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.helpers import dumps
from tests.helpers.results import METADATA, known
from tests.helpers.trail import apply_edits
from wxclean import clean
from wxclean.filters.page import wechat
from wxclean.reading.lines import characters as scan
from wxclean.reading.lines import payload as quick

BODY = " ".join(dumps.BODY)
FOOTER = "预览时标签不可点 微信扫一扫 关注该公众号 继续滑动看下一个 轻触阅读原文"
POEM = " ".join(f"我又路过第{n}条街 街角的{n}家小店还开着" for n in "一二三四五六七八")


def collapsed(generation: str) -> str:
    return dumps.collapsed(dumps.filled(dumps.HEADERS[generation]), dumps.BODY, dumps.filled(dumps.FOOTERS[generation]))


@pytest.mark.parametrize("generation", dumps.GENERATIONS)
def test_each_generation_s_page(generation: str) -> None:
    result = clean(collapsed(generation))
    assert result.text == BODY
    assert known(result.metadata) == METADATA[generation]
    assert apply_edits(result.payload, result.edits) == result.text
    assert result.suspect == ()


@pytest.mark.parametrize(
    "text",
    [
        "文章末尾常见“微信扫一扫”和“关注该公众号”两行字，它们是页面自己带的，抓取时容易一起抓下来，看到了要删掉。",
        (
            "想知道微信号和功能介绍写在哪里，先点开公众号的头像，再看右上角的三个点，"
            "里面就有，写得清楚的账号会把联系方式也放进去。"
        ),
        (
            "很多人不知道 微信扫一扫 还能翻译：选第二个图标，对准外文菜单，"
            "屏幕上就会出现中文，海边的小店也能点菜，再也不用猜了。"
        ),
        (
            "The page said Scan to Follow, and below it a grey square that nobody in the village could read,"
            " so we left it on the door."
        ),
        BODY,
    ],
)
def test_a_line_of_text_that_quotes_chrome_stays(text: str) -> None:
    result = clean(text)
    assert result.text == text
    assert result.edits == ()


def test_a_phrase_quoted_in_the_last_sentence_stays() -> None:
    sentence = "看到这里的朋友，请长按上面的图，关注该公众号，谢谢。"
    assert clean(f"{BODY} {sentence} {FOOTER}").text == f"{BODY} {sentence}"


@pytest.mark.parametrize(
    ("footer", "kept"),
    [
        (FOOTER, ""),
        ("阅读原文 " + FOOTER, ""),
        ("写于河口 " + FOOTER, "写于河口"),
        (FOOTER + " 潮汐手记 向上滑动看下一个", ""),
        (FOOTER.replace(" ", ""), ""),
        ("預覽時標籤不可點 微信掃一掃 關注該公眾號 繼續滑動看下一個", ""),
        ("预览时标签不可点 修改于2025年2月28日 微信扫一扫 关注该公众号", ""),
        ("预览时标签不可点 阅读 314 留言 76 写留言 微信扫一扫 关注该公众号", ""),
        ("预览时标签不可点 Scan to Follow", ""),
    ],
)
def test_a_run_of_phrases_at_the_end_is_the_footer(footer: str, kept: str) -> None:
    assert clean(f"{BODY} {footer}").text == f"{BODY} {kept}".strip()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "灯塔 潮汐手记 潮汐手记 微信号 chaoxi 功能介绍 写给海边 2018-11-23",
            {"title": "灯塔", "published": "2018-11-23"},
        ),
        (
            "灯塔 换了 新灯 潮汐手记 潮汐手记 微信号 chaoxi 功能介绍 写给海边 昨天",
            {"title": "灯塔 换了 新灯", "account": "潮汐手记"},
        ),
        ("灯塔 潮汐手记 微信号 chaoxi 功能介绍 写给海边 也写给山里 3天前", {"description": "写给海边 也写给山里"}),
        ("灯塔 潮汐手记 微信号 chaoxi 功能介绍 写给海边", {"description": "写给海边", "published": None}),
        (
            "灯塔 潮汐手记 Weixin ID chaoxi About Feature 写给海边 Yesterday",
            {"wechat_id": "chaoxi", "published_raw": "Yesterday"},
        ),
        ("灯塔 潮汐手记 微信號 chaoxi 功能介紹 寫給海邊 2020-01-02", {"description": "寫給海邊"}),
        (
            "灯塔 原创 林小满 潮汐手记 微信号 chaoxi 功能介绍 写给海边 昨天 收录于合集 #海边 #灯塔 12个",
            {"author": "林小满"},
        ),
    ],
)
def test_labels_at_the_beginning_are_the_header(header: str, expected: Mapping[str, object]) -> None:
    result = clean(f"{header} {BODY} {FOOTER}")
    assert result.text == BODY
    assert {name: result.metadata._asdict()[name] for name in expected} == expected


def test_a_date_far_below_ends_no_label() -> None:
    body = f"{BODY} 他在记录本上写下 2018-11-23 这一天，又写下风向。"
    assert clean(f"灯塔 潮汐手记 微信号 chaoxi 功能介绍 写给海边 {body} {FOOTER}").text == body


@pytest.mark.parametrize(
    "raw",
    [
        "var first_sceen__time = 1; 长按二维码向我转账 INFO x = [1]; 甲 轻触阅读原文 取消",
        "功能介绍 发表于 var first_sceen__time = 1;  var first_sceen__time = 1;",
        "赞赏\n var first_sceen__time = 1;  微信扫一扫 发表于 赞赏 abc_12  取消 关注该公众号 阅读",
    ],
)
def test_a_script_among_the_phrases_leaves_nothing_for_a_second_cleaning(raw: str) -> None:
    once = str(clean(raw))
    assert str(clean(once)) == once


def dumped(text: str) -> bytes:
    return f"text:{text!r}".encode()


CODE = "try{\nvar first_sceen__time = (+new Date());\n}catch(e){}"


@pytest.mark.parametrize("is_dump", [False, True], ids=["text", "dump"])
def test_a_collapsed_line_below_code_is_broken_up(is_dump: bool) -> None:
    raw = f"{CODE}\n河口的灯塔\n{BODY} {FOOTER}"
    assert clean(dumped(raw) if is_dump else raw).text == f"河口的灯塔\n\n{BODY}"


@pytest.mark.parametrize("raw", [BODY, f"{CODE}\n河口的灯塔\n{BODY}", dumps.page("2018")], ids=["text", "code", "page"])
def test_what_a_walk_has_seen_is_not_looked_for_again(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if scan.IS_COMPILED:
        pytest.skip("functions can't be replaced here")
    monkeypatch.setattr(quick, "IS_COMPILED", True)
    monkeypatch.setattr(wechat, "places_of_collapsed", None)
    for _ in range(4):
        assert BODY.split()[0] in clean(dumped(raw)).text


READER = "在小说阅读器读本章 去阅读 在小说阅读器中沉浸阅读"


@pytest.mark.parametrize("footer", ["", f" {FOOTER}"])
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("原创 林小满 林小满 潮汐手记", {"author": "林小满", "account": "潮汐手记", "original": True}),
        ("原创 林小满 潮汐手记", {"author": "林小满", "account": "潮汐手记", "original": True}),
        ("Original Mary Lin Mary Lin 潮汐 手记", {"author": "Mary Lin", "account": "潮汐 手记", "original": True}),
        ("原创 潮汐手记 潮汐手记", {"author": "潮汐手记", "account": "潮汐手记", "original": True}),
    ],
)
def test_names_above_the_reader_s_buttons_are_the_header_s(
    names: str, expected: Mapping[str, object], footer: str
) -> None:
    result = clean(f"河口的灯塔 {names} {READER} {BODY}{footer}")
    assert result.text == BODY
    assert known(result.metadata) == {"title": "河口的灯塔", **expected}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("河口的灯塔", {"title": "河口的灯塔"}),
        ("河口的灯塔 潮汐手记", {"title": "河口的灯塔", "account": "潮汐手记"}),
        ("河口的灯塔 林小满 潮汐手记", {"title": "河口的灯塔", "author": "林小满", "account": "潮汐手记"}),
        ("河口的灯塔 百年前的守夜人们 潮汐手记", {"title": "河口的灯塔 百年前的守夜人们", "account": "潮汐手记"}),
    ],
)
def test_the_reader_s_buttons_alone_end_a_header(names: str, expected: Mapping[str, object]) -> None:
    result = clean(f"{names} {READER} {BODY}")
    assert result.text == BODY
    assert known(result.metadata) == expected


SHARED_AGAIN = "发送到看一看 发送 {title} 最多200字，当前共字 发送中 微信扫一扫 关注该公众号"


@pytest.mark.parametrize("space", [" ", ""])
@pytest.mark.parametrize("author", ["林小满", ""])
def test_a_title_ends_where_the_footer_says_that_it_does(space: str, author: str) -> None:
    title = "河口的灯塔：最后一个夜晚"
    names = [name for name in (author, "潮汐手记", "潮汐手记") if name]
    head = [title, *names, "微信号", "chaoxishouji", "功能介绍", "只讲海边的事", "2020-05-06"]
    page = space.join([*head, BODY, SHARED_AGAIN.format(title=title).replace(" ", space)])
    result = clean(page)
    assert result.metadata.title == title
    assert result.metadata.author == (author or None)
    assert result.metadata.account == "潮汐手记"


@pytest.mark.parametrize("opening", [READER, "他说 周末要 去阅读 小满也来。"])
def test_words_of_the_reader_s_buttons_with_no_title_above_them_take_nothing_along(opening: str) -> None:
    result = clean(f"{opening} {BODY} {FOOTER}")
    assert (result.text, result.metadata.title) == (f"{opening} {BODY}", None)


def test_a_sentence_about_the_reader_s_buttons_stays() -> None:
    text = f"他问我，“在小说阅读器中沉浸阅读”是什么意思，我说没有见过。{BODY}"
    assert clean(text).text == text


@pytest.mark.parametrize("space", [" ", "  "])
def test_a_long_phrase_is_no_collapsed_page(space: str) -> None:
    commas = space.join(["：", *"，，，，，，，，，，，，", "。"])
    sentence = space.join([commas, "视频", "小程序", "赞", "，轻点两下取消赞", "在看", "，轻点两下取消在看"])
    assert clean("\n\n".join([*dumps.BODY, sentence])).text == "\n\n".join(dumps.BODY)


def test_a_reward_box_on_one_line_goes_with_the_album_s_titles() -> None:
    box = "关闭更多名称已清空微信扫一扫赞赏作者喜欢作者其它金额赞赏后展示我的头像文章暂无文章最低赞赏 ¥01234567890."
    album = " 灯塔 · 目录#灯塔上一篇" + "河口的灯塔换了新灯，老灯工说新灯比旧灯亮三倍，只是照得没有旧灯那样暖，" * 2
    page = [*dumps.BODY, box + album, FOOTER]
    assert clean("\n\n".join(page)).text == "\n\n".join(dumps.BODY)


REWARD = "赞赏 长按二维码向我转账 受苹果公司新规定影响，微信 iOS 版的赞赏功能被关闭，可通过二维码转账支持公众号。"
COMMENTS = (
    "精选留言 写留言 该文章作者已设置需关注才可以留言 41 渡船 {comment} 2小时前 17 石阶 {comment} 昨天 "
    "作者回复 {comment} 写留言 加载中 以上留言由公众号筛选后显示 了解留言功能详情 微信扫一扫关注该公众号"
)
SHORT, LONG = "写得好。", "小时候我也住在江边，夜里总听见汽笛，" * 6 + "后来再没有听见过。"


@pytest.mark.parametrize(
    "tail",
    [
        f"{REWARD} 阅读原文 阅读 812 9 投诉 {COMMENTS.format(comment=SHORT)}",
        f"{REWARD} 阅读原文 阅读 812 9 投诉 {COMMENTS.format(comment=LONG)}",
        f"阅读 812 9 投诉 {COMMENTS.format(comment=LONG)}",
        COMMENTS.format(comment=f"{LONG} {LONG}"),
    ],
    ids=["reward box", "long comments", "no reward box", "comments alone"],
)
def test_comments_of_any_length_are_the_footer_s(tail: str) -> None:
    result = clean(f"灯塔 潮汐手记 微信号 chaoxi 功能介绍 写给海边 2018-11-23 {BODY} {tail}")
    assert result.text == BODY
    assert clean(f"{result.text} {FOOTER}").text == BODY


@pytest.mark.parametrize(
    "sentence",
    [
        "他问我精选留言怎么选，我说写得真心的都会放出来，写留言不必长。",
        "先把微信扫一扫打开，再点右上角，长按二维码向我转账的人我都记着，一共九个。",
        f"夜里 写留言 的人多，{LONG}",
    ],
)
def test_an_article_about_comments_stays(sentence: str) -> None:
    body = f"{BODY} {sentence} {LONG}"
    assert clean(f"{body} {REWARD} 阅读 812 投诉 微信扫一扫关注该公众号").text == body


BELOW = 'var first_sceen__time = (+new Date()); if ("" == 1 && document.getElementById(\'js_content\')) { a("长按"); }'
GUARD = (
    'if ("0" == 1) { document.addEventListener("copy",function(e){ var content = '
    "document.getElementById('js_content'); if (content && e.target.tagName === 'INPUT') { e.preventDefault(); } }); }"
)
TITLE = (
    "if(/(iPhone|iPad|iPod|iOS)/i.test(navigator.userAgent)) { document.write(\"<span class='ios'>灯塔</span>\"); } "
    'else { document.write("灯塔"); }'
)
HEAD = "灯塔 潮汐手记 潮汐手记 微信号 chaoxi 功能介绍 写给海边 2018-11-23"
STYLE = (
    "html { margin: 0 } body { font-family: 'a' } .rich_media_area { margin: 0 } "
    ".rich_media_title:before { content: '播放' } #js_area { float: left; margin: 0 }"
)


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD} {BODY} {BELOW} {FOOTER}",
        f"{HEAD} {BODY} //<![CDATA[ {BELOW} //]]> {FOOTER}",
        f"{HEAD} {BODY} //<![CDATA[ {BELOW} //]]> {GUARD} {FOOTER}",
        f"{HEAD} {BODY} {GUARD} {FOOTER}",
        f"{TITLE} {HEAD} {BODY} {FOOTER}",
        f"灯塔 {STYLE} {HEAD} {BODY} {BELOW} {FOOTER}",
    ],
    ids=["below the article", "CDATA", "two", "copy guard", "title", "styles"],
)
def test_the_page_s_scripts_and_styles_in_a_collapsed_page(page: str) -> None:
    result = clean(page)
    assert (result.text, result.metadata.account) == (BODY, "潮汐手记")


@pytest.mark.parametrize(
    "words",
    [
        "The End",
        "（完） ▲",
        "👉",
        "(END) *",
        "f(x) = 1",
        "in the console type document.getElementById('js_content'); and the lock is gone for as long as the page stays",
        'print("灯塔"); lamp = { "on": 1 };',
    ],
)
def test_words_and_code_of_the_author_beside_the_page_s_scripts_stay(words: str) -> None:
    assert clean(f"{HEAD} {BODY} {words} {BELOW} {FOOTER}").text == f"{BODY} {words}"
    assert clean(f"{HEAD} {words} {BODY} {BELOW} {FOOTER}").text == f"{words} {BODY}"


def test_a_page_between_its_scripts_is_no_script() -> None:
    scripts = f"{GUARD} " * 60
    result = clean(f"{scripts}{HEAD} {'，'.join(dumps.BODY)} {scripts}{FOOTER} {scripts}")
    assert result.text == "，".join(dumps.BODY)


def test_a_title_that_stands_twice_may_hold_blanks() -> None:
    title = "Galaxy S20 手机 发布"
    result = clean(f"{title} {title} 潮汐手记 潮汐手记 微信号 chaoxi 功能介绍 写给海边 昨天 {BODY} {FOOTER}")
    assert (result.text, result.metadata.title, result.metadata.account) == (BODY, title, "潮汐手记")


def test_the_first_words_below_a_badge_are_no_names_if_they_read_as_none() -> None:
    opening = "点击上面的蓝字 回复“1”领取"
    assert clean(f"灯塔 原创 {opening} {BODY} {FOOTER}").text == f"{opening} {BODY}"


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("林小满 潮汐手记 2020-10-04", {"author": "林小满", "account": "潮汐手记", "published": "2020-10-04"}),
        ("潮汐手记 昨天", {"account": "潮汐手记", "published_raw": "昨天"}),
        ("Original 林小满 潮汐手记 Today", {"author": "林小满", "account": "潮汐手记", "original": True}),
        ("2018-03-06 林小满 潮汐手记 潮汐手记", {"author": "林小满", "account": "潮汐手记", "published": "2018-03-06"}),
        ("原创 2018-03-06 林小满 潮汐手记 潮汐手记", {"author": "林小满", "original": True, "published": "2018-03-06"}),
        ("潮汐手记 2024-03-06 08:10 发表于 浙江", {"account": "潮汐手记", "published": "2024-03-06 08:10"}),
    ],
)
@pytest.mark.parametrize("footer", [FOOTER, "微信扫一扫 关注该公众号", "阅读原文 投诉 微信扫一扫 关注该公众号"])
def test_a_byline_without_labels(byline: str, expected: Mapping[str, object], footer: str) -> None:
    result = clean(f"灯塔 {byline} {BODY} {footer}")
    assert result.text == BODY
    assert {name: result.metadata._asdict()[name] for name in expected} == expected
    assert result.metadata.title == "灯塔"


OLD_BYLINE = "2018-03-06 林小满 潮汐手记 潮汐手记"


@pytest.mark.parametrize("about", ["写给海边", "写给海边的人，也写给山里的人。写给灯塔。", "潮" * 120])
@pytest.mark.parametrize("mark", ["", "原创 ", "Original "])
def test_a_card_below_a_day_and_an_account_said_twice(mark: str, about: str) -> None:
    result = clean(f"灯塔 {mark}{OLD_BYLINE} 潮汐手记 chaoxi_01 {about} {BODY} {FOOTER}")
    assert result.text == BODY
    assert (result.metadata.account, result.metadata.wechat_id) == ("潮汐手记", "chaoxi_01")
    assert (result.metadata.title, result.metadata.description) == ("灯塔", about)


@pytest.mark.parametrize(
    "opening", ["潮汐手记 又一期", "潮汐手记 chaoxi_01 " + "潮" * 121, "chaoxi_01 写给海边", "海边 chaoxi_01 写给海边"]
)
def test_what_is_no_card_below_an_old_byline_stays(opening: str) -> None:
    result = clean(f"灯塔 {OLD_BYLINE} {opening} {BODY} {FOOTER}")
    assert (result.text, result.metadata.wechat_id) == (f"{opening} {BODY}", None)


@pytest.mark.parametrize("account_id", ["chaoxi", "chaoxi7", "chaoxi_01"])
def test_a_glued_label_below_an_id_of_any_form(account_id: str) -> None:
    body = BODY.replace(" ", "")
    header = f"灯塔换了新灯？原创：林小满潮汐手记潮汐手记WeChat ID{account_id}Intro写给海边的人2017-07-24"
    result = clean(header + body)
    assert result.text == body
    assert (result.metadata.wechat_id, result.metadata.description) == (account_id, "写给海边的人")
    assert (result.metadata.title, result.metadata.account) == ("灯塔换了新灯？", "潮汐手记")


@pytest.mark.parametrize(
    "opening",
    ["灯塔今天换灯，2018-03-06 这一天我们都记得。", "灯塔，昨天 才换的新灯，老灯工说好看。", "昨天 夜里灯塔换了新灯。"],
)
def test_a_day_in_the_first_sentence_is_no_byline(opening: str) -> None:
    assert clean(f"{opening} {BODY} {FOOTER}").text == f"{opening} {BODY}"


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("微信扫一扫 关注该公众号", ""),
        ("投诉 微信扫一扫 关注该公众号", ""),
        ("预览时标签不可点 阅读", ""),
        ("要看海的人，请用微信扫一扫", "要看海的人，请用微信扫一扫"),
        ("灯塔下面 微信扫一扫 关注该公众号 就能看海", "灯塔下面 微信扫一扫 关注该公众号 就能看海"),
    ],
)
def test_a_few_phrases_at_the_very_end(last: str, kept: str) -> None:
    body = BODY.rstrip("”")
    assert clean(f"{body} {last}").text == f"{body} {kept}".strip()


@pytest.mark.parametrize("tags", ["#海边", "#海边 14 #灯塔 3", "#海边 #灯塔 12个"])
def test_an_album_s_tags(tags: str) -> None:
    assert clean(f"{HEAD} 收录于话题 {tags} {BODY} {FOOTER}").text == BODY


def test_a_number_below_a_tag_may_begin_the_article() -> None:
    assert clean(f"{HEAD} 收录于话题 #海边 3 月的海还很冷。 {BODY} {FOOTER}").text.startswith("3 月的海还很冷。")


GLUED_FOOTER = (
    '预览时标签不可点ReadsShareLikeWowAdded to Top StoriesCommentGo to "Discover" > "Top Stories" > "Wow"'
    'Go to "Top Stories"OKPostedCancel发送到看一看Post灯塔Max 200 charactersSendingScan to Follow'
)


@pytest.mark.parametrize("opener", ["Read More", "阅读原文", "Read more"])
@pytest.mark.parametrize("end", ["。", "...", "”"])
def test_a_glued_link_to_the_original_below_a_sentence_is_the_footer_s(end: str, opener: str) -> None:
    body = "海边的风很大，灯塔还亮着。守塔人每天傍晚上去一次" + end
    assert clean(f"{body}{opener}{GLUED_FOOTER}").text == body


@pytest.mark.parametrize("last", ["要看海的人请点阅读原文", "he said that he will Read More", "还有一盏灯。关注"])
def test_glued_words_inside_the_last_sentence_stay(last: str) -> None:
    body = f"海边的风很大，灯塔还亮着。守塔人每天傍晚上去一次。{last}"
    assert clean(body + GLUED_FOOTER).text == body


@pytest.mark.parametrize("account", ["潮汐手记", "Harbour", "TIDE"])
@pytest.mark.parametrize("title", ["灯塔", "灯塔灯塔", "灯塔换了新灯，Original林小满"])
@pytest.mark.parametrize(("label", "about"), [("Weixin ID", "About Feature"), ("微信号", "功能介绍")])
@pytest.mark.parametrize("day", ["Today收录于话题", "Yesterday收录于话题 #", "2019-03-02"])
def test_a_page_joined_without_anything_between_its_parts(
    title: str, account: str, label: str, about: str, day: str
) -> None:
    body = BODY.replace(" ", "")
    result = clean(
        f"{title}{account}{account}{label}chaoxi_01{about}写给海边的人，也写给山里。{day}{body}{GLUED_FOOTER}"
    )
    assert result.text == body
    assert (result.metadata.account, result.metadata.wechat_id) == (account, "chaoxi_01")
    assert result.metadata.description == "写给海边的人，也写给山里。"


def test_without_a_day_nothing_shows_where_the_article_begins() -> None:
    body = BODY.replace(" ", "")
    result = clean(f"灯塔2018-03-06潮汐手记潮汐手记微信号chaoxi_01功能介绍写给海边的人。{body}{GLUED_FOOTER}")
    assert result.text == f"功能介绍写给海边的人。{body}"
    assert (result.metadata.title, result.metadata.wechat_id) == ("灯塔", "chaoxi_01")


def test_a_word_of_the_article_is_no_day() -> None:
    body = "今天收到来信，昨天也收到。" + BODY.replace(" ", "")
    result = clean(f"灯塔潮汐手记潮汐手记微信号chaoxi_01功能介绍写给海边的人。{body}{GLUED_FOOTER}")
    assert result.text.endswith(f"写给海边的人。{body}")


@pytest.mark.parametrize(
    ("head", "author", "account"),
    [
        ("河口的灯塔，最后一夜 潮汐手记 Today", None, "潮汐手记"),
        ("河口的灯塔。 最后一夜的钟声 潮汐手记 2 days ago", None, "潮汐手记"),
        ("河口的灯塔，最后一夜 潮汐手记 昨天", None, "潮汐手记"),
        ("河口的灯塔，最后一夜 林小满 潮汐手记 3天前", "林小满", "潮汐手记"),
        ("河口的灯塔，最后一夜 原创 林小满 潮汐手记 2018-11-23", "林小满", "潮汐手记"),
        ("河口的灯塔，最后一夜 2018-11-23 林小满 潮汐手记 潮汐手记", "林小满", "潮汐手记"),
        ("河口的灯塔，最后一夜 林小满 潮汐手记 2018-11-23 08:40", "林小满", "潮汐手记"),
    ],
)
def test_a_byline_alone_shows_a_collapsed_page(head: str, author: str | None, account: str) -> None:
    result = clean(f"{head} {BODY}")
    assert result.text == BODY
    assert (result.metadata.account, result.metadata.author) == (account, author)
    assert (result.metadata.title or "").startswith("河口的灯塔")
    assert clean(result.text).text == BODY


@pytest.mark.parametrize(
    "head",
    [
        "渡船的老陈 昨天",
        "会议记录 2018-11-23",
        "我记得很清楚。 老陈 昨天 没有来",
        "河口的灯塔，最后一夜",
        "老陈说，今天 风大，明天 也一样，",
    ],
)
def test_a_day_in_the_author_s_words_shows_no_page(head: str) -> None:
    text = f"{head} {BODY}"
    assert clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "那年夏天的雨 你还记得吗 昨天 " + "我又路过那条街 街角的小店还开着 老板娘还记得我 " * 4,
        "本周的值班安排 各位同事 星期一 " + "老陈，全天在岗。 星期二 小满，全天在岗。 " * 5,
        "各位家长请注意 春游 出发时间 2023-05-20 08:30 " + BODY,
        "会议通知，请各位准时 全体同事 2023-05-20 11:34 " + BODY,
        "快跑啊大家，潮水 昨天 哈哈 哈哈 " + BODY,
        "The harbour committee met in Berlin on Mar 3, 2021 and decided to pay all keepers. " + "They slept. " * 9,
        "What a lovely thing to happen to us Yesterday we walked along the shore for hours. " + "It rained. " * 9,
        "The ship sailed 3 days ago and came to the harbour at last, with all its crew. " + "They slept. " * 9,
        "She looked at us and said bye bye darling and left the old harbour Yesterday we wept. " + "It rained. " * 9,
        "We saw the Original paper 2019-03-01 was published by the harbour, and read it. " + "They slept. " * 9,
        "这是一个 原创 的故事，灯塔下的人都听过。" + BODY + " 阅读原文",
        "我们坚持 原创 我们坚持 " + "写给海边的人 写给山里的人 " * 10 + "阅读原文",
        "我们的海边 原创 写给你听 昨天 " + "我又路过那条街 街角的小店还开着 " * 6,
        "那年夏天 在 Tokyo 你还记得吗 昨天 " + "我又路过那条 street 街角的 cafe 还开着 " * 6,
        "我们坚持 原创 我们坚持 " + "写给海边的人 写给山里的人 " * 10 + "... 阅读原文",
    ],
    ids=[
        "a poem",
        "a rota",
        "the time of an event",
        "no author",
        "words that stand twice",
        "an English date",
        "an English day",
        "days ago",
        "words that stand twice in English",
        "Original in a sentence",
        "a badge in a sentence",
        "a badge in a poem",
        "a badge and a day in a poem",
        "a poem with Latin words",
        "a badge in a poem that is cut",
    ],
)
def test_a_day_or_badge_among_words_of_the_article_shows_no_page(text: str) -> None:
    assert clean(text).text == text.strip()


def test_below_badge_and_date_a_poem_may_stand() -> None:
    result = clean(f"河口的灯塔 原创 林小满 潮汐手记 2018-11-23 {POEM}")
    assert (result.text, result.metadata.title) == (POEM, "河口的灯塔")


@pytest.mark.parametrize(
    "names", ["Original 林小满 潮汐手记 Today", "原创 林小满 潮汐手记 Today", "Original 潮汐手记 昨天"]
)
def test_an_english_badge_or_day_beside_chinese_names_is_the_page_s(names: str) -> None:
    result = clean(f"河口的灯塔，最后一夜！ {names} {POEM}")
    assert (result.text, result.metadata.title) == (POEM, "河口的灯塔，最后一夜！")
    assert result.metadata.account == "潮汐手记"


def test_blanks_beside_latin_letters_end_no_lines_of_a_poem() -> None:
    body = "灯塔的 Galaxy S20 灯组由 Fresnel 公司制造，功率为 865 W，配有 2K 的透镜与 120 Hz 的转盘。" * 2
    result = clean(f"灯塔的 Galaxy S20 灯组正式点亮 潮汐手记 昨天 今天凌晨，守塔人换上了新灯。 {body}")
    assert result.text == f"今天凌晨，守塔人换上了新灯。 {body}"
    assert (result.metadata.title, result.metadata.account) == ("灯塔的 Galaxy S20 灯组正式点亮", "潮汐手记")


@pytest.mark.parametrize("last", ["Read More", "Read more", "阅读原文"])
def test_a_shared_article_s_excerpt_ends_above_the_link_to_the_rest(last: str) -> None:
    excerpt = (
        "海边的风很大，灯塔还亮着。守塔人每天傍晚上去一次，把灯擦干净，再把灯点上。老人说，只要灯还亮着，船就能回家，"
        * 2
    )
    result = clean(f"潮汐手记 只讲海边 林小满 河口的灯塔 Original [Image]{excerpt}... {last}")
    assert result.text == f"[Image]{excerpt}..."


def test_a_short_line_with_a_byline_is_no_collapsed_page() -> None:
    text = "河口的灯塔，最后一夜 潮汐手记 Today 潮水涨到第三级台阶。"
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("河口的灯塔与它的影子 林小满 潮汐手记 潮汐手记", "林小满"),
        ("河口的灯塔与它的影子 河口的灯塔与它的影子 2018-11-23 潮汐手记 潮汐手记", None),
        ("河口的灯塔与它的影子 河口的灯塔与它的影子 原创 林小满 潮汐手记 潮汐手记", "林小满"),
        ("潮汐手记 河口的灯塔与它的影子 原创 潮汐手记 潮汐手记", None),
    ],
    ids=["author", "twice", "twice above a badge", "below the account"],
)
def test_a_title_is_told_from_what_stands_beside_it(head: str, author: str | None) -> None:
    result = clean(f"{head} 微信号 tide-notes 功能介绍 写给海边 {'' if '2018' in head else '昨天'} {BODY} {FOOTER}")
    assert result.text == BODY
    assert (result.metadata.title, result.metadata.account) == ("河口的灯塔与它的影子", "潮汐手记")
    assert author is None or result.metadata.author == author


@pytest.mark.parametrize("last", ["下篇", "第三期", "二", "我们"])
def test_the_last_word_of_a_title_may_be_as_short_as_a_name(last: str) -> None:
    head = f"河口的灯塔与它的影子 {last} 潮汐手记 潮汐手记"
    found = clean(f"{head} 微信号 tide-notes 功能介绍 写给海边 昨天 {BODY} {FOOTER}").metadata
    assert (found.title, found.author, found.account) == (f"河口的灯塔与它的影子 {last}", None, "潮汐手记")


def test_a_repeated_title_may_hold_a_phrase() -> None:
    title = "十八个小时：美国西岸的灯塔，为何一夜之间全部熄灭"
    footer = f"预览时标签不可点 发送到看一看 发送 {title} 最多200字，当前共字 发送中"
    result = clean(f"{title} 潮汐手记 潮汐手记 微信号 tide-notes 功能介绍 写给海边 昨天 {BODY} {footer}")
    assert (result.text, result.metadata.title) == (BODY, title)


@pytest.mark.parametrize(
    ("head", "author", "day"),
    [
        ("河口的灯塔与影子Original2017-04-09林小满潮汐手记", "林小满", "2017-04-09"),
        ("河口的灯塔与影子河口的灯塔与影子2017-04-09林小满潮汐手记潮汐手记", "林小满", "2017-04-09"),
        ("河口的灯塔与影子原创：林小满潮汐手记", "林小满", None),
        ("潮汐手记河口的灯塔与影子原创林小满潮汐手记", "林小满", None),
    ],
)
def test_between_a_glued_title_and_the_account_stand_badge_day_and_author(
    head: str, author: str, day: str | None
) -> None:
    result = clean(f"{head}潮汐手记微信号chaoxi功能介绍写给海边的人{BODY.replace(' ', '')}{GLUED_FOOTER}")
    found = result.metadata
    assert (found.title, found.author, found.account, found.published) == ("河口的灯塔与影子", author, "潮汐手记", day)


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("灯塔的灯还亮着吗？林小满", "灯塔的灯还亮着吗？", "林小满"),
        ("潮汐手记灯塔的灯还亮着吗？", "灯塔的灯还亮着吗？", None),
        ("灯塔的灯还亮着吗？没有人知道答案", "灯塔的灯还亮着吗？没有人知道答案", None),
        ("灯塔的灯灭了！你怎么看", "灯塔的灯灭了！你怎么看", None),
        ("灯塔的灯还亮着吗？真相来了", "灯塔的灯还亮着吗？真相来了", None),
    ],
)
def test_an_author_is_glued_to_a_title_that_ends_as_a_sentence(head: str, title: str, author: str | None) -> None:
    result = clean(
        f"{head}潮汐手记潮汐手记微信号功能介绍写给海边的人。今天【灯塔】{BODY.replace(' ', '')}{GLUED_FOOTER}"
    )
    found = result.metadata
    assert (found.title, found.author, found.account) == (title, author, "潮汐手记")
    assert found.description == "写给海边的人。"
    assert result.text.startswith("【灯塔】")


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("河口的灯塔与影子 潮汐手记", None),
        ("河口的灯塔与影子 林小满 潮汐手记", "林小满"),
        ("河口的灯塔与影子 Original 林小满 潮汐手记", "林小满"),
    ],
)
@pytest.mark.parametrize("below", ["", f" {FOOTER}"])
def test_a_card_without_labels_ends_with_the_day(head: str, author: str | None, below: str) -> None:
    result = clean(f"{head} 潮汐手记 tide-notes 写给海边的人，也写给山里的人。 Today {BODY}{below}")
    found = result.metadata
    assert result.text == BODY
    assert (found.title, found.author, found.account) == ("河口的灯塔与影子", author, "潮汐手记")
    assert (found.wechat_id, found.description) == ("tide-notes", "写给海边的人，也写给山里的人。")


@pytest.mark.parametrize(
    ("head", "author", "account"),
    [
        ("林小满 分享一篇文章。 潮汐手记 原创", None, "潮汐手记"),
        ("林小满 Share an article. 潮汐手记 Original", None, "潮汐手记"),
        ("林小满Share an article.潮汐手记Original", None, "潮汐手记"),
    ],
)
def test_a_page_that_shares_an_article_names_the_sharer_and_the_account(
    head: str, author: str | None, account: str
) -> None:
    dialog = "发送到看一看 发送 河口的灯塔：最后一夜 最多200字，当前共字 发送中"
    result = clean(f"{head} {BODY} {FOOTER} {dialog}")
    assert (result.text, result.metadata.title, result.metadata.account) == (BODY, "河口的灯塔：最后一夜", account)


@pytest.mark.parametrize("link", ["阅读原文", "Read more"])
def test_a_page_without_a_day_has_a_badge_and_a_link(link: str) -> None:
    result = clean(f"河口的灯塔与影子 原创 林小满 潮汐手记 {BODY} {link}")
    assert (result.text, result.metadata.title) == (BODY, "河口的灯塔与影子")
    assert (result.metadata.author, result.metadata.account) == ("林小满", "潮汐手记")
    assert clean(f"河口的灯塔与影子 {BODY} {link}").text == f"河口的灯塔与影子 {BODY} {link}"


def test_a_shared_article_on_lines_needs_no_footer() -> None:
    body = "\n".join(dumps.BODY)
    result = clean(f"林小满\nShare an article.\n潮汐手记\nOriginal\n{body}\nRead More")
    assert (result.text, result.metadata.account) == (body, "潮汐手记")
