"""The corpora of the speed bench: one seed and one size give the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

MEGABYTE = 1_000_000

Maker = Callable[[Random], bytes]

_TEXT = (
    "春天 夏天 秋天 冬天 早晨 黄昏 深夜 河边 山谷 小镇 城市 车站 码头 市场 学校 图书馆 花园 屋顶 窗台 老街 "
    "老人 孩子 邻居 医生 老师 工人 农民 渔夫 木匠 画家 记者 朋友 母亲 父亲 姐姐 弟弟 我们 他们 大家 有人 "
    "走过 看见 听说 记得 忘记 相信 等待 寻找 发现 打开 关上 写下 读完 送来 带走 修好 种下 收获 分享 推荐 "
    "取消 讨论 研究 学习 工作 休息 出发 回来 开始 结束 变成 成为 需要 希望 喜欢 担心 感谢 帮助 参加 组织 "
    "一本书 一封信 一条路 一座桥 一棵树 一盏灯 一辆车 一艘船 几张纸 许多年 三公里 两小时 每个人 第二天 "
    "安静 明亮 温暖 寒冷 新鲜 古老 简单 复杂 重要 普通 认真 慢慢 终于 已经 仍然 忽然 总是 常常 也许 其实 "
    "技术 数据 模型 语言 文字 历史 经济 文化 健康 环境 粮食 水稻 茶叶 棉花 钢铁 铁路 天气 地图 故事 消息 "
    "的 了 在 和 与 把 从 向 对 为 而 但 却 又 还 都 就 才 很 更"
)
_WORDS = _TEXT.split()
_LATIN = ("Python", "2018年", "3.5%", "WeChat", "GDP", "12月", "100万", "API", "5G", "“小目标”", "（试行）", "《茶经》")
_ACCOUNTS = ("江南读书会", "北方气象", "茶山笔记", "老街记事", "铁路与人", "数据小站")

_SCRIPT = """var first_sceen__time = (+new Date());

if ("" == 1 && document.getElementById('js_content')) {
    document.getElementById('js_content').addEventListener("selectstart",function(e){ e.preventDefault(); });
}

(function(){
    if (navigator.userAgent.indexOf("WindowsWechat") != -1){
        var link = document.createElement('link');
        var head = document.getElementsByTagName('head')[0];
        link.rel = 'stylesheet';
        link.type = 'text/css';
        link.href = "//res.wx.qq.com/mmbizwap/zh_CN/htmledition/style/page/appmsg_new/winwx.css";
        head.appendChild(link);
    }
})();"""

FOOTER = (
    "赞赏",
    "长按二维码向我转账",
    "受苹果公司新规定影响，微信 iOS 版的赞赏功能被关闭，可通过二维码转账支持公众号。",
    "阅读",
    "好看",
    "已推荐到看一看",
    "你的朋友可以在“发现”-“看一看”看到你认为好看的文章。",
    "取消",
    "推荐",
    "我知道了",
    "已取消，“好看”想法已同步删除",
    "知道了",
    "已推荐到看一看和朋友分享想法",
    "最多200字，当前共字",
    "发送",
    "已发送",
    "朋友将在看一看看到",
    "确定",
    "分享你的想法...",
    "取消",
    "分享想法到看一看",
    "确定",
    "最多200字，当前共字",
    "发送中",
    "网络异常，请稍后重试",
    "知道了",
)

REWARD = FOOTER[:3]
"""What the footer of an account without a reward button lacks."""

# How many templates pages come from.
_TEMPLATES = 8

PHRASES: tuple[str, ...] = tuple(
    dict.fromkeys((*FOOTER, "微信号", "功能介绍", *(line.strip() for line in _SCRIPT.split("\n") if line.strip())))
)
"""What a shell pipeline has to know to take the same lines away, but for the account's own words."""


class Corpus(NamedTuple):
    """Records without their final newline, and the file that holds them, each followed by a newline."""

    name: str
    records: tuple[bytes, ...]
    file: Path

    @property
    def size(self) -> int:
        """UTF-8 bytes, newlines between records not counted."""
        return sum(map(len, self.records))


def wrapped(size: int, seed: int = 2018) -> Iterator[bytes]:
    """Yield `text:'…'` dumps in the shape of a 2018 page, at least `size` bytes in all, of a site's few templates."""
    return _until(size, seed, lambda random: _wrap(_page(random)))


def untemplated(size: int, seed: int = 2018) -> Iterator[bytes]:
    """Yield `text:'…'` dumps, each with white space of its own, so that no two end alike."""
    return _until(size, seed, lambda random: _wrap(_page(random, white=random)))


def jsonl(size: int, seed: int = 2019) -> Iterator[bytes]:
    """Yield the pages of `wrapped`'s kind as JSON objects with their address."""
    return _until(size, seed, _json_page)


def of_accounts(count: int, accounts: int) -> Iterator[bytes]:
    """Yield so many pages as JSON objects that name their account; each account repeats lines of its own in them."""
    random = Random(2021)
    repeated = [_repeated(random, number) for number in range(accounts)]
    for number in range(count):
        head, tail = repeated[number % accounts]
        body = "\n".join([head, *(_body(random) for _ in range(6)), *tail])
        record = {"content": _page(random, body, random, f"老街记事{number % accounts}")}
        yield json.dumps(record, ensure_ascii=False).encode()


