"""The grammar of bylines: mark, names, day, place and buttons, each optional, on one line or more, in any dress.

原创 林小满 潮汐手记 2023-05-20 11:34 发表于浙江
Original 林小满 [潮汐手记](javascript:void(0);) *2023-05-20 11:34* *Posted on 浙江*
原创 作者:林小满 公号:潮汐手记 发布时间:2023-05-20 11:34
2018-03-19 林小满 潮汐手记
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Final, NamedTuple

from wxclean.filters.page.said_again import is_said_again, undoubled
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import TARGET
from wxclean.rules.rule import Rule

Phrase = Callable[[str], Rule | None]
"""A lookup of the rule of a phrase: places and buttons are vocabulary."""

# A day as pages and tools write it, with its time; a page may say it in words.
_TIME: Final = r"(?:,?[ T](?:[上下]午 ?)?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?"
DAY: Final = (
    r"(?:(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:\d{4}年)?\d{1,2}月\d{1,2}日|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})"
    rf"|(?:今天|昨天|前天|刚刚|星期[一二三四五六日天]|\d{{1,2}} ?(?:个|個)?(?:天|周|週|月|小时|小時|分钟|分鐘)前"
    rf"|Today|Yesterday|\d{{1,2}} (?:minute|hour|day|week|month)(?:s|\(s\))? ago"
    rf"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)){_TIME}"
)
"""The pattern of a day."""

_TAG: Final = re.compile(r"</?(?:a|b|br|div|em|font|h\d|i|p|section|small|span|strong|time|u)\b[^<>]*>", re.IGNORECASE)
_PREFIX: Final = re.compile(r"(?:>\s*|[-+]\s+|#{2,6}\s+)+")
_ESCAPED: Final = re.compile(r"\\([-\\`*_{}\[\]#+.!~|>])")
# A token's kind in the pattern of an order.
_KINDS: Final = {"mark": "m", "day": "d", "author": "u", "account": "c", "opening": "(", "closing": ")"}
# The kinds of parts that set apart what follows them; a note is the number before the words of a text browser's link.
_SETTING_APART: Final = frozenset(("picture", "note", "gap", "dated", "author", "account"))
_ORDER: Final = rare(r"m?[nuc]{0,9}(?:a|\([na]+\))?(?:d[pq]?|p)?b*|m?d(?:n{1,6}|[uc]{1,2})b*|m?d?n{0,6}an{0,3}b*")
# The kinds of tokens that show a byline, those that are a place, and those below which a place or a button may stand.
_PROOFS: Final = frozenset("mdap(")
_PLACES: Final = "pq"
_BEFORE_PHRASES: Final = "dpqb"
# What no name holds: a sentence's signs, quotation marks; and what none is: numbers, times, keys of data, topics.
_NOT_IN_NAMES: Final = re.compile('[，。；！？!?;…：:、“”"《》「」#=<>~^]')
_NO_NAME: Final = rare(
    r"\d{1,4}(?:[-:./]\d+)*$|收[录錄][于於]|[,.]+$"
    r"|(?:(?:活动|活動)?[时時][间間]|地[点點址]|日期|主[讲講持办辦][人方]?|[讲講]者|承[办辦]方?|嘉[宾賓]|[报報]名|[费費]用)$"
    r"|(?:集合|出[发發]|[对對][阵陣]|[开開][球场場幕始])$"
)
_LONGEST_NAMES: Final = 60
# The rules of buttons behind the place.
_BUTTONS: Final = ("header.reader", "byline.button")


class Token(NamedTuple):
    """One part of a byline: its kind (a letter of `_ORDER`), text, line, and whether it is set apart from what precedes
    it by more than a space.
    """

    kind: str
    text: str
    line: int
    apart: bool

    def saying(self, text: str) -> Token:
        """Return the same token with another text."""
        return self if text == self.text else Token(self.kind, text, self.line, self.apart)


class Byline:
    """What stands in a byline, as far as its form tells.

    `names` are the names without a dress of their own, words that are set apart from each other being separate names;
    `author` and `account` those that a label or a link tells. One is `timed` if its day has a time, and `apart` if its
    day or a name below the first part is set apart.
    """

    __slots__ = ("account", "apart", "author", "day", "labelled", "linked", "mark", "names", "place", "timed")

    def __init__(self, tokens: Sequence[Token], kinds: str, names: Sequence[Token], account: Token | None) -> None:
        """Take what tokens of these kinds say; which of them are names and the account is known already."""
        self.mark = tokens[0] if kinds[0] == "m" else None
        self.names = names
        self.author = _joined(tokens, kinds, "u")
        self.account = account
        self.day = _first(tokens, kinds, "d")
        self.place = next((token for token in tokens if token.kind in _PLACES and token.text), None)
        self.linked = "(" in kinds or "a" in kinds
        self.labelled = "u" in kinds or "c" in kinds
        self.timed = self.day is not None and ":" in self.day.text
        self.apart = self.day is not None and any(token.apart for token in tokens[1:] if token.kind in "nd")


@cache
def _token_pattern() -> re.Pattern[str]:
    """Return the pattern of one part, compiled when the first line is met that may be a byline."""
    return re.compile(
        rf"(?P<picture>!\[[^\[\]]*\](?:\({TARGET}\)|\[\d{{1,3}}\]))"
        r"|(?<!\S)(?P<note>\[\d{1,3}\])(?=[^\s(\[])"
        rf"|(?P<opening>\[(?:\s*↓+\s*\]\({TARGET}\)|$))|(?P<closing>\[\s*↑+\s*\]\({TARGET}\)|^\]\({TARGET}\)$)"
        rf"|\[\s*(?P<linked>[^\[\]\s][^\[\]]*?)\s*\](?:\((?P<target>{TARGET})\)|(?P<reference>\[\d{{1,3}}\]))?"
        r"|(?P<gap>\s{2,}|\u3000|[*|｜·•]+|(?<![^\s*_)\]])_+|_+(?![^\s*_])|_+(?=\d{4}[-/.年]\d))"
        r"|(?P<mark>(?:原创|原創|Original|转载|轉載|Reprint)(?:\s?[:：]|(?=[\s\[*_]|$)))"
        rf"|(?P<day>(?<![^\W_])(?<!-){DAY}(?:(?=发表|發表|发布|發佈)|(?![^\W_]|[:-])))"
        r"|(?P<dated>(?:[发發][布佈表](?:时间|日期|時間)|Published)\s?[:：]|(?:時間|时间|日期|Date)\s?[:：](?=\W*\d{4})"
        r"|(?:[发發][布佈表][于於]|Posted on|Published on)[\s:：]*(?=\d{4}[-/.年]\d))"
        r"|(?:发表于|發表於|发布于|發佈於|Posted on)\s*(?:[*_]{1,3}(?=[^\s*_]))?(?P<place>[^\s*_|]{0,16})"
        r"|(?P<author>作者|撰文|文|Author|By)\s?[:：]|(?P<account>(?:微信)?公[众眾衆]?[号號]|来源|來源|Account)\s?[:：]"
        r"|(?P<word>[^\s\[\]*_|｜·•]+(?:_+(?!\d{4}[-/.年]\d)[^\s\[\]*_|｜·•]+)*)"
    )


def tokens_of(text: str, line: int, phrase: Phrase) -> list[Token] | None:
    """Return the parts of a line, or None if it holds what no byline does."""
    found: list[Token] = []
    text = _TAG.sub("  ", text).strip() if "<" in text else text
    text = text.replace("&nbsp;", " ") if "&" in text else text
    text = _PREFIX.sub("", text) if text[:1] in (">", "-", "+", "#") else text
    apart, end, label = True, 0, ""
    for match in _token_pattern().finditer(text):
        start = match.start()
        if start > end and not text[end:start].isspace():
            return None
        end = match.end()
        group = match.lastgroup or ""
        if group in _SETTING_APART:
            apart, label = True, _KINDS.get(group, "")
            continue
        token = _token(match, group, line, apart, label, found, phrase)
        if token is None:
            return None
        if group != "word":
            label = ""
        apart = False
        found.append(token)
    return found if not text[end:].strip() else None


def _token(
    match: re.Match[str], group: str, line: int, apart: bool, label: str, before: Sequence[Token], phrase: Phrase
) -> Token | None:
    """Return the token of a match, or None if no byline holds such a one; `label` is the kind that a label names."""
    if group == "reference":
        return None if _is_no_name(match["linked"]) else Token("n", " ".join(match["linked"].split()), line, True)
    if group in ("linked", "target"):
        return _link(match["linked"], match["target"], line)
    if group == "place":
        return Token("p", match["place"], line, apart)
    text = match[0]
    if group != "word":
        return Token(_KINDS[group], text, line, apart)
    text = unescaped(text)
    if before and before[-1].kind in _BEFORE_PHRASES:
        name = rule.name if (rule := phrase(text)) is not None else ""
        if name == "header.place" and before[-1].kind == "d" and (apart or ":" in before[-1].text):
            return Token("q", text, line, apart)
        if name in _BUTTONS:
            return Token("b", text, line, apart)
    if _is_no_name(text):
        return None
    return Token(label or "n", text, line, apart)


def _is_no_name(text: str) -> bool:
    """Return whether a text can't be a name, nor part of one."""
    return _NOT_IN_NAMES.search(text) is not None or _NO_NAME.match(text) is not None


