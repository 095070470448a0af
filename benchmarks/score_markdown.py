"""What of a saved page's pictures, code and tables is in its Markdown, and whether the words are those of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from benchmarks.pages import Page
from benchmarks.shingles import score, shingles
from benchmarks.tables import table
from wxclean import Cleaned
from wxclean.output.markdown import page_markdown

PARTS = ("pictures", "code", "cells")
LEAST_FOUND = 0.98
_FENCE = "```"


class InMarkdown(NamedTuple):
    """The Markdown of a page, how well its words match the gold and the text, and what is found of what it holds."""

    f1: float
    as_text: float
    found: Mapping[str, int]
    of: Mapping[str, int]


def in_markdown(page: Page, cleaned: Cleaned) -> InMarkdown:
    """Return what is in the Markdown of a page: addresses anywhere, lines of code inside a fence, cells in a row."""
    made = page_markdown(cleaned)
    text = made.text if made else ""
    fenced, rows = set(_fenced(text)), list(_rows(text))
    gold = {name: [part for part in page.gold.get(name) or () if part.strip()] for name in PARTS}
    found = {
        "pictures": sum(address in text for address in gold["pictures"]),
        "code": sum(line.replace("\xa0", " ").rstrip() in fenced for line in gold["code"]),
        "cells": sum(any(" ".join(cell.split()) in row for row in rows) for cell in gold["cells"]),
    }
    words = shingles(text)
    return InMarkdown(
        score(shingles(page.gold["body"] or ""), words).f1,
        score(shingles(cleaned.text), words).f1,
        found,
        {name: len(parts) for name, parts in gold.items()},
    )


def rates(pages: Sequence[InMarkdown]) -> dict[str, tuple[int, int]]:
    """Return for each kind of part how many are found, of how many."""
    return {name: (sum(one.found[name] for one in pages), sum(one.of[name] for one in pages)) for name in PARTS}


def report(pages: Sequence[InMarkdown]) -> Iterator[str]:
    """Yield the tables of a score as text."""
    yield table(
        ("in Markdown", "found", "of"),
        [(name, str(found), str(total)) for name, (found, total) in rates(pages).items()],
    )
    yield table(
        ("words of the Markdown", "mean F1", "least F1"),
        [
            (name, f"{fmean(values):.5f}", f"{min(values):.5f}")
            for name, values in (
                ("against gold", [p.f1 for p in pages]),
                ("against the text", [p.as_text for p in pages]),
            )
        ],
    )


def missed(pages: Sequence[InMarkdown]) -> Iterator[str]:
    """Yield the bars that are missed."""
    for name, (found, total) in rates(pages).items():
        if total and found / total < LEAST_FOUND:
            yield f"of {name}, {found / total:.3f} are in the Markdown, the bar is {LEAST_FOUND:g}"


def _fenced(markdown: str) -> Iterator[str]:
    """Yield the lines inside fences, without what stands before those in lists and quotes."""
    fence = ""
    for line in markdown.split("\n"):
        bare = line.lstrip("> ")
        if fence and bare == fence:
            fence = ""
        elif fence:
            yield line
        elif bare.startswith(_FENCE):
            fence = bare[: len(bare) - len(bare.lstrip("`"))]


def _rows(markdown: str) -> Iterator[str]:
    for line in markdown.split("\n"):
        if line.lstrip("> ").startswith("| "):
            yield line.replace("\\", "")
