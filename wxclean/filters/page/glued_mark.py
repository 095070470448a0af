"""The mark of an original article, which a tool joined to its author."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.labels import Label

_MARK: Final = re.compile(r"原[创創]\s?(?=\S{2})")


def without_mark(labels: list[Label]) -> list[Label]:
    """Return labels with the mark of an original article parted from the author that a tool joined it to."""
    place = next((at for at, label in enumerate(labels) if label.field == "author" and _MARK.match(label.value)), -1)
    if place < 0:
        return labels
    author = labels[place]
    bare = Label(author.place, "author", _MARK.sub("", author.value, count=1), author.rule)
    mark = Label(author.place, "original", "true", author.rule)
    return [*labels[:place], bare, mark, *labels[place + 1 :]]
