"""What tools write above an article is removed if it names WeChat as the source; one's own front matter stays."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.helpers import dumps
from wxclean import clean

BODY = "\n\n".join(dumps.BODY)
FOOTER = "\n\n".join(dumps.filled(dumps.FOOTERS["2023"]))
ADDRESS = "https://mp.weixin.qq.com/s/abcDEF"


@pytest.mark.parametrize(
    "above",
    [
        "---\ntitle: 灯塔\ndate: 2024-01-02\n---",
        "---\ntitle: 灯塔\nurl: https://a.example/post\n---",
        "---\n河口的灯塔换了新灯。\n---",
        "---\ntitle: 灯塔\n",
        "标题：灯塔\n作者：林小满",
        "作者：林小满\n来源：潮汐日报\n日期：2024-01-02",
        "> 引文一行\n> 引文二行",
        f"参考：{ADDRESS}",
        f"- 第一条：{ADDRESS}\n- 第二条：没有",
        "> 公众号：潮汐手记\n> 作者：林小满\n> 编辑：周也",
        "# 灯塔\n\n> 公众号：潮汐手记\n> 作者：林小满",
        "# 灯塔\n\n原文链接：https://a.example/1",
        f"原文链接：{ADDRESS}",
    ],
)
def test_what_does_not_name_the_page_stays(above: str) -> None:
    text = f"{above}\n\n{BODY}"
    assert "".join(clean(text).text.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (
            f"---\ntitle: 灯塔\nauthor: 林小满\ndate: 2024-01-02\nurl: {ADDRESS}\n---",
            {"title": "灯塔", "author": "林小满", "published": "2024-01-02"},
        ),
        (f'---\ntitle: "灯塔"\ntags:\n  - 海边\nsource: {ADDRESS}\n---', {"title": "灯塔"}),
        (
            f"# 灯塔\n\n- 公众号：潮汐手记\n- 发布时间：2024年1月2日\n- 原文链接：{ADDRESS}\n\n---",
            {"title": "灯塔", "account": "潮汐手记", "published": "2024-01-02"},
        ),
        (f"# 灯塔\n\n> 作者：林小满\n> 链接：{ADDRESS}", {"title": "灯塔", "author": "林小满"}),
        (f"Title: 灯塔\n\nURL Source: {ADDRESS}\n\nMarkdown Content:", {"title": "灯塔"}),
        ("# 灯塔\n\n[返回列表页](/gzh/潮汐手记)", {"title": "灯塔", "account": "潮汐手记"}),
        (f"标题：灯塔\n作者：林小满\n链接：{ADDRESS}", {"title": "灯塔", "author": "林小满"}),
        (
            f"文章标题：灯塔\n公众号名称：潮汐手记\n文章链接：{ADDRESS}\n文章内容：",
            {"title": "灯塔", "account": "潮汐手记"},
        ),
        (
            "# 灯塔\n\n> **公众号**: 潮汐手记  \n> **发布时间：** 2024-01-02 18:40",
            {"title": "灯塔", "account": "潮汐手记", "published": "2024-01-02 18:40"},
        ),
        (f"# 灯塔\n\n原文链接：{ADDRESS}", {"title": "灯塔"}),
        (
            f"# 灯塔\n\n- 原文链接：{ADDRESS}\n- 公众号定位：海边\n- 发布时间：2024-01-02",
            {"title": "灯塔", "published": "2024-01-02"},
        ),
        (
            f"---\npublish_time: 1704191400\n---\n\n# 灯塔\n\n> 原文链接：{ADDRESS}\n> 公众号：潮汐手记",
            {"title": "灯塔", "account": "潮汐手记", "published": "2024-01-02 18:30"},
        ),
        (
            f'---\nauthor:\n  - "[[林小满]]"\n---\n\n# 灯塔\n\n> 来源：潮汐手记\n> 链接：{ADDRESS}',
            {"title": "灯塔", "author": "林小满", "account": "潮汐手记"},
        ),
    ],
    ids=[
        *("front matter", "quoted title", "list", "quote", "reader", "archive", "bare list", "long keys", "bold keys"),
        *("one link", "an unknown key", "seconds", "a list of authors"),
    ],
)
def test_what_names_the_page_goes(above: str, expected: Mapping[str, str]) -> None:
    result = clean(f"{above}\n\n{BODY}")
    assert result.text == BODY
    assert {name: result.metadata._asdict()[name] for name in expected} == expected


def test_a_front_matter_above_a_page_goes() -> None:
    result = clean(f"---\ntitle: 灯塔\ndate: 2024-01-02\n---\n\n{BODY}\n\n{FOOTER}")
    assert (result.text, result.metadata.title, result.metadata.published) == (BODY, "灯塔", "2024-01-02")


def test_a_list_of_data_is_all_that_shows_a_page() -> None:
    assert clean(f"标题：灯塔\n作者：林小满\n链接：{ADDRESS}\n\n{dumps.BODY[0]}").text == dumps.BODY[0]


@pytest.mark.parametrize(
    ("above", "account"),
    [(f"---\n- 海边\nsource: {ADDRESS}\n---", dumps.ACCOUNT), ("灯塔\n\n[返回列表页](/gzh/潮汐手记)", "潮汐手记")],
)
def test_what_a_tool_wrote_above_a_page_goes(above: str, account: str | None) -> None:
    result = clean(f"{above}\n\n{BODY}\n\n{FOOTER}")
    assert (result.text, result.metadata.account) == (BODY, account)


def test_a_front_matter_above_a_header_leaves_both_out() -> None:
    header = "\n\n".join(dumps.filled(dumps.HEADERS["2018"]))
    result = clean(f"---\ntitle: 灯塔\nurl: {ADDRESS}\n---\n\n{header}\n\n{BODY}\n\n{FOOTER}")
    assert result.text == BODY
    assert (result.metadata.title, result.metadata.wechat_id) == ("灯塔", dumps.WECHAT_ID)


def test_the_page_s_account_counts_for_more_than_the_tool_s_source() -> None:
    header = "\n\n".join(dumps.filled(dumps.HEADERS["2018"]))
    result = clean(f"---\ntitle: 灯塔\nsource: 每日抓取\nurl: {ADDRESS}\n---\n\n{header}\n\n{BODY}\n\n{FOOTER}")
    assert (result.text, result.metadata.account) == (BODY, dumps.ACCOUNT)


FRONT_MATTER = "---\nlayout: post\ntitle: 灯塔\ndate: 2024-01-02\n---"


@pytest.mark.parametrize(
    ("source", "account", "author"),
    [
        ("原文来自「潮汐手记」：~~[灯塔](https://a.example/1)~~", "潮汐手记", None),
        ("文章来自微信公众号「潮汐手记」\n作者 \\| 林小满 周也\n编辑 \\| 王一", "潮汐手记", "林小满 周也"),
        (f"来自微信 ~~[潮汐手记]({ADDRESS})~~", "潮汐手记", None),
        (f"信息源自公号 潮汐手记，~~[灯塔]({ADDRESS})~~", "潮汐手记", None),
        (f"出自 潮汐手记：[灯塔]({ADDRESS})\n作者：林小满", "潮汐手记", "林小满"),
        (
            f"> 本文由某工具转码\n>\n> 原文来自微信「潮汐\\|手记」：~~[灯塔]({ADDRESS})~~\n>\n> 作者：林小满",
            "潮汐|手记",
            "林小满",
        ),
        (f"原文：~~[灯塔]({ADDRESS})~~\n文｜林小满 图｜王一", None, "林小满"),
        (f"原文来自潮汐手记：~~[灯塔\n]({ADDRESS})~~", "潮汐手记", None),
        (
            f"~~[被删]({ADDRESS})~~ 重发，原文来自「潮汐手记」。\n注：{'原来的图片都找不到了，' * 5}谢谢。",
            "潮汐手记",
            None,
        ),
    ],
)
def test_what_an_archive_says_of_its_source_goes_with_the_front_matter(
    source: str, account: str | None, author: str | None
) -> None:
    result = clean(f"{FRONT_MATTER}\n\n{source}\n\n---\n\n{BODY}")
    assert result.text == BODY
    metadata = result.metadata
    assert (metadata.title, metadata.published, metadata.account, metadata.author) == (
        "灯塔",
        "2024-01-02",
        account,
        author,
    )


@pytest.mark.parametrize(
    "source", [f"原文来自「潮汐手记」：~~[灯塔]({ADDRESS})~~", f"原文来自「潮汐手记」：[灯塔\n]({ADDRESS})"]
)
def test_a_source_without_a_rule_below_it_is_one_line(source: str) -> None:
    result = clean(f"{FRONT_MATTER}\n\n{source}\n\n{BODY}")
    assert (result.text, result.metadata.account) == (BODY, "潮汐手记")


@pytest.mark.parametrize(
    "above",
    [
        "这几天写了一篇很长的笔记。\n\n---",
        "本文来自我自己的笔记。\n\n---",
        f"![](https://a.example/1.png)\n\n原文来自「潮汐手记」：{ADDRESS}\n\n---",
        "那一年他在公众号上写过一篇很长的文章，说的是灯塔和守灯塔的人，后来这篇文章不见了，只有我们还记得里面写过什么。\n\n---",
        "海边起了雾，灯塔看不见了，船也看不见了，他在岸上站了很久，等到天黑才走回去，没有遇见别的人。\n\n原文来自微信\n\n---",
    ],
    ids=["no source", "no account", "a picture", "a paragraph", "a paragraph above a source"],
)
def test_a_front_matter_above_an_article_s_own_words_stays(above: str) -> None:
    text = f"{FRONT_MATTER}\n\n{above}\n\n{BODY}"
    assert "".join(clean(text).text.split()) == "".join(text.split())


def test_below_a_list_of_data_a_rule_ends_nothing() -> None:
    """A page's own header may stand there, and what the article says above a rule of its own."""
    above = f"Title: 灯塔\n\nURL Source: {ADDRESS}\n\nMarkdown Content:\n灯塔"
    byline = "Original 林小满[潮汐手记](javascript:void(0);)"
    result = clean(f"{above}\n\n{byline}\n\n海边起了雾\n\n* * *\n\n{BODY}\n\n{FOOTER}")
    assert result.text == f"海边起了雾\n\n* * *\n\n{BODY}"
    assert (result.metadata.account, result.metadata.author) == ("潮汐手记", "林小满")


