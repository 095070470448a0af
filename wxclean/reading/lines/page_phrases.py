"""The search for landmarks: phrases of which nearly every page has one, and one of every player.

A line without one is neither a collapsed page, nor is a player joined in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wxclean.reading.lines.characters import NO_LETTERS, class_of, with_class

if TYPE_CHECKING:
    from mypy_extensions import i64

OF_PLAYERS: Final = "切换到横屏模式"
"""The landmark of players, in every language of the page."""
# Each is listed under a character of its own that is rare in articles, which is found far faster than a phrase. `in`
# searches for the character's lower byte, which should be none of 4E to 9F: half the bytes of Chinese text are (扫 and
# 签 take several times as long). The character stands at the same place in all phrases under it, and never at their
# end: the character after it rules out most hits.
LANDMARKS: Final = {
    "微": ("微信扫一扫", "微信掃一掃", "微信號"),
    "览": ("预览时标签不可点",),
    "覽": ("預覽時標籤不可點",),
    "轻": ("轻点两下取消",),
    "滑": ("继续滑动看下一个", "向上滑动看下一个"),
    "浸": ("在小说阅读器中沉浸阅读",),
    "才": ("才可以留言",),
    "维": ("长按二维码向我转账",),
    "介": ("功能介绍", "功能介紹"),
    "横": (OF_PLAYERS,),
    "I": ("WeChat ID", "Weixin ID"),
    "F": ("Scan to Follow",),
    "A": ("to follow Official Account",),
}
SHORTEST: Final = 60
"""No line of up to this many characters is a collapsed page."""

# Where a text has more than this many of such a character, the phrases are found faster; of capitals many texts have
# more, as data in addresses is full of them.
_FEW: Final = 8
_PLACES: Final = {letter: phrases[0].index(letter) for letter, phrases in LANDMARKS.items()}
# The characters after those in landmarks.
_NEXT: Final = with_class(
    NO_LETTERS, [phrase[phrase.index(letter) + 1] for letter, found in LANDMARKS.items() for phrase in found]
)


def has_landmark(text: str) -> bool:
    """Return whether a text contains a landmark."""
    letters = [letter for letter in LANDMARKS if letter in text]
    return any(_has_landmark_of(text, letter) for letter in letters)


def has_landmark_of_page(text: str) -> bool:
    """Return whether a text contains a landmark that isn't a player's."""
    letters = [letter for letter in LANDMARKS if letter in text]
    return any(_has_landmark_of(text, letter) for letter in letters if letter not in OF_PLAYERS)


def _has_landmark_of(text: str, letter: str) -> bool:
    phrases, before = LANDMARKS[letter], _PLACES[letter]
    if letter.isascii():
        return any(phrase in text for phrase in phrases)
    place = text.find(letter)
    for _ in range(_FEW):
        if place < 0:
            return False
        if text.startswith(phrases, max(place - before, 0)):
            return True
        place = text.find(letter, place + 1)
    return place >= 0 and any(text.find(phrase, max(place - before, 0)) >= 0 for phrase in phrases)


def is_of_landmark(text: str, place: i64) -> bool:
    """Return whether the character at a place, one of the keys of LANDMARKS, is part of a landmark."""
    if place + 1 == len(text) or not class_of(text, _NEXT, place + 1):
        return False
    letter = text[place]
    return text.startswith(LANDMARKS[letter], max(place - _PLACES[letter], 0))


def places_of_collapsed(texts: list[str]) -> list[int]:
    """Return the places of the lines that could be collapsed pages (a prefilter)."""
    long = [text for text in texts if len(text) > SHORTEST and not (text[0] == "!" and _is_data(text))]
    if not has_landmark("\n".join(long)):
        return []
    return [place for place, text in enumerate(texts) if len(text) > SHORTEST and has_landmark(text)]


def _is_data(text: str) -> bool:
    """Return whether a line is a picture without words whose address is its data, which takes long to search."""
    return text.startswith("![](data:") and text.find(")") == len(text) - 1
