"""The records of one input: cleaned and written to a sink, with every fault counted."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from wxclean.batch.formats.format import CleanRow, Dump, Item, Rows, Sink, SupportsClean
from wxclean.batch.formats.json import JSON
from wxclean.batch.formats.jsonl import JSONL
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.formats.rows import text_column
from wxclean.batch.formats.utf8 import Utf8Stream
from wxclean.batch.job import FormatName, InputPart, Range
from wxclean.batch.work.context import Context, NoDumpError, of_record
from wxclean.batch.work.opened import opened, read_dump
from wxclean.cleaner.metadata import completed
from wxclean.errors import InputError
from wxclean.language import Message, _
from wxclean.output.changes import differs
from wxclean.reading.read import Failed
from wxclean.reading.unwrap.document_records import records_of_texts
from wxclean.reading.unwrap.find_texts import find_texts
from wxclean.result import Cleaned, Record, Source


def convert(part: InputPart, sink: Sink, context: Context) -> None:
    """Clean all records of an input and write them in another format than they came in."""
    if FORMATS[part.format].read is None:
        convert_dump(read_dump(part, context.job)[1], part, sink, context)
        return
    with opened(part, context.job) as file:
        convert_stream(file, part.range, part, sink, context)


def convert_stream(file: BinaryIO, where: Range, part: InputPart, sink: Sink, context: Context) -> None:
    """Clean the records in a range of an open stream and write them in another format than they came in."""
    read = FORMATS[part.format].read
    if read is None:
        raise TypeError(f"{part.format} has no records")
    context = context.dated(part)
    for item in read(file, where, context.job):
        convert_item(item, part, sink, context)


def convert_dump(raw: bytes, part: InputPart, sink: Sink, context: Context) -> None:
    """Clean all records of a dump and write them in another format than they came in."""
    for cleaned in clean_dump(raw, part, context):
        _put(cleaned, "", part, sink, context)


def clean_dump(raw: bytes, part: InputPart, context: Context) -> list[Cleaned]:
    """Return all records of a file that is one dump, cleaned and counted, but for those that fail.

    In place nothing may be left out, so there the whole file fails with one of its records.
    """
    fails = _Fails(part, "", context)
    failed = None if context.job.in_place or context.job.dry else fails
    records = list(context.dated(part).cleaner.clean_records(raw, failed=failed))
    alone = len(records) == 1 and not fails.count
    if context.job.only_dumps and all(map(context.leaves, records)):
        return []
    for cleaned in records:
        place = "" if alone else _numbered("", cleaned.source.record)
        context.tally.add(cleaned, raw if alone else cleaned.payload, part.path, place)
    return records


def _put(
    cleaned: Cleaned, place: str, part: InputPart, sink: Sink, context: Context, fields: Mapping[str, object] = {}
) -> None:
    context.tally.numbers["changed"] += is_changed(cleaned)
    placed = cleaned.replaced(source=cleaned.source._replace(place=place)) if place else cleaned
    own = {"path": part.name} if part.name else {}
    sink.put(sink.piece(placed, {**own, **fields}))


def is_changed(cleaned: Cleaned) -> bool:
    """Return whether a record's text is another than before, apart from a newline at its end."""
    return differs(cleaned, cleaned.text) and differs(cleaned, f"{cleaned.text}\n")


class _Fails:
    """Counts each of several records at a place that fails, while the others go on."""

    def __init__(self, part: InputPart, place: str, context: Context) -> None:
        self.part = part
        self.place = place
        self.context = context
        self.count = 0

    def __call__(self, record: Record, error: InputError) -> None:
        if not self.context.skips(error):
            self.context.fail(self.part, _numbered(self.place, record.number), error, record.payload)
        self.count += 1


def _numbered(place: str, number: int) -> Message:
    """Return where one of several texts at a place is, or one of the records of a whole file, which has no place."""
    if place:
        return _("{place}, text {number}").format(place=place, number=number)
    return _("record {number}").format(number=number)


def convert_item(item: Item, part: InputPart, sink: Sink, context: Context) -> None:
    """Clean what an item holds and write it in another format; what fails is counted."""
    try:
        records = list(records_in(item, part.format, context, _Fails(part, item.place, context)))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the others go on
        if context.skips(error):
            return
        context.fail(part, item.place, of_record(error), item.kept)
        return
    if item.note:
        context.tally.note("skipped", part.path, item.place, item.note)
    for found in records:
        if context.leaves(found.cleaned):
            continue
        context.tally.add(found.cleaned, found.raw, part.path, item.place)
        _put(found.cleaned, item.place, part, sink, context, found.fields)


class Found(NamedTuple):
    """A cleaned record, what it was, and its other columns."""

    cleaned: Cleaned
    raw: str | bytes
    fields: Mapping[str, object]


def records_in(item: Item, form: FormatName, context: Context, failed: Failed) -> Iterator[Found]:
    """Yield what an item holds: the records of a dump, or the one of a text or a row with its other columns.

    `failed` is told which of several records can't be cleaned. If none can, that is an error.
    """
    if item.error:
        raise InputError(item.error)
    value = item.value
    if isinstance(value, Record):
        yield Found(context.cleaner.clean_record(value, Source(*item.decoded, value.wrapper)), value.payload, {})
    elif isinstance(value, (bytes, Dump)):
        for cleaned in context.cleaner.clean_records(value, failed=failed):
            yield Found(cleaned, value, {})
    elif form in (JSON.name, JSONL.name):
        yield from _json_records(value, context, failed)
    elif value is not None and value != []:
        yield _record(value, context)