READER = f"Title: {dumps.TITLE}\n\nURL Source: {ADDRESS}\n\nMarkdown Content:"


@pytest.mark.parametrize("first", ["", "短的一行\n\n"])
@pytest.mark.parametrize(
    ("names", "account"),
    [
        (f"{dumps.TITLE}\n\n{dumps.AUTHOR}\n\n{dumps.ACCOUNT}", dumps.ACCOUNT),
        (f"{dumps.TITLE}\n===\n\n原创\n\n{dumps.AUTHOR}\n\n{dumps.ACCOUNT}", dumps.ACCOUNT),
        ("", dumps.ACCOUNT),  # whom the footer names
    ],
)
def test_the_page_s_own_header_may_stand_below_what_a_tool_wrote(names: str, account: str | None, first: str) -> None:
    result = clean(f"{READER}\n{names}\n\n{first}{BODY}\n\n{FOOTER}")
    assert (result.text, result.metadata.title, result.metadata.account) == (first + BODY, dumps.TITLE, account)


@pytest.mark.parametrize("above", [ADDRESS, READER])
def test_values_below_what_a_tool_wrote_are_said_where_they_stand(above: str) -> None:
    names = f"{dumps.TITLE}\n\n原创\n\n{dumps.AUTHOR}\n\n{dumps.ACCOUNT}"
    result = clean(f"{above}\n\n{names}\n\n{BODY}\n\n{FOOTER}")
    lines = result.payload.split("\n")
    found = {edit.field: lines[edit.line - 1] for edit in result.edits if edit.field in ("author", "account")}
    assert found == {"author": dumps.AUTHOR, "account": dumps.ACCOUNT}


