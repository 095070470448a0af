"""What converters leave of a page's elements: breaks, references, labels, declarations, joined buttons, some tags."""

from __future__ import annotations

import pytest

from tests.helpers import dumps
from wxclean import clean
from wxclean.reading.markup import markup_kind
from wxclean.reading.page.tell_page import is_page

BODY = "\n\n".join(dumps.BODY)
NAMES = "\n\n".join((dumps.TITLE, f"原创 {dumps.AUTHOR} {dumps.ACCOUNT}", dumps.ACCOUNT))
PROFILE = f"微信号 {dumps.WECHAT_ID}\n\n功能介绍 {dumps.ABOUT}"
FOOTER = "\n\n".join(dumps.filled(dumps.FOOTERS["2018"]))
WHO = (dumps.TITLE, dumps.AUTHOR, dumps.ACCOUNT, dumps.WECHAT_ID)


def said(text: str) -> tuple[str | None, ...]:
    """Return what the cleaned text says of the article."""
    found = clean(text).metadata
    return found.title, found.author, found.account, found.wechat_id


@pytest.mark.parametrize(
    "above",
    [
        "<!DOCTYPE html>",
        "Link: modulepreload\nLink: shortcut icon\n\ncover_image",
        "<!-- currentVersion\nis IOS\n111 222170009FF -->",
        "[cover_image]",
        "<link /> <link />",
    ],
)
def test_what_stands_above_a_title_goes(above: str) -> None:
    text = f"{above}\n\n{NAMES}\n\n{PROFILE}\n\n{BODY}\n\n{FOOTER}"
    assert (clean(text).text, said(text)) == (BODY, WHO)


@pytest.mark.parametrize("above", ["Link: 灯塔", "cover_image", "<!-- 换灯 -->"])
def test_the_same_above_an_article_alone_stays(above: str) -> None:
    assert clean(f"{above}\n\n{BODY}").text == f"{above}\n\n{BODY}"


def test_the_script_that_wrote_a_title_leaves_the_title() -> None:
    code = (
        "if(/(iPhone|iPad|iPod|iOS)/i.test(navigator.userAgent)){ document.write(\"<span class='rich_media_title_ios'>"
        f'{dumps.TITLE}</span>"); }}else{{ document.write("{dumps.TITLE}"); }}'
    )
    text = f"{code}{NAMES}\n\n{PROFILE}\n\n{BODY}\n\n{FOOTER}"
    assert (clean(text).text, said(text)) == (BODY, WHO)


def test_a_heading_may_be_written_with_stars() -> None:
    text = f"***** {NAMES.replace(dumps.TITLE, dumps.TITLE + ' *****')}\n\n{PROFILE}\n\n{BODY}\n\n{FOOTER}"
    assert (clean(text).text, said(text)) == (BODY, WHO)


def test_labels_may_keep_their_tags() -> None:
    profile = PROFILE.replace("微信号", "<label>微信号</label>").replace("功能介绍", "<label>功能介绍</label>")
    text = f"{NAMES}\n\n{profile}\n\n{BODY}\n\n{FOOTER}"
    assert (clean(text).text, said(text)) == (BODY, WHO)


@pytest.mark.parametrize(
    "foot", ["阅读 \\\n投诉\\\n微信扫一扫\\\n关注该公众号", "Scan QR Code via WeChat \\\nto follow Official Account"]
)
def test_lines_of_the_footer_may_end_with_a_break(foot: str) -> None:
    assert clean(f"{NAMES}\n\n{PROFILE}\n\n{BODY}\n\n{foot}").text == BODY


def test_links_may_be_references() -> None:
    header = (
        f"## {dumps.TITLE}\n\n原创 {dumps.AUTHOR} [ {dumps.ACCOUNT} ][1]\n\n**{dumps.ACCOUNT}** ![][2]\n\n{PROFILE}"
    )
    footer = "[阅读原文][1]\n\n[投诉][1]\n\n微信扫一扫\n关注该公众号\n\n[1]: <javascript:;>\n\n[2]: <>"
    text = f"{header}\n\n{BODY}\n\n{footer}"
    assert (clean(text).text, said(text)) == (BODY, WHO)


