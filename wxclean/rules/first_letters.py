"""The letters that the matches of a regular expression can begin with, so that most lines need no search."""

from __future__ import annotations

import re

# One simple atom of a regular expression: a lookaround, the start of a group, a set of letters, a letter.
_LOOK = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?:\?[:>])?(?![?*])")
_SET = re.compile(r"\[([^\W_]+)\]")
_LETTER = re.compile(r"[^\W_]")
_OPTIONAL = re.compile(r"[?*]|\{0?,")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})?[?+]?")
# Escaped characters and sets, in which brackets and bars are no syntax.
_OPAQUE = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)


def first_letters(regex: str) -> frozenset[str]:
    """Return the letters and digits that matches begin with; none if they can't be told.

    >>> sorted(first_letters("(?:a|bc)?d.*"))
    ['a', 'b', 'd']
    """
    branches = _branches(regex)
    if len(branches) > 1:
        return _united([first_letters(branch) for branch in branches])
    if _LOOK.match(regex):
        return first_letters(regex[_group_end(regex) + 1 :])
    group, letters = _GROUP.match(regex), _SET.match(regex) or _LETTER.match(regex)
    if group:
        end = _group_end(regex)
        firsts = _united([first_letters(branch) for branch in _branches(regex[group.end() : end])])
        end += 1
    elif letters:
        firsts, end = frozenset(letters.group().strip("[]")), letters.end()
    else:
        return frozenset()
    if not _OPTIONAL.match(regex, end):
        return firsts
    rest = _QUANTIFIER.match(regex, end)
    return _united([firsts, first_letters(regex[rest.end() if rest else end :])])


def _united(sets: list[frozenset[str]]) -> frozenset[str]:
    """Return the union of the sets; none if one of them is unknown."""
    return frozenset().union(*sets) if all(sets) else frozenset()


def _branches(regex: str) -> list[str]:
    """Return the alternatives of a regular expression that are outside its groups."""
    bars = [place for place, depth in _depths(regex) if regex[place] == "|" and not depth]
    starts, ends = [0, *(bar + 1 for bar in bars)], [*bars, len(regex)]
    return [regex[start:end] for start, end in zip(starts, ends, strict=True)]


def _group_end(regex: str) -> int:
    """Return the place of the bracket that closes the group at the start."""
    return next((place for place, depth in _depths(regex) if regex[place] == ")" and not depth), len(regex))


def _depths(regex: str) -> list[tuple[int, int]]:
    """Return the places of `(`, `)` and `|`, each with the number of groups open after it."""
    plain = _OPAQUE.sub(lambda found: " " * len(found.group()), regex)
    depth = 0
    found = []
    for place, letter in enumerate(plain):
        if letter in "()|":
            depth += (letter == "(") - (letter == ")")
            found.append((place, depth))
    return found
