"""Pages whose texts a converter joined with bars, `标题|原创|作者`: read as if blanks stood there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wxclean.document import Document, Span
from wxclean.edits import kept_document

MOST_LINES: Final = 3
"""Only a text on so few lines may be such a page."""
# It has this many bars that no blanks set apart.
_FEWEST: Final = 16
_BAR: Final = re.compile(r"(?<=[^\s|])\|(?=[^\s|])")
# What stands between two bars in such a page.
_OF_PAGE: Final = re.compile(
    r"\|(?:微信[号號扫掃]|功能介[绍紹]|We(?:ixin|Chat) ID|预览时标签不可点|預覽時標籤不可點"
    r"|[关關]注[该該]公[众眾][号號]|Scan to Follow)[^|]{0,12}\|"
)


def with_blanks(document: Document) -> Document:
    """Return a document with blanks in place of such bars, the same one if it has none."""
    texts = document.texts
    if not 0 < len(texts) <= MOST_LINES or sum(text.count("|") for text in texts) < _FEWEST:
        return document
    joined = [_OF_PAGE.search(text) is not None and len(_BAR.findall(text)) >= _FEWEST for text in texts]
    if not any(joined):
        return document
    fixed = [_BAR.sub(" ", text) if is_joined else text for text, is_joined in zip(texts, joined, strict=True)]
    left = kept_document(document, fixed, fixed)
    left.coded, left.may_be_collapsed = document.coded, True
    return left


def with_bars(left: Document, before: Document) -> Document:
    """Return what is left of a document that was read with blanks, with the bars that stood there before."""
    lines = {number: (text, span.start if span else 0) for number, text, span in _columns(before)}
    texts = []
    for number, text, span in _columns(left):
        line, offset = lines[number]
        texts.append(line[span.start - offset : span.end - offset] if span else line)
        if len(texts[-1]) != len(text):
            texts[-1] = text
    restored = kept_document(left, texts, texts)
    restored.coded, restored.may_be_collapsed = left.coded, left.may_be_collapsed
    return restored


def _columns(document: Document) -> Iterator[tuple[int, str, Span | None]]:
    return zip(document.numbers, document.texts, document.spans, strict=True)
