"""What clippers, readers and archives write round a title goes, with what it says; the same words of an author stay."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.helpers import dumps
from wxclean import clean

ADDRESS = "https://mp.weixin.qq.com/s/abcDEF"
BODY = "\n\n".join(dumps.BODY)
BYLINE = "原创 林小满 潮汐手记 2024-01-02 18:40"
WHO = {"title": "灯塔", "author": "林小满", "account": "潮汐手记"}
WHEN = {**WHO, "published": "2024-01-02 18:40"}

HEADS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "OneNote": (f"灯塔\n2024年3月9日\n20:15\n\nClipped from: {ADDRESS}\n\n{BYLINE}", {**WHEN, "url": ADDRESS}),
    "Chinese OneNote": (f"灯塔\n2024年3月9日\n20:15\n\n剪辑自: {ADDRESS}\n\n{BYLINE}", {**WHEN, "url": ADDRESS}),
    "Evernote": (f"灯塔\n\n来源: {ADDRESS}\n创建时间: 2024-03-09 20:15\n\n{BYLINE}", {**WHEN, "url": ADDRESS}),
    "a key of a note-taking tool": (f"灯塔\n\n来自印象笔记：{ADDRESS}\n\n{BYLINE}", {**WHEN, "url": ADDRESS}),
    "Instapaper": (f"灯塔\nmp.weixin.qq.com · by 林小满\n\n{BYLINE}", WHEN),
    "Pocket": (f"灯塔\n\nBy 林小满, mp.weixin.qq.com\n\nView Original\n\n{BYLINE}", WHEN),
    "wallabag": (
        f"# 灯塔\n\nmp.weixin.qq.com\n\n{ADDRESS}\n\nPublished on 2024-01-02, 3 min read\n\n原创 林小满 潮汐手记",
        {**WHO, "published": "2024-01-02", "url": ADDRESS},
    ),
    "Readwise": (
        (
            "# 灯塔\n\n![cover](https://a.example/1.png)\n\n## Metadata\n- Author: [[林小满]]\n- Category: #articles\n"
            f"- URL: {ADDRESS}\n\n## Full Document\n{BYLINE}"
        ),
        {**WHEN, "url": ADDRESS},
    ),
    "Logseq": (f"title:: 灯塔\nurl:: {ADDRESS}\nauthor:: [[林小满]]\naccount:: 潮汐手记", {**WHO, "url": ADDRESS}),
    "Notion": (f"# 灯塔\n\n作者: 林小满\n公众号: 潮汐手记\n链接: {ADDRESS}\n创建时间: 2024年3月9日 20:15", WHO),
    "TOML": (
        f'+++\ntitle = "灯塔"\ndate = 2024-01-02T18:40:00+08:00\nauthor = "林小满"\nsource = "{ADDRESS}"\n+++',
        {"title": "灯塔", "author": "林小满", "published": "2024-01-02 18:40", "url": ADDRESS},
    ),
    "a table": (
        (
            "# 灯塔\n\n| 公众号 | 潮汐手记 |\n| --- | --- |\n| **作者** | 林小满 |\n| 发布时间 | 2024-01-02 |\n"
            f"| 链接 | {ADDRESS} |"
        ),
        {**WHO, "published": "2024-01-02", "url": ADDRESS},
    ),
    "an account with its id": (
        "# 灯塔\n\n公众号「潮汐手记」（chaoxi_notes）\n\n2024-01-02",
        {"title": "灯塔", "account": "潮汐手记", "wechat_id": "chaoxi_notes", "published": "2024-01-02"},
    ),
    "a note of data": (
        (
            '# 灯塔\n\n!!! info "来源"\n    公众号：潮汐手记，作者：林小满，发布时间：2024-01-02\n'
            f"    [原文链接]({ADDRESS})"
        ),
        {**WHO, "published": "2024-01-02", "url": ADDRESS},
    ),
    "a note in a sentence": (
        f'# 灯塔\n\n!!! abstract ""\n    本文转载自微信公众号「潮汐手记」，[原文]({ADDRESS})',
        {"title": "灯塔", "account": "潮汐手记", "url": ADDRESS},
    ),
    "a copy": (
        f"# 灯塔\n\n> 本文转载自微信公众号「潮汐手记」，作者：林小满。[原文链接]({ADDRESS})",
        {**WHO, "url": ADDRESS},
    ),
    "Chinese keys": (f"---\n标题: 灯塔\n作者: 林小满\n公众号: 潮汐手记\n链接: {ADDRESS}\n---", {**WHO, "url": ADDRESS}),
    "traditional keys": (
        f"# 灯塔\n\n- 作者：林小满\n- 公眾號：潮汐手记\n- 發佈時間：2024-01-02 18:40\n- 原文鏈接：{ADDRESS}\n\n---",
        {**WHEN, "url": ADDRESS},
    ),
    "a traditional copy": (
        f"# 灯塔\n\n> 本文轉載自微信公眾號「潮汐手记」，作者：林小满。[原文鏈接]({ADDRESS})",
        {**WHO, "url": ADDRESS},
    ),
    "SingleFile": (
        (
            f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Sat Mar 09 2024 20:15:00 \n-->"
            f"\n\n灯塔\n\n{BYLINE}"
        ),
        {**WHEN, "url": ADDRESS},
    ),
    "data parted by bars": (
        f"# 灯塔\n\n作者: 林小满 | 公众号: 潮汐手记 | 发布时间: 2024-01-02 18:40:33\n\n原文链接: {ADDRESS}\n\n---",
        {**WHEN, "url": ADDRESS},
    ),
    "Matter": (
        f"# 灯塔\n\n## Metadata\n* Author: *[[林小满]]*\n* Category: #articles\n* URL: {ADDRESS}",
        {"title": "灯塔", "author": "林小满", "url": ADDRESS},
    ),
    "Feishu": (
        (
            f"灯塔\n\n🔗 原文链接： {ADDRESS}\n\n⏰ 剪存时间：2024-03-09 20:15:11 (UTC+8)\n\n"
            f"✂️ 本文档由 飞书剪存 一键生成\n\n{BYLINE}"
        ),
        {**WHEN, "url": ADDRESS},
    ),
    "Feishu's Markdown": (
        (
            f"# 灯塔\n\n> 🔗 原文链接： [{ADDRESS}]({ADDRESS})\n>\n> ⏰ 剪存时间：2024-03-09 20:15:11 (UTC+8)\n>\n"
            "> ✂️ 本文档由 [飞书剪存 ](https://a.example/hc)一键生成"
        ),
        {"title": "灯塔", "url": ADDRESS},
    ),
    "Evernote, in English": (f"灯塔\n\nClip source: {ADDRESS}\n\n灯塔\n\n{BYLINE}", {**WHEN, "url": ADDRESS}),
    "the title again as a link": (f"灯塔\n\n来自: [灯塔]({ADDRESS})", {"title": "灯塔", "url": ADDRESS}),
    "an address above the byline": (f"灯塔\n\n原文: {ADDRESS}\n\n{BYLINE}", {**WHEN, "url": ADDRESS}),
    "a source above the byline": (f"灯塔\n\n文章来源：{ADDRESS}\n\n{BYLINE}", {**WHEN, "url": ADDRESS}),
    "keys in brackets": (
        f"【标题】灯塔\n【公众号】潮汐手记\n【作者】林小满\n【发布时间】2024-01-02 18:40\n【链接】{ADDRESS}\n【正文】",
        {**WHEN, "url": ADDRESS},
    ),
    "keys with signs of equality": (
        f"title = 灯塔\naccount = 潮汐手记\nauthor = 林小满\npublish_time = 2024-01-02 18:40\nurl = {ADDRESS}",
        {**WHEN, "url": ADDRESS},
    ),
    "signs of equality right behind keys": (
        "标题= 灯塔\n公众号=\t潮汐手记\n作者= 林小满\n发布时间= 2024-01-02 18:40",
        WHEN,
    ),
    "Org mode": (f"#+TITLE: 灯塔\n#+AUTHOR: 林小满\n#+SOURCE: {ADDRESS}", {"title": "灯塔", "author": "林小满"}),
    "Zotero": (
        f"灯塔\n\n作者：林小满\n网站名称：微信公众平台\n网址：{ADDRESS}\n访问日期：2024-03-09",
        {"title": "灯塔", "author": "林小满", "url": ADDRESS},
    ),
    "a scraper's banner": (
        (
            f"========================\n标题: 灯塔\n公众号: 潮汐手记\n作者: 林小满\n发布时间: 2024-01-02 18:40\n"
            f"原文链接: {ADDRESS}\n========================"
        ),
        {**WHEN, "url": ADDRESS},
    ),
    "an exporter's counts": (
        (
            "# 灯塔\n\n- 公众号：潮汐手记\n- 作者：林小满\n- 功能介绍：看海的人\n- 发布时间：2024-01-02 18:40\n"
            f"- IP属地：浙江\n- 阅读量：1203\n- 在看数：7\n- 原文链接：{ADDRESS}"
        ),
        {**WHEN, "url": ADDRESS, "location": "浙江", "description": "看海的人"},
    ),
    "a feed's day": (f"灯塔\n\n潮汐手记\n\nTue, 02 Jan 2024 10:40:00 GMT\n\n{BYLINE}", WHEN),
    "Readwise, without the text": (
        (
            f"# 灯塔\n\n## Metadata\n- Author: [[林小满]]\n- URL: {ADDRESS}\n\n## Full Document\n"
            "[[Full Document Contents/Articles/灯塔.md|See full document content →]]"
        ),
        {"title": "灯塔", "author": "林小满", "url": ADDRESS},
    ),
    "a day glued to a link": (
        "# 灯塔\n\n原创 林小满 [潮汐手记](javascript:void(0);)_2024-01-02 18:40_ _浙江_",
        {**WHEN, "location": "浙江"},
    ),
    "two tags": (f'<meta charset="utf-8">\n<meta name="referrer" content="no-referrer">\n\n# 灯塔\n\n{BYLINE}', WHEN),
    "the end of a tag": (f'"og:title" />\n\n灯塔\n\n{BYLINE}', WHEN),
    "anchors": (
        '<a id="activity-name"></a>灯塔\n\n<a id="js_name"></a>潮汐手记 *2024-01-02 18:40*\n\n<a id="js_content"></a>',
        {"title": "灯塔", "account": "潮汐手记", "published": "2024-01-02 18:40"},
    ),
}


@pytest.mark.parametrize(("above", "expected"), HEADS.values(), ids=HEADS)
def test_a_tool_s_head_goes(above: str, expected: Mapping[str, str]) -> None:
    result = clean(above + BODY if above.endswith("</a>") else f"{above}\n\n{BODY}")
    assert result.text == BODY
    assert {name: result.metadata._asdict()[name] for name in expected} == expected
    assert clean(str(result)).text == f"{expected['title']}\n\n{BODY}"


def test_a_reader_s_line_gives_the_address_and_stands_above_a_byline() -> None:
    line = f"> 本文由 [简悦 SimpRead](http://a.example/simpread/) 转码， 原文地址 [mp.weixin.qq.com]({ADDRESS})"
    result = clean(f"{line}\n\n原创 林小满 潮汐手记\n\n{BODY}")
    metadata = result.metadata
    assert (result.text, metadata.url, metadata.author, metadata.account) == (BODY, ADDRESS, "林小满", "潮汐手记")


def test_a_reader_s_line_may_stand_below_the_title() -> None:
    line = f"> 本文由 [简悦 SimpRead](http://a.example/simpread/) 转码， 原文地址 [mp.weixin.qq.com]({ADDRESS})"
    result = clean(f"灯塔\n\n{line}\n\n{BODY}")
    assert (result.text, result.metadata.title, result.metadata.url) == (BODY, "灯塔", ADDRESS)


@pytest.mark.parametrize(
    "above",
    [
        f"值得一读\n\n{ADDRESS}",
        f"# 值得一读\n\n{ADDRESS}\n\n读完请还给我。",
        "# 灯塔\n\n本文来自我十年前的笔记，公众号上没有发过。",
        f"# 灯塔\n\n前年读到一篇[旧文]({ADDRESS})，说的也是换灯。",
        "灯塔\n\nmp.weixin.qq.com 上有过这篇文章，现在找不到了。",
        f"灯塔\n2024年3月9日\n读到一篇旧文：{ADDRESS}",
        f"今天只做了一件事：\n2024年3月9日\n{ADDRESS}",
        "title:: 采购清单\ntags:: 家务",
        "| 茶馆 | 开张 |\n| --- | --- |\n| 南渡 | 1983 |",
        "# 灯塔\n\n| 作者 | 林小满 |\n| --- | --- |\n| 日期 | 1983 |",
        '# 灯塔\n\n!!! note "说明"\n    钥匙在抽屉里。',
        '+++\ntitle = "灯塔"\nweight = 3\n+++',
        "<!--\n换灯的人叫什么，谁也不记得了。\n-->",
        "公众号「潮汐手记」（chaoxi_notes）是我们办的。",
        '<a id="own"></a>',
        "# 灯塔\n\n\\\n第一版",
        "# 灯塔\n\n<br>\n第一版",
        "【标题】\n【作者】谁也不知道",
        "葱油饼\n\n🔗 绳子：三尺\n⏰ 时间：40 分钟\n来源：外婆",
        "x = 3\ny = 4",
        "#+TITLE: 灯塔\n#+OPTIONS: toc:nil",
        "飞书剪存可以把网页变成文档，剪存时间会写在最上面。",
        "========================\n第一次值班",
        f"同一条街，我写过两次。\n\n原文链接：{ADDRESS}",
    ],
)
def test_an_author_s_own_words_stay(above: str) -> None:
    text = f"{above}\n\n{BODY}"
    assert "".join(str(clean(text)).split()) == "".join(text.split())


TAILS = {
    "wechat2rss": "[阅读原文](https://a.example/x)\n\n[跳转微信打开](https://wechat2rss.a.example/link-proxy/?k=a1b2c3&r=1)",
    "wechat2rss, plain": "阅读原文\n\n跳转微信打开",
    "Yuque": "> 更新: 2024-03-09 20:15:11  \n> 原文: <https://www.yuque.com/someone/notes/abcdef>",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
@pytest.mark.parametrize("head", ["", f"灯塔\n\n{BYLINE}\n\n"], ids=["bare", "page"])
def test_what_a_tool_writes_below_an_article_goes(head: str, tail: str) -> None:
    assert clean(f"{head}{BODY}\n\n{tail}").text == BODY


def test_words_of_a_tool_inside_a_sentence_stay() -> None:
    text = f"{BODY}\n\n跳转微信打开，再点收藏，也是一种办法。"
    assert clean(text).text == text


ADDRESS = "https://mp.weixin.qq.com/s/Kq3tYzW0aBcDeFgHiJkLmN"
HEADER = "河口的灯塔\n\n原创 林小满 潮汐手记 2024-01-02 18:40 浙江"


@pytest.mark.parametrize(
    "above",
    [
        f"The Wayback Machine - https://web.archive.org/web/20250306011233/{ADDRESS}\n\n{HEADER}",
        f"河口的灯塔\n{ADDRESS}\n\n{HEADER}",
        "河口的灯塔\n\n原创 林小满 [1]潮汐手记 2024年1月2日 下午6:40 浙江",
        "河口的灯塔\n\n原创 林小满 潮汐手记 2024年01月02日 下午6:40 浙江",
        "河口的灯塔\n\n原创 林小满 潮汐手记 2024-01-02 下午 6:40 浙江",
    ],
    ids=["an archive", "shared to notes", "a text browser", "half days", "half days, ISO"],
)
def test_what_stands_round_a_page_s_own_header_goes_with_it(above: str) -> None:
    result = clean(f"{above}\n\n{BODY}")
    assert result.text == BODY
    found = result.metadata
    assert (found.title, found.author, found.account) == ("河口的灯塔", "林小满", "潮汐手记")
    assert (found.published, found.location) == ("2024-01-02 18:40", "浙江")


def test_an_archive_s_words_in_a_sentence_stay() -> None:
    body = f"The Wayback Machine - an archive of the web\n\n{BODY}"
    assert clean(body).text == body
