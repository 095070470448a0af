"""What became of each line of a payload, and by which rule: a `Cleaned` as rows of data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wxclean.document import Action, Edit, Span
from wxclean.result import Cleaned


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


Row = Change | Kept | Blank


def payload_lines(payload: str) -> list[str]:
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
    for number, line in enumerate(payload_lines(cleaned.payload), start=1):
        if number in edits:
            yield from _edited(number, line, edits[number])
        elif line.strip():
            yield Kept(number, line.strip())
        else:
            yield Blank(number)


def differs(cleaned: Cleaned, text: str) -> bool:
    """Return whether a text is anything but the payload as it came; what was wrapped needn't be unescaped for that."""
    return bool(cleaned.edits) or cleaned.source.wrapper != "plain" or cleaned.payload != text


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
        yield from _untouched(number, text[position : span.start])
        yield from _chain(text[span.start : span.end].strip(), spans[span])
        position = max(position, span.end)
    yield from _untouched(number, text[position:])


def _untouched(number: int, text: str) -> Iterator[Kept]:
    if text.strip():
        yield Kept(number, text.strip())
