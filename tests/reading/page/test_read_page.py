"""Saved pages through the cleaner: text, metadata and kind, for each generation of the template."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable

import pytest

from tests.helpers.dumps import ABOUT, ACCOUNT, AUTHOR, BODY, TITLE, WECHAT_ID
from tests.helpers.saved_pages import ADDRESS, PUBLISHED, page_of_2016, page_of_2020, page_of_2025, share
from wxclean import Cleaned, clean, clean_records

CONTENT = "".join(f"<p><span>{line}</span></p>" for line in BODY)
GENERATIONS = [page_of_2016, page_of_2020, page_of_2025]


def test_the_text_is_the_content() -> None:
    for page in GENERATIONS:
        cleaned = clean(page(CONTENT))
        assert cleaned.text == "\n".join(BODY)
        assert cleaned.metadata.kind == "article"
        assert cleaned.suspect == ()
        assert str(clean(str(cleaned))) == str(cleaned)


@pytest.mark.parametrize("page", GENERATIONS)
def test_metadata_are_what_the_page_says(page: Callable[[str], str]) -> None:
    metadata = clean(page(CONTENT)).metadata
    assert metadata.title == TITLE
    assert metadata.account == ACCOUNT
    assert metadata.wechat_id == WECHAT_ID
    assert metadata.description == ABOUT
    assert metadata.author == AUTHOR
    assert metadata.published == PUBLISHED
    assert metadata.url == ADDRESS


def test_what_only_some_pages_say() -> None:
    assert [clean(page(CONTENT)).metadata.original for page in GENERATIONS] == [True, None, True]
    assert clean(page_of_2025(CONTENT)).metadata.location == "浙江"


@pytest.mark.parametrize(("number", "kind"), [("10", "text-share"), ("8", "picture-share")])
def test_a_share_has_its_text_in_a_script(number: str, kind: str) -> None:
    cleaned = clean(share('第一行\n\n第二行 & "引号" <a href="https://example.org">链接</a>，it\'s\n#话题', number))
    assert cleaned.text == '第一行\n\n第二行 & "引号" 链接，it\'s\n#话题'
    assert (cleaned.metadata.kind, cleaned.metadata.title, cleaned.metadata.published) == (kind, TITLE, PUBLISHED)
    assert cleaned.suspect == ()


@pytest.mark.parametrize(
    "value",
    [
        "'一\\x0a二'",
        '"一\\n二"',
        "JsDecode('一\\x0a二')",
        "xml ? getXmlValue('content_noencode.DATA') : '一\\x0a二'",
        "window.a.content_noencode, b: content_noencode = '一\\n二'",
    ],
)
def test_the_text_of_a_share_is_written_in_several_ways(value: str) -> None:
    script = f"item_show_type = '10'; nick_name: 'x', content_noencode: {value}\n"
    cleaned = clean(
        f'<!DOCTYPE html><html><script src="//res.wx.qq.com/a.js"></script><script>{script}</script></html>'
    )
    assert (cleaned.text, cleaned.metadata.kind) == ("一\n二", "text-share")


@pytest.mark.parametrize(("name", "kind"), [("js_text_desc", "text-share"), ("js_image_desc", "picture-share")])
def test_a_share_without_its_scripts_shows_its_text(name: str, kind: str) -> None:
    body = f'<div id="js_article" class="share_content_page"><p id="{name}">一<br>二</p></div>'
    cleaned = clean(f'<!DOCTYPE html><html><link href="//res.wx.qq.com/a.css"><body>{body}</body></html>')
    assert (cleaned.text, cleaned.metadata.kind) == ("一\n二", kind)


NOTICES = [
    ('<div class="weui-msg"><div class="weui-msg__title warn">该内容已被发布者删除</div></div>', "deleted"),
    ('<div class="weui-msg"><h2 class="weui-msg__title title">此内容因违规无法查看</h2></div>', "violation"),
    ('<div class="weui-msg"><p>该公众号已迁移</p><p>访问新账号</p></div>', "migrated"),
    ('<div class="weui-msg"><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a></div>', "verification"),
    ('<div class="mesg-block"><p>该内容暂时无法查看</p></div>', "notice"),
]


@pytest.mark.parametrize(("body", "kind"), NOTICES)
def test_a_notice_is_no_text_but_named(body: str, kind: str) -> None:
    cleaned = clean(f"<!DOCTYPE html><html><head><title></title></head><body>{body}</body></html>")
    assert (cleaned.text, cleaned.metadata.kind) == ("", kind)
    assert [one.code for one in cleaned.suspect] == ["notice"]


def test_an_article_about_a_notice_is_an_article() -> None:
    cleaned = clean(page_of_2016("<p>打开链接，只看到一行字：该内容已被发布者删除。</p>"))
    assert (cleaned.metadata.kind, cleaned.suspect) == ("article", ())


REPOST = f"""<!DOCTYPE html><html><body><div id="img-content" class="original_page">
<strong class="account_nickname_inner">{ACCOUNT}</strong><p class="share_notice" id="js_share_notice">推荐</p>
<div id="js_share_content"><div class="original_account_nickname" id="js_share_author">海风</div>
<div class="original_panel_title">{TITLE}</div>
<div class="original_panel_content" id="js_content"><p>{BODY[0]}</p></div>
<div class="original_panel_tool"><a id="js_share_source" href="http://mp.weixin.qq.com/s?__biz=a&amp;mid=1">阅读全文</a></div>
</div></div><script>var nickname = "{ACCOUNT}";
var msg_title = '{TITLE}'.html(false);
var item_show_type = "0";</script></body></html>"""


def test_a_repost_says_whose_text_it_is() -> None:
    cleaned = clean(REPOST)
    assert cleaned.text == BODY[0]
    assert (cleaned.metadata.kind, cleaned.metadata.account, cleaned.metadata.title) == ("repost", ACCOUNT, TITLE)
    assert cleaned.metadata.source == "海风"
    assert cleaned.metadata.source_url == "http://mp.weixin.qq.com/s?__biz=a&mid=1"


KINDS = [
    ("var item_show_type = '11';", "repost", []),
    ("var item_show_type = '5';", "video", []),
    ("window.item_show_type = '7' * 1;", "audio", []),
    ("var isPaySubscribe = '1' * 1; var isPaid = '' * 1;", "preview", ["cut-preview"]),
    ("var isPaySubscribe = '1' * 1; var isPaid = '1' * 1;", "article", []),
    ("var isPaySubscribe = '0' * 1;", "article", []),
]


@pytest.mark.parametrize(("script", "kind", "codes"), KINDS)
def test_scripts_name_the_kind(script: str, kind: str, codes: list[str]) -> None:
    page = page_of_2020(CONTENT).replace('var item_show_type = "0";', script)
    cleaned = clean(page)
    assert cleaned.text == "\n".join(BODY)
    assert (cleaned.metadata.kind, [one.code for one in cleaned.suspect]) == (kind, codes)


def test_a_played_page_has_its_description_for_a_text() -> None:
    script = "var item_show_type = '5'; var msg_desc = htmlDecode(\"海浪拍岸&amp;潮声\");"
    cleaned = clean(page_of_2020("").replace('var item_show_type = "0";', script))
    assert (cleaned.text, cleaned.metadata.kind) == ("海浪拍岸&潮声", "video")


def test_what_the_page_links_to_and_shows_in_lists() -> None:
    page = page_of_2016(CONTENT).replace(
        "var msg_desc",
        "var msg_cdn_url = 'http://mmbiz.qpic.cn/a?b=1\\x26amp;c=2'; var msg_source_url = 'https://example.org/x';"
        "var msg_desc",
    )
    assert clean(page).metadata.cover == "http://mmbiz.qpic.cn/a?b=1&c=2"
    assert clean(page).metadata.source_url == "https://example.org/x"


def test_the_content_is_the_element_then_the_script_then_all_that_the_page_shows() -> None:
    script = "var nickname = ''; var content_noencode = '<p>乙</p>';"
    assert clean(page_of_2016("<p>甲</p>").replace("var nickname", f"{script} var nickname")).text.endswith("甲")
    assert clean(page_of_2016("").replace("var nickname", f"{script} var nickname")).text.endswith("乙")
    assert clean("<html><body><p>丙</p><img src='https://mmbiz.qpic.cn/a'></body></html>").text == "丙"


def test_an_album_is_named() -> None:
    titles = f'<div class="album__content"><ul class="album__list"><li>{TITLE}</li></ul></div>'
    page = f'<!DOCTYPE html><html><body>{titles}<script src="https://res.wx.qq.com/a.js"></script></body></html>'
    assert clean(page).metadata.kind == "album"


@pytest.mark.parametrize(
    ("declared", "encoding", "found"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "utf-8-sig", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("big5", "big5hkscs", "big5hkscs"),
        ("gbk", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("utf-8", "utf-16", "utf-16-le"),
    ],
)
def test_the_encoding_is_what_the_bytes_are_then_what_the_page_says(declared: str, encoding: str, found: str) -> None:
    text = "" if encoding == "big5hkscs" else "灯塔的光。"
    page = page_of_2016("<p>山水人家。</p>" + text).replace('charset="utf-8"', f'charset="{declared}"')
    cleaned = clean(page.encode(encoding, "ignore"))
    assert cleaned.text.split() == ["山水人家。", *text.split()]
    assert cleaned.source.encoding == found


def test_a_short_page_is_read_in_the_encoding_that_it_names() -> None:
    page = '<!DOCTYPE html><html><meta charset={}><div id="js_content">{}</div></html>'
    assert clean(page.format("big5", "灣").encode("big5")).text == "灣"
    assert clean(page.format("gbk", "湾").encode("gbk")).text == "湾"


def test_a_page_without_words_has_no_text() -> None:
    cleaned = clean(page_of_2020("<p><img src='a.png'></p>"))
    assert (cleaned.text, [one.code for one in cleaned.suspect]) == ("", ["no-article"])
    assert cleaned.metadata.title == TITLE


def test_what_is_hidden_is_in_the_trail() -> None:
    cleaned = clean(page_of_2016(f"<p>{BODY[0]}</p><p style='display:none'>暗处的字</p><p>{BODY[1]}</p>"))
    assert cleaned.text == f"{BODY[0]}\n\n{BODY[1]}"
    (edit,) = cleaned.edits
    assert (edit.action, edit.filter, edit.rule) == ("drop", "page", "hidden")
    assert cleaned.payload.split("\n")[edit.line - 1] == "暗处的字"


def test_several_records_may_hold_pages() -> None:
    rows = [{"title": "其一", "content": CONTENT}, {"content": page_of_2016(CONTENT)}]
    found = list(clean_records(json.dumps(rows)))
    assert [cleaned.text for cleaned in found] == ["\n".join(BODY)] * 2
    assert [cleaned.metadata.title for cleaned in found] == ["其一", TITLE]


def test_a_result_travels_between_processes() -> None:
    cleaned = clean(page_of_2016(CONTENT))
    assert isinstance(cleaned, Cleaned)
    assert pickle.loads(pickle.dumps(cleaned)) == cleaned  # noqa: S301
