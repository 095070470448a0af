"""The changed characters inside one rewritten line, found in time linear in its length."""

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
_LONGEST_STEP = 4096
# Two changes this close read better as one.
_CLOSE = 2


class Stretch(NamedTuple):
    """A stretch of a line: `before` became `after`; the two are equal where nothing changed."""

    before: str
    after: str

    @property
    def changed(self) -> bool:
        """A flag for a stretch in which something was inserted, removed or replaced."""
        return self.before != self.after


def stretches(before: str, after: str) -> list[Stretch]:
    """Return the stretches of a rewritten line in order, kept and changed ones in turn.

    difflib looks at windows of 128 characters, so that a long line costs time in proportion to its
    length; after 200 windows with changes the rest counts as one change.
    """
    end = _common(before[::-1], after[::-1], 0, 0)
    head = _in_windows(before[: len(before) - end], after[: len(after) - end])
    tail = before[len(before) - end :]
    return _joined(chain(head, [Stretch(tail, tail)]))


def changed_characters(before: str, after: str) -> int:
    """Return how many characters were put in, taken out or exchanged."""
    return sum(max(len(stretch.before), len(stretch.after)) for stretch in stretches(before, after) if stretch.changed)


def _in_windows(before: str, after: str) -> Iterator[Stretch]:
    """Yield the stretches of two texts, found window by window; kept ones may follow one another."""
    left = right = 0
    for _ in range(_MOST_WINDOWS):
        same = _common(before, after, left, right)
        yield Stretch(before[left : left + same], after[right : right + same])
        left, right = left + same, right + same
        if left == len(before) or right == len(after):
            break
        ours, theirs = before[left : left + _WINDOW], after[right : right + _WINDOW]
        last = left + _WINDOW >= len(before) and right + _WINDOW >= len(after)
        for stretch in _window(ours, theirs, whole=last):
            yield stretch
            left, right = left + len(stretch.before), right + len(stretch.after)
    yield Stretch(before[left:], after[right:])


def _common(before: str, after: str, left: int, right: int) -> int:
    """Return the length of the stretch that both have from `left` and `right` on."""
    start, step = left, _LONGEST_STEP
    while step:
        piece = before[left : left + step]
        if piece and len(piece) == step and after.startswith(piece, right):
            left, right = left + step, right + step
        else:
            step //= 2
    return left - start


def _window(ours: str, theirs: str, *, whole: bool) -> Iterator[Stretch]:
    """Yield the stretches of two windows; without `whole` what follows the last match is left for the next window."""
    if _pairs(ours, theirs) > _MOST_PAIRS:
        yield _shifted(ours, theirs)
        return
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    if not whole and len(codes) > 1 and codes[-1][0] != "equal":
        codes.pop()
    for _, i, j, k, m in codes:
        yield Stretch(ours[i:j], theirs[k:m])


def _shifted(ours: str, theirs: str) -> Stretch:
    """Return the smallest change at the start after which both go on alike, or all of both."""
    for size in range(1, _FURTHEST + 1):
        for left in range(size + 1):
            right = size - left
            if ours[left : left + _ALIKE] == theirs[right : right + _ALIKE] and len(ours) >= left + _ALIKE:
                return Stretch(ours[:left], theirs[:right])
    return Stretch(ours, theirs)


def _pairs(ours: str, theirs: str) -> int:
    """Return how many pairs of equal characters two windows have."""
    other = Counter(theirs)
    return sum(count * other[character] for character, count in Counter(ours).items())


def _joined(found: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches with neighbours of one kind joined, and changes that a character or two keep apart."""
    joined: list[Stretch] = []
    for stretch in found:
        if stretch.before or stretch.after:
            joined.append(_with_neighbours(joined, stretch))
    return joined


def _with_neighbours(found: list[Stretch], stretch: Stretch) -> Stretch:
    """Take what belongs to a stretch from the end of those `found` so far, and return both as one."""
    if found and found[-1].changed == stretch.changed:
        last = found.pop()
        return Stretch(last.before + stretch.before, last.after + stretch.after)
    if len(found) > 1 and stretch.changed and len(found[-1].before) <= _CLOSE:
        between, change = found.pop(), found.pop()
        return Stretch(change.before + between.before + stretch.before, change.after + between.after + stretch.after)
    return stretch