@pytest.mark.parametrize("again", ["# 灯塔\n\n", "# 灯塔\n# 灯塔\n\n", ""])
def test_the_title_may_stand_below_the_data_again(again: str) -> None:
    result = clean(f"# 灯塔\n\n> 发布时间: 2024-01-02\n> 原文链接: {ADDRESS}\n\n---\n\n{again}{BODY}")
    assert (result.text, result.metadata.title) == (BODY, "灯塔")


def test_a_byline_may_stand_below_a_front_matter() -> None:
    front = f"---\ntitle: 灯塔\nsource: {ADDRESS}\nauthor:\n  - 林小满\n---"
    result = clean(f"{front}\n林小满 *2024年1月2日 18:40*\n\n{BODY}")
    assert (result.text, result.metadata.author) == (BODY, "林小满")
    assert result.metadata.published == "2024-01-02 18:40"


@pytest.mark.parametrize("underline", ["=====\n\n", ""])
@pytest.mark.parametrize(
    ("names", "author", "account"),
    [("林小满 潮汐手记", "林小满", "潮汐手记"), ("潮汐手记", None, "潮汐手记"), ("", None, None)],
)
def test_a_read_later_service_names_the_page_below_its_title(
    names: str, author: str | None, account: str | None, underline: str
) -> None:
    text = f"灯塔 \\| 新灯\n{underline}[mp.weixin.qq.com]({ADDRESS}){names}\n\n{BODY}\n\n[跳转到 Cubox 查看](https://a.example/1)"
    result = clean(text)
    metadata = result.metadata
    assert (result.text, metadata.title, metadata.author, metadata.account) == (BODY, "灯塔 | 新灯", author, account)
    assert metadata.url == ADDRESS


