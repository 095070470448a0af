"""Bylines below a title: what one says, on one line or on several, and how far it proves a header."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from wxclean.filters.dates import iso_date
from wxclean.filters.page.byline_grammar import Byline, Phrase, Token, byline_in, named, tokens_of
from wxclean.filters.page.said_again import is_said_again
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import is_picture, undressed

LONGEST_BYLINE: Final = 160
"""The longest line of a byline, in characters."""
_LONGEST_BARE: Final = 90
LINES_BELOW: Final = 3
"""How many lines below a byline tell whether it is one of several such lines."""
# A byline without a link has fewer lines above it.
_FEW: Final = 3
# The most lines of a byline, and the longest of several, in characters.
_MOST_LINES, _LONGEST_PART = 8, 40
# What a line of a byline holds besides names. Each alternative begins with a character of its own: a search for a set
# of characters is far faster.
_SIGNS: Final = rare(
    r"今天|昨天|前天|刚刚|星期|Today|Yesterday|day\b(?<=[a-z]day)| ago(?<=[shky] ago)| ago(?<=s\) ago)"
    r"|]\(\s?(?:javascript|#)|原[创創]|Orig|转[载載]|轉[载載]|Reprint|发[表布佈][于於]|發[表布佈][于於]|Posted"
)
_DIGIT_SIGNS: Final = rare(r"\d(?:\d{3}[-/.年]\d|月\d| ?[个個]?(?:天|周|週|月|小时|小時|分钟|分鐘)前|, \d{4})")
# A day in English beside a Chinese name: only pages have that.
_ENGLISH_DAYS: Final = ("Today", "Yesterday", " ago")
# The longest author, in characters, and how lines begin in which an article names its account.
_LONGEST_AUTHOR: Final = 8
_CALLS: Final = (
    *("关注", "關注", "欢迎", "歡迎", "点击", "點擊", "长按", "扫", "搜", "订阅", "加", "进", "我", "这", "请"),
    *("来", "來", "转", "轉", "原", "本", "作者", "编辑", "图", "文", "感谢", "授权", "首发", "公众号", "微信"),
    *("From", "By"),
)
_SENTENCE_END: Final = tuple("。！？!?；;…，,：:")


class Found:
    """A byline that was found.

    `values` are field, value and line of what it says, `lines` how many lines it takes up, `worth` what it is worth as
    evidence of a header. A `closed` one names account and day: below it stands no name of the header.
    """

    __slots__ = ("closed", "lines", "values", "worth")

    def __init__(self, values: list[tuple[str, str, int]], lines: int, worth: int, *, closed: bool) -> None:
        self.values = values
        self.lines = lines
        self.worth = worth
        self.closed = closed


class Names(NamedTuple):
    """The names that other parts of the text give: of the account and of the author; if `sure`, the account is one."""

    accounts: Collection[str] = ()
    authors: Collection[str] = ()
    sure: bool = False


NO_NAMES: Final = Names()


def may_be_byline(text: str) -> bool:
    """Return whether a line could be a byline by itself (a prefilter)."""
    if len(text) > LONGEST_BYLINE or (len(text) > _LONGEST_BARE and "](" not in text and "<" not in text):
        return False
    has_gap = " " in text or "[" in text or "|" in text or "｜" in text or "\u3000" in text or "\xa0" in text
    if not (has_gap or "&nbsp;" in text):
        return False
    return _SIGNS.search(text) is not None or _DIGIT_SIGNS.search(text) is not None


def has_parts_of_byline(texts: Sequence[str], phrase: Phrase) -> bool:
    """Return whether one of several lines could be a byline by itself, and holds nothing that no byline does."""
    found = [text for text in texts if (text[0] != "!" or not is_picture(text)) and may_be_byline(text)]
    return bool(found) and any(tokens_of(text, 0, phrase) for text in found)


def ends_with_account(text: str, names: Names) -> bool:
    """Return whether a line ends with the account, below other words."""
    return names.sure and any(text != name and text.endswith(name) for name in names.accounts)


def byline_of(
    texts: Sequence[str], phrase: Phrase, *, above: int, page: bool = False, names: Names = NO_NAMES
) -> Found | None:
    """Return what the byline on the first line says, or None if the line, which may be one, isn't.

    `above` counts the lines of title and names above it, and `page` says whether a footer shows the text to be a page.
    Only pages have links to nowhere, and only they and tools set names and a time side by side, so either proves a
    header by itself.
    """
    if not (0 < above < _FEW or "](" in texts[0]):
        return None
    tokens = tokens_of(texts[0], 0, phrase)
    byline = byline_in(tokens, bare=ends_with_account(texts[0], names)) if tokens else None
    if byline is None or not (byline.linked or 0 < above < _FEW or _is_emptied(byline, texts[0])):
        return None
    worth = _worth(byline) or (3 if _are_author_and_account(byline.names, names) else 0)
    if worth == 1 and byline.mark is not None and _is_two(byline) and _is_paragraph(texts[1:2]):
        worth = 3
    if worth < (1 if page else 2) or ((worth < 3 or _is_bare(byline)) and _goes_on(tokens or (), texts, phrase)):
        return None
    if worth == 2 and above == 1 and _is_day_emphasised(texts[0]) and _is_two(byline) and _is_paragraph(texts[1:2]):
        worth = 3
    return _found(byline, 1, worth, names)


def _is_day_emphasised(text: str) -> bool:
    """Return whether a line ends with emphasis, but doesn't begin with it: a page's day is, and its names aren't."""
    text = text.strip()
    return text[-1] in "*_" and text[0] not in "*_"