def _json_records(value: Any, context: Context, failed: Failed) -> list[Found]:
    """Return the records of a JSON document, as a text of its own would have them; one whose text is null is empty."""
    if value is None or (isinstance(value, list) and not value):
        return []
    found: list[Found] = []
    faults: list[tuple[Record, InputError]] = []
    for record in records_of_texts(value, find_texts(value, context.job.text_column), "plain"):
        try:
            cleaned = context.cleaner.clean_record(record, Source("str", 1.0, record.wrapper))
        except InputError as error:
            faults.append((record, error))
        else:
            found.append(Found(cleaned, record.payload, {}))
    if faults and not found:
        raise faults[0][1]
    for record, fault in faults:
        failed(record, fault)
    return found


def _record(row: Any, context: Context) -> Found:
    column = text_column(row, context.job.text_column)
    raw = "" if row[column] is None else row[column]
    if not isinstance(raw, (str, bytes)):
        raise InputError(_("column {column} is no text").format(column=repr(column)))
    fields = {name: value for name, value in row.items() if name != column}
    cleaned = context.cleaner.clean(raw)
    earlier = _as_object(fields.get("metadata"))
    if earlier:
        cleaned = cleaned.replaced(metadata=completed(cleaned.metadata, earlier))
    return Found(cleaned, raw, fields)


def _as_object(cell: object) -> Mapping[str, object]:
    """Return what a cell for metadata holds, as an object or as JSON; nothing where it holds something else."""
    if isinstance(cell, str) and cell.lstrip().startswith("{"):
        with contextlib.suppress(ValueError, RecursionError):
            cell = json.loads(cell)
    return cell if isinstance(cell, dict) else {}


class Ways(NamedTuple):
    """How all records of an input are cleaned: back into the format that they came in, or into another one."""

    mirror: Callable[[InputPart, BinaryIO, Context], str]
    convert: Callable[[InputPart, Sink, Context], None]


def mirror(part: InputPart, out: BinaryIO, context: Context) -> str:
    """Clean all rows of an input and write them back in the format they came in; return a note on what else changes."""
    with opened(part, context.job) as file:
        return mirror_stream(file, out, part.range, part, context)


def mirror_stream(
    file: BinaryIO,
    out: BinaryIO,
    where: Range,
    part: InputPart,
    context: Context,
    begin: Callable[[Rows], None] | None = None,
) -> str:
    """Clean the rows in a range of an open stream and write them back; return a note on what else changes.

    `begin` is called before the first row is read.
    """
    rows_of = FORMATS[part.format].rows
    if rows_of is None:
        raise TypeError(f"{part.format} is never written back as it came")
    context = context.dated(part)
    try:
        rows = rows_of(file, out, where, context.job)
    except InputError as error:
        if context.skips(error):
            raise NoDumpError(str(error)) from None
        raise
    if begin is not None:
        begin(rows)
    for item in rows:
        mirror_item(item, rows, part, context)
    rows.close()
    return note_of(rows, context)


def note_of(written: Rows | Utf8Stream, context: Context) -> str:
    """Return a note on what else changes than rows, and count that as a change."""
    numbers = context.tally.numbers
    if context.job.only_dumps and not numbers["changed"]:
        return ""
    numbers["changed"] = max(numbers["changed"], int(written.is_rewritten))
    return written.note


def mirror_item(item: Item, rows: Rows, part: InputPart, context: Context) -> None:
    """Clean a row and write it back; what fails is counted, and stays as it is where nothing may be left out."""
    try:
        row = _clean_row(item, rows, context.cleaner)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one row, the others go on
        if context.skips(error):
            _leave(item, rows, part, context)
            return
        context.fail(part, item.place, of_record(error), item.kept)
        if context.job.in_place:
            _keep(item, rows, error)
        return
    if context.leaves(row.cleaned):
        rows.keep(item)
        return
    context.tally.add(row.cleaned, row.raw, part.path, item.place)
    context.tally.numbers["changed"] += row.changed
    for number, fault in row.faults:
        context.fail(part, _numbered(item.place, number), fault)
    rows.write(item, row)


def _clean_row(item: Item, rows: Rows, cleaner: SupportsClean) -> CleanRow:
    if item.error:
        raise InputError(item.error)
    return rows.clean(item, cleaner)


def _leave(item: Item, rows: Rows, part: InputPart, context: Context) -> None:
    """Write a row that is no dump as it is; say so where it can't be read."""
    if item.kept is None:
        raise NoDumpError(Message("{place}: {error}").format(place=item.place, error=item.error))
    if item.error:
        context.tally.note("skipped", part.path, item.place, _("left alone: {reason}").format(reason=item.error))
    rows.keep(item)


def _keep(item: Item, rows: Rows, error: Exception) -> None:
    if item.kept is None:
        raise InputError(
            _("{place}: {error}; in place nothing may be left out, so the file stays").format(
                place=item.place, error=error
            )
        ) from None
    rows.keep(item)


ONE_BY_ONE = Ways(mirror, convert)
"""The ways of a worker: one record after the other."""