def test_a_rule_below_a_read_later_service_s_line_is_its_own() -> None:
    assert clean(f"灯塔\n\n[mp.weixin.qq.com]({ADDRESS})潮汐手记\n\n---\n\n{BODY}").text == BODY


@pytest.mark.parametrize("words", ["在 Cubox 中查看", "Read in Cubox"])
def test_a_read_later_service_s_link_back_goes_in_its_other_words(words: str) -> None:
    head = f"灯塔\n\n[mp.weixin.qq.com]({ADDRESS})潮汐手记"
    assert clean(f"{head}\n\n{BODY}\n\n[{words}](https://a.example/1)").text == BODY


@pytest.mark.parametrize(
    "line", ["公众号「潮汐手记」（tide-notes）", "微信公众号【潮汐手记】(tide-notes)", "订阅号《潮汐手记》"]
)
def test_an_account_in_quotation_marks_may_stand_above_title_and_day(line: str) -> None:
    result = clean(f"{line}\n灯塔下的潮声\n2024-03-05 08:12\n\n{BODY}")
    metadata = result.metadata
    assert (result.text, metadata.title, metadata.account) == (BODY, "灯塔下的潮声", "潮汐手记")
    assert (metadata.wechat_id, metadata.published) == ("tide-notes" if "tide" in line else None, "2024-03-05 08:12")


@pytest.mark.parametrize(
    "text",
    [
        f"公众号「潮汐手记」（tide-notes）\n\n{BODY}",
        f"公众号「潮汐手记」（tide-notes）\n灯塔下的潮声\n\n{BODY}",
        f"公众号「潮汐手记」今年五岁了\n灯塔下的潮声\n2024-03-05\n\n{BODY}",
    ],
)
def test_an_account_above_an_article_stays_without_title_and_day(text: str) -> None:
    assert clean(text).text == text


