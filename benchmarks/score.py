"""The score of wxclean on a corpus of raw dumps with gold answers: `python -m benchmarks.score [FOLDER]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks import cleaners
from benchmarks.cleaners import CleanFunction
from benchmarks.corpus import DEFAULT, CorpusError, Dump, read_corpus, read_phrases
from benchmarks.judge import FIELDS, Verdict, chrome_lines, diff, judge
from benchmarks.shingles import Score
from benchmarks.tables import table

GOOD = 0.99
_VISIBLE = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}


class Means(NamedTuple):
    """The means over a group of dumps. `good` is the share with F1 of at least 0.99."""

    dumps: int
    score: Score
    good: float
    least_recall: float
    losses: int
    leaks: int
    promo: float | None


class Gate(NamedTuple):
    """A bar, and what was reached; `passed` says whether that is enough."""

    name: str
    bar: float
    reached: float
    passed: bool


def means(verdicts: Sequence[Verdict]) -> Means:
    """Return the means of at least one verdict."""
    promo = [verdict.promo.f1 for verdict in verdicts if verdict.promo]
    recalls = [verdict.score.recall for verdict in verdicts]
    return Means(
        len(verdicts),
        Score(*(fmean(values) for values in zip(*(verdict.score for verdict in verdicts), strict=True))),
        fmean(verdict.score.f1 >= GOOD for verdict in verdicts),
        min(recalls),
        sum(recall < GOOD for recall in recalls),
        sum(len(verdict.leaks) for verdict in verdicts),
        fmean(promo) if promo else None,
    )


def groups(verdicts: Iterable[Verdict], name: str) -> dict[str, list[Verdict]]:
    """Return the verdicts by `folder`, `style` or `year`, in the order of the names."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        found[getattr(verdict, name)].append(verdict)
    return dict(sorted(found.items()))


