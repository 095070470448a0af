"""Endings of pages that are cleaned alike below any lines: scripts, and a footer whose lines all have rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wxclean.document import Document, Edit
from wxclean.filters.page import scripts, wechat
from wxclean.filters.page.footer import is_all_chrome, may_begin
from wxclean.reading.read import Ending, Reading
from wxclean.rules.matcher import Matcher


def ending_of(reading: Reading, edits: Sequence[Edit], matcher: Matcher, fixes: Collection[str]) -> Ending | None:
    """Return the ending of a page, or None if it has none.

    `edits` are all edits of the page; `fixes` are the names of steps that edit each line by itself. The lines of an
    ending affect those above only as a footer, which repeats some of them.
    """
    document = reading.document
    start = _first_dropped(document, edits)
    below = [edit for edit in edits if edit.line >= start]
    if not below or not {edit.filter for edit in below} <= {scripts.NAME, wechat.NAME, *fixes}:
        return None
    texts = _footer_texts(document, below)
    rules = matcher.rules_of(texts)
    if not texts or rules[0] is None:
        return None
    if not is_all_chrome(rules) or not may_begin(rules[0]) or rules[0].name.startswith(("header.", "notice.")):
        return None
    size = len(document.payload) - start + 1
    lines, *others = zip(*below, strict=True)
    columns = (tuple([line - start + 1 for line in lines]), *others)
    return Ending(reading.payload.from_line(start), size, tuple(texts), columns)


def _footer_texts(document: Document, below: Sequence[Edit]) -> list[str]:
    """Return the lines of the footer as the fixes left them."""
    fixed = {edit.line: edit.text.strip() for edit in below if edit.action == "rewrite"}
    places = {edit.line for edit in below if edit.filter == wechat.NAME}
    lines = zip(document.numbers, document.texts, strict=True)
    return [fixed.get(number, text) for number, text in lines if number in places]


def _first_dropped(document: Document, edits: Sequence[Edit]) -> int:
    """Return the number of the first line from which on all lines are dropped whole."""
    gone = {edit.line for edit in edits if edit.action == "drop" and edit.span is None}
    kept = [place for place, number in enumerate(document.numbers, 1) if number not in gone]
    first = kept[-1] if kept else 0
    return document.numbers[first] if first < len(document.numbers) else document.numbers[-1] + 1