def test_a_link_to_another_host_below_a_title_stays() -> None:
    text = f"灯塔\n\n[a.example](https://a.example/1)潮汐手记\n\n{BODY}"
    assert clean(text).text == text


def test_a_long_front_matter_is_one() -> None:
    more = "\n".join(f"key_{number}: {number}" for number in range(30))
    result = clean(f"---\ntitle: 灯塔\n{more}\nurl: {ADDRESS}\n---\n\n{BODY}")
    assert (result.text, result.metadata.title) == (BODY, "灯塔")


def test_what_a_converter_says_of_itself_goes() -> None:
    line = f"> 本文由 [简悦 SimpRead](http://a.example/simpread/) 转码， 原文地址 [mp.weixin.qq.com]({ADDRESS})"
    assert clean(f"{line}\n\n{BODY}").text == BODY


def test_a_list_may_name_the_title_itself() -> None:
    result = clean(f"标题：灯塔\n公众号：潮汐手记\n发布时间：2024-01-02\n\n{BODY}")
    assert (result.text, result.metadata.title, result.metadata.account) == (BODY, "灯塔", "潮汐手记")


@pytest.mark.parametrize("source", ["wechat", "WeChat", "微信公众号"])
def test_the_platform_is_no_account(source: str) -> None:
    result = clean(f"---\ntitle: 灯塔\nsource: {source}\nurl: {ADDRESS}\n---\n\n{BODY}")
    assert (result.text, result.metadata.account) == (BODY, None)


HEADING, BYLINE = "# 灯塔", "林小满  潮汐手记   2024-01-02 18:40"
CLIPPED = f"---\ncreated: 2024-05-06T10:00:00\ntags: []\nsource: {ADDRESS}\nauthor: 林小满\n---"


@pytest.mark.parametrize(
    "above",
    [
        f"{CLIPPED}\n\n{HEADING}\n\n> ## Excerpt\n> 海边的灯塔换了灯。\n\n---",
        f"{HEADING}\n#Omnivore\n\n[Read on Omnivore](https://omnivore.app/me/a-1)\n[Read Original]({ADDRESS})",
        f"---\nid: 7\n---\n\n{HEADING}\n[[Omnivore]]\n\n[Read Original]({ADDRESS})\n\n{BYLINE}",
        f"{HEADING}\n\n- 来源：微信公众号「潮汐手记」（chaoxi）\n- 原文链接：{ADDRESS}\n\n---\n\n## 正文",
        f"TITLE: 灯塔\nACCOUNT: 潮汐手记\nDATE: 2024-01-02\nURL: {ADDRESS}\n---CONTENT---",
        f'{HEADING}\n\n> 公众号：潮汐手记<br>\n> [查看微信原文]({ADDRESS})\n\n!!! note "说明"\n    图片未保存。',
        f"灯塔\n====\n\n{BYLINE}\n\n原文地址：[灯塔]({ADDRESS})",
        f'<meta name="referrer" content="no-referrer" />\n{HEADING}\n\n{BYLINE}\n\n[阅读原文]({ADDRESS})',
        f"---\nmeta-og:title: 灯塔\nmeta-og:url: {ADDRESS}\nmeta-author: 林小满\n---",
    ],
    ids=["excerpt", "read-later", "front matter", "heading", "mark", "note", "link", "referrer", "meta elements"],
)
def test_the_heads_of_clippers_feeds_and_archives_go(above: str) -> None:
    result = clean(f"{above}\n\n{BODY}")
    assert result.text == BODY
    assert result.metadata.title == "灯塔"
    assert result.metadata.url in (ADDRESS, None)
    assert result.metadata.url == ADDRESS or "URL" not in above
    assert result.metadata.account in ("潮汐手记", None)


