"""What is compared of lines that articles repeat, and what such a line says of itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from wxclean.rare_pattern import rare
from wxclean.rules.line_key import undressed

LONGEST_REPEATED: Final = 300
"""The longest key, in letters and digits, of a line that is learned."""
_LONGEST_LINE: Final = 4000
_ADDRESS: Final = rare(r"(?:https?://|www\.)([\w.-]+)[^\s\u4e00-\u9fff]*", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0-9]+")
_OTHER: Final = re.compile(r"[\W_]+")
_LETTER: Final = re.compile(r"[^\W_]")


def repeat_key(text: str) -> str:
    """Return the letters and digits of a line, without dressing, pictures and link targets.

    Full-width letters are narrow, capitals small, addresses their host and each number `0`: what articles repeat is
    then equal, whatever tool saved them and whichever issue they are. A line that is too long to be compared has an
    empty key, as has one without letters.

    >>> repeat_key("**▼ 第12期：点击 [蓝字](https://mp.weixin.qq.com/s/a) 关注 ▼**")
    '第0期点击蓝字关注'
    """
    if len(text) > _LONGEST_LINE:
        return ""
    bare = undressed(text)
    if "://" in bare or "www." in bare:
        bare = _ADDRESS.sub(r"\1", bare)
    if not bare.isascii():
        bare = unicodedata.normalize("NFKC", bare)
    key = _DIGITS.sub("0", _OTHER.sub("", bare.lower()))
    return "" if key == "0" else key


def first_letter(text: str) -> str:
    """Return what the key of a line begins with, or an empty string if that takes the whole key to tell."""
    match = _LETTER.search(text)
    if match is None or text[0] == "<":
        return ""
    start = match.start()
    if "\u4e00" <= match[0] <= "\u9fff":
        return "" if "![" in text[:start] else match[0]
    if "![" in text or "://" in text or text[start : start + 3] == "www":
        return ""
    letter = unicodedata.normalize("NFKC", match[0]).lower()[:1]
    return "0" if letter in "123456789" else letter


class Vocabulary(NamedTuple):
    """The words by which repeated lines are judged, as a pack has them, each list as one pattern for keys.

    - `promotion`: words of calls, lists and adverts, anywhere in a line.
    - `notice`: words of disclaimers and of conditions for reprints, anywhere in a line.
    - `own`: what the article's own credits begin with; Latin words are whole lines.
    - `references`: headings of lists that belong to the article.
    - `firsts`, `starts`: the letter, and the two letters, with which keys begin that are the article's own.
    """

    promotion: re.Pattern[str]
    notice: re.Pattern[str]
    own: re.Pattern[str]
    references: re.Pattern[str]
    firsts: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()


WORDS: Final = ("promotion", "notice", "own", "references")
"""The lists of words of a vocabulary."""


def vocabulary_of(
    promotion: Sequence[str], notice: Sequence[str], own: Sequence[str], references: Sequence[str]
) -> Vocabulary:
    """Return the vocabulary of these words."""
    return Vocabulary(
        re.compile(_any_of(promotion)),
        re.compile(_any_of(notice)),
        re.compile("|".join(_beginning(word) for word in _keys(own)) or "(?!)"),
        re.compile(f"(?:{_any_of(references)}).{{0,6}}"),
        frozenset(key[0] for key in _keys((*own, *references))),
        frozenset(key[:2] for key in _keys((*own, *references))),
    )


def _beginning(word: str) -> str:
    return f"{re.escape(word)}$" if word.isascii() else re.escape(word)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, _keys(words))) or "(?!)"


def _keys(words: Iterable[str]) -> list[str]:
    return sorted(filter(None, map(repeat_key, words)))
