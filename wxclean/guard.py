"""The guard: says when a result should be looked at, so that no article goes missing in silence."""

from __future__ import annotations

from collections.abc import Sequence

from wxclean.document import Document, Edit

# A result is suspect when lines without a rule of their own were dropped that hold this many
# characters and more than the text that is left.
_DROPPED = 200
_UNRULED = ("footer.text", "header.text")
# A page's template leaves this many blank lines for each line of text; no author does.
_BLANK_SHARE, _FEWEST_LINES = 2, 5


def suspicion(document: Document, text: str, edits: Sequence[Edit]) -> str | None:
    """Return why a result should be looked at, or None; `document` is what was cleaned.

    - Nothing is left of a dump that had words: a picture or text share, a notice, or a layout
      that the rules misread.
    - More text was dropped for its place than is left.
    - The white space is that of a page's template, but no rule knew a line of it.
    """
    if not text:
        return _emptied(edits) if document.texts else None
    unruled = {edit.line for edit in edits if edit.rule in _UNRULED and edit.action == "drop"}
    if unruled:
        lines = zip(document.numbers, document.texts, strict=True)
        dropped = sum(len(line) for number, line in lines if number in unruled)
        if dropped >= _DROPPED and dropped > len(text):
            return f"more text was dropped by its place ({dropped} characters) than is left ({len(text)})"
    if all(edit.action == "rewrite" for edit in edits) and _has_template_space(document):
        return "the layout is not known: no line of the page was recognised"
    return None


def _has_template_space(document: Document) -> bool:
    filled = len(document.texts)
    return filled >= _FEWEST_LINES and len(document.payload) - filled > _BLANK_SHARE * filled


def _emptied(edits: Sequence[Edit]) -> str:
    if any(edit.rule.startswith("notice.") for edit in edits):
        return "nothing is left: the page is a notice, not an article"
    return "nothing is left: the dump holds page chrome alone"
