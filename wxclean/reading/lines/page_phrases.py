"""Landmarks: phrases that nearly every page has one of. Without one, a line is no page whose white space collapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wxclean.reading.lines.characters import NO_LETTERS, mark_of, marked

if TYPE_CHECKING:
    from mypy_extensions import i64

# Each is under a character of its own that articles seldom have, which is found far faster than a phrase: `in` looks
# for its lower byte, which had best be none of 4E to 9F, since every second byte of Chinese text is (扫 and 签 take
# several times as long). It stands at the same place in all phrases of a row, and never at their end: by the next
# character most of those that are found are ruled out.
LANDMARKS: Final = {
    "微": ("微信扫一扫", "微信掃一掃", "微信號"),
    "览": ("预览时标签不可点",),
    "覽": ("預覽時標籤不可點",),
    "轻": ("轻点两下取消",),
    "滑": ("继续滑动看下一个",),
    "浸": ("在小说阅读器中沉浸阅读",),
    "才": ("才可以留言",),
    "维": ("长按二维码向我转账",),
    "介": ("功能介绍", "功能介紹"),
    "I": ("WeChat ID", "Weixin ID"),
    "F": ("Scan to Follow",),
    "A": ("to follow Official Account",),
}
SHORTEST: Final = 60
"""Lines of so many characters were not collapsed, nor were shorter ones."""

_PLACES: Final = {letter: phrases[0].index(letter) for letter, phrases in LANDMARKS.items()}
# The characters that follow these in landmarks.
_NEXT: Final = marked(
    NO_LETTERS, [phrase[phrase.index(letter) + 1] for letter, found in LANDMARKS.items() for phrase in found]
)


def has_landmark(text: str) -> bool:
    """Return whether a landmark stands in a text."""
    return any(letter in text and _has_landmark_of(text, letter) for letter in LANDMARKS)


def _has_landmark_of(text: str, letter: str) -> bool:
    phrases, before = LANDMARKS[letter], _PLACES[letter]
    place = text.find(letter)
    while place >= 0:
        if text.startswith(phrases, max(place - before, 0)):
            return True
        place = text.find(letter, place + 1)
    return False


def is_of_landmark(text: str, place: i64) -> bool:
    """Return whether the character at a place, which is one that landmarks are kept under, is part of one."""
    if place + 1 == len(text) or not mark_of(text, _NEXT, place + 1):
        return False
    letter = text[place]
    return text.startswith(LANDMARKS[letter], max(place - _PLACES[letter], 0))
