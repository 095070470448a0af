"""Title and byline at the beginning of a collapsed line: where each ends. What they say is the header's matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from wxclean.filters.page.byline_grammar import DAY
from wxclean.filters.page.collapsed_phrases import Token, pieces, word_end
from wxclean.rare_pattern import rare

# These patterns begin with characters, and look behind them for what may not stand there: so a search passes over all
# other characters at once.
_DAY: Final = re.compile(rf"(?<!\S){DAY}(?!\S)")
_DAY_START: Final = re.compile(r"[\dA-Z今昨前刚星](?<!\S.)")
_MARK: Final = re.compile(
    r"(?:原(?<!\S.)[创創]|O(?<!\S.)riginal|转(?<!\S.)载|轉(?<!\S.)載|R(?<!\S.)eprint)(?:\s?[:：])?(?!\S)"
)
_POSTED: Final = re.compile(r"\s+(?:发表于|發表於|Posted on)\s*\S+")
# The latest day of a byline, in characters; the most words below it that are names, and the longest name and author.
_LATEST_DAY: Final = 160
_MOST_NAMES, _LONGEST_NAME, _LONGEST_AUTHOR = 8, 24, 5
_READ_ON: Final = (" 阅读原文", " 閱讀原文", " Read more", " Read More")
# The card of an account: its name again, its id, its description, and the day, which ends it; its latest end.
_CARD: Final = rare(
    rf"(?<=\s)(?P<account>\S(?:\S| (?! )){{0,38}}?) (?P<again>(?P=account)) (?P<id>[A-Za-z][A-Za-z0-9_-]{{5,19}}) "
    rf"(?P<description>\S.{{0,198}}?) (?P<day>{DAY})(?!\S)"
)
_LATEST_CARD: Final = 600
_ID: Final = re.compile(r" [A-Za-z][A-Za-z0-9_-]{5,19} ")
# The same below a day and the names, where the account stands a third time and no day ends the description.
_PANEL: Final = rare(
    r"(?P<account>\S(?:\S| (?! )){0,38}?) (?P=account) (?P<again>(?P=account)) (?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}) "
    r"(?P<description>\S{4,120})(?!\S)"
)
# The shortest collapsed page, and its shortest title, in characters; no title or name has a full stop.
_SHORTEST_PAGE, _SHORTEST_TITLE = 100, 4
_STOP: Final = "。"
# Where a sentence of prose ends; a day that is one of several; and what stands above the time of an event.
_PROSE: Final = re.compile(r"[。！？!?…]|\.(?!\S)")
_OTHER_DAY: Final = re.compile(
    r"[今昨前明后後星周週TY](?<!\S.)(?:(?<=[今昨前明后後])天|(?:(?<=星)期|(?<=[周週]))[一二三四五六日天]"
    r"|(?<=T)(?:oday|omorrow)|(?<=Y)esterday)(?!\S)"
)
_TIMED: Final = ("时间", "時間", "日期", "于", "於", "在", "自", "从", "從")
# How much of a text shows whether it is prose, in characters. No line ends at a blank beside Latin letters or digits.
_SEEN: Final = 1000
_LINE_END: Final = re.compile(r"\s(?<![!-~]\s)\s*(?![!-~])")
# The end of a page's excerpt of an article, above the link to the rest.
_CUT: Final = ("...", "…")
_ENGLISH: Final = re.compile("[a-z]")
# What no author is called: the part of a series that a title names last, and words with a particle or a pronoun.
_NO_AUTHOR: Final = re.compile(
    r"[上中下续續终終完\d一二三四五六七八九十]+|.*[篇集章回期季辑輯]|.*[的了吗嗎呢吧们們什怎].*"
)
_NO_NAME: Final = re.compile(r"[，。；！？!?;…：:、“”\"《》=<>#]")


def byline_parts(text: str) -> list[Token]:
    """Return the title and the byline at the beginning of a text, as one part each; none without a day or names.

    The names stand above the day, or, on pages up to 2018, below it, where the account is said twice.
    """
    return _parts_round(text, _first_day(text, _LATEST_DAY))


def _first_day(text: str, end: int) -> re.Match[str] | None:
    """Return the first day in a text, up to a place."""
    for start in _DAY_START.finditer(text, 0, end):
        day = _DAY.match(text, start.start(), end)
        if day is not None:
            return day
    return None


def _parts_round(text: str, day: re.Match[str] | None) -> list[Token]:
    """Return the title and the byline in which a day stands; none without names."""
    if day is None or not text[: day.start()].strip():
        return []
    mark = _MARK.search(text, 0, day.start())
    end = _names_end(text, day.end())
    if end is not None:
        start = mark.start() if mark else day.start()
    else:
        above = list(pieces(text, mark.end() if mark else 0, day.start()))
        if not above or (not mark and len(above) < 2) or not _is_name(text, above[-1]):
            return []
        start = mark.start() if mark else _first_name(text, above).start
        place = _POSTED.match(text, day.end())
        end = place.end() if place else day.end()
    return [Token(0, start, None), Token(start, end, None)] if text[:start].strip() else []


def begins_with_byline(text: str) -> bool:
    """Return whether a long line begins with a title and a byline that only a page or a tool writes.

    Pages give the day in words, or print a badge, or the account twice; tools set author, account and a time side by
    side. A page without a day has a badge and the link to the rest of its text. In a poem or a programme such words may
    stand between blanks, too, so prose stands below them, except below badge and date.
    """
    if len(text) < _SHORTEST_PAGE:
        return False
    if text.endswith(_READ_ON) and _has_badge(text):
        return True
    day = _first_day(text, _LATEST_CARD)
    if day is None:
        return False
    if card := card_parts(text):
        return not _is_in_sentence(text, card[-1])
    parts = _parts_round(text, day) if day.end() <= _LATEST_DAY else []
    if not parts or _is_in_sentence(text, Token(*day.span(), None)):
        return False
    title, byline = parts
    is_date = day[0][0].isdecimal() and "前" not in day[0] and not day[0].endswith("ago")
    mark = _MARK.match(text, byline.start)
    is_marked = mark is not None and (is_date or _are_names_in_english(text, mark, day))
    if not is_marked and not _is_prose(text, byline.end):
        return False
    if _ENGLISH.search(day[0]):
        return title.end >= _SHORTEST_TITLE
    if _STOP in text[: day.start()]:
        return False
    if byline.start == day.start():
        return is_date and byline.end > day.end()  # the account stands below the day, twice
    is_timed = ":" in day[0] and len(list(pieces(text, byline.start, day.start()))) > 1
    return (not is_date or is_timed or is_marked) and title.end >= _SHORTEST_TITLE


def _are_names_in_english(text: str, mark: re.Match[str], day: re.Match[str]) -> bool:
    """Return whether names that are no Latin words stand between badge and day of which one is English, as on pages."""
    words = list(pieces(text, mark.end(), day.start()))
    if not 0 < len(words) < _MOST_NAMES or not _ENGLISH.search(mark[0] + day[0]):
        return False
    return all(_is_name(text, word) and not text[word.start].isascii() for word in words)


def _has_badge(text: str) -> bool:
    """Return whether a badge stands near the beginning of a text, above an excerpt that ends above the last word, the
    link to the rest, or with a name and above prose.
    """
    mark = _MARK.search(text, 1, _LATEST_DAY)
    if mark is not None and text.removesuffix(next(filter(text.endswith, _READ_ON))).endswith(_CUT):
        return _is_prose(text, mark.end())
    name = next(iter(pieces(text, mark.end(), len(text))), None) if mark else None
    if name is None or text[name.start].islower() or not _is_name(text, name):
        return False
    return _is_prose(text, name.end)


def _is_in_sentence(text: str, day: Token) -> bool:
    """Return whether a day is a word of a Latin sentence, one of several days, or the time of an event."""
    above, below = text[: day.start].rsplit(maxsplit=1)[-1], text[day.end :].lstrip()[:1]
    if below.isascii() and (below.islower() or above[0].islower()):
        return True
    is_one_of_several = not text[day.start].isdecimal() and _OTHER_DAY.search(text, day.end) is not None
    return is_one_of_several or above.endswith(_TIMED)


def _is_prose(text: str, start: int) -> bool:
    """Return whether most of what stands between blanks from a place on holds the end of a sentence."""
    words = _LINE_END.split(text[start : start + _SEEN].strip())
    if len(words) == 1:
        words = text[start : start + _SEEN].split()
    return 2 * sum(len(word) for word in words if _PROSE.search(word)) >= sum(map(len, words))


def card_parts(text: str) -> list[Token]:
    """Return the parts of a header whose labels a converter left out: title, names, id, description and day.

    The account stands twice, and its id shows that this is its card.
    """
    card = _CARD.search(text, 0, _LATEST_CARD) if _ID.search(text, 0, _LATEST_CARD) else None
    if card is None or not text[: card.start()].strip() or _is_word(card["account"]):
        return []
    mark = _MARK.search(text, 0, card.start())
    words = list(pieces(text, mark.end() if mark else 0, card.start()))
    if mark is not None:
        above = [Token(0, mark.start(), None), Token(*mark.span(), None), *words] if mark.start() else []
    else:
        is_told = len(words) > 1 and is_author(text, words[-1]) and _size(words[-2]) > _LONGEST_AUTHOR
        author = words[-1:] if is_told else []
        above = [Token(0, words[len(words) - len(author) - 1].end, None), *author]
    account = Token(*card.span("account"), None)
    parts = [Token(*card.span(name), None) for name in ("again", "id", "description", "day")]
    return [*above, account, *parts] if above else []


def panel_parts(text: str, byline: Token) -> list[Token]:
    """Return the account, the id and the description of a card right below a byline that ends with the account twice.

    Nothing shows where the description ends but its first blank.
    """
    is_likely = _ID.search(text, byline.start, _LATEST_CARD) is not None
    panel = _PANEL.search(text, byline.start, _LATEST_CARD) if is_likely else None
    if panel is None or panel.start("again") != byline.end + 1:
        return []
    return [Token(*panel.span(name), None) for name in ("again", "id", "description")]


def _is_word(text: str) -> bool:
    """Return whether a text is Latin words without a capital, as those that a song repeats."""
    return text.isascii() and text.islower()


def title_and_names(text: str, end: int) -> list[Token]:
    """Return the title, the author and the account that stand above the reader's buttons, as one part each."""
    words = list(pieces(text, 0, end))
    if len(words) < 2 or not _is_name(text, words[-1]):
        return [Token(0, words[-1].end, None)] if words else []
    first = _first_name(text, words)
    author = [first] if first.start < words[-1].start else []
    return [Token(0, words[-2 - len(author)].end, None), *author, words[-1]]


