"""A dump that is one text to read and one to write: the common case, with as few calls as can be."""

from __future__ import annotations

import io
from collections.abc import Sequence

from wxclean.batch.formats.kinds import packing_by_name
from wxclean.batch.formats.read import read_dump
from wxclean.batch.job import Job, Shard, Target
from wxclean.batch.work.content_hash import digest_of
from wxclean.batch.work.interleave import Steps
from wxclean.batch.work.records import Context, clean_text
from wxclean.errors import InputError
from wxclean.files.compression import Packing, pack
from wxclean.files.staged import Place, Sealed, place_of, sealed
from wxclean.files.storage import Stat, read_file
from wxclean.files.storage import stat as stat_of
from wxclean.output.render import render
from wxclean.result import Cleaned


class NoTextError(Exception):
    """A file that a walk or a hook came upon and that is no text; `content` is a hash of it."""

    def __init__(self, content: str) -> None:
        super().__init__("binary, left alone")
        self.content = content


def whole_text(shard: Shard, target: Target, context: Context) -> Steps[tuple[Sealed | None, str]]:
    """The sealed output of a dump, None where nothing is to be written; and a hash of what was read.

    In steps: reading, cleaning, writing. What the plan didn't foresee to be so large doesn't wait between them.
    """
    source, job = shard.sources[0], shard.job
    expected = expected_source(shard)
    data, raw = read_dump(source, job)
    content = digest_of(data)
    waits = len(raw) <= source.size
    if waits:
        yield
    clean = _cleaned(raw, content, shard, target, context)
    if clean is None:
        return None, content
    if waits:
        yield
    return _sealed_text(shard.output, clean, expected), content


def _cleaned(raw: bytes, content: str, shard: Shard, target: Target, context: Context) -> bytes | None:
    """The bytes to write, None where none are."""
    source, job = shard.sources[0], shard.job
    try:
        records = clean_text(raw, source, context)
    except InputError:
        if b"\0" in raw and (source.walked or job.in_place):
            raise NoTextError(content) from None
        raise
    clean = _text_of(records, target, job)
    changed = clean != raw
    context.tally.numbers["changed"] += changed
    if changed and (job.in_place or job.dry):
        context.tally.note("changed", source.path, "", _encoding_note(records))
    return None if job.dry or (source.path == shard.output and not changed) else clean


def _text_of(records: Sequence[Cleaned], target: Target, job: Job) -> bytes:
    texts = [render(cleaned, "markdown" if target == "markdown" else "text", title=job.title) for cleaned in records]
    return "".join(texts).encode()


def _encoding_note(records: Sequence[Cleaned]) -> str:
    """Says so where the bytes were not UTF-8."""
    encoding = records[0].source.encoding if records else "utf-8"
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8", "ascii", "utf-8-sig"):
        return ""
    return f"converted from {encoding} to UTF-8"


def _sealed_text(output: str, data: bytes, expected: Stat | None) -> Sealed | None:
    packing = packing_by_name(output)
    if packing:
        data = _packed(data, packing)
    place = place_of(output)
    if expected is None and _holds(place, data):
        return None
    return sealed(output, data, place, expected)


def _packed(data: bytes, packing: Packing) -> bytes:
    buffer = io.BytesIO()
    with pack(buffer, packing) as file:
        file.write(data)
    return buffer.getvalue()


def _holds(place: Place, data: bytes) -> bool:
    """True if a local file has exactly these bytes."""
    if place.there is None or place.there.st_size != len(data):
        return False
    return read_file(place.final, len(data)) == data


def expected_source(shard: Shard) -> Stat | None:
    """In place, what the source must still be when the output takes its place."""
    source = shard.sources[0]
    return stat_of(source.path) if source.path == shard.output else None