def test_an_article_s_own_references_stay() -> None:
    body = f"{dumps.BODY[0]}\n\n更多见[灯塔志][1]。\n\n[1]: https://a.example/1"
    assert clean(f"{NAMES}\n\n{PROFILE}\n\n{body}").text == body
    assert clean(f"推荐 [灯塔志][1]\n\n{body}").text == f"推荐 [灯塔志][1]\n\n{body}"


def test_buttons_may_be_joined_in_lines() -> None:
    buttons = (
        "[阅读原文](##) 阅读 分享 收藏 赞 在看 已同步到看一看 [写下你的评论](javascript:;) [我知道了](javascript:;)\n\n"
        "取消\n\n[使用小程序](javascript:;) [取消](javascript:void(0);) [允许](javascript:void(0);)"
    )
    assert clean(f"{NAMES}\n\n{PROFILE}\n\n{BODY}\n\n{buttons}\n\n微信扫一扫\n关注该公众号").text == BODY


def test_an_author_s_own_words_beside_a_link_to_nowhere_stay() -> None:
    body = f"{BODY}\n\n点[取消](javascript:;)或者[允许](javascript:;)，读者总是先看在看和分享，再看赞。"
    assert clean(f"{NAMES}\n\n{PROFILE}\n\n{body}\n\n{FOOTER}").text == body


@pytest.mark.parametrize("declaration", ["<!DOCTYPE html>\n", '<!doctype html PUBLIC "-//W3C//DTD HTML 4.0//EN"> '])
def test_words_right_below_a_declaration_are_no_page(declaration: str) -> None:
    code = "var a = '<div><span>' + b + '</span></div>'; var mp = \"mp.weixin.qq.com\";\n" * 40
    text = f"{declaration}{NAMES}\n\n{PROFILE}\n\n{BODY}\n\n{code}"
    assert not is_page(text)
    assert markup_kind(text) is None
    assert dumps.BODY[0] in clean(text).text
    assert is_page(f"{declaration}<html><body id='activity-detail'><div id='js_content'>{BODY}</div></body></html>")


@pytest.mark.parametrize(
    ("heading", "day"),
    [("## {}", "*2023-05-20*"), ("= {} =", "''2023-05-20''"), ("# {} {{#activity-name}}", "_2023-05-20_")],
)
def test_a_page_may_be_half_markdown(heading: str, day: str) -> None:
    """A converter keeps the elements that its Markdown can't say."""
    page = (
        f'<div id="js_article">\n\n<div id="img-content">\n\n{heading.format(dumps.TITLE)}\n\n<div>\n\n'
        f'<span> <a href="javascript:void(0);" id="js_name">{dumps.ACCOUNT}</a> </span>\n\n{day}\n\n</div>\n\n'
        f'<div id="js_content">\n\n## 第一节\n\n{BODY}\n\n</div>\n\n</div>\n\n</div>'
    )
    result = clean(page)
    assert "".join(result.text.split()) == "".join(f"## 第一节{BODY}".split())
    assert result.metadata[:2] == (dumps.TITLE, dumps.ACCOUNT)
    assert result.metadata.published == "2023-05-20"


PANDOC = (
    "::::::: {#js_article .rich_media}\n:::::: rich_media_inner\n"
    f"## {dumps.TITLE} {{#activity-name .rich_media_title}}\n\n::::: {{#meta_content .rich_media_meta_list}}\n"
    f"[ {dumps.AUTHOR} ]{{.rich_media_meta}} [ [{dumps.ACCOUNT}](javascript:void(0);){{#js_name}} ]{{#profileBt}}\n\n"
    f"**{dumps.ACCOUNT}** ![](){{#js_profile_qrcode_img}}\n\n微信号 [{dumps.WECHAT_ID}]{{.profile_meta_value}}\n\n"
    f"功能介绍 [{dumps.ABOUT}]{{.profile_meta_value}}\n:::::\n\n"
    '::::: {#js_content .rich_media_content style="visibility: visible;"}\n{body}\n:::::\n\n'
    "::::: {#js_tool .rich_media_tool}\n[阅读原文](##){#js_view_source}\n\n[投诉](javascript:;){#js_report}\n:::::\n\n"
    "::: qr_code\n微信扫一扫\\\n关注该公众号\n:::\n::::::\n:::::::\n"
)