def _names_end(text: str, start: int) -> int | None:
    """Return the end of an author and an account that is said twice, which stand below a day; None if none do."""
    words = list(islice(pieces(text, start, start + _MOST_NAMES * _LONGEST_NAME), _MOST_NAMES))
    texts = [text[word.start : word.end] for word in words]
    if len(set(texts)) == len(texts):
        return None
    for end in range(2, len(words) + 1):
        for size in range(1, end // 2 + 1):
            if texts[end - size : end] == texts[end - 2 * size : end - size]:
                names = words[:end]
                return names[-1].end if all(_is_name(text, name) for name in names) else None
    return None


def _first_name(text: str, words: Sequence[Token]) -> Token:
    """Return the first name of a byline without a mark: the author's, if the word above the account reads like one."""
    author = words[-2]
    is_one = len(words) > 2 and is_author(text, author)
    is_same = text[author.start : author.end] == text[words[-1].start : words[-1].end]
    return author if len(words) > 2 and (is_one or is_same) else words[-1]


def is_author(text: str, word: Token) -> bool:
    """Return whether the word above an account reads like the author's name."""
    is_short = _size(word) <= _LONGEST_AUTHOR and _is_name(text, word)
    return is_short and _NO_AUTHOR.fullmatch(text, word.start, word.end) is None


def _size(word: Token) -> int:
    return word.end - word.start


def _is_name(text: str, word: Token) -> bool:
    is_whole = word.end == word_end(text, word.start) or word.end == len(text)
    return word.end - word.start <= _LONGEST_NAME and is_whole and not _NO_NAME.search(text, word.start, word.end)
