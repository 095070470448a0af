"""What becomes of the end of a page, whatever stands above: scripts, and a footer whose lines all have rules."""

from __future__ import annotations

from collections.abc import Sequence

from wxclean.document import Document, Edit, Ending
from wxclean.filters.page import scripts, wechat
from wxclean.filters.page.footer import is_all_chrome, may_begin
from wxclean.rules.matcher import Matcher


def ending_of(document: Document, edits: Sequence[Edit], matcher: Matcher) -> tuple[int, Ending] | None:
    """Return the number of the first line of a page's ending, and what becomes of it; None where it has none.

    `document` is the page as it came, `edits` are all that was done to it. Of the ending no line has a part in
    what becomes of the lines above but as the footer, which says some of them again.
    """
    start = _first_dropped(document, edits)
    below = [edit._replace(line=edit.line - start + 1) for edit in edits if edit.line >= start]
    if not below or not {edit.filter for edit in below} <= {scripts.NAME, wechat.NAME}:
        return None
    lines = {edit.line + start - 1 for edit in below if edit.filter == wechat.NAME}
    texts = [text for number, text in zip(document.numbers, document.texts, strict=True) if number in lines]
    rules = matcher.rules_of(texts)
    if not texts or rules[0] is None:
        return None
    if not is_all_chrome(rules) or not may_begin(rules[0]) or rules[0].name.startswith(("header.", "notice.")):
        return None
    return start, Ending(tuple(zip(*below, strict=True)), tuple(texts), len(document.payload) - start + 1)


def _first_dropped(document: Document, edits: Sequence[Edit]) -> int:
    """Return the number of the first of the last lines that are all dropped whole."""
    gone = {edit.line for edit in edits if edit.action == "drop" and edit.span is None}
    kept = [place for place, number in enumerate(document.numbers, 1) if number not in gone]
    first = kept[-1] if kept else 0
    return document.numbers[first] if first < len(document.numbers) else document.numbers[-1] + 1
