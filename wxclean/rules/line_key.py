"""The key of a line, which rules compare: one phrase then serves every tool's way of writing it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

# Longer lines are never chrome phrases; this also bounds the work of the patterns below.
LONGEST: Final = 400
# Longer lines of links aren't either; their addresses are long.
LONGEST_LINKS: Final = 4000

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0f"))
_QUOTES: Final = {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"}

_IMAGE: Final = re.compile(r"!\[[^\[\]]*\]\((?:[^()\\]++|\\.)*\)")
TARGET: Final = r"(?:[^()\\]++|\\.|\([^()]*\))*"
"""The pattern of what a Markdown link points to."""
_LINK: Final = re.compile(rf"\[([^\[\]]*)\]\({TARGET}\)")
# A link, or a picture, whose address stands at the end of the text: `[潮汐手记][3]`.
NUMBERED: Final = re.compile(r"^\[\d{1,3}\](?=[^\s\[(:])")
"""The number that a text browser sets before a link: `[5]阅读原文`."""
_REFERENCE: Final = re.compile(r"!\[[^\[\]]*\]\[\d{1,3}\]|\[([^\[\]]*)\]\[\d{1,3}\]")
# What a clipper leaves of the page's elements.
_ANCHOR: Final = re.compile(r"<a id=\"[\w-]*\">(?:</a>)?|</?label>")
_PREFIX: Final = re.compile(r"(?:#{1,6}(?=\s|$)|>|[*+-](?=\s))+\s*")
# Each alternative begins with a single character (`\*\**`, not `\*+`), to which the search then goes at once.
_EMPHASIS: Final = re.compile(r"\*\**|_(?:_+|(?<!\w_)|(?!\w))|``*|~~(?:(?<!~~~)(?=[^~])(?=.*?~~)|(?<=[^~]~~)$)")
_WORD: Final = re.compile(r"[^\W_]")
_HEADING: Final = re.compile(r"#{1,6}\s+")
_STRONG: Final = re.compile(r"(?<!\\)\*\*(?=[^\s*])([^*]+?)(?<=[^\s\\])\*\*")
_EMPHASISED: Final = re.compile(r"(?P<sign>\*\*|[*_])(?=[^\s*_])(?P<text>[^*_]+)(?<=[^\s\\])(?P=sign)")
_SHOWN_FIRSTS: Final = frozenset("#*_")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!~|>-])")
_NUMBER: Final = re.compile(r"[0-9][0-9]*(?:[.,][0-9]+)?(?:\s?[万亿萬億kKwW](?![a-zA-Z])\+?|\+)?")
_BESIDE_NUMBERS: Final = re.compile(f"({_NUMBER.pattern})")
# The traditional characters in the packs' phrases: one phrase serves both scripts.
_TRADITIONAL: Final = str.maketrans(
    "暢鍵長說響兩僅無圖爲賬擇質戲專請誤歡懶標話題戶遊輯應維稱購論還繼語內損籤會預進頻極並閱讀詞刪網舉頭務續確鋪報備權參於覽獲廣開審轉豎區號暫違擔錯紹當衆補爭絡時單錄訪國運觸調額篩劃碼約間"
    "賞賠橫買異過習識態動營薦結訴蘋創現鍾對顯費個將點閉見優許與數屬規條據領鏈議臺壞險後敗盤載瀏給餘寫發設銷頁評線紅選贊掃興機產該來換別贈聽萬樂學導聲認業際觀輕書範詳統實視經復級問試狀嗎關説為閲眾讚帳裡裏證擊藍們佈併係傢劇卽嚮奧娛寧彆悅愛慶擾昇東査檯灣爾環療穫箇簡簽綫編繫羅聞聯肅蘇蘭處製複覈訂註証貴資賓迴週遷遼醫鈕錶鐘門閤雲韓頂饋馬騷驗體髮麥麵齣龍筆記蹤",
    "畅键长说响两仅无图为账择质戏专请误欢懒标话题户游辑应维称购论还继语内损签会预进频极并阅读词删网举头务续确铺报备权参于览获广开审转竖区号暂违担错绍当众补争络时单录访国运触调额筛划码约间"
    "赏赔横买异过习识态动营荐结诉苹创现钟对显费个将点闭见优许与数属规条据领链议台坏险后败盘载浏给余写发设销页评线红选赞扫兴机产该来换别赠听万乐学导声认业际观轻书范详统实视经复级问试状吗关说为阅众赞账里里证击蓝们布并系家剧即向奥娱宁别悦爱庆扰升东查台湾尔环疗获个简签线编系罗闻联肃苏兰处制复核订注证贵资宾回周迁辽医钮表钟门合云韩顶馈马骚验体发麦面出龙笔记踪",
)
_FOLDED: Final = _QUOTES | _TRADITIONAL
# The letters that keys write in another form: traditional ones simplified, curly quotes straight, digits as `0`.
_KEY_LETTERS: Final = dict.fromkeys("123456789", "0") | {
    chr(old): new if isinstance(new, str) else chr(new) for old, new in _FOLDED.items()
}
_FORMS: Final[dict[str, str]] = {}
for _other, _letter in _KEY_LETTERS.items():
    _FORMS[_letter] = _FORMS.get(_letter, "") + _other
# What a match stands for, as a function: a template such as `\1` is read anew for each call.
_GROUP: Final = itemgetter(1)
# `translate` takes ten times as long as a search that finds nothing to translate.
_HIDDEN: Final = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")
_FOLDABLE: Final = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
# All white space except the space.
_SPACES: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_DRESSING: Final = rf"*_\[\]\\#>`~\u00ad\u200b-\u200f\u2060\ufeff\ufe0f{_SPACES}"
# What `undressed` and what `line_key` change; one set each, since alternatives take five times as long.
_DRESSED: Final = re.compile(f"[{_DRESSING}]")
_NOT_IN_KEYS: Final = re.compile(f"[{_DRESSING}0-9“”‘’{''.join(map(chr, _TRADITIONAL))}]")


# Dressing and invisible characters, with which a line can begin or end, but not its key.
_UNSEEN: Final = "".join(map(chr, _INVISIBLE))
FIRST_DRESSING: Final = frozenset("*_#>[!\\`~+-<" + _UNSEEN)
LAST_DRESSING: Final = frozenset("*_)]`~>\\" + _UNSEEN)
# Where a line has one of these, its key may have another letter or none.
HIDING: Final = FIRST_DRESSING.union("] ", _SPACES)
# What is stripped from the ends of a line without links, and what a number can end with.
OUTER_DRESSING: Final = "*_#>\\`~+- " + _UNSEEN + _SPACES
NUMBER_ENDS: Final = frozenset("万亿萬億kKwW")


def outer_letters(letters: Iterable[str], extra: frozenset[str]) -> frozenset[str]:
    """Return the outer letters of lines whose keys begin or end with one of `letters`, and the `extra` ones."""
    return extra.union(*map(letter_forms, letters))


def key_letter(letter: str) -> str:
    """Return a letter as keys write it."""
    return _KEY_LETTERS.get(letter, letter)


def letter_forms(letter: str) -> str:
    """Return a letter of keys and all letters that keys write as this one."""
    return letter + _FORMS.get(letter, "")


def line_key(text: str) -> str:
    """Return what rules compare of a stripped line.

    White space is folded, zero-width characters and the Markdown dressing of html2text and turndown are removed, curly
    quotes become straight, and each number becomes `0` (`10万+` counts as one number). An image leaves nothing, a link
    its text.
    """
    if len(text) > LONGEST:
        return _key_of_links(text)
    if not (_NOT_IN_KEYS.search(text) or _is_loose(text)):
        return text
    return _folded(fold_numbers(undressed(text)))


def _key_of_links(text: str) -> str:
    """Return the key of a line that only the addresses of its links make long, any other line as it is."""
    if len(text) > LONGEST_LINKS or not 0 <= text.find("](") <= LONGEST or len(text) - text.rfind(")") > LONGEST:
        return text
    bare = undressed(text)
    return _folded(fold_numbers(bare)) if len(bare) <= LONGEST else text


def _folded(text: str) -> str:
    for letter in set(_FOLDABLE.findall(text)):
        text = text.replace(letter, _KEY_LETTERS[letter])
    return text


def undressed(text: str) -> str:
    """Return a line without Markdown dressing and invisible characters, with white space folded."""
    if not (_DRESSED.search(text) or _is_loose(text)):
        return text
    if _HIDDEN.search(text):
        text = text.translate(_INVISIBLE)
    if "]" in text:
        text = _linked_words(text)
    if "<" in text and ("<a id=" in text or "label>" in text):
        text = _ANCHOR.sub(" ", text)
    text = text.strip()
    prefix = _PREFIX.match(text)
    text = _EMPHASIS.sub("", text[prefix.end() :] if prefix else text)
    if "\\" in text:  # at the end, it is a break
        text = _ESCAPED.sub(_GROUP, text.rstrip("\\ "))
    return " ".join(text.split())


def _linked_words(text: str) -> str:
    """Return a line without pictures, and of its links and their numbers only the words."""
    if "](" in text:
        text = without_addresses(text)
    if "][" in text:
        text = _REFERENCE.sub(r"\1", text)
    return NUMBERED.sub("", text) if text[:1] == "[" else text


def shown(text: str) -> str:
    """Return what a reader sees of a line, with white space folded: the form of the values taken from headers.

    Markdown dressing is removed only from what is certainly Markdown: a heading, a link, or a line that is emphasised
    as a whole. Elsewhere, `__init__`, `*args` and a leading `-` are the author's own.
    """
    text = " ".join(text.split())
    if text[:1] not in _SHOWN_FIRSTS and "]" not in text:
        return text
    if "][" in text:
        text = _REFERENCE.sub(r"\1", text).strip()
    bare = _LINK.sub(_GROUP, _IMAGE.sub("", text)).strip() if "](" in text else text
    heading = _HEADING.match(bare)
    if heading is None and bare == text and not _EMPHASISED.fullmatch(text):
        return text
    bare = bare[heading.end() :] if heading else bare
    if "**" in bare:
        bare = _STRONG.sub(_GROUP, bare)
    emphasised = _EMPHASISED.fullmatch(bare)
    bare = emphasised["text"] if emphasised else bare
    return (_ESCAPED.sub(_GROUP, bare) if "\\" in bare else bare).strip()


def _is_loose(text: str) -> bool:
    """Return whether a line has runs of spaces, outer spaces or a list bullet."""
    return "  " in text or text[:1] in "+- " or text[-1:] == " "


def is_picture(text: str) -> bool:
    """Return whether a line is one Markdown picture, which has an empty key."""
    if not text.startswith("!["):
        return False
    end = text.find("](", 2)
    # Searches for single signs pass over a picture's data in a hundredth of the expression's time.
    if end > 0 and text.find(")", end) == len(text) - 1 and text.find("(", end + 2) < 0 and text.find("\\", end) < 0:
        return text.find("[", 2, end) < 0 and text.find("]", 2, end) < 0
    return _IMAGE.fullmatch(text) is not None


def may_be_void(text: str) -> bool:
    """Return whether a line could hold no word outside pictures and addresses (a prefilter)."""
    if text[0].isalnum():
        return False
    return "](" in text or "][" in text or "<a id=" in text or _WORD.search(text) is None


def without_pictures(text: str) -> str:
    """Return a line without its Markdown pictures."""
    return _IMAGE.sub("", text)


def without_addresses(text: str) -> str:
    """Return a line without its pictures and without what its links point to."""
    if "![" in text:
        text = _IMAGE.sub("", text)
    return _LINK.sub(_GROUP, text) if "](" in text else text


def links_only(text: str) -> bool:
    """Return whether a line is nothing but Markdown links, perhaps after a number."""
    if "](" not in text or len(text) > LONGEST_LINKS:
        return False
    links = without_pictures(text)
    return "](" in links and not any(map(str.isalpha, _LINK.sub("", links)))


def simplified(text: str) -> str:
    """Return a text with the traditional characters of the page's phrases simplified, each in its place."""
    return text if text.isascii() else text.translate(_TRADITIONAL)


