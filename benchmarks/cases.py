"""Small dumps with the answer that a careful reader wants, word for word: a JSON object a line."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.cleaners import CleanFunction
from benchmarks.tables import table

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "cases" / "pages.jsonl"


def faults(case: Mapping[str, Any], clean: CleanFunction) -> list[str]:
    """Return what is wrong with the answer to a case: `text`, names of metadata fields, `suspect`."""
    cleaned = clean(case["raw"].encode())
    metadata = cleaned.metadata._asdict()
    found = [] if _lines(cleaned.text) == _lines(case["text"]) else ["text"]
    found += [name for name, value in case.get("metadata", {}).items() if metadata[name] != value]
    return found + ["suspect"] * (case.get("suspect") not in (None, bool(cleaned.suspect)))


def case_report(file: Path, clean: CleanFunction) -> Iterator[str]:
    """Yield how many cases are right by kind, and what is wrong with the others."""
    kinds: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for line in file.read_text("utf-8").split("\n"):
        if line.strip():
            case = json.loads(line)
            kinds[case["kind"]].append((case["name"], faults(case, clean)))
    rows = [(kind, *_counts(cases), _wrong(cases)) for kind, cases in sorted(kinds.items())]
    every = [case for cases in kinds.values() for case in cases]
    yield table(("case", "right", "of", "wrong"), [*rows, ("all", *_counts(every), "")], left=(0, 3))


def _counts(cases: list[tuple[str, list[str]]]) -> tuple[str, str]:
    return str(sum(not found for _, found in cases)), str(len(cases))


def _wrong(cases: list[tuple[str, list[str]]]) -> str:
    return "; ".join(f"{name} ({', '.join(found)})" for name, found in cases if found)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