def test_a_page_may_be_pandoc_s_markdown() -> None:
    body = f'{dumps.BODY[0]}\n\n::: {{.section style="color: red;"}}\n[灯]{{.bright}}\n:::\n\n{dumps.BODY[1]}'
    text = PANDOC.replace("{body}", body)
    result = clean(text)
    assert (result.text.replace("\n", ""), said(text)) == (body.replace("\n", ""), WHO)
    assert clean(str(result)).text.replace("\n", "") == str(result).replace("\n", "")


@pytest.mark.parametrize("fence", ["::: {#note .warning}", "::: note", ":::: {#js_tool}"])
def test_an_author_s_own_fences_stay(fence: str) -> None:
    text = f"{fence}\n钥匙在[抽屉]{{.place}}里。\n{fence.split(' ', maxsplit=1)[0]}\n\n{BODY}"
    assert clean(text).text.replace("\n", "") == text.replace("\n", "")


def test_labels_may_be_glued_to_their_values() -> None:
    text = f"{NAMES}\n\n微信号{dumps.WECHAT_ID}\n\n功能介绍{dumps.ABOUT}\n\n2018-11-23\n\n{BODY}\n\n{FOOTER}"
    assert (clean(text).text, said(text)) == (BODY, WHO)
    assert clean(text).metadata.description == dumps.ABOUT


def test_an_author_may_be_glued_to_the_account() -> None:
    names = f"{dumps.TITLE}\n\n原创 {dumps.AUTHOR}{dumps.ACCOUNT}\n\n{dumps.ACCOUNT} []"
    text = f"{names}\n\n{PROFILE}\n\n{BODY}\n\n{FOOTER}"
    assert (clean(text).text, said(text)) == (BODY, WHO)


@pytest.mark.parametrize(
    "line", ["微信号一旦定下来，一年只能改一次。", "功能介绍写一句话就够。", "微信号chaoxi_notes是我的，别加错了。"]
)
def test_sentences_may_begin_with_a_label(line: str) -> None:
    text = f"怎样给公众号起名字\n\n{line}\n\n{BODY}"
    assert clean(text).text == text
    assert clean(f"{NAMES}\n\n{PROFILE}\n\n{line}\n\n{BODY}\n\n{FOOTER}").text == f"{line}\n\n{BODY}"


def test_the_day_may_stand_in_the_description_s_line() -> None:
    text = f"{NAMES}\n\n微信号 {dumps.WECHAT_ID}\n\n功能介绍 {dumps.ABOUT} *2018-11-23*\n\n{BODY}\n\n{FOOTER}"
    metadata = clean(text).metadata
    assert (metadata.description, metadata.published) == (dumps.ABOUT, "2018-11-23")


def test_a_page_may_be_joined_by_bars() -> None:
    body = "|".join(dumps.BODY)
    names = (dumps.TITLE, "原创", dumps.AUTHOR, dumps.ACCOUNT, dumps.ACCOUNT)
    profile = ("微信号", dumps.WECHAT_ID, "功能介绍", dumps.ABOUT, "2018-11-23")
    foot = ("预览时标签不可点", "微信扫一扫", "关注该公众号", "知道了", "微信扫一扫", "使用小程序", "取消", "允许")
    result = clean("|".join((*names, *profile, body, *foot)))
    assert (result.text, result.metadata.title, result.metadata.wechat_id) == (body, dumps.TITLE, dumps.WECHAT_ID)
    assert clean(str(result)).text == str(result).rstrip("\n")


@pytest.mark.parametrize("words", ["灯|塔|风|浪|船|岸" * 8, "微信号|怎么|改|" * 8 + "功能介绍|写|什么"])
def test_an_author_s_own_bars_stay(words: str) -> None:
    assert clean(f"{words}\n\n{dumps.BODY[0]}").text == f"{words}\n\n{dumps.BODY[0]}"


