"""`Cleaned` values made by hand, for the tests of the preview: a dump in the shape that scrapers keep."""

from __future__ import annotations

from wxclean.document import Action, Edit, Span
from wxclean.result import Cleaned, Metadata, Source

PARAGRAPH = (
    "十月末的早晨，沿河的菜市场比平日醒得更早。卖豆腐的老周把木板一块块卸下来，热气在灯下散开，"
    "他说今年的黄豆收得好，做出来的豆腐也比往年甜一些。隔壁修鞋的师傅不紧不慢地磨着锥子，"
    "偶尔抬头看一眼天色，盘算着下午会不会落雨。"
)
_SCRIPT = (
    "var first_sceen__time = (+new Date());",
    "if (\"\" == 1 && document.getElementById('js_content')) {",
    "document.getElementById('js_content').addEventListener(\"selectstart\",function(e){ e.preventDefault(); });",
    "}",
)
_FOOTER = (
    ("赞赏", "reward.box"),
    ("长按二维码向我转账", "reward.qr-code"),
    ("受苹果公司新规定影响，微信 iOS 版的赞赏功能被关闭，可通过二维码转账支持公众号。", "reward.qr-code"),
    ("阅读", "toolbar.read-count"),
    ("已推荐到看一看", "dialog.recommended"),
    ("取消", "dialog.buttons"),
    ("取消", "dialog.buttons"),
    ("取消", "dialog.buttons"),
    ("取消", "dialog.buttons"),
    ("取消", "dialog.buttons"),
    ("最多200字，当前共字", "share.counter"),
    ("知道了", "dialog.buttons"),
)


def edit(line: int, action: Action, label: str, text: str = "", field: str | None = None) -> Edit:
    name, rule = label.split(".", 1)
    return Edit(line, action, name, rule, text, field)


def cleaned(payload: str, *edits: Edit, text: str = "", metadata: Metadata | None = None, **others: object) -> Cleaned:
    source = Source("utf-8", 1.0, "text:'…'")
    result = Cleaned(text, metadata or Metadata(), edits, source, payload)
    return result.replaced(**others)


def market() -> Cleaned:
    """Return a whole dump: header, article with a rewritten line and a long run of kept ones, script, footer."""
    lines: list[str] = []
    edits: list[Edit] = []
    body: list[str] = []

    def add(text: str, blank: int = 1) -> int:
        lines.append(text and " " * 16 + text)
        lines.extend(["", " " * 10][n % 2] for n in range(blank))
        return len(lines) - blank

    lines.append("河街晨报|老菜市场的一个早晨：豆腐、雨水和磨锥子的声音")
    edits.append(edit(1, "label", "wechat.header.title", lines[0], "title"))
    lines.extend([""] * 5)
    edits.append(edit(add("河街晨报", 2), "label", "wechat.header.account", "河街晨报", "account"))
    edits.append(edit(add("微信号", 0), "drop", "wechat.header.wechat-id"))
    edits.append(edit(add("hejie-morning", 3), "label", "wechat.header.wechat-id", "hejie-morning", "wechat_id"))
    edits.append(edit(add("2019年10月31日", 11), "label", "wechat.header.date", "2019-10-31", "published"))
    for number in range(12):
        text = f"{PARAGRAPH}这是第{number + 1}段。" if number % 3 else f"第{number + 1}节　河边的人"
        if number == 4:
            line = add(text.replace("豆腐", "豆\u200b腐").replace("落雨", "落&nbsp;雨"))
            edits.append(edit(line, "rewrite", "unicode.zero-width", text))
        else:
            add(text)
        body.append(text)
    add("", 4)
    edits += [edit(add(text, 0), "drop", "scripts.first-screen") for text in _SCRIPT]
    add("", 6)
    edits += [edit(add(text, 2), "drop", f"wechat.{rule}") for text, rule in _FOOTER]
    metadata = Metadata(title=lines[0], account="河街晨报", wechat_id="hejie-morning", published="2019-10-31")
    return cleaned("\n".join(lines), *edits, text="\n\n".join(body), metadata=metadata)


def collapsed() -> Cleaned:
    """Return a page on one line, broken up at its chrome."""
    parts = [("微信扫一扫关注该公众号", "drop"), (PARAGRAPH, None), ("长按二维码向我转账", "drop"), ("取消", "drop")]
    edits, position = [], 0
    for text, action in parts:
        if action:
            span = Span(position, position + len(text))
            edits.append(Edit(1, "drop", "wechat", "collapsed", span=span))
        position += len(text) + 1
    return cleaned(" ".join(text for text, _ in parts), *edits, text=PARAGRAPH)
