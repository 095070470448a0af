"""A dump that is one text to read and one to write: the common case, with as few calls as can be."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from wxclean.batch.job import Job, Shard
from wxclean.batch.work.content_hash import digest_of
from wxclean.batch.work.context import Context, NoDumpError
from wxclean.batch.work.interleave import Stages
from wxclean.batch.work.opened import read_dump
from wxclean.batch.work.records import clean_dump, is_changed
from wxclean.errors import InputError
from wxclean.files.compression import Compression, compression_by_name, compressor
from wxclean.files.facts import Place, Stat
from wxclean.files.staged import Staged, sealed
from wxclean.files.storage import storage_of
from wxclean.language import _
from wxclean.output.file_bytes import encoding_of, file_bytes, is_utf8
from wxclean.output.render import parted
from wxclean.result import Cleaned

AsText = Callable[[Cleaned, Job], str]
"""How a record reads in the format that is written."""


def whole_text(shard: Shard, text: AsText, context: Context) -> Stages[tuple[Staged | None, str]]:
    """Return the sealed output of a dump, None where nothing is to be written; and a hash of what was read.

    In stages: reading, cleaning, writing. What the plan didn't foresee to be so large doesn't wait between them.
    """
    part, job = shard.inputs[0], shard.job
    expected = expected_input(shard)
    data, raw = read_dump(part, job)
    content = digest_of(data)
    waits = len(raw) <= part.size
    if waits:
        yield
    clean = _cleaned(raw, content, shard, text, context)
    if clean is None:
        return None, content
    if waits:
        yield
    return _sealed_text(shard.output, clean, expected), content


def _cleaned(raw: bytes, content: str, shard: Shard, text: AsText, context: Context) -> bytes | None:
    """Return the bytes to write, None where none are."""
    part, job = shard.inputs[0], shard.job
    try:
        records = clean_dump(raw, part, context)
    except InputError as error:
        if context.skips(error):
            raise NoDumpError(str(error), content) from None
        raise
    if job.only_dumps and not records:
        return None if job.dry or part.path == shard.output else raw
    clean = file_bytes(
        parted(text(cleaned, job) for cleaned in records),
        job.line_ends,
        over=raw if job.in_place or job.dry else None,
        encoding=encoding_of(records),
    )
    changed = clean != raw
    context.tally.numbers["changed"] += max(1, sum(map(is_changed, records))) if changed else 0
    if changed and (job.in_place or job.dry):
        context.tally.note("changed", part.path, "", _encoding_note(records))
    return None if job.dry or (part.path == shard.output and not changed) else clean


def _encoding_note(records: Sequence[Cleaned]) -> str:
    """Return a note that says so where the bytes were not UTF-8."""
    encoding = encoding_of(records)
    if is_utf8(encoding):
        return ""
    return _("converted from {encoding} to UTF-8").format(encoding=encoding)


def _sealed_text(output: str, data: bytes, expected: Stat | None) -> Staged | None:
    compression = compression_by_name(output)
    if compression:
        data = _compressed(data, compression)
    place = storage_of(output).place(output)
    if expected is None and _holds(place, data):
        return None
    return sealed(output, data, place, expected)


def _compressed(data: bytes, compression: Compression) -> bytes:
    buffer = io.BytesIO()
    with compressor(buffer, compression) as file:
        file.write(data)
    return buffer.getvalue()


def _holds(place: Place, data: bytes) -> bool:
    """Return whether a local file has exactly these bytes."""
    if place.there is None or place.there.st_size != len(data):
        return False
    return storage_of(place.final).read_file(place.final, len(data)) == data


def expected_input(shard: Shard) -> Stat | None:
    """Return what, in place, the input must still be when the output takes its place."""
    part = shard.inputs[0]
    return storage_of(part.path).stat(part.path) if part.path == shard.output else None
