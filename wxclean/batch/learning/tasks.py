"""What workers do to learn from a corpus: clean inputs to articles, and learn from the accounts of one partition."""

from __future__ import annotations

import itertools
import os
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.job import InputPart, Job
from wxclean.batch.learning.runs import merged, read_rows, write_rows, write_run
from wxclean.batch.learning.work_folder import Read, record
from wxclean.batch.work.context import NOT_KEPT, Context, cleaner_for, of_record
from wxclean.batch.work.counts import Tally
from wxclean.batch.work.notes import Note
from wxclean.batch.work.opened import opened, read_dump
from wxclean.batch.work.records import records_in
from wxclean.errors import InputError, UsageError, code_of, reason_of
from wxclean.language import _
from wxclean.learning.across import Common, hash_of, shortness
from wxclean.learning.article import Article, article_of
from wxclean.learning.learn import Learned, chosen, learned_from, vocabulary
from wxclean.result import Cleaned, Record

PARTITIONS = 32
_HELD = 32 << 20
"""The characters of articles that a worker holds before it writes runs."""


class Grouping(NamedTuple):
    """How articles are told apart: all are of `account`, or by `folder`, or by a `column`, or by what each says."""

    account: str = ""
    folder: bool = False
    column: str = ""


class _Runs:
    """The articles that a worker has cleaned, in runs by partition; `names` are the files it has written."""

    def __init__(self, folder: str, key: str) -> None:
        self.names: list[str] = []
        self._folder, self._key = folder, key
        self._held: dict[int, list[Article]] = {}
        self._size = self._written = 0

    def add(self, article: Article) -> None:
        self._held.setdefault(hash_of(article.account) % PARTITIONS, []).append(article)
        self._size += sum(map(len, article.lines))
        if self._size > _HELD:
            self.flush()

    def flush(self) -> None:
        for partition, articles in self._held.items():
            name = f"{partition:02}-{self._key}-{self._written:04}.run"
            write_run(os.path.join(self._folder, name), articles)
            self.names.append(name)
        self._held, self._size, self._written = {}, 0, self._written + 1


def read_articles(parts: Sequence[InputPart], job: Job, how: Grouping, folder: str, key: str) -> Read:
    """Clean inputs, write their articles to sorted runs, and record that; what fails is named, the others go on."""
    runs = _Runs(folder, key)
    context = Context(cleaner_for(job.cleaner), job, Tally(), NOT_KEPT)
    records = nameless = 0
    failures: list[Note] = []
    for part in parts:
        for cleaned, fields in _records(part, context.dated(part), failures):
            records += 1
            article = article_of(cleaned, _group(part, cleaned, fields, how))
            if article is None:
                nameless += bool(cleaned.text)
            else:
                runs.add(article)
    runs.flush()
    read = Read(records, nameless, tuple(failures), tuple(runs.names))
    record(folder, key, parts, read)
    return read


def _records(part: InputPart, context: Context, failures: list[Note]) -> Iterator[tuple[Cleaned, Mapping[str, object]]]:
    """Yield the records of an input, each with its other columns; what fails is added to `failures`."""

    def fail(place: str, error: Exception) -> None:
        failures.append(Note("failure", part.path, place, reason_of(error), code_of(error)))

    try:
        yield from _records_but(part, context, fail)
    except (UsageError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one input, the others go on
        fail("", error)


def _records_but(
    part: InputPart, context: Context, fail: Callable[[str, Exception], None]
) -> Iterator[tuple[Cleaned, Mapping[str, object]]]:
    """Yield the records of an input but those that fail; `fail` is told the place of each of these, and why."""

    def failed(record: Record, error: InputError) -> None:
        fail(_("record {number}").format(number=record.number), error)

    read = FORMATS[part.format].read
    if read is None:
        for cleaned in context.cleaner.clean_records(read_dump(part, context.job)[1], failed=failed):
            yield cleaned, {}
        return
    with opened(part, context.job) as file:
        for item in read(file, part.range, context.job):
            try:
                for found in records_in(item, part.format, context, failed):
                    yield found.cleaned, found.fields
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the others go on
                fail(item.place, of_record(error))


def _group(part: InputPart, cleaned: Cleaned, fields: Mapping[str, Any], how: Grouping) -> str:
    """Return the name that a record is grouped by; empty where it is what the record says of itself."""
    if how.column:
        value = fields.get(how.column, cleaned.fields.get(how.column))
        return str(value).strip() if isinstance(value, (str, int)) else ""
    if how.folder:
        below, _, _ = part.name.replace(os.sep, "/").rpartition("/")
        return below.partition("/")[0] or os.path.basename(os.path.dirname(part.path))
    return how.account


def learn_partition(runs: Sequence[str], place: str) -> list[Learned]:
    """Return what is learned from each account of a partition; lines that may be chrome go to files at `place`."""
    words = vocabulary()
    learned: list[Learned] = []
    with open(f"{place}.hashes", "wb") as hashes, open(f"{place}.lines", "wb") as lines:
        for _, articles in itertools.groupby(merged(runs), key=lambda article: article.account):
            found = learned_from(chosen(articles), words)
            numbers = array("Q", sorted(hash_of(common.key) for common in found.common))
            array("Q", [len(numbers)]).tofile(hashes)
            numbers.tofile(hashes)
            write_rows(lines, found.common)
            learned.append(found._replace(common=()))
    return learned


def hashes_at(places: Sequence[str]) -> Callable[[], Iterator[array[int]]]:
    """Return a function that yields the hashes of each account's lines."""

    def accounts() -> Iterator[array[int]]:
        for place in places:
            with open(f"{place}.hashes", "rb") as file:
                while head := file.read(8):
                    numbers = array("Q")
                    numbers.fromfile(file, array("Q", head)[0])
                    yield numbers

    return accounts


def common_lines(place: str, wanted: frozenset[int]) -> list[Common]:
    """Return the lines of a partition that have one of these hashes, the shortest form of each."""
    found: dict[str, Common] = {}
    for row in read_rows(f"{place}.lines"):
        common = Common(*row)
        if hash_of(common.key) in wanted:
            found[common.key] = min(found.get(common.key, common), common, key=shortness)
    return list(found.values())
