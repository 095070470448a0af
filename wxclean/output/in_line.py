"""Finds the changed characters inside one rewritten line, in time linear in its length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

_WINDOW = 128
_MOST_WINDOWS = 200
# How many pairs of equal characters two windows may have: prose has some 1,000, and beyond that
# difflib takes long and finds nothing that an eye could follow.
_MOST_PAIRS = 3_000
_FURTHEST = 12
_ALIKE = 24
_STEP = 4096
# Two changes this close read better as one.
_CLOSE = 2


class Mark(NamedTuple):
    """A stretch of a line: `before` became `after`; the two are equal where nothing changed."""

    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether something was put in, taken out or exchanged."""
        return self.before != self.after


def marks(before: str, after: str) -> list[Mark]:
    """Return the stretches of a rewritten line in order, kept and changed ones in turn.

    difflib looks at windows of 128 characters, so that a long line costs time in proportion to its
    length; after 200 windows with changes the rest counts as one change.
    """
    end = _common(before[::-1], after[::-1], 0, 0)
    stretches = _stretches(before[: len(before) - end], after[: len(after) - end])
    tail = before[len(before) - end :]
    return _joined(chain(stretches, [Mark(tail, tail)]))


def changed_characters(before: str, after: str) -> int:
    """Return how many characters were put in, taken out or exchanged."""
    return sum(max(len(mark.before), len(mark.after)) for mark in marks(before, after) if mark.changed)


def _stretches(before: str, after: str) -> Iterator[Mark]:
    left = right = 0
    for _ in range(_MOST_WINDOWS):
        same = _common(before, after, left, right)
        yield Mark(before[left : left + same], after[right : right + same])
        left, right = left + same, right + same
        if left == len(before) or right == len(after):
            break
        ours, theirs = before[left : left + _WINDOW], after[right : right + _WINDOW]
        last = left + _WINDOW >= len(before) and right + _WINDOW >= len(after)
        for mark in _window(ours, theirs, whole=last):
            yield mark
            left, right = left + len(mark.before), right + len(mark.after)
    yield Mark(before[left:], after[right:])


def _common(before: str, after: str, left: int, right: int) -> int:
    """Return the length of the stretch that both have from `left` and `right` on."""
    start, step = left, _STEP
    while step:
        piece = before[left : left + step]
        if piece and len(piece) == step and after.startswith(piece, right):
            left, right = left + step, right + step
        else:
            step //= 2
    return left - start


def _window(ours: str, theirs: str, *, whole: bool) -> Iterator[Mark]:
    """Compare two windows; without `whole` what follows the last match is left for the next window."""
    if _pairs(ours, theirs) > _MOST_PAIRS:
        yield _shifted(ours, theirs)
        return
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    if not whole and len(steps) > 1 and steps[-1][0] != "equal":
        steps.pop()
    for _, i, j, k, m in steps:
        yield Mark(ours[i:j], theirs[k:m])


def _shifted(ours: str, theirs: str) -> Mark:
    """Return the smallest change at the start after which both go on alike, or all of both."""
    for size in range(1, _FURTHEST + 1):
        for left in range(size + 1):
            right = size - left
            if ours[left : left + _ALIKE] == theirs[right : right + _ALIKE] and len(ours) >= left + _ALIKE:
                return Mark(ours[:left], theirs[:right])
    return Mark(ours, theirs)


def _pairs(ours: str, theirs: str) -> int:
    other = Counter(theirs)
    return sum(count * other[character] for character, count in Counter(ours).items())


def _joined(stretches: Iterable[Mark]) -> list[Mark]:
    """Join neighbours of one kind, and changes that only a character or two keep apart."""
    found: list[Mark] = []
    for mark in stretches:
        if mark.before or mark.after:
            found.append(_with_neighbours(found, mark))
    return found


def _with_neighbours(found: list[Mark], mark: Mark) -> Mark:
    """Take from the end of `found` what belongs to `mark`, and return both as one."""
    if found and found[-1].changed == mark.changed:
        last = found.pop()
        return Mark(last.before + mark.before, last.after + mark.after)
    if len(found) > 1 and mark.changed and len(found[-1].before) <= _CLOSE:
        between, change = found.pop(), found.pop()
        return Mark(change.before + between.before + mark.before, change.after + between.after + mark.after)
    return mark
