"""How well a page's chrome is found from nothing: `python -m benchmarks.score_chrome [FOLDER]`.

The built-in rules are switched off. What the accounts of a crawl share is learned as chrome, and looked for in the
pages of one more account; which lines are chrome there, the built-in rules say.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import DEFAULT, Dump, read_corpus
from benchmarks.tables import table
from wxclean import Cleaner
from wxclean.filters.packs.repeated_line import repeated_line
from wxclean.learning.article import Article, article_of
from wxclean.learning.learn import chrome_of
from wxclean.rules.repeat_key import repeat_key

FEWEST = 10
"""A folder with fewer accounts is no crawl to learn from."""


class Page(NamedTuple):
    """A page without built-in rules: its article, its lines, which of them are chrome, and which of the footer."""

    article: Article
    lines: Sequence[str]
    chrome: frozenset[int]
    footer: frozenset[int]


class Found(NamedTuple):
    """How many lines the footers have, how many of these were found, and how many of all that were found are chrome."""

    footer: int = 0
    found: int = 0
    taken: int = 0
    right: int = 0

    def plus(self, other: Found) -> Found:
        """Return the sums of both."""
        return Found(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def recall(self) -> float:
        """The share of the footers' lines that is found."""
        return self.found / self.footer if self.footer else 1.0

    @property
    def precision(self) -> float:
        """The share of what is found that is chrome."""
        return self.right / self.taken if self.taken else 1.0


def pages_of(dumps: Sequence[Dump]) -> Iterator[Page]:
    """Yield dumps as pages, whose account is the one that is known of them."""
    bare, full = Cleaner(filters=("unicode", "spacing")), Cleaner()
    for dump in dumps:
        plain = bare.clean(dump.raw)
        article = article_of(plain, dump.text("account") or dump.id)
        if article is None:
            continue
        lines = [line.strip() for line in plain.payload.split("\n")]
        gone = {edit.line - 1 for edit in full.clean(dump.raw).edits if edit.action != "rewrite" and edit.span is None}
        chrome = frozenset(at for at in gone if at < len(lines) and lines[at] and repeated_line(lines[at]).key)
        last = max((at for at, line in enumerate(lines) if line and at not in gone), default=-1)
        yield Page(article, lines, chrome, frozenset(at for at in chrome if at > last))


def found_in(pages: Sequence[Page], keys: frozenset[str]) -> Found:
    """Return how well lines with these keys are the chrome of pages."""
    total = Found()
    for page in pages:
        taken = {at for at, line in enumerate(page.lines) if line and repeat_key(line) in keys}
        found = len(page.footer & taken)
        total = total.plus(Found(len(page.footer), found, len(taken), len(page.chrome & taken)))
    return total


def score(pages: Sequence[Page]) -> Found:
    """Return how well the chrome of each account's pages is found by what all other accounts share."""
    total = Found()
    for account in sorted({page.article.account for page in pages}):
        keys = frozenset(
            repeat_key(rule.line)
            for rule in chrome_of(page.article for page in pages if page.article.account != account)
        )
        total = total.plus(found_in([page for page in pages if page.article.account == account], keys))
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return 0, also where there is nothing to score, or 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_chrome", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT, help="default: ../shared/corpus")
    parser.add_argument("--min-recall", type=float, default=0.0, help="exit 1 if less of the footers' lines is found")
    parser.add_argument("--min-precision", type=float, default=0.0, help="exit 1 if less of what is found is chrome")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder}: no corpus; nothing to score", file=sys.stderr)
        return 0
    rows, missed = [], False
    dumps = read_corpus(options.folder)
    for folder in sorted({dump.folder for dump in dumps}):
        own = [dump for dump in dumps if dump.folder == folder]
        if len({dump.text("account") for dump in own}) < FEWEST:
            continue
        found = score(list(pages_of(own)))
        rows.append((folder, str(found.footer), f"{found.recall:.3f}", f"{found.precision:.3f}"))
        missed = missed or found.recall < options.min_recall or found.precision < options.min_precision
    print(table(("crawl", "lines of footers", "found again", "precision"), rows))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