def phrase_key(phrase: str) -> str:
    """Return the key of a phrase as a pack writes it."""
    return _folded(fold_numbers(undressed(phrase)))


class Folded(NamedTuple):
    """A text written as keys are: curly quotes straight, characters simplified, each number `0`.

    `places` are its first and those right after its numbers; from each on, the original is `ahead` by that many
    characters.
    """

    text: str
    places: list[int]
    ahead: list[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the places in the original of the start and the end of a part of this text."""
        places, ahead = self.places, self.ahead
        number = below = bisect_right(places, start)
        if number < len(places) and places[number] <= end:
            below = bisect_right(places, end)
        return start + ahead[number - 1], end + ahead[below - 1]


def folded(text: str) -> Folded:
    """Return a text written as keys are, except for white space and dressing, which stay."""
    parts = _BESIDE_NUMBERS.split(text)  # numbers stand at every second place
    places = accumulate([len(part) + 1 for part in parts[:-1:2]], initial=0)
    ahead = accumulate([len(number) - 1 for number in parts[1::2]], initial=0)
    return Folded(_folded("0".join(parts[::2])), list(places), list(ahead))


def fold_numbers(text: str) -> str:
    """Return the text with every number written as `0`: `阅读 10万+` becomes `阅读 0`."""
    return _NUMBER.sub("0", text)