def unescaped(text: str) -> str:
    """Return a text without the backslashes that Markdown puts before signs."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _link(text: str, target: str | None, line: int) -> Token | None:
    """Return the token of a link: one to nowhere, or without a target, is the account, which a card may say twice."""
    if _is_no_name(text):
        return None
    nowhere = target is None or target.lstrip().lower().startswith(("javascript:", "#"))
    return Token("a" if nowhere else "n", undoubled(" ".join(text.replace("**", " ").split())), line, True)


def byline_in(tokens: Sequence[Token], *, bare: bool = False) -> Byline | None:
    """Return what tokens say, if they are a byline's and in its order, else None; a `bare` one may be names alone."""
    kinds = "".join([token.kind for token in tokens])
    if not _ORDER.fullmatch(kinds) or kinds.count("a") > 1:
        return None
    if not bare and _PROOFS.isdisjoint(kinds):
        return None
    names = _names(tokens)
    if sum([len(name.text) for name in names]) > _LONGEST_NAMES:
        return None
    account = _joined(tokens, kinds, "c")
    if account is None and "(" in kinds:
        account = _as_one(tokens[kinds.index("(") + 1 : kinds.index(")")])
    elif account is None:
        account = _first(tokens, kinds, "a")
    if "an" in kinds and "d" not in kinds[:2] and account is not None:
        again = [token.text for token in tokens[kinds.index("an") + 1 :] if token.kind == "n"]
        if " ".join(again) != account.text:
            return None
    return Byline(tokens, kinds, names, account)