def byline_over_lines(texts: Sequence[str], phrase: Phrase, names: Names = NO_NAMES) -> Found | None:
    """Return what a byline on the first few lines says, if by its form it can be nothing else.

    It ends with a time, or is a mark with one or two names above a paragraph.
    """
    tokens: list[Token] = []
    best: Found | None = None
    for line, text in enumerate(texts[:_MOST_LINES]):
        more = tokens_of(text, line, phrase) if _may_be_part(text) else None
        if more is None:
            break
        tokens += [token._replace(apart=True) if not place else token for place, token in enumerate(more)]
        byline = byline_in(tokens)
        if byline is None:
            continue
        marked = byline.mark is not None and 0 < len(byline.names) < 3 and _is_paragraph(texts[line + 1 : line + 2])
        if line and (byline.linked or marked or (byline.names and (byline.timed or _is_english_day(byline)))):
            best = _found(byline, line + 1, 3, names)
    return best


def day_and_place(text: str, phrase: Phrase) -> Found | None:
    """Return the day and the place on a line such as `_2022-05-17 10:46_ _发表于 湖北_`, None for other lines."""
    tokens = tokens_of(text, 0, phrase)
    byline = byline_in(tokens) if tokens else None
    if byline is None or byline.day is None or byline.place is None or byline.names or byline.linked:
        return None
    return _found(byline, 1, 2, NO_NAMES)


def byline_as_name(text: str, phrase: Phrase, names: Names) -> Sequence[tuple[str, str, int]]:
    """Return what a line says that stands among the names of a header, none if it is one name.

    html2text joins mark, day, author and account into one line, `原创 2018-03-19 作者 帐号 帐号`: a mark, a day, or an
    account that is said again, here or on another line, shows it.
    """
    tokens = tokens_of(text, 0, phrase)
    byline = byline_in(tokens, bare=True) if tokens else None
    if byline is None or (byline.place is not None and byline.day is None):
        return ()
    people = named(byline, names.accounts, names.authors)
    again = "account" in people and (people["account"].text in names.accounts or is_said_again(text))
    return _found(byline, 1, 0, names).values if byline.mark is not None or byline.day is not None or again else ()


def _may_be_part(text: str) -> bool:
    if len(text) > LONGEST_BYLINE or text[0] == "|":  # a table's row
        return False
    bare = undressed(text)
    return len(bare) <= _LONGEST_PART and not bare.endswith(_SENTENCE_END)