def _repeated(random: Random, number: int) -> tuple[str, list[str]]:
    """Return what an account writes above and below its articles."""
    slogan = _title(random)
    tail = [
        "往期推荐",
        *(_title(random) for _ in range(3)),
        slogan,
        f"长按二维码加入{slogan}读者群",
        "商务合作请在后台留言",
    ]
    return f"点击上方蓝字关注老街记事{number}", tail


def clean(size: int, seed: int = 2020) -> Iterator[bytes]:
    """Yield articles that were never dumps: a title, a blank line, paragraphs."""
    return _until(size, seed, lambda random: f"{_title(random)}\n\n{_body(random)}\n".encode())


def one_long_record(size: int) -> bytes:
    """Return one wrapped dump whose article is about `size` bytes, many paragraphs long."""
    random = Random(1)
    body = "".join(_paragraph_lines(random, [_body(random) for _ in range(20)]))
    return _wrap(_page(random, body * (size // len(_escaped(body).encode()) + 1)))


def one_long_line(size: int) -> bytes:
    """Return article text of about `size` bytes without a newline."""
    sentence = _paragraph(Random(2), 400).encode()
    return sentence * (size // len(sentence) + 1)


def blank_lines(count: int, indented: bool) -> bytes:
    """Return a wrapped dump with so many blank lines in the middle of its article, of a page's indentation or empty."""
    random = Random(3)
    lines = [" " * random.randrange(8, 40, 4) if indented else "" for _ in range(1000)]
    middle = "\n".join(lines * (count // 1000))
    return _wrap(_page(random, f"{_body(random)}\n{middle}\n{_body(random)}"))


def save(name: str, records: Sequence[bytes], folder: Path) -> Corpus:
    """Write the records to a file of the folder, one a line where they hold no newlines."""
    file = folder / f"{name}.txt"
    file.write_bytes(b"\n".join(records) + b"\n")
    return Corpus(name, tuple(records), file)


def _until(size: int, seed: int, make: Maker) -> Iterator[bytes]:
    random = Random(seed)
    while size > 0:
        record = make(random)
        size -= len(record)
        yield record


def _json_page(random: Random) -> bytes:
    record = {"url": f"https://mp.weixin.qq.com/s/{random.getrandbits(64):x}", "text": _page(random)}
    return json.dumps(record, ensure_ascii=False).encode()


def _wrap(payload: str) -> bytes:
    return f"text:'{_escaped(payload)}'".encode()


def _escaped(payload: str) -> str:
    for character, escape in (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n"), ("\xa0", "\\xa0")):
        payload = payload.replace(character, escape)
    return payload


def _page(random: Random, body: str | None = None, white: Random | None = None, account: str = "") -> str:
    """Return a page; its white space and the parts of its footer are a template's, unless `white` chooses them."""
    template = random.randrange(_TEMPLATES)
    white = white or Random(template)
    account = account or random.choice(_ACCOUNTS)
    header = ["", account, "", account, "", "微信号", f"wx{random.getrandbits(24):06x}", "", "功能介绍"]
    header += [_paragraph(random, 8), "", f"20{random.randrange(14, 20)}-{random.randrange(10, 13)}-11", ""]
    parts = [_title(random), "", *_indented(white, header, 40)]
    parts += _paragraph_lines(random, [_body(random) if body is None else body])
    parts += _indented(white, ["", *_SCRIPT.split("\n"), ""], 16)
    parts += _indented(white, FOOTER[0 if template % 2 else len(REWARD) :], 16)
    return "\n".join(parts)


def _indented(white: Random, lines: Sequence[str], deepest: int) -> Iterator[str]:
    """Yield the lines at changing depths, with the blank lines of the page's empty elements between them."""
    for line in lines:
        depth = white.randrange(2, deepest)
        yield from (" " * depth for _ in range(white.randrange(6)))
        yield " " * depth + line + " " * white.choice((0, 0, 0, 8))


def _paragraph_lines(random: Random, bodies: Iterable[str]) -> Iterator[str]:
    indent = " " * random.randrange(4, 24, 4)
    return (f"{indent}{line}\n" for body in bodies for line in body.split("\n"))


def _body(random: Random) -> str:
    """Return one to thirty paragraphs; one page in three is a single long one, as where a dump lost its line breaks."""
    if random.random() < 1 / 3:
        return _paragraph(random, random.randrange(100, 700))
    return "\n".join(_paragraph(random, random.randrange(10, 120)) for _ in range(random.randrange(1, 31)))


def _title(random: Random) -> str:
    return "".join(random.choices(_WORDS, k=random.randrange(4, 9)))


def _paragraph(random: Random, words: int) -> str:
    """Return a paragraph of so many words, cut into sentences."""
    picked = random.choices(_WORDS, k=words)
    for place in range(random.randrange(3, 9), words, 8):
        picked[place] += random.choice("，，，，。。、；：")
    if words > 20:
        picked[random.randrange(words)] = random.choice(_LATIN)
    return "".join(picked) + "。"
