"""A plug-in for wxclean: a filter, a fix and, beside this file, a rule pack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wxclean import Document, Edit


def figures(document: Document) -> Iterator[Edit]:
    """Drops lines that are nothing but the number of a figure."""
    for line in document.lines:
        if re.fullmatch(r"[图表] ?\d{1,3}", line.text):
            yield Edit(line.number, "drop", "figures", "number", span=line.span)


def ellipsis(text: str) -> str:
    """Makes three full stops an ellipsis."""
    return text.replace("。。。", "……")
