"""What the promo pack takes for promotion, and the prose and credits that it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.documents import document_of
from tests.helpers.trail import apply_edits
from wxclean.filters.packs.pack_filter import pack_edits
from wxclean.rules.rule import Example
from wxclean.rules.shipped import shipped_matcher, shipped_pack

PARAGRAPH = "渡口的石阶被水磨得发亮，老周每天清早挑着两桶豆腐从这里过河，一走就是三十年。"


def cleaned(text: str) -> str:
    edits = pack_edits(
        document_of(text.split("\n")),
        name="promo",
        matcher=shipped_matcher("promo"),
        signature=shipped_pack("promo").signature,
        names=("渡口晚报社",),
    )
    return apply_edits(text, edits)


PROSE = [
    "关注我们身边的老人，是这座小城一直在做的事。",
    "关注流动儿童的人越来越多",
    "他最近在看一部讲渡口的老片子，逢人就推荐。",
    "在看台上坐着的，多半是球员的家人。",
    "评论区里点赞最多的一条，说的是豆腐的味道。",
    "点赞之交",
    "点赞与转发背后的生意",
    "她点了个赞，又默默收回去。",
    "扫码点餐方便了年轻人，却难住了老人。",
    "扫码关注公众号才能停车，车主们很有意见。",
    "二维码最早是为汽车零件设计的。",
    "长按电源键十秒，手机就会重新启动。",
    "转发微博超过五百次就要担责？律师这样说",
    "喜欢在朋友圈转发养生文章的人，心里想的是什么？",
    "觉得不舒服就去医院，别硬撑。",
    "他觉得还不错，第二天又来了。",
    "推荐阅读这本书的人，多半自己没有读完。",
    "往期的报纸都堆在阁楼上，落满了灰。",
    "投稿的人多，能登出来的少。",
    "合作社的社员们分到了第一笔钱。",
    "知识星球这家公司成立于二〇一五年。",
    "加入群聊之后，他一句话也没有说过。",
    "公众号的作者们正在想办法留住读者。",
    "欢迎加入我们的村子，村口的牌子这样写着。",
    "添加微信好友的上限是五千人。",
    "阅读原文的人，会发现译文少了两段。",
    "回复他的是一位姓林的老师。",
    "星标是代码托管网站上的一种收藏。",
    "蓝字的招牌挂了二十年，颜色都掉了。",
    "扫描文件添加信任即可",
    "来源：晚报",
    "编辑：林小满",
    "责任编辑｜林小满",
    "作者：阿青",
    "校对：老周",
    "免责声明：本文只记一家之言。",
    "由于传播、利用本公众号所提供的信息而造成的后果，由使用者自负。",
    "由于传播、利用本公众号",
    "— END —",
    "分享",
    "推荐阅读",
    "再看",
    "前情回顾",
    "我们是谁",
    "公司简介",
    "原价的菜和限时的人情",
    "也许你还没有去过渡口",
    "这是渡口系列的第四篇文章。",
    "小编微信里的好友越来越少。",
    "希望今天的故事对你有用",
    "晚安",
    "文章来源：晚报",
    "工具介绍",
    "工具简介",
]
PROMPTS = [
    "点击上方“蓝字”，关注更多精彩",
    "▲ 点击蓝字 / 关注我们 ▲",
    "↑ 点擊上方藍字關注我們 ↑",
    "蓝字关注我们",
    "点击下方名片关注我们，一起读城",
    "**点击关注下方名片** **进入公众号**",
    "欢迎关注“渡口往事”公众号",
    "更多精彩内容，请关注微信公众号：渡口往事",
    "防失联，请关注我们的小号“渡口”",
    "👇 记得把我们设为星标 ⭐",
    "设为星标，不错过每一篇",
    "公众号现在只对常读和星标的读者展示大图，别忘了我们",
    "由于公众号推送规则改变，您可能收不到我们的文章",
    "长按识别二维码",
    "【长按二维码，关注我们】",
    "长按识别下方二维码，添加小助手",
    "-扫码关注我们-",
    "扫码关注 了解更多",
    "扫描下方二维码添加小助手，拉你进群",
    "觉得不错，就点个“在看”吧~",
    "如果觉得本文有用，请分享给更多朋友",
    "喜欢的朋友可以点赞、转发支持一下",
    "看完记得点赞哦",
    "点个在看，你最好看",
    "点一下右下角的“在看”",
    "你的点赞，是我更新的动力",
    "喜欢的话，一键三连",
    "欢迎点赞、转发、在看",
    "后台回复“渡口”，领取手绘地图",
    "公众号后台回复：渡口",
    "关注公众号，回复“渡口”获取地图",
    "回复关键字【渡口】获取下载链接",
    "欢迎加入我们的读者群",
    "进交流群请添加管理员",
    "备注：进群",
    "更多讨论，欢迎加入老周的知识星球！",
    "商务合作请联系：dukou@example.org",
    "点击“阅读原文”，查看全部照片",
    "戳阅读原文报名",
    "防走失，请存好这个地址：https://example.org/dukou",
    "轻点上面蓝字关注",
    "这是渡口往事的第 128 篇原创文章",
    "小编微信：dukou2018",
    "商业合作：dukou@example.org，投稿：a@example.org",
    "请在公众号后台回复【合作】",
    "不妨分享到朋友圈，让更多的人看到",
    "如果你也喜欢老街，欢迎加入我们的读者群，一起把小城走一遍",
    "点\n击\n蓝\n字\n关\n注\n我\n们",
    "扫\n\n码\n\n关\n\n注",
]
AT_THE_EDGES = [
    "关注我们",
    "长按关注",
    "点赞、在看、转发",
    "求点赞~",
    "往期推荐",
    "扫码领取地图",
    "投稿邮箱：dukou@example.org",
    "合作微信：dukou",
    "知识星球：渡口往事",
    "回复“地图”即可领取",
    "关注老周，带你走遍渡口",
    "品牌推广 | 培训合作 | 商务咨询",
    "限时特惠 99 元",
    "点击封面图，一键下单",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_and_credits_stay(line: str) -> None:
    for text in (f"{PARAGRAPH}\n\n{line}", f"{line}\n\n{PARAGRAPH}", f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}"):
        assert cleaned(text) == text


@pytest.mark.parametrize("line", PROMPTS)
def test_a_prompt_goes_wherever_it_stands(line: str) -> None:
    for text in (f"{PARAGRAPH}\n\n{line}", f"{line}\n\n{PARAGRAPH}"):
        assert cleaned(text) == PARAGRAPH
    assert cleaned(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}") == f"{PARAGRAPH}\n\n{PARAGRAPH}"


@pytest.mark.parametrize("line", AT_THE_EDGES)
def test_what_may_be_a_heading_goes_at_the_edges_only(line: str) -> None:
    assert cleaned(f"{line}\n\n{PARAGRAPH}\n\n{line}") == PARAGRAPH
    inside = f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}"
    assert cleaned(inside) == inside


LISTS_THAT_STAY = {
    "books": "推荐阅读\n\n《河流的记忆》\n\n《小城与桥》",
    "books with authors": "延伸阅读\n\n《河流的记忆》，林小满 著",
    "references": "相关阅读\n\n林小满. 小城渡口考[J]. 河流研究, 2020(3).",
    "chapters of a series": f"往期回顾\n\n老街上的钟表匠\n\n{PARAGRAPH}",
    "links within prose": f"推荐阅读\n\n先读[老街上的钟表匠](https://example.org/a)，再读这一篇。\n\n{PARAGRAPH}",
}


@pytest.mark.parametrize("text", LISTS_THAT_STAY.values(), ids=LISTS_THAT_STAY)
def test_reading_lists_of_the_article_stay(text: str) -> None:
    text = f"{PARAGRAPH}\n\n{text}" if "往期" not in text else f"{PARAGRAPH}\n\n{text}\n\n{PARAGRAPH}"
    assert cleaned(text) == text


LINKS = "[老街上的钟表匠](https://mp.weixin.qq.com/s/a)\n\n- [一条河的三个名字](https://mp.weixin.qq.com/s/b)"
LISTS_THAT_GO = {
    "links": f"**推荐阅读**\n\n{LINKS}",
    "links and pictures": f"相关阅读：\n\n![](https://example.org/a.png)\n\n{LINKS}",
    "titles": "# 往期精彩 #\n\n老街上的钟表匠\n\n一条河的三个名字",
    "numbered titles": "近期文章\n\n1. 老街上的钟表匠\n\n2. 一条河的三个名字",
    "a list with a number": f"**04**\n\n**往期精彩**\n\n{LINKS}",
    "links below a question": f"也许你还想读读这几篇文章：\n\n{LINKS}",
    "links by subject": f"前情回顾·渡口的一百年\n\n{LINKS}",
    "links in pieces": "往期精彩\n\n[ ![](a.png)\n\n老街上的钟表匠\n\n](https://mp.weixin.qq.com/s/a)",
    "titles up to a call": "推荐阅读\n\n（点击图片即可阅读）\n\n老街上的钟表匠\n\n小编微信：dukou2018",
    "titles and a prompt": "往期推荐\n\n老街上的钟表匠\n\n扫码关注我们",
}


@pytest.mark.parametrize("text", LISTS_THAT_GO.values(), ids=LISTS_THAT_GO)
def test_lists_of_other_articles_go(text: str) -> None:
    assert cleaned(f"{PARAGRAPH}\n\n{text}") == PARAGRAPH
    assert cleaned(f"{PARAGRAPH}\n\n{text}\n\n编辑：林小满") == f"{PARAGRAPH}\n\n编辑：林小满"


LONG = "\n\n".join([PARAGRAPH] * 8)
PRESENTED = "渡口晚报社成立于二〇一九年，写小城里的人和事，也收旧照片、旧船票和老周的豆腐。"
AT_THE_END = {
    "a signature": "喜欢就点个在看吧~\n\n写给走过渡口的人\n\n渡　口\n\n晚报社",
    "an introduction": f"渡口简介\n\n{PRESENTED}\n\n欢迎关注渡口晚报社公众号",
    "an introduction in other words": f"关于我们\n\n{PRESENTED}\n\n长按识别二维码\n\n一期一会",
}
STAYS_AT_THE_END = {
    "an introduction without a call": f"渡口简介\n\n{PRESENTED}",
    "one of something else": f"古桥简介\n\n{PRESENTED}",
    "prose below a call": f"点个在看\n\n{PARAGRAPH}",
    "credits below a call": "扫码关注我们\n\n题图：\n\n老周",
    "much below a call": "点个在看\n\n"
    + "\n\n".join(f"第{number}张照片拍的是渡口的早市" for number in "一二三四五六七八九"),
}


@pytest.mark.parametrize("text", AT_THE_END.values(), ids=AT_THE_END)
def test_what_an_account_says_of_itself_at_the_end_goes(text: str) -> None:
    assert cleaned(f"{LONG}\n\n{text}") == LONG


@pytest.mark.parametrize("text", STAYS_AT_THE_END.values(), ids=STAYS_AT_THE_END)
def test_what_is_no_signature_stays(text: str) -> None:
    left = "\n\n".join(line for line in text.split("\n\n") if line not in ("点个在看", "扫码关注我们"))
    assert cleaned(f"{LONG}\n\n{text}") == f"{LONG}\n\n{left}"


def test_a_short_article_below_a_call_is_no_signature() -> None:
    assert cleaned("点击蓝字关注我们\n\n桥修好了\n\n两岸的人都来了") == "桥修好了\n\n两岸的人都来了"


@pytest.mark.parametrize("example", shipped_pack("promo").examples, ids=lambda example: example.raw.split("\n")[1])
def test_examples_of_the_pack(example: Example) -> None:
    assert cleaned(example.raw.strip()) == example.clean.strip()
    assert cleaned(example.clean.strip()) == example.clean.strip()


def test_no_pattern_is_tried_on_every_line() -> None:
    assert "" not in shipped_matcher("promo")._rules.loose


PIECES = [*PROSE, *PROMPTS, *AT_THE_EDGES, *LINKS.split("\n\n"), PARAGRAPH]
OTHERS = ["往期推荐", "推荐阅读", "近期文章", "在看", "” 或 “", "![](a.png)", "", "河边的灯"]


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(OTHERS), max_size=12).map("\n".join))
def test_a_clean_text_stays(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
