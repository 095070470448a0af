"""The parts of the speed bench, each a table with the bars that it has to reach."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from benchmarks import extractors as page_tools
from benchmarks import generate, peers
from benchmarks.cleaners import CleanFunction
from benchmarks.generate import MEGABYTE, Corpus
from benchmarks.learning import learning
from benchmarks.measure import Timing, Work, command, memory, race
from benchmarks.pages import read_pages
from benchmarks.peers import CLEAN, FLOOR, FTFY, JSONL, SED_MAWK, UNLIKE, UNTEMPLATED, WRAPPED, WXCLEAN, Contestant
from benchmarks.real import real_dumps, unlike_renderings
from benchmarks.section import Bar, Section, Value
from wxclean.reading.lines.characters import IS_COMPILED


class Setup(NamedTuple):
    """What a run works with. Sizes in bytes of UTF-8; `real` and `pages` are folders of real dumps and of saved pages,
    where there are such.
    """

    folder: Path
    size: int
    large: int
    blanks: int
    rounds: int
    starts: int
    cleaner_name: str
    cleaner: CleanFunction
    real: Path
    pages: Path


def throughput(setup: Setup, entrants: Sequence[Contestant]) -> Iterator[Section]:
    """Yield megabytes a second of every contestant over the corpora, first those of real dumps where there are some."""
    for name, records in _corpora(setup):
        corpus = generate.save(name, list(records), setup.folder)
        racing = [entrant for entrant in entrants if name in entrant.corpora]
        slices = {e.name: corpus._replace(records=corpus.records[:: e.every]) for e in racing}
        works = {e.name: _run(e, slices[e.name]) for e in racing}
        once = name in UNLIKE
        timings = race(works, setup.rounds * 3, least=0, clock=process_time) if once else race(works, setup.rounds)
        yield speed_table(corpus, {name: slices[name].size for name in slices}, timings)


def _corpora(setup: Setup) -> Iterator[tuple[str, Iterator[bytes]]]:
    if setup.real.is_dir():
        yield peers.REAL, real_dumps(setup.real)
    if setup.pages.is_dir():
        yield peers.PAGES, unlike_renderings(setup.pages, markdown=False)
        yield peers.MARKDOWN, unlike_renderings(setup.pages, markdown=True)
    makers = {
        UNTEMPLATED: generate.untemplated,
        WRAPPED: generate.wrapped,
        JSONL: generate.jsonl,
        CLEAN: generate.clean,
    }
    yield from ((name, make(setup.size)) for name, make in makers.items())


def extractors(setup: Setup, entrants: Sequence[Contestant]) -> Iterator[Section]:
    """Yield how fast and how right wxclean and other tools turn saved pages into text and Markdown."""
    if not setup.pages.is_dir():
        return
    saved = list(read_pages(setup.pages))
    tools = [*page_tools.own(setup.cleaner), *page_tools.installed()]
    htmls = [page.html for page in saved]
    works = {tool.name: _converting(tool, htmls) for tool in tools}
    timings = race(works, setup.rounds, least=0, clock=process_time)
    yield page_tools.speed_table(saved, timings, {tool.name: page_tools.mean_f1(tool, saved) for tool in tools})


def _converting(tool: page_tools.Tool, pages: Sequence[str]) -> Work:
    return lambda: [tool.convert(html) for html in pages]


def speed_table(corpus: Corpus, sizes: Mapping[str, int], timings: Mapping[str, Timing]) -> Section:
    """Return the table of one corpus: `sizes` are the bytes that each contestant got, the floor's among them."""
    speeds = {name: sizes[name] / timing.seconds / MEGABYTE for name, timing in timings.items()}
    own = speeds.get(WXCLEAN)
    rows = [
        (name, speed, timings[name].spread, speed / speeds[FLOOR], speed / own if own else None)
        for name, speed in speeds.items()
    ]
    title = f"{corpus.name}: {len(corpus.records)} records, {corpus.size / MEGABYTE:.1f} MB"
    heads = ("contestant", "MB/s", "spread", "of the floor", "of wxclean")
    return Section(title, heads, ("", ".1f", ".0%", ".3f", ".3f"), rows, list(_speed_bars(corpus.name, speeds)))


def linearity(setup: Setup, entrants: Sequence[Contestant]) -> Iterator[Section]:
    """Yield the cost of a byte in odd shapes, against that in the normal corpus, for wxclean and for the floor."""
    size = f"{setup.large // MEGABYTE} MB"
    cases = {
        "normal": list(generate.wrapped(setup.size)),
        f"{size} record": [generate.one_long_record(setup.large)],
        f"{size} line": [generate.one_long_line(setup.large)],
        f"{setup.blanks:,} blank lines": [generate.blank_lines(setup.blanks, indented=True)],
        f"{setup.blanks:,} empty lines": [generate.blank_lines(setup.blanks, indented=False)],
    }
    corpora = {name: Corpus(name, tuple(records), setup.folder) for name, records in cases.items()}
    named = {entrant.name: entrant for entrant in entrants}
    works = {f"{who}: {name}": _run(named[who], corpora[name]) for name in corpora for who in (FLOOR, WXCLEAN)}
    timings = race(works, setup.rounds)
    costs, floor_costs = (_costs(who, corpora, timings) for who in (WXCLEAN, FLOOR))
    rows = [
        (name, corpus.size / MEGABYTE, 1 / costs[name] / MEGABYTE, _against(costs, name), _against(floor_costs, name))
        for name, corpus in corpora.items()
    ]
    heads = ("case", "MB", "MB/s", "cost of a byte", "the floor's")
    bars = [Bar(f"{name}: cost of a byte", 1.5, _against(costs, name), most=True) for name in corpora]
    yield Section("linearity", heads, ("", ".1f", ".1f", ".2f", ".2f"), rows, bars[1:])


