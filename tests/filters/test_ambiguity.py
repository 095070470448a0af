"""Words that are buttons on the page and words in an article: in an article they stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import words
from wxclean import clean

# If the last line of an article is a button's word, nothing can tell it from the page's own buttons below it, so such
# articles are tested only as plain text.
ARTICLES: Mapping[str, tuple[str, ...]] = {
    "words of buttons as lines": (
        "我把过去一年的习惯分成四件事，每一件写一个词，再用一段话说明它为什么留了下来。",
        "取消",
        "取消了三个订阅之后，早上的时间忽然多出来半个小时，我用它来走路，不听任何东西。",
        "推荐",
        "推荐给朋友的书只有一本，是写潮汐的，读完以后看海的眼光就不一样了，愿意借给任何人。",
        "分享",
        "分享不是转发，是坐下来，把一件事从头讲到尾，讲完以后对方还愿意再问一个问题。",
        "阅读",
        "阅读的时间放在睡前，只读纸书，读到哪里算哪里，困了就合上，第二天接着读下去。",
        "Share",
        "这一节写给不懂中文的邻居，他每个周末都来帮我修船，我们用手势和图画谈天。",
    ),
    "a code listing": (
        "下面这段程序读出每天的潮位，再画成一条曲线，只用了标准库，可以直接拿去改。",
        "var x = readTide();",
        "var link = document.createElement('link');",
        "if (x > 3) {",
        "    console.log('涨潮');",
        "}",
        "运行之后会在终端里看到一行字，如果什么也没有，多半是传感器没有插好，检查一下再试。",
    ),
    "a style sheet": (
        "给网页换一种颜色，只要改下面三行，其余的不要动，改完以后刷新就能看到新的样子了。",
        ".tide {",
        "color: #246;",
        "font-size: 14px;",
        "}",
        "颜色的数值可以从海图上取，浅水用浅蓝，深水用深蓝，航道用白色，这样最像真的海图。",
    ),
    "a tutorial about the page itself": (
        "很多读者问，公众号文章底部的“阅读原文”怎么用？其实点一下左下角的“阅读原文”就能打开作者给的链接。",
        "如果觉得文章好，就点右下角的“在看”，它会出现在朋友的“看一看”里；不想让人看见，再点一次就取消了。",
        "长按二维码向我转账，是2018年前后苹果手机上打赏作者的办法，后来换成了“微信扫一扫赞赏作者”这个页面。",
        "“预览时标签不可点”是编辑后台的提示，不少抓取工具会把它一起抓下来，看到它就知道正文在那里结束。",
    ),
    "a poem of one-word lines": (
        "灯塔",
        "潮汐",
        "分享",
        "黄昏",
        "赞",
        "归航",
        "在看",
        "海",
    ),
    "a list of names": (
        "本期志愿者名单如下，感谢大家在寒潮来的那一个星期里轮流值守，没有让灯塔黑过一夜。",
        "张海生",
        "李潮",
        "王小满",
        "欧阳望舒",
        "陈渡",
        "名单按到达的先后排列，漏掉的名字请在下一次开会时告诉我们，我们会补在下一期的最前面。",
    ),
    "in English": (
        "The lamp at the river mouth was changed in early winter, and it is three times as bright as the old one.",
        "Share",
        "He shares the tower with two gulls. They like the warm glass, and they never read the log book.",
        "Like",
        "Like most keepers, he writes down every ship that passes, and he cancels nothing once it is written.",
    ),
    "one sentence broken over lines": (
        "这一期写到这里就结束了，谢谢你读到最后，我们下个星期五晚上八点再见。",
        "觉得不错，就点个 “",
        "在看",
        '” 或 "',
        "赞",
        "” 吧~",
    ),
    "a permission broken over lines": (
        "这个漏洞的影响范围很大，建议所有人在周末之前更新到最新的版本，不要等到下个星期。",
        "它可能",
        "允许",
        "攻击者绕过登录，直接读取后台的全部数据，包括用户的手机号码和住址。",
        "更新之后请重新启动一次，再到设置里看一眼版本号，确认它已经是今天发布的那一个。",
    ),
    "headings of sections": (
        "# 原创",
        "原创的意思是自己想出来的，不是从别处抄来的，哪怕只有一句话，也要说清楚它从哪里来。",
        "# 作者",
        "作者的名字放在最后，先把事情讲完，再告诉别人是谁讲的，这样听的人会更专心一些。",
        "# 更多",
        "更多的例子放在附录里，一共三十二个，按照年份排列，最早的一个发生在一九五三年的冬天。",
    ),
}


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_a_plain_article_stays_whole(article: Sequence[str], separator: str) -> None:
    result = clean(separator.join(article))
    assert words(result.text) == words(article)
    assert result.edits == ()


@pytest.mark.parametrize("shape", dumps.SHAPES)
@pytest.mark.parametrize("generation", dumps.GENERATIONS)
@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_an_article_in_its_page_stays_whole(article: Sequence[str], generation: str, shape: str) -> None:
    result = clean(dumps.page(generation, article, shape=shape, script=generation == "2018"))
    assert words(result.text) == words(article)
    assert result.suspect == ()


@pytest.mark.parametrize(
    "generation", ["2016", "2017-en", "2018", "2019", "2020", "2020-en", "2021-hant", "2022", "2023"]
)
@pytest.mark.parametrize("article", ["今天没有风。", "雪", "The lamp is lit."])
def test_an_article_shorter_than_its_chrome_stays(article: str, generation: str) -> None:
    assert clean(dumps.page(generation, [article])).text == article
    assert clean(article).text == article


def test_the_last_word_stays_in_a_plain_text() -> None:
    article = "他站起来，把灯关了，说了三个字。\n知道了"
    assert clean(article).text == article


COMMENTS = (
    "风信子",
    "写得真好，我也去过那座灯塔。",
    "老周",
    "新灯是什么牌子的？",
    "作者回复",
    "没有牌子，是船厂自己做的。",
    "浪花",
    "赞👍",
) * 6
COMMENTS_2026 = (
    "风信子",
    "浙江4月12日",
    "赞3",
    "写得真好，我也去过那座灯塔，风很大。",
    "潮汐手记",
    "作者4月13日",
    "赞",
    "回复 风信子：欢迎再来。",
    "1条回复",
) * 6


@pytest.mark.parametrize(
    "footer",
    [
        (
            "阅读原文",
            "阅读",
            "精选留言",
            "写留言",
            *COMMENTS,
            "以上留言由公众号筛选后显示",
            "了解留言功能详情",
            "微信扫一扫",
            "关注该公众号",
        ),
        ("预览时标签不可点", "阅读 314", "精选留言", *COMMENTS, "微信扫一扫", "关注该公众号"),
        ("预览时标签不可点", "阅读 1.5万", "修改于2026年4月13日", "留言 76", "写留言", *COMMENTS_2026),
        ("阅读 1.5万", "留言 76", "写留言", *COMMENTS_2026, "微信扫一扫", "关注该公众号"),
    ],
    ids=["2016", "2020", "2026 cut", "2026"],
)
@pytest.mark.parametrize("shape", dumps.SHAPES.values())
def test_comments_of_readers_go(footer: Sequence[str], shape: dumps.Shape) -> None:
    header = dumps.filled(dumps.HEADERS["2020"])
    assert words(clean(shape(header, dumps.BODY, footer)).text) == words(dumps.BODY)


SWIPE = ("向上滑动看下一个", "知道了", "微信扫一扫", "使用小程序", "取消", "允许", *dumps.SENTENCE_2025)
PLATFORM = "Weixin Official Accounts Platform Operation Center"
SENTENCE_EN = (
    ": ， ， ， ， ， ， ， ， ， ， ， ， . Video Mini Program Like ，轻点两下取消赞 Wow"
    " ，轻点两下取消在看 Share Comment Favorite 听过"
)
COMPLAINT = "由用户投诉并经平台审核，涉嫌过度营销、骚扰用户，查看对应规则"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (("轻触阅读原文", "潮汐手记", *SWIPE), "nothing-left"),
        (
            (
                "潮汐手记",
                ",",
                ",",
                "写留言",
                "潮汐手记",
                "关注",
                "28",
                "3",
                "写留言",
                "轻触查看原文",
                "潮汐手记",
                *SWIPE,
            ),
            "text-share",
        ),
        (("该内容已被发布者删除", "微信公众平台运营中心", *dumps.SENTENCE_2025), "notice"),
        (("此内容因违规无法查看", COMPLAINT, "微信公众平台运营中心", *dumps.SENTENCE_2025), "notice"),
        (("The content has been deleted by the author.", PLATFORM, SENTENCE_EN), "notice"),
    ],
    ids=["picture share", "text share", "deleted", "violation", "deleted, English"],
)
@pytest.mark.parametrize("separator", ["\n", "\n\n \n    \n\n\n"])
def test_a_page_without_an_article_is_empty_and_says_so(page: Sequence[str], code: str, separator: str) -> None:
    result = clean(separator.join(page))
    assert result.text == ""
    assert [one.code for one in result.suspect] == [code]


def test_the_beginning_of_a_text_share_is_flagged() -> None:
    result = clean("\n".join(("潮汐手记", "新灯亮了", ",", ",", "轻触查看原文", "潮汐手记", *SWIPE)))
    assert result.text == "新灯亮了"
    assert [one.code for one in result.suspect] == ["text-share"]


def test_a_notice_that_an_article_quotes_stays() -> None:
    article = (
        "打开收藏夹，十篇里有三篇只剩下一行字：",
        "该内容已被发布者删除",
        "我于是开始把喜欢的文章抄在本子上，一页一篇，抄完再写上日期。",
    )
    assert words(clean("\n".join(article)).text) == words(article)


def test_a_page_in_an_unknown_layout_is_flagged_and_kept() -> None:
    page = ("新版页头", "某某手记", "点此进入", *dumps.BODY, "页脚一", "页脚二", "页脚三")
    result = clean("\n\n \n\n".join(page))
    assert words(result.text) == words(page)
    assert [one.code for one in result.suspect] == ["unknown-layout"]


# Sentences that begin as the page's own lines do, with a name where the page has one.
OPENINGS = (
    "以下文章来源于我外婆的笔记本，作者写的是“无名氏”，其实就是她自己。",
    "以下文章来源于网络，如有侵权请联系删除。",
    "以下文章来源于1987年的《海洋报》。",
    "以下文章来源于一个老灯工的口述：",
    "以下文章来源于海上日志",
    "以下视频来源于老灯工的儿子，他用手机拍的。",
    "以下视频来源于海上日志",
    "The following article is from a letter that he never sent.",
    "The following article is from an old log book",
    "领取红包封面，要先答对三道题，第一道问的是潮汐。",
    "作者提示: 下面的潮位都是估计，出海请看海事局的公告。",
    "发表于《海洋报》的那一篇，写的就是这盏灯。",
    "文章已于昨天夜里改过三遍，还是没有写好。",
    "收录于合集《灯塔》的第三篇，讲的是灯油。",
)


@pytest.mark.parametrize("line", OPENINGS)
@pytest.mark.parametrize("generation", [None, *dumps.GENERATIONS])
def test_a_sentence_may_begin_like_a_line_of_the_page(line: str, generation: str | None) -> None:
    article = [*dumps.BODY[:2], line, dumps.BODY[2]]
    text = dumps.page(generation, article, shape="paragraphs") if generation else "\n\n".join(article)
    assert words(clean(text).text) == words(article)


@pytest.mark.parametrize("line", [line for line in OPENINGS if line[-1] in "。："])
@pytest.mark.parametrize("generation", [name for name in dumps.GENERATIONS if name != "2023"])
def test_such_a_sentence_may_be_the_first(line: str, generation: str) -> None:
    article = [line, *dumps.BODY]
    assert words(clean(dumps.page(generation, article)).text) == words(article)


@pytest.mark.parametrize(
    "lines",
    [
        ("以下文章来源于海上日志",),
        ("以下文章来源于海上日志 ，作者周也",),
        ("以下文章来源于海上日志", "，作者周也"),
        ("The following article is from 海上日志",),
        ("The following article is from 海上日志", "Author 周也"),
    ],
)
def test_the_page_s_own_line_goes_from_its_header(lines: Sequence[str]) -> None:
    header = dumps.filled(dumps.HEADERS["2022"])
    page = [*header, *lines, *dumps.BODY, *dumps.filled(dumps.FOOTERS["2022"])]
    assert words(clean("\n\n".join(page)).text) == words(dumps.BODY)
