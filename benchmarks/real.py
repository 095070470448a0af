"""Real dumps to race over, no two alike: those of a corpus, and what converters make of saved pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.converters import Converter, installed
from benchmarks.corpus import read_corpus
from benchmarks.pages import Page, read_pages
from benchmarks.render import CODE, renderings

# Pages whose pictures stand in their addresses come to megabytes of no text.
_LARGEST = 200_000


def real_dumps(folder: Path) -> Iterator[bytes]:
    """Yield the dumps of a corpus that any contestant can read."""
    return filter(_is_utf8, (dump.raw for dump in read_corpus(folder)))


def unlike_renderings(folder: Path, *, markdown: bool) -> Iterator[bytes]:
    """Yield one rendering of each saved page; converters and parts of the page take turns."""
    converters = [converter for converter in installed()[0] if converter.is_markdown == markdown]
    for number, page in enumerate(read_pages(folder)):
        found = _renderings(page, converters[number % len(converters) :][:1])
        yield from found[number % len(found) :][:1] if found else ()


def _renderings(page: Page, converters: Sequence[Converter]) -> list[bytes]:
    found = (one.raw for one in renderings(page, converters) if not str(one.gold["scope"]).endswith(CODE))
    return [raw for raw in found if len(raw) <= _LARGEST and _is_utf8(raw)]


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
