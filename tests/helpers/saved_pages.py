"""Saved pages as the generations of WeChat's template make them, round any content; all names and texts are made up."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from tests.helpers.dumps import ABOUT, ACCOUNT, AUTHOR, TITLE, WECHAT_ID
from wxclean.output import markdown
from wxclean.output.markdown import PageMarkdown
from wxclean.result import Images

SECONDS = "1480557660"
PUBLISHED = "2016-12-01 10:01"
ADDRESS = "https://mp.weixin.qq.com/s?__biz=MzA3MDAwMDAwMA==&mid=2650000001&idx=1&sn=0123456789abcdef0123456789abcdef"

_PROFILE = f"""<div id="js_profile_qrcode" class="profile_container" style="display:none;">
<strong class="profile_nickname">{ACCOUNT}</strong>
<p class="profile_meta"><label class="profile_meta_label">微信号</label>
<span class="profile_meta_value">{WECHAT_ID}</span></p>
<p class="profile_meta"><label class="profile_meta_label">功能介绍</label>
<span class="profile_meta_value">{ABOUT}</span></p></div>"""


def markdown_of(html: str, images: Images = "keep") -> PageMarkdown:
    """Return some HTML, as the content of a page, as Markdown."""
    body = LexborHTMLParser(html).body
    assert body is not None
    return markdown.markdown_of(body, images)


def page_of_2016(content: str) -> str:
    """Return a page whose scripts are assignments of plain literals."""
    escaped_address = ADDRESS.replace("https", "http").replace("&", "\\x26amp;") + "\\x26amp;chksm=1#rd"
    return f"""<!DOCTYPE html>
<!--headTrap<body></body><head></head><html></html>--><html>
<head><meta charset="utf-8"><title>{TITLE}</title>
<script>var biz = ""||"MzA3MDAwMDAwMA==";
var sn = "" || ""|| "0123456789abcdef0123456789abcdef";
var mid = "" || ""|| "2650000001";
var idx = "" || "" || "1";</script></head>
<body id="activity-detail"><div id="page-content"><div id="img-content">
<h2 class="rich_media_title" id="activity-name">
<script>if (/(iPhone)/i.test(navigator.userAgent)) {{ document.write("<b>{TITLE}</b>"); }}</script>
{TITLE}
</h2>
<div class="rich_media_meta_list"><span id="copyright_logo" class="rich_media_meta meta_original_tag">原创</span>
<em id="post-date" class="rich_media_meta rich_media_meta_text">2016-12-01</em>
<em class="rich_media_meta rich_media_meta_text">{AUTHOR}</em>
<a class="rich_media_meta rich_media_meta_link rich_media_meta_nickname" href="##" id="post-user">{ACCOUNT}</a>
{_PROFILE}</div>
<div class="rich_media_content " id="js_content">{content}</div>
<script>var first_sceen__time = (+new Date());</script>
</div></div>
<div class="rich_media_tool">阅读 <span id="readNum3"></span> 投诉</div>
<script>var nickname = "{ACCOUNT}";
var ct = "{SECONDS}";
var publish_time = "2016-12-01" || "";
var user_name = "gh_0123456789ab";
var msg_title = "{TITLE}";
var msg_desc = "新灯亮了";
var msg_link = "{escaped_address}";
var copyright_stat = "1" * 1;</script>
</body></html>
"""


def page_of_2020(content: str) -> str:
    """Return a page whose content is hidden until its scripts run, and whose date is in them alone."""
    return f"""<!DOCTYPE html>
<html class=""><head><meta charset="utf-8"><title></title>
<meta property="og:title" content="{TITLE}"><meta property="og:url" content="{ADDRESS}&amp;chksm=87#rd">
<meta property="og:article:author" content="{AUTHOR}"></head>
<body><div id="img-content"><h2 class="rich_media_title" id="activity-name">
{TITLE}</h2>
<div id="meta_content"><span
 class="rich_media_meta rich_media_meta_nickname" id="profileBt">
<a href="javascript:void(0);" id="js_name">
{ACCOUNT}            </a>{_PROFILE}</span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content " id="js_content" style="visibility: hidden;">{content}</div></div>
<script type="text/javascript">var item_show_type = "0";
var nickname = "{ACCOUNT}";
var ct = "{SECONDS}";
var msg_title = '{TITLE}'.html(false);
var copyright_stat = "0" * 1;</script>
</body></html>
"""


def page_of_2025(content: str) -> str:
    """Return a page that says everything twice: in elements and in `cgiDataNew`."""
    escaped = content.translate({60: "\\x3c", 62: "\\x3e", 34: "\\x22", 39: "\\x27", 38: "\\x26", 10: "\\x0a"})
    return f"""<!DOCTYPE html>
<html class=""><head><meta charset="utf-8"><title></title>
<meta property="og:title" content="{TITLE}"><meta property="og:url" content="{ADDRESS}"></head>
<body><div id="img-content"><h1 class="rich_media_title " id="activity-name">
<span class="js_title_inner">{TITLE}</span></h1>
<div id="meta_content"><span class="rich_media_meta rich_media_meta_text">
<span id="js_author_name_text">{AUTHOR}</span></span>
<a href="javascript:void(0);" id="js_name">{ACCOUNT}</a>
<em id="publish_time"></em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; ">{content}</div></div>
<script>window.cgiDataNew = {{
  user_name: JsDecode('gh_0123456789ab'),
  nick_name: JsDecode('{ACCOUNT}'),
  title: JsDecode('{TITLE}'),
  content_noencode: JsDecode('{escaped}'),
  create_time: JsDecode('2016-12-01 10:01'),
  alias: JsDecode('{WECHAT_ID}'),
  author: JsDecode('{AUTHOR}'),
  ori_create_time: '{SECONDS}' * 1,
  copyright_stat: '1' * 1,
  signature: JsDecode('{ABOUT}'),
  item_show_type: '0' * 1,
  ip_wording: {{
    countryName: '中国', provinceName: '浙江', }},
}};</script>
</body></html>
"""


def share(text: str, kind: str = "10") -> str:
    """Return a page without an element for its text, which stands in a script: a text share, or one of pictures (8)."""
    escaped = text.translate({60: "\\x3c", 62: "\\x3e", 34: "\\x22", 39: "\\x27", 38: "\\x26", 10: "\\x0a"})
    return f"""<!DOCTYPE html>
<html class=""><head><meta charset="utf-8"><title> </title>
<meta property="og:title" content="{TITLE}"><meta property="og:url" content="https://mp.weixin.qq.com/s/abcdefgh1"></head>
<body><div id="js_article" class="share_content_page"><div id="js_content">
<div class="wx_follow_nickname">{ACCOUNT}</div></div></div>
<script>window.item_show_type = '{kind}';</script>
<script>var cgiDataNew = {{
  nick_name: JsDecode('{ACCOUNT}'),
  title: JsDecode('{TITLE}'),
  desc: JsDecode(''),
  content_noencode: JsDecode('{escaped}'),
  ori_create_time: '{SECONDS}' * 1,
  item_show_type: '{kind}' * 1,
}};</script>
</body></html>
"""
