"""The score of wxclean on what other tools make of saved pages: `python -m benchmarks.score_renderings [FOLDER]`."""

from __future__ import annotations

import argparse
import codecs
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks import cleaners, pages
from benchmarks.cases import DEFAULT as CASES
from benchmarks.cases import case_report
from benchmarks.corpus import CorpusError, Dump, read_corpus, read_phrases
from benchmarks.judge import Verdict, chrome_lines, judge
from benchmarks.render import RESULTS, write_renderings
from benchmarks.score import field_rates, means, worst_of
from benchmarks.tables import table

BAD = 0.97
_NO_ARTICLE = "gone"
# Files without a character: no dump, of which nothing can be said.
_EMPTY = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")


class Judged(NamedTuple):
    """A rendering and the verdict on it."""

    dump: Dump
    verdict: Verdict

    @property
    def is_article(self) -> bool:
        """Whether the dump holds the page's text; what a text share or a notice leaves is the guard's alone."""
        return self.dump.text("kind") == "article"

    @property
    def is_bad(self) -> bool:
        return self.dump.text("kind") == _NO_ARTICLE or self.verdict.score.f1 < BAD


class Guard(NamedTuple):
    """How right the suspicions are: of those that it names, the bad ones, and of the bad ones, those that it names."""

    precision: float
    recall: float
    missed: Sequence[Judged]
    false: Sequence[Judged]


def guard(judged: Sequence[Judged]) -> Guard:
    """Return how right the suspicions are; both rates are 1 where there is nothing to name.

    Dumps without a character don't count.
    """
    judged = [one for one in judged if one.dump.raw not in _EMPTY]
    named = [one for one in judged if one.verdict.suspect]
    bad = [one for one in judged if one.is_bad]
    right = sum(one.is_bad for one in named)
    missed = [one for one in bad if not one.verdict.suspect]
    false = [one for one in named if not one.is_bad]
    return Guard(right / len(named) if named else 1.0, right / len(bad) if bad else 1.0, missed, false)


def report(judged: Sequence[Judged], count: int) -> Iterator[str]:
    """Yield the tables of a score as text."""
    articles = [one for one in judged if one.is_article]
    if articles:
        yield _matrix(articles)
        for name in ("converter", "scope", "space", "wrapper", "encoding", "year"):
            yield _by(name, articles)
        yield table(("field", "right", "of", "rate"), list(_field_rows([one.verdict for one in articles])))
    yield from worst_of([one.verdict for one in articles], count)
    yield from _guard_tables(guard(judged), count)


def _matrix(articles: Sequence[Judged]) -> str:
    """Return the mean F1 of each converter and scope by year."""
    years = sorted({one.dump.text("year") for one in articles})
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in articles:
        groups[one.dump.text("converter"), one.dump.text("scope")].append(one)
    rows = []
    for (converter, scope), group in groups.items():
        by_year = [[one.verdict.score.f1 for one in group if one.dump.text("year") == year] for year in years]
        cells = [f"{fmean(values):.4f}" if values else "-" for values in by_year]
        rows.append((converter, scope, str(len(group)), f"{_f1(group):.4f}", *cells))
    return table(("converter", "scope", "dumps", "F1", *years), rows, left=(0, 1))


def _f1(group: Iterable[Judged]) -> float:
    return fmean(one.verdict.score.f1 for one in group)


def _by(name: str, articles: Sequence[Judged]) -> str:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for one in articles:
        groups[one.dump.text(name)].append(one.verdict)
    rows = [_row(key, group) for key, group in sorted(groups.items())]
    if name == "converter":
        rows.append(_row("all", [one.verdict for one in articles]))
    return table((name, "dumps", "precision", "recall", "F1", "F1>=0.99", "losses", "leaks"), rows)


def _row(key: str, group: Sequence[Verdict]) -> tuple[str, ...]:
    found = means(group)
    rates = [f"{rate:.4f}" for rate in (*found.score, found.good)]
    return (key, str(found.dumps), *rates, str(found.losses), str(found.leaks))


def _field_rows(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, ...]]:
    rates = {name: rate for name, rate in field_rates(verdicts).items() if rate[1]}
    said = [verdict.published_as for verdict in verdicts if verdict.published_as]
    rates["published is a day"] = sum(_DAY.fullmatch(day) is not None for day in said), len(said)
    yield from ((n, str(right), str(of), f"{right / of:.3f}" if of else "-") for n, (right, of) in rates.items())


def _guard_tables(found: Guard, count: int) -> Iterator[str]:
    rates = [(f"bad is F1 < {BAD}", f"{found.precision:.3f}", f"{found.recall:.3f}")]
    yield table(("guard", "precision", "recall"), rates)
    for title, group in (("bad, not suspect", found.missed), ("suspect, not bad", found.false)):
        if group:
            yield f"{title}: {len(group)}\n" + "\n".join(_shares(group, count))


def _shares(group: Sequence[Judged], count: int) -> Iterator[str]:
    kinds = Counter(", ".join(one.verdict.suspect) or one.dump.text("kind") for one in group)
    yield "  " + "; ".join(f"{kind}: {number}" for kind, number in kinds.most_common())
    yield from (f"  {one.dump.id}  {one.verdict.score.f1:.4f}" for one in group[:count])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return 0, 1 where a bar is missed, 2 where there is nothing to score."""
    options = _parser().parse_args(arguments)
    try:
        if options.folder.is_dir():
            print("\n".join(write_renderings(options.folder, options.renderings)))
        dumps = [dump for dump in read_corpus(options.renderings) if _is_wanted(dump, options)]
        chrome = chrome_lines(read_phrases(options.phrases) if options.phrases.is_file() else ())
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    judged = [Judged(dump, judge(dump, options.cleaner, chrome)) for dump in dumps]
    print("\n\n".join(report(judged, options.worst)))
    if options.cases.is_file():
        print("", *case_report(options.cases, options.cleaner), sep="\n")
    return _missed(judged, options.min_f1)


def _is_wanted(dump: Dump, options: argparse.Namespace) -> bool:
    chosen: dict[str, Callable[[str], bool]] = {
        "converter": lambda name: not options.only or name in options.only,
        "scope": lambda name: not options.scope or name in options.scope,
    }
    return all(wanted(dump.text(name)) for name, wanted in chosen.items())


def _missed(judged: Sequence[Judged], bar: float | None) -> int:
    reached = _f1(one for one in judged if one.is_article) if judged else 1.0
    if bar is None or reached >= bar:
        return 0
    print(f"missed: min-f1 is {reached:.4f}, the bar is {bar:g}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_renderings", description=__doc__)
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=pages.DEFAULT, help="the saved pages (default: ../shared/html)")
    add("--renderings", type=Path, default=RESULTS, metavar="DIR", help="where the renderings are kept")
    add("--cleaner", type=cleaners.named, default=cleaners.DEFAULT, metavar="MODULE:FUNCTION", help="what to score")
    add("--only", action="append", metavar="CONVERTER", help="only what these converters make")
    add("--scope", action="append", metavar="SCOPE", help="only these parts of a page: page, page-content, js_article")
    add("--phrases", type=Path, default=pages.DEFAULT.parent / "corpus" / "phrases.tsv", metavar="FILE")
    add("--cases", type=Path, default=CASES, metavar="FILE", help="pages that are judged line by line")
    add("--worst", type=int, default=20, metavar="N", help="how many of the worst dumps to list")
    add("--min-f1", type=float, metavar="F1", help="exit 1 if the mean F1 is lower")
    return parser


if __name__ == "__main__":
    sys.exit(main())
