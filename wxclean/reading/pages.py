"""The pages of a text that holds several: each becomes a reading of its own, with its own lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from wxclean.output.render import PARTING
from wxclean.reading.lines.payload import Payload
from wxclean.reading.read import EndingOf, Reading

_PARTING: Final = "\n" + PARTING
_FEED: Final = PARTING.strip("\n")


class PageStart(NamedTuple):
    """Where a page begins below another one: line `line`, character `offset` of it without white space around it.

    The page above ends before line `above`; lines between the two part them. `sure` is False if what begins here may
    also belong to the page above.
    """

    line: int
    above: int
    offset: int = 0
    sure: bool = True


class SeveralPagesError(Exception):
    """Raised by a filter that finds several pages in a document; `starts` are those of all but the first."""

    def __init__(self, starts: Sequence[PageStart]) -> None:
        super().__init__(starts)
        self.starts = starts


class Page(NamedTuple):
    """A page of a text: its reading, and where in the text it begins and ends (before line `end`).

    `shared` says that the next page begins in its last line.
    """

    reading: Reading
    start: PageStart
    end: int
    shared: bool


def pages_of(reading: Reading, starts: Sequence[PageStart], ending_of: EndingOf) -> Iterator[Page]:
    """Yield the pages of a reading that begin at its start and at `starts`."""
    lines = reading.payload.text().split("\n")
    bounds = [*starts, PageStart(len(lines) + 1, len(lines) + 1)]
    if not starts or starts[0].above > 1:
        bounds.insert(0, PageStart(1, 1))
    for start, below in pairwise(bounds):
        shared = below.offset > 0 and below.above == below.line
        end = below.above + shared
        texts = lines[start.line - 1 : end - 1]
        if shared:
            texts[-1] = texts[-1][: _place(texts[-1], below.offset)]
        if start.offset:
            texts[0] = texts[0][_place(texts[0], start.offset) :]
        payload = Payload("\n".join(texts), is_page=True)
        page = Reading(payload, ending_of(payload), reading.source, reading.fields, reading.warnings)
        yield Page(page, start, end, shared)


def parted_starts(reading: Reading) -> list[PageStart]:
    """Return where articles begin in a text without a wrapper that form feeds on lines of their own part.

    That is how several articles are written into one text, so that each is known again.
    """
    if reading.source.wrapper != "plain":
        return []
    text = reading.payload.text()
    if "\f" not in text or _PARTING not in text:
        return []
    lines = text.split("\n")
    feeds = [number for number, line in enumerate(lines, 1) if line == _FEED]
    says = [any(map(str.strip, lines[start:end])) for start, end in pairwise([0, *feeds, len(lines)])]
    starts = [PageStart(number + 1, number) for number, there in zip(feeds, says[1:], strict=True) if there]
    return starts if says[0] or not starts else [starts[0]._replace(above=1), *starts[1:]]


def _place(line: str, offset: int) -> int:
    """Return the place in a line of a character that is counted without the white space before it."""
    return len(line) - len(line.lstrip()) + offset
