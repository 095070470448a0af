"""Articles of invented accounts, with what each of them repeats."""

from __future__ import annotations

from wxclean.cleaner.cleaner import clean
from wxclean.result import Cleaned

_WORDS = "渡口石阶豆腐老街钟表茶馆灯塔桥头雨伞木船河灯竹篮井水山路麦田风车瓦片炊烟"
HEAD = "点击上方蓝字关注渡口晚报"
TAIL = ("往期推荐", "长按二维码加入渡口读者群", "商务合作请在后台回复合作")


def paragraph(number: int, line: int) -> str:
    """Return a sentence that no other article has."""
    start = (number * 7 + line * 3) % len(_WORDS)
    words = (_WORDS + _WORDS)[start : start + 24]
    return f"这一天{words}，{chr(0x4E00 + number * 41 + line)}人说起往事，谁也没有忘记。"


def body(number: int, lines: int = 8) -> list[str]:
    """Return the paragraphs of an article."""
    return [paragraph(number, line) for line in range(lines)]


def dump(number: int, account: str = "渡口晚报", tail: tuple[str, ...] = TAIL, head: str = HEAD) -> str:
    """Return an article with what its account adds."""
    return "\n\n".join([*filter(None, [head]), *body(number), *tail])


def article(number: int, account: str = "渡口晚报", tail: tuple[str, ...] = TAIL, head: str = HEAD) -> Cleaned:
    """Return an article of an account, cleaned, with its day."""
    cleaned = clean(dump(number, account, tail, head))
    day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return cleaned.replaced(metadata=cleaned.metadata._replace(account=account, published=day))


def articles(count: int, account: str = "渡口晚报", tail: tuple[str, ...] = TAIL, head: str = HEAD) -> list[Cleaned]:
    """Return articles of an account."""
    return [article(number, account, tail, head) for number in range(count)]