def field_rates(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """Return for each metadata field in how many dumps it is right, of how many whose gold has it."""
    seen = list(verdicts)
    answers = {name: [verdict.fields[name] for verdict in seen if name in verdict.fields] for name in FIELDS}
    return {name: (sum(right), len(right)) for name, right in answers.items()}


def gates(verdicts: Sequence[Verdict], options: argparse.Namespace) -> Iterator[Gate]:
    """Yield the bars that the options set, each with what was reached."""
    whole = means(verdicts)
    least = {
        "min-f1": (options.min_f1, whole.score.f1),
        "min-good": (options.min_good, whole.good),
        "min-recall": (options.min_recall, whole.least_recall),
    }
    for name, (right, total) in field_rates(verdicts).items():
        least[f"min-field {name}"] = (options.min_field.get(name), right / total if total else 1.0)
    yield from (Gate(name, bar, got, got >= bar) for name, (bar, got) in least.items() if bar is not None)
    if options.max_leaks is not None:
        yield Gate("max-leaks", options.max_leaks, whole.leaks, whole.leaks <= options.max_leaks)


def report(verdicts: Sequence[Verdict], worst: int, promo: bool) -> Iterator[str]:
    """Yield the tables of a score as text."""
    heads = ["dumps", "precision", "recall", "F1", f"F1>={GOOD}", "min recall", "losses", "leaks"]
    heads += ["F1 no promo"] if promo else []
    for name in ("folder", "style", "year"):
        rows = [(key, *_cells(means(group), promo)) for key, group in groups(verdicts, name).items()]
        if name == "folder":
            rows.append(("all", *_cells(means(verdicts), promo)))
        yield table((name, *heads), rows)
    rates = field_rates(verdicts).items()
    yield table(("field", "right", "of", "rate"), [(n, str(r), str(t), f"{r / t:.3f}") for n, (r, t) in rates if t])
    yield from worst_of(verdicts, worst)


def show_diff(dump: Dump, clean: CleanFunction) -> Iterator[str]:
    """Yield gold against cleaned, the lines that differ: `-` is missing, `+` is too much."""
    changes = list(diff(dump.text("body"), clean(dump.raw).text))
    yield f"{dump.folder}/{dump.id}: {len(changes)} lines differ (- missing, + extra)"
    yield from (f"{change.sign}{change.line:5} {change.text.translate(_VISIBLE)}" for change in changes)


def as_json(verdicts: Sequence[Verdict]) -> str:
    """Return all figures as one JSON object: the means, the rates of the fields and every dump."""
    return json.dumps(
        {
            "summary": _plain(means(verdicts)),
            "folders": {name: _plain(means(group)) for name, group in groups(verdicts, "folder").items()},
            "fields": {name: {"right": r, "of": t} for name, (r, t) in field_rates(verdicts).items()},
            "dumps": [_plain(verdict) for verdict in verdicts],
        },
        ensure_ascii=False,
        indent=1,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return 0, 1 where a bar is missed, 2 where there is nothing to score."""
    options = _parser().parse_args(arguments)
    try:
        dumps = [dump for dump in read_corpus(options.folder) if options.half in (None, dump.half)]
        if options.diff:
            return _print_diffs(dumps, options)
        chrome = chrome_lines(read_phrases(options.phrases) if options.phrases else _own_phrases(options.folder))
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    if not dumps:
        print(f"{options.folder}: no dumps in half {options.half}", file=sys.stderr)
        return 2
    return _score(dumps, chrome, options)


def _score(dumps: Sequence[Dump], chrome: Mapping[str, str], options: argparse.Namespace) -> int:
    verdicts = [judge(dump, options.cleaner, chrome) for dump in dumps]
    print("\n\n".join(report(verdicts, options.worst, options.promo)))
    if options.json:
        options.json.write_text(as_json(verdicts) + "\n", "utf-8")
    missed = [gate for gate in gates(verdicts, options) if not gate.passed]
    for gate in missed:
        print(f"missed: {gate.name} is {gate.reached:.4f}, the bar is {gate.bar:g}", file=sys.stderr)
    return 1 if missed else 0


def _print_diffs(dumps: Sequence[Dump], options: argparse.Namespace) -> int:
    found = [dump for dump in dumps if dump.id in options.diff]
    if not found:
        raise CorpusError(f"{options.folder}: no dump named {', '.join(options.diff)}")
    for dump in found:
        print("\n".join(show_diff(dump, options.cleaner)))
    return 0


def _own_phrases(folder: Path) -> list[str]:
    """Return the phrases of a corpus: its `phrases.tsv`, or that of the folder above; none where there is none."""
    files = [place / "phrases.tsv" for place in (folder, folder.resolve().parent)]
    return next((read_phrases(file) for file in files if file.is_file()), [])


def _cells(group: Means, promo: bool) -> list[str]:
    rates = [f"{rate:.4f}" for rate in (*group.score, group.good, group.least_recall)]
    without_promo = ["-" if group.promo is None else f"{group.promo:.4f}"] if promo else []
    return [str(group.dumps), *rates, str(group.losses), str(group.leaks), *without_promo]


def worst_of(verdicts: Iterable[Verdict], count: int) -> Iterator[str]:
    """Yield a table of the dumps with the lowest F1, none where all are right."""
    faulty = [v for v in verdicts if v.score.f1 < 1 or v.leaks or v.error or not all(v.fields.values())]
    ranked = sorted(faulty, key=lambda verdict: (verdict.score.f1, -len(verdict.leaks)))[:count]
    if ranked:
        heads = ("worst", "folder", "style", "precision", "recall", "F1", "remarks")
        yield table(heads, [_worst_row(verdict) for verdict in ranked], left=(0, 1, 2, 6))


def _worst_row(verdict: Verdict) -> tuple[str, ...]:
    wrong = [name for name, right in verdict.fields.items() if not right]
    remarks = [f"error: {verdict.error}"] if verdict.error else []
    remarks += [f"wrong: {', '.join(wrong)}"] if wrong else []
    remarks += [f"leaks: {' | '.join(verdict.leaks)}"] if verdict.leaks else []
    figures = [f"{value:.4f}" for value in verdict.score]
    return (verdict.id, verdict.folder, verdict.style, *figures, "; ".join(remarks).translate(_VISIBLE))


def _plain(row: Means | Verdict) -> dict[str, object]:
    values = row._asdict()
    return {name: value._asdict() if isinstance(value, Score) else value for name, value in values.items()}


class _FieldBar(argparse.Action):
    """The action that gathers `NAME=RATE` options in a dict."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        name, _, rate = str(values).partition("=")
        try:
            bar = float(rate)
        except ValueError:
            parser.error(f"{option_string} takes NAME=RATE, such as title=0.97")
        if name not in FIELDS:
            parser.error(f"{option_string}: {name} is not one of {', '.join(FIELDS)}")
        setattr(namespace, self.dest, {**getattr(namespace, self.dest), name: bar})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__)
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=DEFAULT, help="the corpus (default: ../shared/corpus)")
    add("--cleaner", type=cleaners.named, default=cleaners.DEFAULT, metavar="MODULE:FUNCTION", help="what to score")
    add("--half", choices=("a", "b"), help="only this half of the accounts: tune on one, score the other")
    add("--phrases", type=Path, metavar="FILE", help="known chrome, one a line (default: the corpus's phrases.tsv)")
    add("--promo", action="store_true", help="also score against the bodies without promotion")
    add("--worst", type=int, default=10, metavar="N", help="how many of the worst dumps to list")
    add("--diff", action="append", metavar="ID", help="show the lines that differ for this dump; no score")
    add("--json", type=Path, metavar="FILE", help="write all figures here")
    add("--min-f1", type=float, metavar="F1", help="exit 1 if the mean F1 is lower")
    add("--min-good", type=float, metavar="SHARE", help=f"exit 1 if fewer dumps have F1 >= {GOOD}")
    add("--min-recall", type=float, metavar="RECALL", help="exit 1 if any dump's recall is lower")
    add("--max-leaks", type=int, metavar="N", help="exit 1 if more chrome lines are left")
    add("--min-field", action=_FieldBar, default={}, metavar="NAME=RATE", help="exit 1 if a field is right less often")
    return parser


if __name__ == "__main__":
    sys.exit(main())
