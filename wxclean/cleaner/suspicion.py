"""The guard: says when a result should be looked at, so that no article is lost in silence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import Final

from wxclean.document import Document, Edit
from wxclean.result import Suspicion, suspicion_of
from wxclean.rules.line_key import undressed

# A result is suspect if the lines dropped without a rule of their own hold at least this many characters, and more than
# the text that is left.
_DROPPED: Final = 200
_UNRULED: Final = frozenset(("footer.text", "header.text"))
# The page of a text share keeps its text in a script: a dump has its beginning at most.
_TEXT_SHARE: Final = "page.text-share"
# No author leaves more than this many blank lines for each line, as a page's template does; fewer lines prove nothing.
_BLANK_SHARE, _FEWEST_LINES = 2, 5


def suspicions(document: Document, text: str, edits: Sequence[Edit]) -> tuple[Suspicion, ...]:
    """Return why a result should be looked at, nothing if it is sound; `document` is the one that was cleaned.

    - Nothing is left of a dump that had words: a picture or text share, a notice, or a layout
      that the rules misread.
    - The dump doesn't hold the text of its page.
    - More text was dropped for its place than is left.
    - The white space is that of a page's template, but no rule matched a line.

    `edits` are those above the document's ending, in which no line is dropped for its place.
    """
    if not text:
        return (suspicion_of(_code_of_empty(edits)),) if document.texts else ()
    rules = {edit.rule for edit in edits}
    found = []
    if _TEXT_SHARE in rules:
        found.append(suspicion_of("text-share"))
    dropped = 0 if rules.isdisjoint(_UNRULED) else _dropped_by_place(document, edits)
    if dropped >= _DROPPED and dropped > len(text):
        found.append(suspicion_of("dropped-by-place", f"{dropped} characters, and {len(text)} are left"))
    if document.below is None and all(edit.action == "rewrite" for edit in edits) and _has_template_space(document):
        found.append(suspicion_of("unknown-layout"))
    return tuple(found)


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


def _code_of_empty(edits: Sequence[Edit]) -> str:
    if any(edit.rule == _TEXT_SHARE for edit in edits):
        return "text-share"
    return "notice" if any(edit.rule.startswith("notice.") for edit in edits) else "nothing-left"
