"""Title and byline at the beginning of a collapsed line: where each ends. What they say is the header's matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wxclean.filters.page.byline_grammar import DAY
from wxclean.filters.page.collapsed_phrases import Token, pieces, word_end
from wxclean.rare_pattern import rare

_DAY: Final = re.compile(rf"(?<!\S){DAY}(?!\S)")
_MARK: Final = re.compile(r"(?<!\S)(?:原创|原創|Original|转载|轉載|Reprint)(?:\s?[:：])?(?!\S)")
_POSTED: Final = re.compile(r"\s+(?:发表于|發表於|Posted on)\s*\S+")
# The latest day of a byline, in characters; the most words below it that are names, and the longest name and author.
_LATEST_DAY: Final = 160
_MOST_NAMES, _LONGEST_NAME, _LONGEST_AUTHOR = 8, 24, 5
_READ_ON: Final = (" 阅读原文", " 閱讀原文", " Read more", " Read More")
# The card of an account: its name again, its id, its description, and the day, which ends it; its latest end.
_CARD: Final = rare(
    rf"(?<=\s)(?P<account>\S(?:\S| (?! )){{0,38}}?) (?P<again>(?P=account)) (?P<id>[A-Za-z][\w-]{{5,19}}) "
    rf"(?P<description>\S.{{0,198}}?) (?P<day>{DAY})(?!\S)"
)
_LATEST_CARD: Final = 600
# The shortest collapsed page, and its shortest title, in characters; no title or name has a full stop.
_SHORTEST_PAGE, _SHORTEST_TITLE = 100, 4
_STOP: Final = "。"
_NO_NAME: Final = re.compile(r"[，。；！？!?;…：:、“”\"《》=<>#]")


def byline_parts(text: str) -> list[Token]:
    """Return the title and the byline at the beginning of a text, as one part each; none without a day or names.

    The names stand above the day, or, on pages up to 2018, below it, where the account is said twice.
    """
    day = _DAY.search(text, 0, _LATEST_DAY)
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

    Pages give the day in words, or print a badge, or the account twice; tools set names and a time side by side. A page
    without a day has a badge and the link to the rest of its text.
    """
    if len(text) < _SHORTEST_PAGE:
        return False
    if text.endswith(_READ_ON) and _MARK.search(text, 1, _LATEST_DAY):
        return True
    day = _DAY.search(text, 0, _LATEST_CARD)
    if day is None:
        return False
    if card_parts(text):
        return True
    parts = byline_parts(text) if day.end() <= _LATEST_DAY else []
    if not parts:
        return False
    title, byline = parts
    if day[0][0].isascii() and (day[0][0].isalpha() or day[0].endswith("ago")):
        return title.end >= _SHORTEST_TITLE
    if _STOP in text[: day.start()]:
        return False
    if byline.start == day.start():
        return byline.end > day.end()  # the account stands below the day, twice
    is_date = day[0][0].isdecimal() and "前" not in day[0] and "ago" not in day[0]
    is_told = not is_date or ":" in day[0] or _MARK.match(text, byline.start) is not None
    return is_told and title.end >= _SHORTEST_TITLE


def card_parts(text: str) -> list[Token]:
    """Return the parts of a header whose labels a converter left out: title, names, id, description and day.

    The account stands twice, and its id shows that this is its card.
    """
    card = _CARD.search(text, 0, _LATEST_CARD)
    if card is None or not text[: card.start()].strip():
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
    words = list(pieces(text, start, start + _MOST_NAMES * _LONGEST_NAME))[:_MOST_NAMES]
    texts = [text[word.start : word.end] for word in words]
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
    return _size(word) <= _LONGEST_AUTHOR and _is_name(text, word)


def _size(word: Token) -> int:
    return word.end - word.start


def _is_name(text: str, word: Token) -> bool:
    is_whole = word.end == word_end(text, word.start) or word.end == len(text)
    return word.end - word.start <= _LONGEST_NAME and is_whole and not _NO_NAME.search(text, word.start, word.end)
