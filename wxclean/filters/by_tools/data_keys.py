"""The keys under which tools write what they know of an article, in small letters, and the field that each gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TITLES: Final = ("title", "full title", "meta-og:title", "标题", "文章标题")
ACCOUNTS: Final = (
    *("公众号", "公众号名称", "公众号名", "公号", "微信公众号", "来源公众号", "公眾號"),
    *("account", "account_name", "account name", "mp_name", "nickname"),
)
SOURCES: Final = ("来源", "來源", "文章来源", "source", "site", "site_name")
DAYS: Final = (
    *(
        "date",
        "published",
        "published time",
        "publish_time",
        "publish time",
        "pub_date",
        "pubdate",
        "publish_date",
        "create_time",
        "date_published",
        "date published",
        "publishdate",
    ),
    *("发布时间", "发布日期", "发表时间", "时间", "日期"),
)
LINKS: Final = (
    *("clip source", "网页链接", "网页地址"),
    *("链接", "原文链接", "文章链接", "原文地址", "文章地址", "原文", "網址", "网址", "已剪辑自"),
    *("url", "url source", "link", "source_url", "source url", "original_url", "original url", "clipped from"),
    *("meta-og:url", "permalink", "origin", "from"),
)
_OTHERS: Final = (
    *("正文", "文章内容", "内容", "摘要", "文章摘要", "标签", "封面", "抓取时间", "采集时间", "阅读数", "点赞数"),
    *("markdown content", "digest", "description", "summary", "tags", "cover", "category", "created", "updated"),
    *("date_saved", "date saved", "omnivore_url", "notes", "full document", "type", "domain"),
    *("创建时间", "更新时间", "收藏时间", "剪藏时间", "剪藏日期", "保存时间", "收录时间", "存档时间", "字数"),
    *("剪存时间", "访问日期", "访问时间", "网站", "网站名称", "状态", "收藏日期", "创建日期"),
    *("阅读", "阅读量", "点赞", "点赞量", "在看", "在看数", "评论数", "留言数", "分享数", "转发数", "收藏数", "推荐数"),
    *("read_num", "like_num", "old_like_num", "comment_count", "status", "site name", "word count", "reading time"),
    *("saved", "added", "date added", "created time", "last edited time", "document tags", "options", "startup"),
)
FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(TITLES, "title"),
    **dict.fromkeys(("author", "by", "meta-author", "meta-og:article:author", "作者", "原作者"), "author"),
    **dict.fromkeys((*ACCOUNTS, *SOURCES), "account"),
    **dict.fromkeys(("微信号", "wechat_id", "alias"), "wechat_id"),
    **dict.fromkeys(("功能介绍", "公众号简介", "公众号介绍"), "description"),
    **dict.fromkeys(("ip属地", "属地", "发布地"), "location"),
    **dict.fromkeys(DAYS, "published"),
    **dict.fromkeys(LINKS, "url"),
    **dict.fromkeys(_OTHERS, ""),
}
# What tools give as the source of anything taken from WeChat: these name no account.
PLATFORMS: Final = ("wechat", "weixin", "mp.weixin.qq.com", "微信", "微信公众号", "公众号")
