"""Several pages in one text: which of the places where another page may begin do begin one."""

from __future__ import annotations

from collections.abc import Sequence

from wxclean.filters.labels import Header, Lines
from wxclean.filters.page.collapsed_phrases import tokens_of
from wxclean.filters.page.endings import Start
from wxclean.filters.page.free_text import is_separator
from wxclean.filters.page.header import read_header
from wxclean.reading.pages import PageStart
from wxclean.rules.matcher import Matcher

# Nearly all headers end within this many lines.
_HEADER = 24
# The longest line, in characters, in which the last line of a page may be joined to the title of the next.
_LONGEST = 200


def page_starts(page: Lines, starts: Sequence[Start], matcher: Matcher) -> Sequence[PageStart]:
    """Return where pages begin in a text, but for the first; none if it holds one.

    Below a page's whole ending, text belongs to another page for sure if a header stands above it, another whole ending
    below it, or a separator and much text; otherwise it may also be the page's own. Below a few words of an ending,
    only a header with title and account begins a page.
    """
    found = [*filter(None, (_page_start(page, start, matcher) for start in starts))]
    if found and any(start.above < start.line for start in found):
        top = next(at for at, text in enumerate(page.texts) if not is_separator(text))
        if top:
            found.insert(0, PageStart(page.numbers[top], 1))
    return found


def has_header(page: Lines, matcher: Matcher, place: int) -> bool:
    """Return whether a header with title and account begins at a place."""
    return _names_both(read_header(page.part(place, place + _HEADER), matcher, page=False, footer=()))


def _page_start(page: Lines, start: Start, matcher: Matcher) -> PageStart | None:
    header = read_header(page.part(start.place, start.place + _HEADER), matcher, page=False, footer=())
    if not start.whole and not _names_both(header):
        return None
    end = start.place + header.end
    if header.end and (end == len(page.texts) or page.rules[end] is not None):
        return None  # a card of the footer's, with no article below it
    sure = header.end > 0 or start.again or (start.parted and start.much)
    line, above = page.numbers[start.place], page.numbers[start.above]
    if start.parted:
        return PageStart(min(line, page.numbers[start.place - 1] + 1), above, sure=sure)
    span = page.spans[start.place]
    begin = span.start if span is not None else 0
    return PageStart(line, above, begin + _joined_ending(page.texts[start.place], matcher), sure)


def _joined_ending(text: str, matcher: Matcher) -> int:
    """Return the length of a phrase that ends the page above, at the beginning of a line that two pages share.

    They do if there is no line break at the end of the first one's file.
    """
    if len(text) > _LONGEST:
        return 0
    first = next(iter(tokens_of(text, matcher)), None)
    if first is None or first.start or first.end == len(text) or first.rule is None:
        return 0
    return first.end if first.rule.strength == "strong" and first.rule.zone == "foot" else 0


def _names_both(header: Header) -> bool:
    """Return whether a header names a title and an account: the card of an account, inside an article, names one."""
    values = {label.field: label.value for label in header.labels}
    return "title" in values and values.get("account", values["title"]) != values["title"]
