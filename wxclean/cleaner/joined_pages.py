"""Pages of one text that were cleaned one by one, joined to one result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wxclean.document import Edit, Span
from wxclean.filters.page import wechat
from wxclean.reading.pages import Page
from wxclean.result import Cleaned, Suspicion, suspicion_of

# The rule of lines that stand between two pages and part them.
_SEPARATOR = "page.separator"


class CleanedPage(NamedTuple):
    """A page of a text, and what became of it."""

    page: Page
    cleaned: Cleaned


def sure_records(pages: Sequence[CleanedPage]) -> Iterator[Sequence[CleanedPage]]:
    """Yield the pages of each record: one, and what may also belong to it."""
    start = 0
    for place in range(1, len(pages) + 1):
        if place == len(pages) or pages[place].page.start.sure:
            yield pages[start:place]
            start = place


def joined_pages(pages: Sequence[CleanedPage], lines: Sequence[str], *, told: bool = False) -> Cleaned:
    """Return pages as one result, which is suspect; `lines` are those of the whole text, in which they stand.

    The titles of all but the first stand in the text, since the metadata has only one. With `told`, a warning says how
    many there are.
    """
    first = pages[0].cleaned
    if len(pages) == 1:
        return first
    top = pages[0].page.start.line
    below = [page.page.start.line - top + 1 for page in pages[1:]]
    suspect = [suspicion_of("two-pages", line=below[0])]
    for page in pages:
        suspect += _moved_suspicions(page, top)
    warnings = dict.fromkeys(warning for page in pages for warning in page.cleaned.warnings)
    if told:
        warnings[f"{len(pages)} pages in one text were joined; clean_records has each by itself"] = None
    texts = [first.text, *(str(page.cleaned).strip("\n") for page in pages[1:])]
    return first.replaced(
        text="\n\n".join(filter(None, texts)),
        edits=tuple(_edits(pages, lines)),
        payload="\n".join(lines[top - 1 : pages[-1].page.end - 1]),
        warnings=tuple(warnings),
        suspect=tuple(suspect),
    )


def _edits(pages: Sequence[CleanedPage], lines: Sequence[str]) -> Iterator[Edit]:
    """Yield the edits of all pages and of what parts them, with the numbers of lines from the first page on."""
    top = pages[0].page.start.line
    end = top
    for page in pages:
        for number in range(end, page.page.start.line):
            if lines[number - 1].strip():
                yield Edit(number - top + 1, "drop", wechat.NAME, _SEPARATOR)
        yield from _moved_edits(page, top)
        end = page.page.end


def _moved_edits(page: CleanedPage, top: int) -> Iterator[Edit]:
    """Yield the edits of a page as those of the text; its first and last line may be parts of one of the text's."""
    start, payload = page.page.start, page.page.reading.payload
    for edit in page.cleaned.edits:
        span = edit.span
        if edit.line == 1 and start.offset:
            span = span or Span(0, len(payload[0].strip()))
            span = Span(span.start + start.offset, span.end + start.offset)
        elif edit.line == len(payload) and page.page.shared and span is None:
            span = Span(0, len(payload[edit.line - 1].strip()))
        yield edit._replace(line=edit.line + start.line - top, span=span)


def _moved_suspicions(page: CleanedPage, top: int) -> Iterable[Suspicion]:
    ahead = page.page.start.line - top
    return [one if one.line is None else one._replace(line=one.line + ahead) for one in page.cleaned.suspect]
