"""The rows of a preview without those that an eye would only skip: kept lines, blank ones, one change repeated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from wxclean.output.changes import Blank, Change, Kept, Row

# How many kept lines stay at each end of a run.
_CONTEXT = 2
_ALIKE = 4
# Shorter gaps are layout that the line numbers show well enough.
_BLANK = 3


class Fold(NamedTuple):
    """Rows that are not shown one by one: `lines` of them with `characters` characters in all."""

    kind: Literal["blank", "kept", "same"]
    lines: int
    characters: int = 0


def fold(found: Iterable[Row]) -> list[Change | Kept | Fold]:
    """Return the rows with long runs folded: of blank lines, of kept ones (but two at each end), of one change again.

    One or two blank lines leave nothing but a gap in the numbers.
    """
    folded: list[Change | Kept | Fold] = []
    quiet: list[Kept | Blank] = []
    for row in _fold_alike(list(found)):
        if isinstance(row, Kept | Blank):
            quiet.append(row)
        else:
            folded.extend(_fold_quiet(quiet))
            folded.append(row)
            quiet = []
    folded.extend(_fold_quiet(quiet))
    return folded


def _fold_alike(found: Sequence[Row]) -> Iterator[Row | Fold]:
    """Yield the rows with each run of four and more of one change folded, whatever blank lines are in it."""
    start = 0
    while start < len(found):
        end, alike = _alike(found, start)
        if alike >= _ALIKE:
            first = found[start]
            yield first
            yield Fold("same", alike - 1, (alike - 1) * len(first.before) if isinstance(first, Change) else 0)
        else:
            yield from found[start:end]
        start = end


def _alike(found: Sequence[Row], start: int) -> tuple[int, int]:
    """Return where the run that begins at `start` ends, and how many changes it holds."""
    first = found[start]
    if not isinstance(first, Change):
        return start + 1, 1
    end, alike = start + 1, 1
    for index in range(start + 1, len(found)):
        row = found[index]
        if isinstance(row, Change) and row._replace(line=first.line, span=first.span) == first:
            end, alike = index + 1, alike + 1
        elif not isinstance(row, Blank):
            break
    return end, alike


def _fold_quiet(run: Sequence[Kept | Blank]) -> Iterator[Kept | Fold]:
    """Yield rows without changes, folded: kept ones but two at each end, and blank ones outside and between these."""
    kept = [index for index, row in enumerate(run) if isinstance(row, Kept)]
    if len(kept) <= 2 * _CONTEXT + 1:
        yield from _fold_blank(run)
        return
    first, last = kept[_CONTEXT], kept[-_CONTEXT - 1]
    hidden = [len(row.text) for row in run[first : last + 1] if isinstance(row, Kept)]
    yield from _fold_blank(run[:first], inner=True)
    yield Fold("kept", len(hidden), sum(hidden))
    yield from _fold_blank(run[kept[-_CONTEXT] :])


def _fold_blank(run: Sequence[Kept | Blank], *, inner: bool = False) -> Iterator[Kept | Fold]:
    """Yield the kept rows, and a fold for blank ones; with `inner` those at the end belong to the fold that follows."""
    count = 0
    for row in run:
        if isinstance(row, Kept):
            yield from _blank(count)
            yield row
            count = 0
        else:
            count += 1
    if not inner:
        yield from _blank(count)


def _blank(count: int) -> Iterator[Fold]:
    if count >= _BLANK:
        yield Fold("blank", count)
