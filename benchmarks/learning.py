"""How long learning takes, and what a learned pack adds to cleaning: a part of the speed bench."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks import generate
from benchmarks.measure import command, once, race
from benchmarks.section import Bar, Section
from wxclean import Cleaner

ARTICLES, ACCOUNTS = 10_000, 100
_CLEANED = 500
_SECONDS, _SHARE = 30, 15


def learning(folder: Path, rounds: int, share: float = 1.0) -> Iterator[Section]:
    """Yield the time for 10,000 articles on two cores, from a share of them, and what the pack adds to cleaning."""
    count = round(ARTICLES * share)
    records = list(generate.of_accounts(count, ACCOUNTS))
    corpus = generate.save("accounts", records, folder)
    crawl = corpus.file.rename(corpus.file.with_suffix(".jsonl"))
    pack = folder / "learned.toml"
    learn = [sys.executable, "-m", "wxclean", "learn", "-j", "2", "-o", str(pack), str(crawl)]
    seconds = once(command(learn)) / share
    cleaners = {"without": Cleaner(), "with": Cleaner(rules=[str(pack)])}

    def cleaning(cleaner: Cleaner) -> None:
        for record in records[:_CLEANED]:
            cleaner.clean(record)

    times = race({name: partial(cleaning, each) for name, each in cleaners.items()}, rounds, clock=process_time)
    cost = 100 * (times["with"].seconds / times["without"].seconds - 1)
    rows = [("learn 10,000 articles, two cores", "seconds", seconds), ("apply what was learned", "% of cleaning", cost)]
    bars = [Bar("learn 10,000 articles, in seconds", _SECONDS, seconds, True), Bar("apply, in %", _SHARE, cost, True)]
    yield Section("learning", ("what", "unit", "figure"), ("", "", ".1f"), rows, bars)
