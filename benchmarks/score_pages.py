"""The score of wxclean on saved pages with gold answers: `python -m benchmarks.score_pages [FOLDER]`."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks import score_markdown
from benchmarks.corpus import CorpusError
from benchmarks.judge import diff
from benchmarks.pages import DEFAULT, Page, read_pages
from benchmarks.shingles import Score, score, shingles
from benchmarks.tables import table
from wxclean import Cleaned, Cleaner

FIELDS = ("title", "account", "wechat_id", "description", "published")
BARS = {"article": 0.9995, "text-share": 1.0, "picture-share": 1.0, "gone": 1.0}
LEAST, LEAST_RIGHT = 0.99, 0.98


class Judged(NamedTuple):
    """A page, what was made of it, and which of its fields are right, of those that the page has."""

    page: Page
    cleaned: Cleaned
    score: Score
    right: Mapping[str, bool]

    @property
    def kind(self) -> str:
        return str(self.page.gold["kind"])


def judged(page: Page, cleaned: Cleaned) -> Judged:
    """Return the verdict on a page. The gold has the day of publication alone."""
    gold, found = page.gold, cleaned.metadata._asdict() | {"published": (cleaned.metadata.published or "")[:10]}
    right = {name: found[name] == gold[name] for name in FIELDS if gold.get(name)}
    return Judged(page, cleaned, score(shingles(gold["body"] or ""), shingles(cleaned.text)), right)


def by_kind(verdicts: Iterable[Judged]) -> Mapping[str, list[Judged]]:
    """Return the verdicts by the kind that the gold gives."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for one in verdicts:
        found[one.kind].append(one)
    return found


def rates(verdicts: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Return for each field in how many pages it is right, of how many that have it."""
    answers = {name: [one.right[name] for one in verdicts if name in one.right] for name in FIELDS}
    return {name: (sum(right), len(right)) for name, right in answers.items() if right}


def report(verdicts: Sequence[Judged], worst: int) -> Iterator[str]:
    """Yield the tables of a score as text."""
    yield table(
        ("kind", "pages", "mean F1", "least F1", "suspect"),
        [
            (
                kind,
                str(len(group)),
                f"{fmean(one.score.f1 for one in group):.5f}",
                f"{min(one.score.f1 for one in group):.5f}",
                str(sum(bool(one.cleaned.suspect) for one in group)),
            )
            for kind, group in by_kind(verdicts).items()
        ],
    )
    yield table(
        ("field", "right", "of", "rate"),
        [(name, str(right), str(total), f"{right / total:.3f}") for name, (right, total) in rates(verdicts).items()],
    )
    wrong = [(one, name) for one in verdicts for name, right in one.right.items() if not right]
    for one, name in wrong[:worst]:
        yield f"{one.page.id}: {name} is {getattr(one.cleaned.metadata, name)!r}, not {one.page.gold[name]!r}"
    for one in sorted(verdicts, key=lambda one: one.score.f1)[:worst]:
        if one.score.f1 < 1:
            changes = diff(one.page.gold["body"] or "", one.cleaned.text)
            lines = "\n".join(f"  {change.sign} {change.text[:80]}" for change in changes)
            yield f"{one.page.id}: F1 {one.score.f1:.5f} (- missing, + extra)\n{lines}"


def missed(verdicts: Sequence[Judged]) -> Iterator[str]:
    """Yield the bars that are missed."""
    for kind, group in by_kind(verdicts).items():
        mean, least = fmean(one.score.f1 for one in group), min(one.score.f1 for one in group)
        if mean < BARS.get(kind, 1.0):
            yield f"mean F1 of kind {kind} is {mean:.5f}, the bar is {BARS.get(kind, 1.0):g}"
        if least < LEAST:
            yield f"least F1 of kind {kind} is {least:.5f}, the bar is {LEAST:g}"
    for name, (right, total) in rates(verdicts).items():
        if right / total < LEAST_RIGHT:
            yield f"{name} is right in {right / total:.3f}, the bar is {LEAST_RIGHT:g}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return 0, or 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT, help="gold.jsonl and ID.html.gz")
    parser.add_argument("--worst", type=int, default=10, metavar="N", help="show the worst N pages")
    options = parser.parse_args(arguments)
    cleaner, verdicts, size, taken = Cleaner(), [], 0, 0.0
    try:
        for page in read_pages(options.folder):
            html = page.html.encode()
            started = time.process_time()
            cleaned = cleaner.clean(html)
            taken += time.process_time() - started
            size += len(html)
            verdicts.append(judged(page, cleaned))
    except CorpusError as error:
        print(f"{error}; there is nothing to score")
        return 0
    print("\n\n".join(report(verdicts, options.worst)))
    markdown = [score_markdown.in_markdown(one.page, one.cleaned) for one in verdicts]
    print("\n" + "\n\n".join(score_markdown.report(markdown)))
    print(f"\n{size / 1e6:.0f} MB of HTML in {taken:.2f} s of one core: {size / taken / 1e6:.0f} MB/s")
    bars = [*missed(verdicts), *score_markdown.missed(markdown)]
    for bar in bars:
        print(f"missed: {bar}", file=sys.stderr)
    return int(bool(bars))


if __name__ == "__main__":
    sys.exit(main())
