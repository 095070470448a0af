"""Turns a `Cleaned` into rows of data: what became of each line of the payload, and by which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from wxclean.document import Action, Edit, Span
from wxclean.result import Cleaned

_CONTEXT = 2
_ALIKE = 4
# Shorter gaps are layout that the line numbers show well enough.
_BLANK = 3


class Change(NamedTuple):
    """One edit with the text it found (`before`) and left (`after`; None for a drop)."""

    line: int
    action: Action
    filter: str
    rule: str
    before: str
    after: str | None
    field: str | None = None
    span: Span | None = None

    @property
    def label(self) -> str:
        """Filter and rule as `--skip` takes them: `wechat.reward.qr-code`."""
        return f"{self.filter}.{self.rule}" if self.rule else self.filter


class Kept(NamedTuple):
    """A line, or a part of one, that no edit touched."""

    line: int
    text: str


class Blank(NamedTuple):
    """A line of white space."""

    line: int


class Fold(NamedTuple):
    """Rows that are not shown one by one: `lines` of them with `characters` characters in all."""

    kind: Literal["blank", "kept", "same"]
    lines: int
    characters: int = 0


Row = Change | Kept | Blank


def lines(payload: str) -> list[str]:
    """Return the payload's lines; a newline at its end ends the last one."""
    parts = payload.split("\n")
    return parts if parts[-1] else parts[:-1]


def changes(cleaned: Cleaned) -> list[Change]:
    """Return every edit in the order of the payload; edits of the same text stand as they were made."""
    return [row for row in rows(cleaned) if isinstance(row, Change)]


def rows(cleaned: Cleaned) -> Iterator[Row]:
    """Yield a row for each line of the payload, or more where it was edited twice or broken up."""
    edits = defaultdict(list)
    for edit in cleaned.edits:
        edits[edit.line].append(edit)
    for number, line in enumerate(lines(cleaned.payload), start=1):
        if number in edits:
            yield from _edited(number, line, edits[number])
        elif line.strip():
            yield Kept(number, line.strip())
        else:
            yield Blank(number)


def _edited(number: int, line: str, edits: Sequence[Edit]) -> Iterator[Row]:
    """Yield the edits of the whole line, then those of its parts: spans count in what the former left."""
    whole = list(_chain(line.strip(), [edit for edit in edits if edit.span is None]))
    yield from whole
    parts = [edit for edit in edits if edit.span is not None]
    if parts:
        yield from _broken(number, (whole[-1].after or "").strip() if whole else line.strip(), parts)


def _chain(before: str, edits: Iterable[Edit]) -> Iterator[Change]:
    """Yield the edits of one text, each of which finds what the one before it left."""
    for edit in edits:
        after = None if edit.action == "drop" else edit.text
        yield Change(edit.line, edit.action, edit.filter, edit.rule, before, after, edit.field, edit.span)
        before = after or ""


def _broken(number: int, text: str, edits: Iterable[Edit]) -> Iterator[Row]:
    """Yield the parts of a line that was broken up: the edited ones and what is between them."""
    spans = defaultdict(list)
    for edit in edits:
        spans[edit.span or Span(0, 0)].append(edit)
    position = 0
    for span in sorted(spans):
        yield from _gap(number, text[position : span.start])
        yield from _chain(text[span.start : span.end].strip(), spans[span])
        position = max(position, span.end)
    yield from _gap(number, text[position:])


def _gap(number: int, text: str) -> Iterator[Kept]:
    if text.strip():
        yield Kept(number, text.strip())


def fold(found: Iterable[Row]) -> list[Change | Kept | Fold]:
    """Fold long runs: of blank lines, of kept ones (but two at each end), of the same change again.

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
    """Fold four and more of the same change in a row, whatever blank lines are between them."""
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
    """Fold rows without changes: kept ones but two at each end, and blank ones outside and between these."""
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
    """Fold the blank rows; with `inner` those at the end belong to the fold that follows."""
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
