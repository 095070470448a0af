"""Plain unified diffs, from the payload to the clean text, as `patch` and `git apply` read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from wxclean.output.changes import Change, Kept, rows
from wxclean.result import Cleaned
from wxclean.visible import printable, safe

_CONTEXT = 3
# How far the next kept line is looked for when the output holds lines of its own.
_REACH = 64


class Segment(NamedTuple):
    """Lines `left` to `left_end` become lines `right` to `right_end`, counted from 0."""

    same: bool
    left: int
    left_end: int
    right: int
    right_end: int


def cleaned_diff(cleaned: Cleaned, name: str, *, after: str | None = None, show: Callable[[str], str] = safe) -> str:
    """Return the unified diff from the payload to `after`, or to `str(cleaned)`; empty where they are equal.

    `patch -p1` applies it to the payload, which is the file itself where nothing was unwrapped. Lines
    with control characters or bidi controls show these as symbols and are for eyes only: a patch
    program won't find them. With `show=visible` that goes for zero-width characters and tabs, too.
    `name` has them as escapes, as messages do.
    """
    text = str(cleaned) if after is None else after
    left, right = _lines(cleaned.payload), _lines(text)
    return _render(left, right, _segments(left, right, _anchors(cleaned, right)), name, show)


def text_diff(before: str, after: str, name: str) -> str:
    """Return the unified diff of two short texts; difflib's time may grow with the square of their length."""
    left, right = _lines(before), _lines(after)
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return _render(left, right, [Segment(tag == "equal", *ends) for tag, *ends in codes], name, safe)


def _lines(text: str) -> list[str]:
    """Return the lines with their newlines, so that a last line without one is another line."""
    parts = [part + "\n" for part in text.split("\n")]
    last = parts.pop()[:-1]
    return [*parts, last] if last else parts


def _anchors(cleaned: Cleaned, output: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of payload line and output line that are the same but for outer white space or a rewrite.

    The edits say which lines are left, so no search is needed and the time is linear.
    """
    expected = _survivors(cleaned)
    position = 0
    for index, line in enumerate(output):
        text = line.strip()
        for skipped, (number, survivor) in enumerate(islice(expected, position, position + _REACH)):
            if text and survivor == text:
                yield number - 1, index
                position += skipped + 1
                break


def _survivors(cleaned: Cleaned) -> list[tuple[int, str]]:
    """Return number and final text of each payload line that the output holds, a broken-up one once."""
    final: defaultdict[int, dict[object, str]] = defaultdict(dict)
    for row in rows(cleaned):
        if isinstance(row, Kept):
            final[row.line][len(final[row.line])] = row.text
        elif isinstance(row, Change):
            final[row.line][row.span] = _left_by(row)
    first = ((number, next((text for text in texts.values() if text), "")) for number, texts in final.items())
    return _title_first([(number, text) for number, text in first if text], cleaned)


def _left_by(change: Change) -> str:
    stays = change.action == "rewrite" or (change.action, change.field) == ("label", "title")
    return (change.after or "").strip() if stays else ""


def _title_first(found: list[tuple[int, str]], cleaned: Cleaned) -> list[tuple[int, str]]:
    """Return the lines without the title's where it stands below the article: the output has it on top."""
    titles = {edit.line for edit in cleaned.edits if edit.field == "title"}
    return [pair for index, pair in enumerate(found) if index == 0 or pair[0] not in titles]


def _segments(left: Sequence[str], right: Sequence[str], anchors: Iterator[tuple[int, int]]) -> list[Segment]:
    segments: list[Segment] = []
    i = j = 0
    for line, index in anchors:
        segments.extend(_between(left, right, (i, line), (j, index)))
        segments.append(Segment(left[line] == right[index], line, line + 1, index, index + 1))
        i, j = line + 1, index + 1
    segments.extend(_between(left, right, (i, len(left)), (j, len(right))))
    return segments


def _between(
    left: Sequence[str], right: Sequence[str], ours: tuple[int, int], theirs: tuple[int, int]
) -> Iterator[Segment]:
    """Yield what is between two anchors: what both begin with, what differs, what both end with."""
    (i, i_end), (j, j_end) = ours, theirs
    shorter = min(i_end - i, j_end - j)
    head = next((n for n in range(shorter) if left[i + n] != right[j + n]), shorter)
    shorter -= head
    tail = next((n for n in range(shorter) if left[i_end - 1 - n] != right[j_end - 1 - n]), shorter)
    segments = (
        Segment(True, i, i + head, j, j + head),
        Segment(False, i + head, i_end - tail, j + head, j_end - tail),
        Segment(True, i_end - tail, i_end, j_end - tail, j_end),
    )
    return (segment for segment in segments if segment.left_end > segment.left or segment.right_end > segment.right)


def _render(
    left: Sequence[str], right: Sequence[str], segments: Sequence[Segment], name: str, show: Callable[[str], str]
) -> str:
    out: list[str] = []
    for hunk in _hunks(segments):
        out.append(_header(hunk))
        for segment in hunk:
            if segment.same:
                out.extend(_line(" ", line, show) for line in left[segment.left : segment.left_end])
            else:
                out.extend(_line("-", line, show) for line in left[segment.left : segment.left_end])
                out.extend(_line("+", line, show) for line in right[segment.right : segment.right_end])
    return "".join([*_names(name), *out]) if out else ""


def _names(name: str) -> tuple[str, str]:
    shown = printable(name).lstrip("/") or "-"
    # A tab ends the name: without it `patch` takes a name with a space for a name and a date.
    end = "\t\n" if " " in shown else "\n"
    return f"--- a/{shown}{end}", f"+++ b/{shown}{end}"


def _line(sign: str, line: str, show: Callable[[str], str]) -> str:
    if line.endswith("\n"):
        return f"{sign}{show(line[:-1])}\n"
    return f"{sign}{show(line)}\n\\ No newline at end of file\n"


def _header(hunk: Sequence[Segment]) -> str:
    first, last = hunk[0], hunk[-1]
    return f"@@ -{_range(first.left, last.left_end)} +{_range(first.right, last.right_end)} @@\n"


def _range(start: int, end: int) -> str:
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _hunks(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield groups of changes with three lines around them; what is between distant ones is left out."""
    hunk: list[Segment] = []
    for segment in _merged(segments):
        if not segment.same:
            hunk.append(segment)
            continue
        if any(not other.same for other in hunk):
            if segment.left_end - segment.left <= 2 * _CONTEXT:
                hunk.append(segment)
                continue
            hunk.append(_cut(segment, keep_head=True))
            yield hunk
        hunk = [_cut(segment, keep_head=False)]
    if any(not segment.same for segment in hunk):
        yield [*hunk[:-1], _cut(hunk[-1], keep_head=True)] if hunk[-1].same else hunk


def _cut(segment: Segment, *, keep_head: bool) -> Segment:
    """Return the first three lines of an equal segment, or its last three."""
    length = min(_CONTEXT, segment.left_end - segment.left)
    if keep_head:
        return Segment(True, segment.left, segment.left + length, segment.right, segment.right + length)
    return Segment(True, segment.left_end - length, segment.left_end, segment.right_end - length, segment.right_end)


def _merged(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments with equal ones that follow one another joined."""
    merged: list[Segment] = []
    for segment in segments:
        if merged and merged[-1].same and segment.same:
            merged[-1] = merged[-1]._replace(left_end=segment.left_end, right_end=segment.right_end)
        else:
            merged.append(segment)
    return merged
