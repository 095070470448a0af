"""The way of one source's records through the cleaner into a sink, with every fault told to the tally."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple, Protocol

from wxclean.batch.formats import read
from wxclean.batch.formats.rows import CleanRow, clean_csv_row, clean_json_row, csv_columns, text_column
from wxclean.batch.formats.sinks import CsvRows, JsonlRows, JsonRows, RecordSink, RowSink
from wxclean.batch.job import Job, Source
from wxclean.batch.work.counts import Tally
from wxclean.batch.work.failed_records import Failures
from wxclean.errors import InputError, UsageError, WxcleanError
from wxclean.result import Cleaned


class SupportsRecords(Protocol):
    """What is needed of `wxclean.Cleaner`."""

    def clean(self, raw: str | bytes) -> Cleaned:
        """One text."""

    def clean_records(self, raw: str | bytes) -> Iterator[Cleaned]:
        """All records of a text."""


class Strict:
    """A cleaner to which a suspect record is a failed one."""

    def __init__(self, cleaner: SupportsRecords) -> None:
        self._cleaner = cleaner

    def clean(self, raw: str | bytes) -> Cleaned:
        """One text."""
        return _unsuspected(self._cleaner.clean(raw))

    def clean_records(self, raw: str | bytes) -> Iterator[Cleaned]:
        """All records of a text."""
        return map(_unsuspected, self._cleaner.clean_records(raw))


def _unsuspected(cleaned: Cleaned) -> Cleaned:
    if cleaned.suspect:
        raise InputError(f"suspect: {cleaned.suspect}")
    return cleaned


class Context(NamedTuple):
    """What the records of one shard have in common."""

    cleaner: SupportsRecords
    job: Job
    tally: Tally
    failures: Failures

    def fail(self, source: Source, place: str, reason: str, raw: object = None) -> None:
        """One record that could not be cleaned, or without a place a whole file."""
        self.tally.fail(source.path, place, reason)
        if place:
            self.failures.add(source.path, place, reason, raw)


def clean_text(raw: bytes, source: Source, context: Context) -> list[Cleaned]:
    """All records of a text dump."""
    records = list(context.cleaner.clean_records(raw))
    alone = len(records) == 1
    for cleaned in records:
        place = "" if alone else f"record {cleaned.source.record}"
        context.tally.add(cleaned, raw if alone else cleaned.payload, source.path, place)
    return records


def convert(source: Source, sink: RecordSink, context: Context) -> None:
    """Cleans all records of a source and writes them in another format than they came in."""
    if source.format == "text":
        for cleaned in clean_text(read.read_dump(source, context.job)[1], source, context):
            _put(cleaned, source, sink, context)
        return
    with read.opened(source, context.job) as file:
        if source.format == "parquet":
            _convert_parquet(file, source, sink, context)
        else:
            _convert_items(file, source, sink, context)


def _put(
    cleaned: Cleaned, source: Source, sink: RecordSink, context: Context, fields: Mapping[str, object] = {}
) -> None:
    context.tally.numbers["changed"] += 1
    sink.write(cleaned, {"path": source.name, **fields})


def _convert_items(file: BinaryIO, source: Source, sink: RecordSink, context: Context) -> None:
    limit = context.job.max_record
    header: list[str] = []
    if source.format == "lines":
        items = read.read_lines(file, source, limit)
    elif source.format == "jsonl":
        items = read.read_jsonl(file, source, limit)
    elif source.format == "json":
        items = read.read_json(file, limit)[1]
    else:
        dialect, items = read.read_csv(file, source, context.job)
        header = dialect.header
    for item in items:
        _convert_item(item, header, source, sink, context)


def _convert_item(item: read.Item, header: list[str], source: Source, sink: RecordSink, context: Context) -> None:
    try:
        records = list(_records(item, header, source, context))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the others go on
        context.fail(source, item.place, fault(error), item.verbatim or item.value)
        return
    for found in records:
        context.tally.add(found.cleaned, found.raw, source.path, item.place)
        _put(found.cleaned, source, sink, context, found.fields)


def fault(error: Exception) -> str:
    """The reason why one record failed, whatever a filter or a plug-in may raise.

    Raises:
        UsageError, OSError, MemoryError: these are no fault of the record.
    """
    if isinstance(error, (UsageError, OSError, MemoryError)):
        raise error
    return str(error) if isinstance(error, WxcleanError) else f"{type(error).__name__}: {error}"


class _Found(NamedTuple):
    """A cleaned record, what it was, and its other columns."""

    cleaned: Cleaned
    raw: str | bytes
    fields: Mapping[str, object]


def _records(item: read.Item, header: list[str], source: Source, context: Context) -> Iterator[_Found]:
    """The records of one line, value or row, each with its other columns."""
    if item.error:
        raise InputError(item.error)
    if source.format == "lines":
        line = item.verbatim.strip()
        return (_Found(cleaned, line, {}) for cleaned in context.cleaner.clean_records(line)) if line else iter(())
    if item.value is None or item.value == []:
        return iter(())
    row = dict(zip(header, item.value, strict=False)) if header else item.value
    return iter([_record(row, context)])


def _record(row: Any, context: Context) -> _Found:
    if isinstance(row, str):
        return _Found(context.cleaner.clean(row), row, {})
    if not isinstance(row, dict):
        raise InputError("neither an object nor a string")
    column = text_column(row, context.job.text_column)
    raw = row[column]
    if not isinstance(raw, (str, bytes)):
        raise InputError(f"column {column!r} is no text")
    fields = {name: value for name, value in row.items() if name != column}
    return _Found(context.cleaner.clean(raw), raw, fields)


def _convert_parquet(file: BinaryIO, source: Source, sink: RecordSink, context: Context) -> None:
    from wxclean.batch.formats import parquet

    for number, row in enumerate(parquet.read_rows(file, source), 1):
        place = f"row {number}"
        try:
            found = _record(row, context)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one row, the others go on
            context.fail(source, place, fault(error), row)
            continue
        context.tally.add(found.cleaned, found.raw, source.path, place)
        _put(found.cleaned, source, sink, context, found.fields)


def mirror(source: Source, out: BinaryIO, context: Context) -> None:
    """Cleans all rows of a source and writes them back in the format they came in."""
    with read.opened(source, context.job) as file:
        if source.format == "parquet":
            _mirror_parquet(file, source, out, context)
        elif source.format in ("csv", "tsv"):
            _mirror_csv(file, source, out, context)
        elif source.format == "jsonl":
            items = read.read_jsonl(file, source, context.job.max_record)
            _mirror_json(items, source, JsonlRows(out), context)
        else:
            is_array, items = read.read_json(file, context.job.max_record)
            _mirror_json(items, source, JsonRows(out, is_array=is_array), context)


def _mirror_json(items: Iterator[read.Item], source: Source, sink: RowSink, context: Context) -> None:
    for item in items:
        if item.value is None and not item.error and not item.verbatim.strip():
            sink.keep(item)
        else:
            _mirror_row(item, source, sink, context, lambda value: clean_json_row(value, context.cleaner, context.job))
    sink.close()


def _mirror_csv(file: BinaryIO, source: Source, out: BinaryIO, context: Context) -> None:
    dialect, items = read.read_csv(file, source, context.job)
    columns = csv_columns(dialect.header, context.job)
    sink = CsvRows(out, dialect, columns)
    for item in items:
        if not item.value and not item.error:
            sink.keep(item)
        else:
            _mirror_row(item, source, sink, context, lambda row: clean_csv_row(row, columns, context.cleaner))
    sink.close()


def _mirror_row(
    item: read.Item, source: Source, sink: RowSink, context: Context, clean: Callable[[Any], CleanRow]
) -> None:
    try:
        row = _clean_row(item, clean)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one row, the others go on
        context.fail(source, item.place, fault(error), item.verbatim or item.value)
        if not context.job.in_place:
            return
        if not item.verbatim and not item.value:
            raise InputError(f"{item.place}: {error}; in place nothing may be left out, so the file stays") from None
        sink.keep(item)
        return
    context.tally.add(row.cleaned, row.raw, source.path, item.place)
    context.tally.numbers["changed"] += row.changed
    sink.write(item, row)


def _clean_row(item: read.Item, clean: Callable[[Any], CleanRow]) -> CleanRow:
    if item.error:
        raise InputError(item.error)
    return clean(item.value)


def _mirror_parquet(file: BinaryIO, source: Source, out: BinaryIO, context: Context) -> None:
    from wxclean.batch.formats import parquet

    def on_clean(cleaned: Cleaned, raw: str | bytes, place: str, changed: bool) -> None:
        context.tally.add(cleaned, raw, source.path, place)
        context.tally.numbers["changed"] += changed

    def on_fail(place: str, raw: object, error: Exception) -> None:
        context.fail(source, place, fault(error), raw)

    rows = parquet.ParquetRows(parquet.opened(file), context.cleaner, context.job, on_clean, on_fail)
    rows.write(source, out)
