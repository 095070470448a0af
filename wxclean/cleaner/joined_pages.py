"""Results joined to one: those of several records, and of pages of one text that were cleaned one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wxclean.cleaner.edited_text import text_left
from wxclean.document import Edit
from wxclean.filters.page import wechat
from wxclean.language import _
from wxclean.reading.pages import Page
from wxclean.result import Cleaned, Metadata, Source, Suspicion, suspicion_of

# The rule of lines that stand between two pages and part them.
_SEPARATOR: Final = "page.separator"


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

    The titles of all but the first stay in the text, since the metadata has only one. With `told`, these are all pages,
    and a warning says how many there are. A line that two pages share becomes two.
    """
    first, end = pages[0].cleaned, 1 if told else pages[0].page.start.line
    if len(pages) == 1:
        return first
    payload: list[str] = []
    edits: list[Edit] = []
    suspect: list[Suspicion] = []
    for page, cleaned in pages:
        for line in lines[end - 1 : page.start.line - 1]:
            payload.append(line)
            if line.strip():
                edits.append(Edit(len(payload), "drop", wechat.NAME, _SEPARATOR))
        ahead, end = len(payload), page.end
        if page is pages[1].page:
            suspect.append(suspicion_of("two-pages", line=ahead + 1))
        own = cleaned.edits if page is pages[0].page else _with_title(cleaned.edits)
        edits += [edit._replace(line=edit.line + ahead) for edit in own]
        suspect += [one if one.line is None else one._replace(line=one.line + ahead) for one in cleaned.suspect]
        payload += page.reading.payload
    return first.replaced(
        text=text_left(payload, edits),
        edits=tuple(edits),
        payload="\n".join(payload),
        warnings=_warnings(pages, told=told),
        suspect=tuple(suspect),
    )


def _warnings(pages: Sequence[CleanedPage], *, told: bool) -> tuple[str, ...]:
    """Return the warnings of all pages, each once, and with `told` that they were joined."""
    found = dict.fromkeys(warning for page in pages for warning in page.cleaned.warnings)
    if told:
        found[_("{count} pages in one text were joined; clean_records has each by itself").format(count=len(pages))] = (
            None
        )
    return tuple(found)


def _with_title(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits of a page, but for the one that takes the title out of the text."""
    label = next((edit for edit in edits if edit.action == "label" and edit.field == "title"), None)
    for edit in edits:
        if edit is not label:
            yield edit
        elif edit.span is None:
            yield edit._replace(action="rewrite", field=None)


def joined_results(results: Sequence[Cleaned]) -> Cleaned:
    """Return several records as one: payloads and bodies with a blank line between them, edits renumbered."""
    if not results:
        return Cleaned("", Metadata(), (), Source("str", 1.0, "plain"), "")
    edits: list[Edit] = []
    suspect: list[Suspicion] = []
    above = 0
    for result in results:
        edits += [edit._replace(line=edit.line + above) for edit in result.edits]
        suspect += [one if one.line is None else one._replace(line=one.line + above) for one in result.suspect]
        above += result.payload.count("\n") + 2
    return results[0].replaced(
        text="\n\n".join(result.text for result in results if result.text),
        edits=tuple(edits),
        payload="\n\n".join(result.payload for result in results),
        warnings=tuple(warning for result in results for warning in result.warnings),
        suspect=tuple(suspect),
        page=results[0].page if len(results) == 1 else None,
    )
