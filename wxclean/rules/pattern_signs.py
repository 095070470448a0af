"""The signs of patterns: a letter of each that all its matches have, so that a line without it needn't be matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wxclean.rules.line_key import HIDING, key_letter, letter_forms
from wxclean.rules.rule import Pattern

# What a space in a key may be in a line: white space, or an element.
_BLANKS: Final = "".join(filter(str.isspace, HIDING)) + ">"


def signs_of(patterns: Mapping[str, Sequence[Pattern]], *, by_tail: bool) -> dict[str, str]:
    """Return under the first letters of patterns, or the last ones, the letters of which a line needs one, none if any
    line may match.
    """
    signs: dict[str, set[str]] = {}
    for letters, found in patterns.items():
        signs.setdefault(letters[-1:] if by_tail else letters[:1], set()).update(map(_sign, found))
    return {letter: "" if "" in found else "".join(sorted(found)) for letter, found in signs.items()}


def _sign(pattern: Pattern) -> str:
    """Return a letter that all matches of a pattern have, in all its forms; an empty string if none is known.

    Those by which patterns are looked up say no more, a Chinese one says more than a Latin one, and a space least.
    """
    fixed = pattern.head[2:] + pattern.tail[:-2]
    letters = [letter for letter in reversed(fixed) if letter not in "0 "]
    if letters:
        return letter_forms(next((letter for letter in letters if not letter.isascii()), letters[0]))
    return _BLANKS if " " in fixed else ""


def has_sign(text: str, signs: Mapping[str, str], letter: str) -> bool:
    """Return whether a line that begins or ends with a letter has one of its signs, if patterns do so at all."""
    needed = signs.get(key_letter(letter))
    if needed is None:
        return False
    for sign in needed:  # a generator would take three times as long
        if sign in text:
            return True
    return not needed
