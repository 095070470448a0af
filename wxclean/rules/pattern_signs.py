"""The signs of patterns: a letter of each that all its matches have, so that a line without it needn't be matched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from wxclean.rules.line_key import HIDING, letter_forms
from wxclean.rules.rule import Pattern

# What a space in a key may be in a line: white space, or an element.
_BLANKS: Final = "".join(filter(str.isspace, HIDING)) + ">"


def signs_of(patterns: Mapping[str, Sequence[Pattern]], *, by_tail: bool) -> dict[str, str]:
    """Return under each beginning or end of patterns the letters of which a line needs one, none if any line may match.

    Under a single letter are those for all beginnings or ends with it, since the other letter may be hidden.
    """
    signs: dict[str, set[str]] = {}
    for letters, found in patterns.items():
        for key in {letters, letters[-1:] if by_tail else letters[:1]}:
            signs.setdefault(key, set()).update(map(_sign, found))
    return {key: united(found) for key, found in signs.items()}


def united(signs: Collection[str]) -> str:
    """Return all signs together, none if one of them is unknown."""
    return "" if "" in signs else "".join(sorted(set(signs)))


def _sign(pattern: Pattern) -> str:
    """Return a letter that all matches of a pattern have, in all its forms; an empty string if none is known.

    Those by which patterns are looked up say no more, a Chinese one says more than a Latin one, and a space least.
    """
    fixed = pattern.head[2:] + pattern.tail[:-2]
    letters = [letter for letter in reversed(fixed) if letter not in "0 "]
    if letters:
        return letter_forms(next((letter for letter in letters if not letter.isascii()), letters[0]))
    return _BLANKS if " " in fixed else ""


def has_sign(text: str, signs: str) -> bool:
    """Return whether a line has one of these letters, or needs none."""
    for letter in signs:  # a generator would take three times as long
        if letter in text:
            return True
    return not signs