def _names(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the names without a dress, those that follow themselves once."""
    groups: list[list[Token]] = []
    inside, alone = False, True
    for token in tokens:
        inside = token.kind == "(" or (inside and token.kind != ")")
        if token.kind != "n" or inside:
            alone = True
            continue
        if token.apart or alone:
            groups.append([])
        groups[-1].append(token)
        alone = False
    names = [_as_one(group) for group in groups]
    return [name for place, name in enumerate(names) if not place or name.text != names[place - 1].text]


def _first(tokens: Sequence[Token], kinds: str, kind: str) -> Token | None:
    """Return the first token of a kind; `kinds` are those of all tokens."""
    return tokens[kinds.index(kind)] if kind in kinds else None


def _joined(tokens: Sequence[Token], kinds: str, kind: str) -> Token | None:
    """Return the tokens of a kind as one."""
    return _as_one([token for token in tokens if token.kind == kind]) if kind in kinds else None


def _as_one(tokens: Sequence[Token]) -> Token:
    """Return tokens that stand side by side as one."""
    return tokens[0] if len(tokens) == 1 else tokens[0].saying(" ".join([token.text for token in tokens]))


def named(
    byline: Byline, accounts: Collection[str], authors: Collection[str], *, sure: bool = False
) -> dict[str, Token]:
    """Return the author and the account of a byline, each where it is known.

    `accounts` and `authors` are names from elsewhere in the text: they decide which word is which; if they are `sure`,
    no other name is the account. Otherwise that is the last name, and the author what stands before it.
    """
    found = {field: token for field, token in (("author", byline.author), ("account", byline.account)) if token}
    given = [token.text for token in found.values()]
    names = [name for name in byline.names if name.text not in given]
    if len(names) == 1 and "account" not in found:
        names = _parted(names[0], accounts, authors)
    names = [name.saying(undoubled(name.text)) for name in names]
    for name in reversed(names):
        if name.text in accounts:
            found.setdefault("account", name)
        elif name.text in authors:
            found.setdefault("author", name)
    rest = [name for name in names if name not in found.values()]
    if rest and "account" not in found and not (sure and accounts):
        found["account"] = rest.pop()
    if rest and "author" not in found:
        found["author"] = rest[0].saying(" ".join([name.text for name in rest]))
    return found


def _parted(name: Token, accounts: Collection[str], authors: Collection[str]) -> list[Token]:
    """Return the names in words that nothing sets apart: the account stands last, and the author may stand twice."""
    if " " not in name.text:
        glued = next((other for other in accounts if name.text.endswith(other) and name.text != other), "")
        return [name.saying(name.text.removesuffix(glued)), name.saying(glued)] if glued else [name]
    words = name.text.split(" ")
    at = _account_start(words, accounts, authors)
    return [name.saying(" ".join(part)) for part in (words[:at], words[at:]) if part]


def _account_start(words: Sequence[str], accounts: Collection[str], authors: Collection[str]) -> int:
    """Return the place of the first word of the account."""
    places = range(len(words))
    for at in places if accounts or authors else ():
        if " ".join(words[at:]) in accounts or (at and undoubled(" ".join(words[:at])) in authors):
            return at
    if authors and (" ".join(words) in authors or undoubled(" ".join(words)) in authors):
        return len(words)
    doubled = [at for at in places[2:] if at % 2 == 0 and words[: at // 2] == words[at // 2 : at]]
    if doubled:
        return doubled[-1]
    if is_said_again(" ".join(words)):
        return next(at for at in places if undoubled(" ".join(words[at:])) != " ".join(words[at:]))
    latin = [word.isascii() for word in words]
    changes = [at for at in places[1:] if latin[at] != latin[at - 1]]
    return changes[0] if len(changes) == 1 else len(words) - 1
