"""One cleaned dump against its gold answer: score, metadata, leaks, and a diff by line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from benchmarks.cleaners import CleanFunction
from benchmarks.corpus import Dump
from benchmarks.shingles import SIZE, Score, bare, bare_lines, score, shingles
from wxclean.result import Cleaned, Metadata, Source

FIELDS = ("title", "account", "wechat_id", "description", "author", "published")
_DATE = len("2018-11-23")


class Verdict(NamedTuple):
    """What is to say about one cleaned dump.

    `fields` holds the metadata fields that gold has, and whether each is right; `leaks` the known chrome lines
    that still stand in the text; `promo` the score against the body without promotion, where gold has one;
    `error` what the cleaner raised, in which case the text counts as empty; `suspect` the codes of what the cleaner
    suspects; `published_as` what it says of the day.
    """

    id: str
    folder: str
    style: str
    year: str
    score: Score
    promo: Score | None
    fields: Mapping[str, bool]
    leaks: tuple[str, ...]
    error: str = ""
    suspect: tuple[str, ...] = ()
    published_as: str | None = None


class DiffLine(NamedTuple):
    """A line that only one side has: sign `-` for gold, `+` for the cleaned text; lines counted from 1."""

    sign: str
    line: int
    text: str


def judge(dump: Dump, clean: CleanFunction, chrome: Mapping[str, str]) -> Verdict:
    """Return what is to say about a dump once it is cleaned. `chrome` is what `chrome_lines` gives."""
    cleaned, error = _outcome(dump, clean)
    text, metadata = cleaned.text, cleaned.metadata
    found = shingles(text)
    promo = dump.text("body_without_promo")
    return Verdict(
        dump.id,
        dump.folder,
        dump.text("style"),
        _year(dump.text("published") or metadata.published or ""),
        score(shingles(dump.text("body")), found),
        score(shingles(promo), found) if promo else None,
        {name: _right(name, dump.text(name), getattr(metadata, name)) for name in FIELDS if dump.text(name)},
        tuple(leaks(dump.text("body"), text, chrome)),
        error,
        tuple(suspicion.code for suspicion in cleaned.suspect),
        metadata.published,
    )


def chrome_lines(phrases: Iterable[str]) -> dict[str, str]:
    """Return phrases by bare form. Those shorter than a shingle are left out: they are words of articles, too."""
    return {key: phrase for phrase in phrases if len(key := bare(phrase)) >= SIZE}


def leaks(gold: str, text: str, chrome: Mapping[str, str]) -> Iterator[str]:
    """Yield the chrome phrases that are a whole line of the text, unless the gold text has them anywhere."""
    standing = [line for line in bare_lines(text) if line in chrome]
    if standing:
        body = bare(gold)
        yield from (chrome[line] for line in standing if line not in body)


def diff(gold: str, text: str) -> Iterator[DiffLine]:
    """Yield lines that are missing from the text, or that it has too many. White space and wrapping are ignored."""
    left, right = _numbered(gold), _numbered(text)
    matcher = SequenceMatcher(None, [key for _, key, _ in left], [key for _, key, _ in right], autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            yield from _diff_lines(left[start:end], right[other_start:other_end])


class _Numbered(NamedTuple):
    line: int
    key: str
    text: str


def _numbered(text: str) -> list[_Numbered]:
    keys = zip(bare_lines(text), text.split("\n"), strict=False)
    return [_Numbered(line, key, shown) for line, (key, shown) in enumerate(keys, 1) if key]


def _diff_lines(left: Sequence[_Numbered], right: Sequence[_Numbered]) -> Iterator[DiffLine]:
    """Yield the lines of one changed stretch, without those that the other side merely wraps differently."""
    left_whole, right_whole = ("".join(line.key for line in side) for side in (left, right))
    if left_whole == right_whole:
        return
    missing = [line for line in left if line.key not in right_whole]
    extra = [line for line in right if line.key not in left_whole]
    if not missing and not extra:
        missing, extra = list(left), list(right)
    yield from (DiffLine("-", line.line, line.text) for line in missing)
    yield from (DiffLine("+", line.line, line.text) for line in extra)


def _outcome(dump: Dump, clean: CleanFunction) -> tuple[Cleaned, str]:
    # One dump that breaks a cleaner must not hide the score of the others, whatever it raised.
    try:
        return clean(dump.raw), ""
    except Exception as error:
        return Cleaned("", Metadata(), (), Source("utf-8", 0.0, "plain"), ""), f"{type(error).__name__}: {error}"


def _right(name: str, gold: str, found: str | None) -> bool:
    wanted, got = _normal(gold), _normal(found or "")
    return wanted[:_DATE] == got[:_DATE] if name == "published" else wanted == got


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _year(published: str) -> str:
    found = re.match(r"(?:19|20)\d\d(?=\D|$)", published)
    return found.group() if found else "unknown"
