"""The whole header: the page's own with what tools wrote above it, and headers one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat
from typing import Final

from wxclean.document import Edit
from wxclean.edits import drops, edits_of
from wxclean.filters.addresses import page_address
from wxclean.filters.by_tools.below_title import is_clip_time
from wxclean.filters.by_tools.front_matter import read_source_lines
from wxclean.filters.by_tools.preamble import (
    address_lines,
    bare_title,
    read_preamble,
)
from wxclean.filters.by_tools.remnants import remnant_lines
from wxclean.filters.labels import NO_HEADER, Header, Label, Lines
from wxclean.filters.page.bylines import NO_NAMES, Names, has_parts_of_byline
from wxclean.filters.page.footer_top import with_lines_above
from wxclean.filters.page.header import FIRST_LINES, has_marks, read_header
from wxclean.rules.line_key import is_picture
from wxclean.rules.matcher import Matcher

FILTER: Final = "wechat"
"""The name of the filter whose edits these are."""
# A line of credits, with which an article may begin below its header.
_CREDIT: Final = re.compile(r"(?:原创|原創|来源|來源|作者|转载|轉載|文|图|圖|编辑|編輯)\s?[:：|｜/丨]")
# Nearly all headers end within this many lines.
_HEADER: Final = 24


def header_of(
    page: Lines,
    matcher: Matcher,
    foot: int,
    below: Sequence[str],
    start: int = 0,
    *,
    coded: bool = False,
    account: str = "",
) -> Header:
    """Return the header that begins at `start`; most are short, so the first lines are tried first.

    `below` are the lines of the footer, which begins at `foot`, and `account` is whom it names as the account. A
    `coded` page had code of its own.
    """
    size = 2 * _HEADER if _may_be_front_matter(page, start) else _HEADER
    known = Names((account,), sure=True) if account else NO_NAMES
    while True:
        end = min(start + size, foot)
        header = _whole_header(page.part(start, end), matcher, below, known, page=coded or bool(below))
        if header.end < size or start + size >= foot:
            return header
        size *= 2


def _may_be_front_matter(page: Lines, start: int) -> bool:
    """Return whether a front matter could begin there, which alone may have more lines than most headers."""
    return page.texts[start : start + 1] == ["---"]


def _whole_header(lines: Lines, matcher: Matcher, below: Sequence[str], known: Names, *, page: bool) -> Header:
    """Return the page's header with what a tool wrote above it."""
    start = remnant_lines(lines.texts)
    if start:
        header = _below_remnants(lines.part(start), matcher, below, known, page=page)
        if not header.end and not page:
            return header
        addresses = [(place, page_address(text)) for place, text in enumerate(lines.texts[:start])]
        found = [Label(place, "url", address, "tool.saved") for place, address in addresses if address]
        header = _shifted(header, start)
        return Header(header.end, (*found, *header.labels))
    return _below_remnants(lines, matcher, below, known, page=page)


def _below_remnants(lines: Lines, matcher: Matcher, below: Sequence[str], known: Names, *, page: bool) -> Header:
    preamble = read_preamble(lines.texts, lines.numbers, page=page)
    if preamble.end:
        return _below_preamble(preamble, lines, matcher, below, known, page=page)
    start = address_lines(lines.texts)
    if start:
        header = read_header(lines.part(start), matcher, page=page, footer=below, known=known)
        if header.end:
            return _shifted(header, start)
    header = read_header(lines, matcher, page=page, footer=below, known=known)
    return _with_source(_with_heading(header, lines.texts), lines.texts) if header.end else header


def _with_heading(header: Header, texts: list[str]) -> Header:
    """Return a header with the heading below it that only says the title again, as feeds have it."""
    if header.end == len(texts) or texts[header.end][0] != "#":
        return header
    titles = [label.value for label in header.labels if label.field == "title"]
    return Header(header.end + 1, header.labels) if bare_title(texts[header.end]) in titles else header


def _with_source(header: Header, texts: list[str]) -> Header:
    """Return a header with the lines below it in which a tool gives the page's address."""
    source = read_source_lines(texts, header.end)
    return Header(source.end, (*header.labels, *source.labels)) if source.end > header.end else header


def _below_preamble(
    preamble: Header, lines: Lines, matcher: Matcher, below: Sequence[str], known: Names, *, page: bool
) -> Header:
    """Return the header below what a tool wrote, which may give the title several times, with the cover between."""
    titles = {label.value for label in preamble.labels if label.field == "title"}
    end = preamble.end
    for place in range(preamble.end, len(lines.texts)):
        if bare_title(lines.texts[place]) in titles or (end > preamble.end and is_clip_time(lines.texts[place])):
            end = place + 1
        elif not is_picture(lines.texts[place]):
            break
    own = page and end > preamble.end  # the page's header then begins with its own title
    start = end - own
    authors = [label.value for label in preamble.labels if label.field == "author"]
    names = known._replace(authors=authors)
    header = read_header(lines.part(start), matcher, page=own, footer=below, titled=not own, known=names)
    if not own and any(label.field == "account" and label.value in titles for label in header.labels):
        # The tool took the window's title, which is the account, so the page's header begins with the article's.
        titled = read_header(lines.part(start), matcher, page=page, footer=below, known=names)
        if any(label.field == "title" for label in titled.labels):
            header = titled
            preamble = Header(preamble.end, tuple(label for label in preamble.labels if label.field != "title"))
    if header.end:
        header = _with_source(header, lines.texts[start:])
    # The page knows its account better than the tool, which may name itself as the source.
    has_account = bool(known.accounts) or any(label.field == "account" for label in header.labels)
    kept = [label for label in preamble.labels if not (has_account and label.field == "account")]
    return Header(start + header.end, (*kept, *_moved(header.labels, start)))


