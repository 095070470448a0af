"""The metric: precision, recall and F1 on the multiset of 4-character shingles of two texts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

SIZE = 4

_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK_TARGET = re.compile(r"\]\([^)\n]*\)")
_DRESSING = "*_#>`[]\\"
_ZERO_WIDTH = (0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A))
_GONE = dict.fromkeys((*_ZERO_WIDTH, *map(ord, _DRESSING)))

Shingles = Counter[str]


class Score(NamedTuple):
    """How well a text matches its gold text; each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def undressed(text: str) -> str:
    """Return text in NFC, without Markdown images, link targets, dressing, zero-width characters; line breaks stay."""
    text = unicodedata.normalize("NFC", text)
    return _LINK_TARGET.sub("]", _IMAGE.sub("", text)).translate(_GONE)


def bare(text: str) -> str:
    """Return what the metric compares: the undressed text without any white space."""
    return "".join(undressed(text).split())


def bare_lines(text: str) -> Iterator[str]:
    """Yield the bare form of each line."""
    return ("".join(line.split()) for line in undressed(text).split("\n"))


def shingles(text: str) -> Shingles:
    """Return the shingles of a text's bare form. A text shorter than a shingle counts as one, an empty one as none."""
    letters = bare(text)
    if len(letters) < SIZE:
        return Counter([letters] if letters else [])
    return Counter(letters[i : i + SIZE] for i in range(len(letters) - SIZE + 1))


def score(gold: Shingles, found: Shingles) -> Score:
    """Return how well `found` matches `gold`. An empty text has precision 1, an empty gold recall 1."""
    common = (gold & found).total()
    precision = common / found.total() if found else 1.0
    recall = common / gold.total() if gold else 1.0
    total = precision + recall
    return Score(precision, recall, 2 * precision * recall / total if total else 0.0)
