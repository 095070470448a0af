"""What a browser prints above and below each page of paper, in the text of a PDF: day, title, address, number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wxclean.document import Document, Edit
from wxclean.edits import document_left, drops
from wxclean.rare_pattern import rare

_RULE: Final = "tool.printed"
# The number of a page, alone, below the address, or in words; and the first of several.
_NUMBER: Final = rare(
    r"(?:(https?://mp\.weixin\.qq\.com/\S+)\s+)?(\d{1,3})\s?/\s?(\d{1,3})"
    r"|第\s?(\d{1,3})\s?[页頁][\s/，,]{0,3}共\s?(\d{1,3})\s?[页頁]"
    r"|[Pp]age (\d{1,3}) of (\d{1,3})"
)
# The day and the time of printing, above the title: `2025/3/6 10:20 灯塔`, `3/6/25, 10:20 AM 灯塔`
_PRINTED: Final = rare(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[上下]午\s?)?\d{1,2}:\d{2}(?:\s[AP]M)?\s+(?P<title>\S.*)"
)
_NUMBER_ENDS: Final = frozenset("0123456789页頁")
_ADDRESS: Final = "://mp.weixin.qq.com/"
# How many lines above a number and below it may be the same on every page, and how many of the last lines end a page.
_NEAR: Final = 3


def without_printed(document: Document, filter_name: str) -> tuple[list[Edit], Document]:
    """Return the edits that drop such lines, and the document that they leave.

    They are numbered from 1 to the number of pages, and what stands beside the numbers is the same on every page. The
    last number ends the text, and one of the lines is the article's address, or the numbers say in words what they are.
    A saved page was never printed.
    """
    texts = document.texts
    if document.is_page:
        return [], document
    if not any(text[-1] in _NUMBER_ENDS and ("/" in text or text[0] in "第Pp") for text in texts[-1 - _NEAR :]):
        return [], document
    places = _printed_lines(texts)
    if not places or len(places) == len(texts):
        return [], document
    edits = drops(
        filter_name,
        [document.numbers[place] for place in places],
        [_RULE] * len(places),
        [document.spans[place] for place in places],
    )
    left = document_left(document, edits)
    left.coded, left.may_be_collapsed = document.coded, document.may_be_collapsed
    return edits, left


def _printed_lines(texts: list[str]) -> list[int]:
    """Return the places of the lines that are printed on each page, none if the numbers don't prove them."""
    marks = [place for place, text in enumerate(texts) if text[-1] in _NUMBER_ENDS and _NUMBER.fullmatch(text)]
    if not marks or [_number(texts[mark]) for mark in marks] != [(page + 1, len(marks)) for page in range(len(marks))]:
        return []
    starts, ends = [0, *[mark + 1 for mark in marks]], [*marks, len(texts)]
    above = [range(max(start, end - _NEAR), end) for start, end in zip(starts, marks, strict=False)]
    below = [range(start, min(start + _NEAR, end)) for start, end in zip(starts, ends, strict=True)]
    title = _PRINTED.fullmatch(texts[0])
    if len(marks) == 1:
        same = {texts[0]} if title and title["title"] in texts[1:_NEAR] else set()
        tops, bottoms = below[:1], []
    else:
        # Either what is below a number is the head of the next page, or it belongs to the number, as below the last.
        tops, bottoms = below[bool(below[-1]) :][: len(marks)], above
        same = _same(texts, tops)
    if not same.issuperset(texts[marks[-1] + 1 :]):
        return []
    printed = _firsts(texts, tops, same) + _firsts(texts, bottoms, _same(texts, bottoms) if bottoms else set())
    in_words = len(marks) > 1 and "/" not in texts[marks[0]]
    return sorted({*marks, *printed}) if in_words or any(_ADDRESS in texts[at] for at in (*marks, *printed)) else []


def _firsts(texts: list[str], places: Sequence[range], same: set[str]) -> list[int]:
    """Return where each of these lines stands first in each of several places."""
    found: list[int] = []
    for near in places:
        seen = {texts[at]: at for at in reversed(near) if texts[at] in same}
        found += seen.values()
    return found


def _same(texts: list[str], places: Sequence[range]) -> set[str]:
    """Return the lines that stand in each of several places."""
    return set.intersection(*({texts[at] for at in near} for near in places))


def _number(text: str) -> tuple[int, int]:
    """Return the number of a page and how many there are."""
    match = _NUMBER.fullmatch(text)
    page, pages = [int(found) for found in match.groups()[1:] if found] if match else (0, 0)
    return page, pages