def _shifted(header: Header, by: int) -> Header:
    return Header(header.end + by, tuple(_moved(header.labels, by)))


def _moved(labels: Sequence[Label], by: int) -> list[Label]:
    return [Label(label.place + by, label.field, label.value, label.rule) for label in labels]


def later_headers(page: Lines, matcher: Matcher, above: Sequence[Edit]) -> tuple[list[Edit], Lines]:
    """Return the edits of headers that stand one below the other, and the lines left below them.

    After a pass, of which `above` are the edits, no strong line is left, and so neither a footer nor chrome in the
    body. Only what stood below one header can be the next, in a text of many thousand pages. The title of the first
    stands above what is left in the cleaned text, so it may also be the title of the next.
    """
    if not _may_be_header(page, matcher, 0, len(page.texts)):
        return [], page
    title = _title_in(above)
    edits, page = _headers_below_title(page, matcher, title)
    start, end = 0, len(page.texts)
    may_be_header = not edits or _may_be_header(page, matcher, start, end)
    while may_be_header:
        below = page.texts[end:]
        header = header_of(page, matcher, end, below, start)
        if title and any(at.field == "title" and at.value.endswith("。") and at.value != title for at in header.labels):
            header = NO_HEADER  # a sentence of the article, above what looks like a byline
        credit = next((at.place for at in header.labels if at.field == "title" and _CREDIT.match(at.value)), -1)
        if credit >= 0:  # the article's own credits, which may stand below a card
            header = Header(credit, tuple(label for label in header.labels if label.place < credit))
        foot = with_lines_above(page, header, range(start, end), below, matcher)
        if not header.end and foot == end:
            break
        edits += header_edits(page.part(start, start + header.end), header)
        edits += drops(FILTER, page.numbers[foot:end], repeat("footer.text"), page.spans[foot:end])
        start, end = start + header.end, foot
        may_be_header = start < end and _may_be_header(page, matcher, start, end)
    return edits, page.part(start, end) if edits else page


def _headers_below_title(page: Lines, matcher: Matcher, title: str) -> tuple[list[Edit], Lines]:
    """Return the edits of headers that only the title above them shows to be such, and the lines left below them."""
    edits: list[Edit] = []
    while title and has_parts_of_byline(page.texts[:FIRST_LINES], matcher.phrase):
        first = page.part(0, _HEADER)
        numbers, texts, spans, rules = first.numbers, first.texts, first.spans, first.rules
        titled = Lines([numbers[0] - 1, *numbers], [title, *texts], [None, *spans], [None, *rules])
        header = header_of(titled, matcher, len(titled.texts), ())
        if header.end <= 1:
            break
        header = _shifted(Header(header.end, tuple(label for label in header.labels if label.place)), -1)
        edits += header_edits(page, header)
        page = page.part(header.end)
    return edits, page


def _may_be_header(page: Lines, matcher: Matcher, start: int, end: int) -> bool:
    """Return whether a header could begin at a line of a text whose footer begins at `end` (a prefilter)."""
    if _may_be_front_matter(page, start):
        return True
    last = start + _HEADER
    texts = page.texts[start:last]
    return (
        has_marks(texts, page.rules[start:last], matcher)
        or has_parts_of_byline(texts[:FIRST_LINES], matcher.phrase)
        or remnant_lines(texts) > 0
        or read_preamble(texts, page.numbers[start:last], page=end < len(page.texts)).end > 0
    )


def header_edits(page: Lines, header: Header) -> list[Edit]:
    """Return the edits of the header's lines: the values in each, or a drop."""
    numbers, spans, rules = page.numbers, page.spans, page.rules
    values: list[tuple[object, ...]] = [
        (numbers[label.place], "label", FILTER, label.rule, label.value, label.field, spans[label.place])
        for label in header.labels
    ]
    places = {label.place for label in header.labels}
    for place in range(header.end):
        if place not in places:
            rule = rules[place]
            name = rule.name if rule is not None else "header.text"
            values.append((numbers[place], "drop", FILTER, name, "", None, spans[place]))
    return edits_of(values)


def with_title(header: Header, title: str) -> Header:
    """Return a header that gives the title that the page's footer gives; what stood beside it in its line is no title.

    A name that was taken for the title isn't one, and the title is no name.
    """
    labels = [
        Label(label.place, "title", title, label.rule) if label.field == "title" else label
        for label in header.labels
        if (title in label.value if label.field == "title" else label.value != title)
    ]
    return Header(header.end, tuple(labels))


def _title_in(edits: Sequence[Edit]) -> str:
    """Return the title that edits label, or an empty string."""
    return next((edit.text for edit in edits if edit.field == "title"), "")