@pytest.mark.parametrize(
    "above",
    [
        "> ## Excerpt\n> 海边的灯塔换了灯。\n\n---",
        '!!! note "说明"\n钥匙在抽屉里。',
        "## 正文",
        "---CONTENT---",
        f"# 灯塔\n\n[上一篇：换灯]({ADDRESS})",
        '<meta name="referrer" content="no-referrer"/>',
        "-->",
    ],
)
def test_the_same_words_of_an_author_stay(above: str) -> None:
    text = f"{above}\n\n{BODY}"
    assert "".join(str(clean(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "junk",
    ["-->", "currentVersion\n\nis IOS\n\n108\n\n31740AA\n -->", 'tyle="line-height: 1.60">', '<meta charset="utf-8">'],
)
def test_remnants_of_code_above_a_page_go(junk: str) -> None:
    header = "\n\n".join(dumps.filled(dumps.HEADERS["2018"]))
    result = clean(f"{junk}\n\n{header}\n\n{BODY}\n\n{FOOTER}")
    assert (result.text, result.metadata.title) == (BODY, dumps.TITLE)


def test_a_title_may_stand_again_below_a_cover_or_the_time_of_a_clip() -> None:
    front = "---\ntitle: 灯塔\ncreated: 2024-01-02T18:40\n---"
    cover = "# 灯塔\n\n![cover](https://a.example/1.png)\n\n# 灯塔\n\n林小满\n\n潮汐手记"
    clipped = "灯塔\n2024年1月2日\n18:40\n\n## <span style='color:#2E75B5'>灯塔 </span>"
    for again in (cover, clipped):
        result = clean(f"{front}\n\n{again}\n\n{BODY}\n\n{FOOTER}")
        assert (result.text, result.metadata.title) == (BODY, "灯塔")
        assert result.metadata.account == dumps.ACCOUNT


@pytest.mark.parametrize(
    "account",
    [
        "微信公众号「潮汐手记」（chaoxi）",
        "公众号「潮汐手记」(chaoxi)",
        "「潮汐手记」（微信号：chaoxi）",
        "公众号：“潮汐手记” (chaoxi)",
    ],
)
def test_an_account_may_stand_in_quotation_marks_before_its_id(account: str) -> None:
    result = clean(f"# 灯塔\n\n- 来源：{account}\n- 原文链接：{ADDRESS}\n\n{BODY}")
    assert (result.text, result.metadata.account, result.metadata.wechat_id) == (BODY, "潮汐手记", "chaoxi")


def test_the_page_s_own_elements_as_front_matter_go() -> None:
    front = "---\nmeta-color-scheme: light dark\nmeta-viewport: width=device-width\ntitle: 河口的灯塔\n---\n\n"
    result = clean(front + "海边的风很大，灯塔还亮着。")
    assert (result.text, result.metadata.title) == ("海边的风很大，灯塔还亮着。", "河口的灯塔")
    notes = front.replace("meta-", "my-")
    assert clean(notes + "海边的风很大，灯塔还亮着。").text.startswith("---\nmy-color-scheme: light dark")


def test_the_window_s_title_in_a_front_matter_may_be_the_account() -> None:
    above = "---\nmeta-viewport: width=device-width\ntitle: 潮汐手记\n---\n\n## 河口的灯塔\n\n"
    result = clean(f"{above}原创 林小满 [潮汐手记](javascript:void(0);) *2018-05-09*\n\n{BODY}")
    assert (result.text, result.metadata.title, result.metadata.account) == (BODY, "河口的灯塔", "潮汐手记")


@pytest.mark.parametrize("cover", ["[cover_image]", "![cover_image](https://mmbiz.qpic.cn/x/0?wx_fmt=jpeg)"])
def test_the_cover_above_a_title_goes(cover: str) -> None:
    result = clean(f"{cover}\n\n河口的灯塔\n\n原创 林小满 潮汐手记 2024-01-02 18:40\n\n{BODY}")
    assert (result.text, result.metadata.title) == (BODY, "河口的灯塔")
