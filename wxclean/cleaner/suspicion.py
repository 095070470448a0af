"""The guard: says when a result should be looked at, so that no article is lost in silence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import Final

from wxclean.document import Document, Edit
from wxclean.rules.line_key import undressed

# A result is suspect if the lines dropped without a rule of their own hold at least this many characters, and more than
# the text that is left.
_DROPPED: Final = 200
_UNRULED: Final = frozenset(("footer.text", "header.text"))
# The page of a text share keeps its text in a script: a dump has its beginning at most.
_TEXT_SHARE: Final = "page.text-share"
_OF_TEXT_SHARE: Final = "the page is a text share: the dump holds the beginning of its text at most"
# No author leaves more than this many blank lines for each line, as a page's template does; fewer lines prove nothing.
_BLANK_SHARE, _FEWEST_LINES = 2, 5


def suspicion(document: Document, text: str, edits: Sequence[Edit]) -> str | None:
    """Return why a result should be looked at, or None; `document` is the one that was cleaned.

    - Nothing is left of a dump that had words: a picture or text share, a notice, or a layout
      that the rules misread.
    - The dump doesn't hold the text of its page.
    - More text was dropped for its place than is left.
    - The white space is that of a page's template, but no rule matched a line.

    `edits` are those above the document's ending, in which no line is dropped for its place.
    """
    if not text:
        return _emptied(edits) if document.texts else None
    rules = {edit.rule for edit in edits}
    if _TEXT_SHARE in rules:
        return _OF_TEXT_SHARE
    dropped = 0 if rules.isdisjoint(_UNRULED) else _dropped_by_place(document, edits)
    if dropped >= _DROPPED and dropped > len(text):
        return f"more text was dropped by its place ({dropped} characters) than is left ({len(text)})"
    if document.below is None and all(edit.action == "rewrite" for edit in edits) and _has_template_space(document):
        return "the layout is not known: no line of the page was recognised"
    return None


def _dropped_by_place(document: Document, edits: Sequence[Edit]) -> int:
    """Return how many characters were dropped without a rule of their own, in lines and parts of collapsed ones.

    Addresses of links and pictures aren't counted.
    """
    unruled = [edit for edit in edits if edit.rule in _UNRULED and edit.action == "drop"]
    whole = {edit.line for edit in unruled if edit.span is None}
    places = map(partial(bisect_left, document.numbers), whole)
    texts = [document.texts[place] for place in places if place < len(document.texts)]
    dropped = sum(map(len, texts))
    if dropped >= _DROPPED:
        dropped = sum(map(len, map(undressed, texts)))
    return dropped + sum(edit.span.end - edit.span.start for edit in unruled if edit.span is not None)


def _has_template_space(document: Document) -> bool:
    filled = len(document.texts)
    return filled >= _FEWEST_LINES and len(document.payload) - filled > _BLANK_SHARE * filled


def _emptied(edits: Sequence[Edit]) -> str:
    if any(edit.rule == _TEXT_SHARE for edit in edits):
        return _OF_TEXT_SHARE
    if any(edit.rule.startswith("notice.") for edit in edits):
        return "nothing is left: the page is a notice, not an article"
    return "nothing is left: the dump holds page chrome alone"
