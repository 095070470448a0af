"""What tools write between their data and the article: an excerpt, a note of the archive, a heading for the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

# The most lines of an excerpt or a note.
_LONGEST: Final = 12
_RULE_LINE: Final = re.compile(r"-{3,}|\*{3,}|_{3,}|(?:\* ?){3,}")
_EXCERPT: Final = re.compile(r">?\s?#{1,4}\s?(?:Excerpt|Summary|摘要|摘录|简介)")
_NOTE: Final = re.compile(r"(?:!!!|\?\?\?\+?)\s+\w+(?:\s+\".*\")?")
_CALLOUT: Final = re.compile(r">\s?\[!\w+\][+-]?.*")
_CONTENT: Final = re.compile(
    r"(?:#{1,4}\s|\*\*)?(?:正文|正文内容|文章内容|文章正文|全文|内容|(?:Full |Markdown )?Content|Full Document|Article)"
    r"\s?[:：]?(?:\*\*)?|\[\[Full Document Contents/[^\[\]]*\]\]"
    r"|-{2,}\s?(?:CONTENT|BODY|TEXT|ARTICLE|正文|内容)\s?-{2,}|={2,}\s?(?:CONTENT|正文)\s?={2,}"
)


def is_note(text: str) -> bool:
    """Return whether a line begins a tool's note: `!!! info "来源"`, `> [!note]`."""
    return _NOTE.fullmatch(text) is not None or _CALLOUT.fullmatch(text) is not None


def notes_end(texts: Sequence[str], numbers: Sequence[int], start: int) -> int:
    """Return the end of a tool's notes from `start` on; `numbers` are the lines' own, which show blank lines."""
    end = start
    while end < len(texts):
        after = _note_end(texts, numbers, end)
        if after == end:
            break
        end = after
    return end


def _note_end(texts: Sequence[str], numbers: Sequence[int], start: int) -> int:
    """Return the end of one note, `start` if there is none."""
    text = texts[start]
    if _CONTENT.fullmatch(text):
        return start + 1
    if _EXCERPT.fullmatch(text):
        return _excerpt_end(texts, start)
    if _NOTE.fullmatch(text):
        return _block_end(numbers, start)
    if _CALLOUT.fullmatch(text):
        return next((at for at in range(start, len(texts)) if not texts[at].startswith(">")), len(texts))
    return start


def _excerpt_end(texts: Sequence[str], start: int) -> int:
    """Return the end of an excerpt, with the horizontal rule below it; `start` if none is near."""
    for place in range(start + 1, min(start + _LONGEST, len(texts))):
        if _RULE_LINE.fullmatch(texts[place]):
            return place + 1
    return start


def _block_end(numbers: Sequence[int], start: int) -> int:
    """Return the end of a run of lines without a blank one."""
    end = start + 1
    while end < len(numbers) and numbers[end] == numbers[end - 1] + 1:
        end += 1
    return end
