"""The speed bench: wxclean beside its peers in one run, on real dumps and made ones: `python -m benchmarks.bench`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import cleaners, pages
from benchmarks.corpus import DEFAULT
from benchmarks.generate import MEGABYTE
from benchmarks.peers import FLOOR, WXCLEAN, Contestant, contestants, write_shell_files
from benchmarks.section import Bar, Section, Value
from benchmarks.sections import SECTIONS, Setup
from benchmarks.tables import markdown, table
from wxclean.cleaner import cleaner as cleaner_module

RESULTS = Path(__file__).parent / "results"


def cells(section: Section) -> list[list[str]]:
    """Return the rows of a section as text; `-` where there is no value."""
    return [[_cell(*pair) for pair in zip(row, section.formats, strict=True)] for row in section.rows]


def bar_rows(bars: Sequence[Bar]) -> list[list[str]]:
    """Return a row for each bar: name, bar, what was reached, and the answer."""
    return [
        [bar.name, f"{'<=' if bar.most else '>='} {bar.bar:g}", f"{bar.reached:.2f}", "yes" if bar.met else "NO"]
        for bar in bars
    ]


def as_markdown(machine: str, sections: Sequence[Section]) -> str:
    """Return all tables as a Markdown document."""
    parts = ["# Speed bench", machine]
    for section in sections:
        parts += [f"## {section.title}", markdown(section.heads, cells(section))]
    bars = bar_rows([bar for section in sections for bar in section.bars])
    return "\n\n".join([*parts, "## Bars", markdown(BAR_HEADS, bars)]) + "\n"


def as_json(machine: str, sections: Sequence[Section]) -> str:
    """Return all figures as JSON, not rounded."""
    tables = {s.title: [dict(zip(s.heads, row, strict=True)) for row in s.rows] for s in sections}
    bars = [{**bar._asdict(), "met": bar.met} for section in sections for bar in section.bars]
    return json.dumps({"machine": machine, "tables": tables, "bars": bars}, ensure_ascii=False, indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return 0, or 1 with `--check` where a bar is missed."""
    options = _parser().parse_args(arguments)
    sections = list(_measured(options))
    bars = [bar for section in sections for bar in section.bars]
    print(table(BAR_HEADS, bar_rows(bars)))
    if not options.only:
        name = "quick" if options.quick else "bench"
        _save(options.output, f"{name}-compiled" if is_compiled() else name, sections)
    return 1 if options.check and not all(bar.met for bar in bars) else 0


BAR_HEADS = ("bar", "wanted", "reached", "met")


def _measured(options: argparse.Namespace) -> Iterator[Section]:
    """Yield each section, which is printed as soon as it is there."""
    cleaner = _cleaner_or_none(options.cleaner)
    entrants, absent = contestants(cleaner)
    absent += [f"absent: {folder}" for folder in (options.real, options.pages) if not folder.is_dir()]
    print("\n".join([machine(), *absent]), end="\n\n")
    names = [name for name in SECTIONS if name in options.only] or list(SECTIONS)[: 1 if options.only else None]
    entrants = _chosen(entrants, [name for name in options.only if name not in SECTIONS])
    with tempfile.TemporaryDirectory(prefix="wxclean-bench-") as folder:
        write_shell_files(Path(folder))
        setup = _setup(Path(folder), options, cleaner or cleaners.as_is)
        for name in names:
            if cleaner is None and name != "throughput":
                continue
            for section in SECTIONS[name](setup, entrants):
                print(section.title, table(section.heads, cells(section)), sep="\n", end="\n\n", flush=True)
                yield section


def _setup(folder: Path, options: argparse.Namespace, cleaner: cleaners.CleanFunction) -> Setup:
    """Return the sizes and rounds of the full run, or of one that takes some seconds."""
    if options.quick:
        return Setup(
            folder, MEGABYTE, 4 * MEGABYTE, 50_000, 3, 5, options.cleaner, cleaner, options.real, options.pages
        )
    large = 16 * MEGABYTE, 64 * MEGABYTE, 1_000_000
    return Setup(folder, *large, options.rounds, 21, options.cleaner, cleaner, options.real, options.pages)


def machine() -> str:
    """Return where the figures come from, in a line."""
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    form = "compiled" if is_compiled() else "plain Python"
    return f"{platform.python_implementation()} {platform.python_version()}, {system}; wxclean {form}"


def is_compiled() -> bool:
    """Return whether the modules of wxclean that take the time are compiled."""
    return not str(cleaner_module.__file__).endswith(".py")


def _chosen(entrants: Sequence[Contestant], names: Sequence[str]) -> list[Contestant]:
    """Return those whose name holds one of the given names, and always the floor and wxclean."""
    unknown = [name for name in names if not any(name in e.name for e in entrants)]
    if unknown:
        raise SystemExit(f"no part and no contestant named {', '.join(unknown)} here")
    if not names:
        return list(entrants)
    return [e for e in entrants if e.name in (FLOOR, WXCLEAN) or any(name in e.name for name in names)]


def _cleaner_or_none(name: str) -> cleaners.CleanFunction | None:
    try:
        return cleaners.named(name)
    except argparse.ArgumentTypeError:
        return None


def _save(folder: Path, name: str, sections: Sequence[Section]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(as_markdown(machine(), sections), "utf-8")
    (folder / f"{name}.json").write_text(as_json(machine(), sections), "utf-8")
    print(f"\nsaved: {folder / name}.md and .json")


def _cell(value: Value, spec: str) -> str:
    return "-" if value is None else format(value, spec)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="small corpora and few rounds: does it run, not how fast it is")
    add("--only", action="append", default=[], metavar="NAME", help=f"a part ({', '.join(SECTIONS)}) or a contestant")
    add("--rounds", type=int, default=7, metavar="N", help="rounds of the full run (default: 7)")
    add("--cleaner", default=cleaners.DEFAULT, metavar="MODULE:FUNCTION", help="what runs as wxclean")
    add("--real", type=Path, default=DEFAULT, metavar="FOLDER", help="real dumps to race over (default: the score's)")
    add("--pages", type=Path, default=pages.DEFAULT, metavar="FOLDER", help="saved pages to race over (as the score's)")
    add("--output", type=Path, default=RESULTS, metavar="DIR", help="where results go (default: benchmarks/results)")
    add("--check", action="store_true", help="exit 1 where a bar is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
