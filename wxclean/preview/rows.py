"""Turns a `Cleaned` into rows of data: what became of each line of the payload, and by which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from wxclean.document import Action, Cleaned, Edit, Span
from wxclean.preview.marks import changed_characters

_CONTEXT = 2
_ALIKE = 4


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
    """Rows that are not shown one by one: `count` of them with `characters` characters in all."""

    kind: Literal["blank", "kept", "same"]
    count: int
    characters: int = 0


class Count(NamedTuple):
    """A number of lines, and of characters in them."""

    lines: int = 0
    characters: int = 0


class Summary(NamedTuple):
    """What became of the payload's lines.

    `kept`, `dropped` and `labelled` are all lines that are not blank (parts of lines, where a
    collapsed page was broken up); `rewritten` are those of the kept ones that changed, and the
    characters that did. `layout` counts blank lines, and the white space around and between lines.
    `filters` says how often each filter dropped, rewrote and labelled.
    """

    kept: Count
    dropped: Count
    rewritten: Count
    labelled: Count
    layout: Count
    filters: tuple[tuple[str, Count, Count, Count], ...]


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
    whole = [edit for edit in edits if edit.span is None]
    parts = [edit for edit in edits if edit.span is not None]
    yield from _chain(line.strip(), whole)
    if parts:
        yield from _broken(number, line, parts)


def _chain(before: str, edits: Iterable[Edit]) -> Iterator[Change]:
    """Yield the edits of one text, each of which finds what the one before it left."""
    for edit in edits:
        after = None if edit.action == "drop" else edit.text
        yield Change(edit.line, edit.action, edit.filter, edit.rule, before, after, edit.field, edit.span)
        before = after or ""


def _broken(number: int, line: str, edits: Iterable[Edit]) -> Iterator[Row]:
    """Yield the parts of a line that was broken up: the edited ones and what is between them."""
    spans = defaultdict(list)
    for edit in edits:
        spans[edit.span or Span(0, 0)].append(edit)
    position = 0
    for span in sorted(spans):
        yield from _gap(number, line[position : span.start])
        yield from _chain(line[span.start : span.end].strip(), spans[span])
        position = max(position, span.end)
    yield from _gap(number, line[position:])


def _gap(number: int, text: str) -> Iterator[Kept]:
    if text.strip():
        yield Kept(number, text.strip())


def fold(found: Iterable[Row]) -> list[Row | Fold]:
    """Fold long runs: of blank lines, of kept ones (but two at each end), of the same change again."""
    folded: list[Row | Fold] = []
    for quiet, run in groupby(_fold_alike(list(found)), key=lambda row: isinstance(row, Kept | Blank)):
        folded.extend(_fold_quiet(list(run)) if quiet else run)
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


def _fold_quiet(run: Sequence[Row | Fold]) -> Iterator[Row | Fold]:
    """Fold rows without changes: blank ones at the edges, kept ones with those between them."""
    kept = [index for index, row in enumerate(run) if isinstance(row, Kept)]
    if not kept:
        yield Fold("blank", len(run))
        return
    yield from _blank(kept[0])
    if len(kept) <= 2 * _CONTEXT + 1:
        yield from _kept(run[kept[0] : kept[-1] + 1])
    else:
        yield from _kept(run[kept[0] : kept[_CONTEXT - 1] + 1])
        yield _hidden(run[index] for index in kept[_CONTEXT:-_CONTEXT])
        yield from _kept(run[kept[-_CONTEXT] : kept[-1] + 1])
    yield from _blank(len(run) - kept[-1] - 1)


def _kept(run: Sequence[Row | Fold]) -> Iterator[Row | Fold]:
    for blank, part in groupby(run, key=lambda row: isinstance(row, Blank)):
        yield from _blank(len(list(part))) if blank else part


def _blank(count: int) -> Iterator[Fold]:
    if count:
        yield Fold("blank", count)


def _hidden(found: Iterable[Row | Fold]) -> Fold:
    sizes = [len(row.text) for row in found if isinstance(row, Kept)]
    return Fold("kept", len(sizes), sum(sizes))


def summary(cleaned: Cleaned) -> Summary:
    """Count what was kept, dropped, rewritten and labelled, and by which filter."""
    found = list(rows(cleaned))
    edits = [row for row in found if isinstance(row, Change)]
    ends = _ends(edits)
    kept = [row.text for row in found if isinstance(row, Kept)]
    rewritten = [row for row in ends if row.action == "rewrite"]
    blank = sum(isinstance(row, Blank) for row in found)
    words = sum(map(len, kept)) + sum(len(row.before) for row in _starts(edits))
    return Summary(
        _count([*kept, *(row.after or "" for row in rewritten)]),
        _count(row.before for row in ends if row.action == "drop"),
        Count(len(rewritten), sum(changed_characters(row.before, row.after or "") for row in rewritten)),
        _count(row.before for row in ends if row.action == "label"),
        Count(blank, len(cleaned.payload) - words),
        _by_filter(edits),
    )


def _count(texts: Iterable[str]) -> Count:
    sizes = [len(text) for text in texts]
    return Count(len(sizes), sum(sizes))


def _ends(edits: Iterable[Change]) -> list[Change]:
    """The last edit of each text: what became of it."""
    return list({(edit.line, edit.span): edit for edit in edits}.values())


def _starts(edits: Sequence[Change]) -> list[Change]:
    """The first edit of each text: what it was."""
    return _ends(reversed(edits))


def _by_filter(edits: Iterable[Change]) -> tuple[tuple[str, Count, Count, Count], ...]:
    """Count each filter's edits; the one that edited most comes first."""
    by_name: defaultdict[str, list[Change]] = defaultdict(list)
    for edit in edits:
        by_name[edit.filter].append(edit)
    names = sorted(by_name, key=lambda name: (-len(by_name[name]), name))
    return tuple((name, *_by_action(by_name[name])) for name in names)


def _by_action(edits: Sequence[Change]) -> tuple[Count, Count, Count]:
    rewritten = [edit for edit in edits if edit.action == "rewrite"]
    return (
        _count(edit.before for edit in edits if edit.action == "drop"),
        Count(len(rewritten), sum(changed_characters(edit.before, edit.after or "") for edit in rewritten)),
        _count(edit.before for edit in edits if edit.action == "label"),
    )
