"""Account cards inside an article: picture, name, description, count and kind."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from wxclean.rules.line_key import undressed
from wxclean.rules.rule import Rule

# The rules of a card's count and of its kind.
_COUNT, _KIND = "header.profile-card", "card.account-kind"
# The lines at the top that give a page's account, in a byline or alone, which cards repeat.
_HEADER, _LONGEST_BYLINE = 24, 120
# The longest name of an account and the longest description of one, in characters.
_LONGEST_NAME, _LONGEST_ABOUT = 30, 240
_NO_NAME_ENDS: Final = tuple("。！？!?；;…，,：:）)”")
_PICTURED: Final = Rule(_COUNT, "wechat", zone="body")
# What converters make of the dots and breaks around the kind.
_VOID: Final = re.compile(r"(?:<br ?/?>|[，,.\s])+")
# An account's picture: an address that a page gives to no other picture.
_PORTRAIT: Final = re.compile(r"!\[[^\[\]]*\]\([^()]*(?:qlogo\.cn|/mmhead/|wxfrom=19|/300\?wx_fmt)[^()]*\)")
_BOLD: Final = re.compile(r"\*\*[^*]+\*\*")


def with_cards(texts: list[str], rules: list[Rule | None], inside: list[int]) -> list[Rule | None]:
    """Return the rules of lines, with those of an account's card all set to the rule of its count.

    `inside` are the places of all lines with a rule that isn't a footer's. A card is a picture, a name, a description,
    a count (`214篇原创内容`) and a kind (`公众号`), of which all but name and count may be missing. Two lines above the
    count are name and description only if the upper one is bold, repeats the page's account, has the account's picture
    above it, or is short where the lower one reads as a description; else they are the article's own.
    """
    ends = [place for place in inside if (rule := rules[place]) is not None and rule.name in (_COUNT, _KIND)]
    if not ends:
        return rules
    found, names = list(rules), _Names(texts)
    for place in ends:
        rule = rules[place]
        if rule is not None and rule.name == _COUNT:
            start, end = _card_start(texts, rules, place, names), _card_end(texts, rules, place)
            found[start:end] = [rule] * (end - start)
        elif found[place] is rule and (start := _pictured_start(texts, rules, place)) < place:
            found[start : place + 1] = [_PICTURED] * (place + 1 - start)
    return found


def _pictured_start(texts: list[str], rules: list[Rule | None], kind: int) -> int:
    """Return the place of the first line of a card without a count: the account's picture; `kind` if there is none."""
    for size in (2, 3):
        free = kind >= size and not any(rules[kind - size : kind])
        if free and _PORTRAIT.fullmatch(texts[kind - size]) and _may_be_name(undressed(texts[kind - size + 1])):
            return kind - size
    return kind


class _Names:
    """What may be the page's account: a line that stands more than once, or a word of the lines at the top."""

    __slots__ = ("_lines", "_words")

    def __init__(self, texts: list[str]) -> None:
        self._lines = Counter(undressed(text) for text in texts if len(text) <= _LONGEST_BYLINE)
        self._words: dict[str, int] = {}
        for place, text in enumerate(texts[:_HEADER]):
            for word in undressed(text).split(" ") if len(text) <= _LONGEST_BYLINE else ():
                self._words.setdefault(word, place)

    def has(self, name: str, place: int) -> bool:
        """Return whether a line is such a name; `place` is where it stands."""
        return self._lines[name] > 1 or self._words.get(name, place) < place


def _card_start(texts: list[str], rules: list[Rule | None], count: int, names: _Names) -> int:
    """Return the place of a card's first line; `count` is the place of its count."""
    name = _name_place(texts, rules, count, names)
    return name - (0 < name < count and _PORTRAIT.fullmatch(texts[name - 1]) is not None)


def _name_place(texts: list[str], rules: list[Rule | None], count: int, names: _Names) -> int:
    """Return the place of a card's name, or `count` if it can't be told from the article."""
    above = count - 2 - (count > 2 and texts[count - 2] == ".")  # a dot may follow the name
    free = [_is_free(texts, rules, place) for place in (count - 1, above)]
    if not free[0] or not undressed(texts[count])[:1].isdecimal():  # a whole card stands on one line
        return count
    if _is_dressed_name(texts, count - 1):
        return count - 1
    if free[1] and _is_name_above(texts, above, count - 1, names):
        return above
    return count - 1 if names.has(undressed(texts[count - 1]), count - 1) else count


def _is_name_above(texts: list[str], place: int, about: int, names: _Names) -> bool:
    """Return whether the line above what could be a description is the account's name."""
    name = undressed(texts[place])
    if not _may_be_name(name):
        return False
    return _is_dressed_name(texts, place) or names.has(name, place) or not _may_be_name(undressed(texts[about]))


def _is_free(texts: list[str], rules: list[Rule | None], place: int) -> bool:
    return place >= 0 and rules[place] is None and len(texts[place]) <= _LONGEST_ABOUT


def _is_dressed_name(texts: list[str], place: int) -> bool:
    """Return whether a line is an account's name by its dress: bold, or below the account's picture."""
    name = undressed(texts[place])
    if not name or not _may_be_name(name):
        return False
    above = texts[place - 1] if place else ""
    is_below_picture = above.startswith(f"![{name}]") or _PORTRAIT.fullmatch(above) is not None
    return is_below_picture or _BOLD.fullmatch(texts[place]) is not None


def _may_be_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not text.endswith(_NO_NAME_ENDS)


def _card_end(texts: list[str], rules: list[Rule | None], count: int) -> int:
    """Return the place after a card's last line: its kind, and the punctuation below it."""
    place = _below_void(texts, count + 1)
    kind = rules[place] if place < len(rules) else None
    return _below_void(texts, place + 1) if kind is not None and kind.name == _KIND else count + 1


def _below_void(texts: list[str], place: int) -> int:
    while place < len(texts) and _VOID.fullmatch(texts[place]):
        place += 1
    return place