def _is_paragraph(texts: Sequence[str]) -> bool:
    """Return whether the next line, if any, is longer than names are, or a sentence."""
    return bool(texts) and (len(texts[0]) > _LONGEST_PART or texts[0].endswith(_SENTENCE_END))


def _worth(byline: Byline) -> int:
    """Return what a byline is worth as evidence of a header: 3 proves one, and 1 needs a page."""
    if byline.linked:
        return 3
    if byline.labelled:
        return 3 if byline.mark is not None or (byline.day is not None and byline.day.text[:1].isdecimal()) else 0
    if not byline.names:
        return 0
    if byline.timed and (byline.place is not None or byline.mark is not None or byline.apart):
        return 3
    if byline.day is not None and _has_words_for_day(byline):
        return 3
    if byline.day is None:
        return 1 if byline.mark is not None else 0
    return 2 if byline.timed or byline.apart or " " in byline.names[0].text else 1


def _is_emptied(byline: Byline, text: str) -> bool:
    """Return whether a tool took the address out of the account's link, beside which the day stands."""
    return "]()" in text and byline.day is not None and len(byline.names) > 1


def _are_author_and_account(found: Sequence[Token], names: Names) -> bool:
    """Return whether names end with the account, set apart or below one word that can be the author."""
    if len(found) > 1:
        return found[-1].text in names.accounts and found[0].text not in _CALLS
    author, _, account = found[0].text.partition(" ") if found else ("", "", "")
    return account in names.accounts and len(author) <= _LONGEST_AUTHOR and not author.startswith(_CALLS)


def _is_two(byline: Byline) -> bool:
    """Return whether the names are two words, apart or not."""
    return " ".join([name.text for name in byline.names]).count(" ") == 1


def _is_english_day(byline: Byline) -> bool:
    """Return whether the day is in English words and a name isn't: only a page's menu has both."""
    if byline.day is None or not byline.day.text.endswith(_ENGLISH_DAYS):
        return False
    return not all(name.text.isascii() for name in byline.names)


def _has_words_for_day(byline: Byline) -> bool:
    """Return whether what stands beside the day shows that a page wrote it: a badge, the account again, its words."""
    if byline.day is None or byline.mark is not None or is_said_again(byline.names[-1].text):
        return True
    words = byline.day.text
    is_relative = iso_date(words) == words and (not words[:1].isdecimal() or words.endswith("前"))
    return words.endswith(_ENGLISH_DAYS) or (is_relative and (byline.apart or " " in byline.names[0].text))


def _is_bare(byline: Byline) -> bool:
    """Return whether a byline is names and a day alone, as a rota or a poem has them line by line."""
    return byline.mark is None and byline.place is None and not byline.linked and not byline.labelled


def _goes_on(tokens: Sequence[Token], texts: Sequence[str], phrase: Phrase) -> bool:
    """Return whether one of the next lines has the same form, or names and a day too, as in a list."""
    return any(_is_like(tokens, text, phrase) for text in texts[1:] if may_be_byline(text))


def _is_like(tokens: Sequence[Token], text: str, phrase: Phrase) -> bool:
    below = tokens_of(text, 0, phrase)
    if below is None:
        return False
    if [token.kind for token in below] == [token.kind for token in tokens]:
        return True
    byline = byline_in(below)
    return byline is not None and byline.day is not None and bool(byline.names) and _is_bare(byline)


def _found(byline: Byline, lines: int, worth: int, names: Names) -> Found:
    values: list[tuple[str, str, int]] = []
    if byline.mark is not None and not byline.mark.text.startswith(("转", "轉", "Reprint")):
        values.append(("original", "true", byline.mark.line))
    people: Mapping[str, Token] = named(byline, names.accounts, names.authors, sure=names.sure)
    values += [(field, token.text, token.line) for field, token in people.items()]
    if byline.day is not None:
        values.append(("published", iso_date(byline.day.text), byline.day.line))
    if byline.place is not None:
        values.append(("location", byline.place.text, byline.place.line))
    return Found(values, lines, worth, closed=byline.day is not None and not byline.linked)
