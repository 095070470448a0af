"""Compares what two trees of wxclean make of many texts: `python -m benchmarks.equal OLD_TREE [NEW_TREE]`.

The texts are dumps of a corpus, what converters make of saved pages, generated dumps, and all of these again with lines
left out, doubled, moved, cut and joined. Text, metadata, edits, warnings and suspicions have to be the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path
from random import Random

from benchmarks.corpus import DEFAULT, CorpusError
from benchmarks.generate import MEGABYTE, wrapped
from benchmarks.measure import ROOT
from benchmarks.pages import DEFAULT as PAGES
from benchmarks.real import real_dumps, unlike_renderings

_GENERATED = 200
_LONGEST = 100_000
_ENDS = ("\n", "\r\n", "\r", "\u2028", "\\n")

_PROGRAM = """
import hashlib, json, sys
from wxclean import Cleaner
cleaner = Cleaner()
for line in open(sys.argv[1], encoding="utf-8"):
    raw = json.loads(line)
    try:
        found = [
            [one.text, one.metadata.known(), list(map(list, one.edits)), one.warnings, list(map(str, one.suspect))]
            for one in cleaner.clean_records(raw)
        ]
    except Exception as error:
        found = [type(error).__name__, str(error)]
    data = json.dumps(found, ensure_ascii=True, default=str)
    print(data if len(sys.argv) > 2 else hashlib.sha256(data.encode()).hexdigest()[:16])
"""


def base_texts(corpus: Path, pages: Path) -> list[str]:
    """Return the texts that there are; where a folder is missing, those of the others."""
    texts = [raw.decode() for raw in islice(wrapped(4 * MEGABYTE), _GENERATED)]
    for folder, read in ((corpus, real_dumps), (pages, _renderings)):
        try:
            texts += [raw.decode() for raw in read(folder)]
        except CorpusError:
            print(f"nothing in {folder}", file=sys.stderr)
    return [text for text in texts if len(text) <= _LONGEST]


def _renderings(folder: Path) -> Iterator[bytes]:
    yield from unlike_renderings(folder, markdown=False)
    yield from unlike_renderings(folder, markdown=True)


def texts_to_compare(base: Sequence[str], count: int) -> Iterator[str]:
    """Yield the texts, and then others that are made of them, until there are so many; the same each time."""
    yield from base[:count]
    random = Random(1)
    for _ in range(count - len(base)):
        text = random.choice(base)
        for _ in range(random.choice((1, 1, 2, 4))):
            text = mutated(text, base, random)
        yield text[:_LONGEST]


def mutated(text: str, base: Sequence[str], random: Random) -> str:
    """Return a text that is a little, or quite, another one."""
    end = "\\n" if "\n" not in text.strip() and "\\n" in text else "\n"
    lines = text.split(end)
    at, to = sorted(random.randrange(len(lines) + 1) for _ in range(2))
    other = random.choice(base).split(end)
    start = random.randrange(len(other))
    return {
        "leave out": lambda: end.join(lines[:at] + lines[to:]),
        "keep": lambda: end.join(lines[at:to]),
        "double": lambda: end.join(lines[:to] + lines[at:]),
        "move": lambda: end.join(lines[to:] + lines[:at] + lines[at:to]),
        "put in": lambda: end.join(lines[:at] + other[start : start + random.randrange(1, 30)] + lines[at:]),
        "join": lambda: end.join(lines + other),
        "collapse": lambda: end.join([*lines[:at], " ".join(lines[at:to]), *lines[to:]]),
        "other ends": lambda: random.choice(_ENDS).join(lines),
        "cut": lambda: text[random.randrange(len(text) + 1) :][: random.randrange(len(text) + 1)],
        "blanks": lambda: end.join(random.choice(("", "  ", "\u3000", "\xa0")) + line for line in lines),
    }[random.choice(_MUTATIONS)]()


_MUTATIONS = ("leave out", "keep", "double", "move", "put in", "join", "collapse", "other ends", "cut", "blanks")


def differing(trees: Sequence[Path], file: Path) -> tuple[int, list[int]]:
    """Return how many texts of a file were compared, and which of them, from 0 on, the trees don't agree on."""
    count, found = 0, []
    with _started(trees[0], file) as old, _started(trees[1], file) as new:
        for number, answers in enumerate(zip_longest(old.stdout or (), new.stdout or ())):
            count += 1
            if len(set(answers)) > 1:
                found.append(number)
    if old.returncode or new.returncode:
        raise SystemExit("a tree can't be run")
    return count, found


def _started(tree: Path, file: Path, *more: str) -> subprocess.Popen[str]:
    variables = os.environ | {"PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", _PROGRAM, str(file), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=variables, cwd=tree, text=True)


def shown(trees: Sequence[Path], text: str, folder: Path) -> str:
    """Return a text on which the trees don't agree, and what each makes of it."""
    file = folder / "one.jsonl"
    file.write_text(json.dumps(text) + "\n", "utf-8")
    answers = [_started(tree, file, "all").communicate()[0].strip() for tree in trees]
    name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "\n".join(
        [
            f"== {name}: {text[:200]!r}",
            *(f"-- {tree}\n{json.loads(answer)}" for tree, answer in zip(trees, answers, strict=True)),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 1 where the trees don't agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path, help="a checkout to compare with, plain or compiled")
    parser.add_argument(
        "new", type=Path, nargs="?", default=ROOT, help="the checkout to compare; this one if not given"
    )
    parser.add_argument("--count", type=int, default=100_000, help="how many texts")
    parser.add_argument("--show", type=int, default=3, help="how many texts to show on which they don't agree")
    parser.add_argument("--corpus", type=Path, default=DEFAULT)
    parser.add_argument("--pages", type=Path, default=PAGES)
    options = parser.parse_args(arguments)
    trees = (options.old.resolve(), options.new.resolve())
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "texts.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for text in texts_to_compare(base_texts(options.corpus, options.pages), options.count):
                out.write(json.dumps(text) + "\n")
        count, found = differing(trees, file)
        print(f"{count:,} texts, {len(found):,} of them not alike")
        wanted = set(found[: options.show])
        with file.open(encoding="utf-8") as texts:
            for number, line in enumerate(texts):
                if number in wanted:
                    print(shown(trees, json.loads(line), Path(name)))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
