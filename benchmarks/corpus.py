"""A folder of raw dumps with gold answers: `gold.jsonl` and one `ID.raw` for each of its lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus"
GOLD = "gold.jsonl"

Half = Literal["a", "b"]


class CorpusError(Exception):
    """A corpus that can't be read; the message says what is missing and what to do."""


class Dump(NamedTuple):
    """One raw dump with its gold answer, the object that stands in `gold.jsonl`."""

    folder: str
    raw: bytes
    gold: Mapping[str, str | None]

    @property
    def id(self) -> str:
        return self.text("id")

    @property
    def half(self) -> Half:
        """One half for all dumps of an account, so that tuning on one says something about the other."""
        owner = self.text("account") or self.id
        return "b" if hashlib.sha256(owner.encode()).digest()[0] & 1 else "a"

    def text(self, name: str) -> str:
        """Return a member of the gold answer, empty where it is null or absent."""
        return self.gold.get(name) or ""


def read_corpus(folder: Path) -> list[Dump]:
    """Return all dumps in the folder and its subfolders, or those of the folder alone if it holds a `gold.jsonl`.

    Raises:
        CorpusError: there is none, or one can't be read.
    """
    golds = [folder / GOLD] if (folder / GOLD).is_file() else sorted(folder.glob(f"*/{GOLD}"))
    if not golds:
        raise CorpusError(
            f"{folder}: no {GOLD} here nor one folder down. "
            "Give the folder of a corpus: python -m benchmarks.score FOLDER"
        )
    return [dump for gold in golds for dump in _dumps(gold)]


def read_phrases(file: Path) -> list[str]:
    """Return the first column of a phrase list: one phrase a line, or a TSV whose header names it `phrase`.

    Raises:
        CorpusError: the file can't be read.
    """
    try:
        lines = file.read_text("utf-8").split("\n")
    except OSError as error:
        raise CorpusError(f"{file}: can't read the phrases ({error.strerror})") from error
    return [phrase for line in lines if (phrase := line.split("\t")[0].strip()) not in ("", "phrase")]


def _dumps(gold: Path) -> Iterator[Dump]:
    for number, line in enumerate(gold.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            answer = json.loads(line)
            raw = (gold.parent / f"{answer['id']}.raw").read_bytes()
            yield Dump(gold.parent.name, raw, {"style": "unknown", **answer, "body": answer["body"]})
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise CorpusError(f"{gold}, line {number}: {type(error).__name__}: {error}") from error