def memory_use(setup: Setup, entrants: Sequence[Contestant]) -> Iterator[Section]:
    """Yield how far a process grows for one record, as a multiple of its size, and over a stream of records."""
    stream = generate.save("stream", list(generate.wrapped(setup.size)), setup.folder)
    rows: list[Sequence[Value]] = []
    for name, record in _records(setup.large // 4).items():
        one = generate.save("record", [record], setup.folder)
        grown = memory(setup.cleaner_name, one.file, stream.file)
        rows.append((name, one.size / MEGABYTE, grown.record / one.size, grown.stream / MEGABYTE))
    heads = ("record", "MB", "peak, times its size", "stream grows by MB")
    bars = [Bar(f"{row[0]}: peak, times its size", 8, float(row[2] or 0), most=True) for row in rows]
    yield Section("memory", heads, ("", ".1f", ".1f", ".1f"), rows, bars)


def start(setup: Setup, entrants: Sequence[Contestant]) -> Iterator[Section]:
    """Yield milliseconds from start to end of a process."""
    works = dict(_starts(setup.folder, next(generate.wrapped(1))))
    timings = race(works, setup.starts)
    empty = timings[EMPTY_TYPER].seconds if EMPTY_TYPER in timings else None
    rows = [
        (name, timing.seconds * 1000, timing.spread, timing.seconds / empty if empty else None)
        for name, timing in timings.items()
    ]
    bars = [
        Bar(f"{row[0]}: of an empty Typer app", 1.25, row[3], most=True) for row in rows if WXCLEAN in row[0] and row[3]
    ]
    heads = ("process", "ms", "spread", "of an empty Typer app")
    yield Section("start-up", heads, ("", ".1f", ".0%", ".2f"), rows, bars)


def learn(setup: Setup, _: Sequence[Contestant]) -> Iterator[Section]:
    """Yield how long learning takes, and what a learned pack adds to cleaning."""
    yield from learning(setup.folder, setup.rounds, min(1.0, setup.size / (16 * MEGABYTE)))


SECTIONS: Mapping[str, Callable[[Setup, Sequence[Contestant]], Iterator[Section]]] = {
    "throughput": throughput,
    "extractors": extractors,
    "linearity": linearity,
    "memory": memory_use,
    "start": start,
    "learning": learn,
}

EMPTY_TYPER = "empty Typer app"
_TYPER_APP = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"


def _speed_bars(corpus: str, speeds: Mapping[str, float]) -> Iterator[Bar]:
    own = speeds.get(WXCLEAN)
    if own is None:
        return
    if corpus in UNLIKE:
        yield Bar(f"{corpus}: of the floor", 1 / 7 if IS_COMPILED else 1 / 14, own / speeds[FLOOR])
    if corpus == CLEAN:
        yield Bar(f"{corpus}: of the floor", 1 / 4, own / speeds[FLOOR])
    if corpus == WRAPPED:
        yield Bar(f"{corpus}: of the floor", 1 / 5, own / speeds[FLOOR])
        if FTFY in speeds:
            yield Bar(f"{corpus}: times ftfy", 30, own / speeds[FTFY])
        if SED_MAWK in speeds:
            yield Bar(f"{corpus}: times {SED_MAWK}", 1, own / speeds[SED_MAWK])


def _run(entrant: Contestant, corpus: Corpus) -> Work:
    return lambda: entrant.run(corpus)


def _costs(who: str, corpora: Mapping[str, Corpus], timings: Mapping[str, Timing]) -> dict[str, float]:
    return {name: timings[f"{who}: {name}"].seconds / corpus.size for name, corpus in corpora.items()}


def _against(costs: Mapping[str, float], name: str) -> float:
    return costs[name] / costs["normal"]


def _records(size: int) -> dict[str, bytes]:
    blanks = generate.blank_lines(max(size // 24 // 1000, 1) * 1000, indented=True)
    return {
        "long article": generate.one_long_record(size),
        "long line": generate.one_long_line(size),
        "blank lines": blanks,
    }


def _starts(folder: Path, demo: bytes) -> Iterator[tuple[str, Work]]:
    """Yield the processes that run here; one that fails is left out, which is said."""
    app = folder / "empty_app.py"
    app.write_text(_TYPER_APP, "utf-8")
    own = [sys.executable, "-m", "wxclean"]
    dump, clean = folder / "start.txt", folder / "start-clean.txt"
    dump.write_bytes(demo)
    clean.write_text("春天来了。\n", "utf-8")
    works = {
        "python -c pass": command([sys.executable, "-c", "pass"]),
        EMPTY_TYPER: command([sys.executable, str(app)]),
        "wxclean --version": command([*own, "--version"]),
        "wxclean < dump": command(own, demo),
        "wxclean -f markdown dump": command([*own, "-f", "markdown", str(dump)]),
        "wxclean -i clean text": command([*own, "-i", "--only-dumps", str(clean)]),
    }
    for name, work in works.items():
        try:
            work()
        except subprocess.CalledProcessError as error:
            print(f"absent: {name} ({error.stderr.decode(errors='replace').strip().split(chr(10))[-1]})")
        else:
            yield name, work
