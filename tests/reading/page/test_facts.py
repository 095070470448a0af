"""What a page says of its article: which of several places counts, and what isn't meant."""

from __future__ import annotations

import pytest

from wxclean.reading.page.facts import Facts, page_facts
from wxclean.reading.page.script_values import ScriptValues
from wxclean.reading.page.tame import parsed


def facts(html: str) -> Facts:
    data = html.encode()
    return page_facts(parsed(data), data, ScriptValues(data))


def script(values: str) -> str:
    """Return a script that is known for one that says what the article is."""
    return f"<script>var nickname = ''; {values}</script>"


PROFILE = "<span class=profile_meta_value>{}</span>"
SAVED = "<!-- saved from url=(0041)https://mp.weixin.qq.com/s/0123456789abcdef -->"
PARTS = "var biz = 'MzA3'; var mid = '26';"
BASE = "https://mp.weixin.qq.com/s?__biz=MzA3&mid=26"

FACTS: list[tuple[str, Facts]] = [
    ("<title>潮</title>", {"title": "潮"}),
    ("<title>潮</title><meta property=og:title content=汐>", {"title": "汐"}),
    ("<meta property=og:title content=汐><h1 id=activity-name>\n 潮 <b>水</b></h1>", {"title": "潮 水"}),
    ("<meta property=og:title content=' '>" + script("var msg_title = '潮&amp;汐';"), {"title": "潮&汐"}),
    ("<meta name=author content=船>", {"author": "船"}),
    ("<meta name=author content=船><meta property=og:article:author content=帆>", {"author": "帆"}),
    ("<meta name=author content=船>" + script("var author = '桨';"), {"author": "桨"}),
    ("<span id=js_author_name> 船 </span>", {"author": "船"}),
    ("<em class=rich_media_meta_text>船</em>", {"author": "船"}),
    ("<em class=rich_media_meta_text id=date>船</em>", {}),
    ("<span class='rich_media_meta_text rich_media_meta_nickname'>船</span>", {}),
    ("<em class=rich_media_meta_text><a>船</a></em>", {}),
    ("<a id=js_name>岸</a>" + script("var nick_name = '海';"), {"account": "岸"}),
    (script("var nick_name = '海';"), {"account": "海"}),
    (PROFILE.format("haian"), {"wechat_id": "haian"}),
    (PROFILE.format("haian") + PROFILE.format("讲海的事"), {"wechat_id": "haian", "description": "讲海的事"}),
    (script("var user_name = 'gh_1'; var signature = '讲海';"), {"wechat_id": "gh_1", "description": "讲海"}),
    (script("var ct = '0'; var create_time = '1480557660';"), {"published": "1480557660"}),
    (script("var ct = '昨天';") + "<em id=publish_time>2016-12-01</em>", {"published": "2016-12-01"}),
    ("<em id=post-date>2016-12-01</em>", {"published": "2016-12-01"}),
    (script("var publish_time = '2016-12-02';") + "<em id=post-date>2016-12-01</em>", {"published": "2016-12-02"}),
    ("<span id=js_ip_wording>浙江</span>" + script("var provinceName = '上海';"), {"location": "浙江"}),
    (script("var countryName = '日本'; var provinceName = '';"), {"location": "日本"}),
    ("<meta property=og:url content=https://x.cn/s>" + script(PARTS), {"url": "https://x.cn/s"}),
    (SAVED + script(PARTS), {"url": "https://mp.weixin.qq.com/s/0123456789abcdef"}),
    (SAVED.replace("mp.weixin.qq.com", "x.cn") + script(PARTS), {"url": f"{BASE}&idx=1"}),
    (script(f"{PARTS} var idx = '2'; var sn = 'ab';"), {"url": f"{BASE}&idx=2&sn=ab"}),
    (script("var mid = '26';"), {}),
    (script("var biz = 'MzA3';"), {}),
    ("<a id=js_share_source href=https://x.cn/>原文</a>", {"source_url": "https://x.cn/"}),
    (script("var msg_source_url = 'https://x.cn/?a=1&amp;b=2';"), {"source_url": "https://x.cn/?a=1&b=2"}),
    (script("var msg_source_url = 'javascript:;';"), {}),
    ("<span id=js_share_author>灯塔</span>", {"source": "灯塔"}),
    (script("var msg_cdn_url = 'http://x.cn/1';"), {"cover": "http://x.cn/1"}),
    ("<meta property=og:image content=http://x.cn/2>", {"cover": "http://x.cn/2"}),
    (script("var copyright_stat = '1';"), {"original": True}),
    (script("var copyright_stat = '0';"), {}),
    ("<span id=copyright_logo></span>", {"original": True}),
    (
        "<i class=album__item-title>#岸</i><i class=article-tag__item>#海 </i><i class=article-tag__item>#岸</i>",
        {"tags": ("海", "岸")},
    ),
    ("<i class=article-tag__item>#</i>", {}),
    ("", {}),
]


@pytest.mark.parametrize(("html", "said"), FACTS)
def test_what_a_page_says(html: str, said: Facts) -> None:
    assert facts(f"<!DOCTYPE html><html><body>{html}</body></html>") == said