def test_links_may_have_numbers() -> None:
    body = f"{BODY}\n\n[1]阅读笔记，写在第三页。"
    text = f"{NAMES}\n\n{PROFILE}\n\n{body}\n\n[5]阅读原文\n\n[6]投诉\n\n微信扫一扫\n关注该公众号"
    assert (clean(text).text, said(text)) == (body, WHO)


def test_topics_may_be_links() -> None:
    byline = f"原创 {dumps.AUTHOR} [{dumps.ACCOUNT}](javascript:void(0);) *2023-05-20 11:34*"
    topics = "收录于合集\n\n[#灯塔 3个](javascript:void(0);)\n\n[#海边 2个](javascript:void(0);)"
    result = clean(f"# {dumps.TITLE}\n\n{byline}\n\n{topics}\n\n{BODY}")
    assert (result.text, result.metadata.tags) == (BODY, ("灯塔", "海边"))


def test_a_byline_may_be_quoted_and_have_entities() -> None:
    byline = f"原创&nbsp;{dumps.AUTHOR}&nbsp;[{dumps.ACCOUNT}](javascript:void(0);)&nbsp;*2023-05-20 11:34*"
    result = clean(f"# {dumps.TITLE}\n\n> {byline}\n\n{BODY}")
    assert (result.text, result.metadata.title, result.metadata.author) == (BODY, dumps.TITLE, dumps.AUTHOR)


def test_entities_may_be_all_the_blanks_there_are() -> None:
    byline = f"原创&nbsp;{dumps.AUTHOR}&nbsp;{dumps.ACCOUNT}&nbsp;2023-05-20&nbsp;11:34"
    result = clean(f"{dumps.TITLE}&nbsp;\n\n{byline}\n\n{BODY}")
    assert (result.text, result.metadata.title, result.metadata.account) == (BODY, dumps.TITLE, dumps.ACCOUNT)


@pytest.mark.parametrize("above", ["[跳到正文](#content)", "[Skip to content](#main-2)", "[↓↓↓]"])
def test_a_link_down_the_page_is_no_account(above: str) -> None:
    byline = f"原创 {dumps.AUTHOR} [{dumps.ACCOUNT}](javascript:void(0);) *2023-05-20 11:34*"
    result = clean(f"{above}\n\n{dumps.TITLE}\n\n{byline}\n\n{BODY}")
    assert (result.text, result.metadata.title, result.metadata.account) == (BODY, dumps.TITLE, dumps.ACCOUNT)
    assert clean(f"{above}\n\n{BODY}").text == f"{above}\n\n{BODY}"


@pytest.mark.parametrize("arrows", ["[↑↑↑]", "[ ↑↑↑ ](javascript:;)", "[↑↑↑](#)"])
def test_arrows_that_end_a_link_below_the_header_go(arrows: str) -> None:
    byline = f"原创 {dumps.AUTHOR} [{dumps.ACCOUNT}](javascript:void(0);) *2023-05-20 11:34*"
    assert clean(f"# {dumps.TITLE}\n\n{byline}\n\n{arrows}\n\n{BODY}").text == BODY


@pytest.mark.parametrize("arrows", ["↓↓↓", "[↓↓↓]", "[↑↑↑](https://a.example/)"])
def test_an_author_s_arrows_stay(arrows: str) -> None:
    byline = f"原创 {dumps.AUTHOR} [{dumps.ACCOUNT}](javascript:void(0);) *2023-05-20 11:34*"
    body = f"{dumps.BODY[0]}\n\n{arrows}\n\n{dumps.BODY[1]}"
    assert clean(f"# {dumps.TITLE}\n\n{byline}\n\n{body}").text == body


def test_a_heading_below_the_header_may_say_the_title_again() -> None:
    header = f"{dumps.TITLE}\n\n{dumps.ACCOUNT}\n2023-05-20 11:34"
    page = f"{header}\n\n## {dumps.TITLE}\n\n{BODY}\n\n{FOOTER}"
    assert clean(page).text == BODY
    assert clean(page.replace(f"## {dumps.TITLE}", "## 第一夜")).text == f"## 第一夜\n\n{BODY}"
