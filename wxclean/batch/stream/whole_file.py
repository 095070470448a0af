"""One large file that can only be read from its beginning, cleaned by all cores as a stream is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from wxclean.batch.formats.format import Item, MakeRowsApart, Sink
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.formats.utf8 import Utf8Stream, utf8_stream
from wxclean.batch.job import FormatName, InputPart, Shard
from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.options import AllAtOne
from wxclean.batch.run.tasks import LITTLE
from wxclean.batch.work.context import Context
from wxclean.batch.work.opened import opened
from wxclean.batch.work.records import Ways, convert, mirror, note_of
from wxclean.errors import InputError
from wxclean.language import Message

if TYPE_CHECKING:
    from wxclean.batch.run.local_engine import Workers
    from wxclean.batch.stream.clean_chunk import Outcome

_PACKED = 4
"""How much larger than its file a compressed text is, about."""


def all_at_one(plan: Plan, jobs: int, make_workers: Callable[[], Workers]) -> AllAtOne | None:
    """Return which files of a plan are left to all workers together, and how; None where there is none.

    Those are large files in one piece that are worth more than one worker's share of the plan.
    """
    fair = sum(map(_worth, plan.shards)) / jobs
    shared = (shard for shard in plan.shards if _in_one_piece(shard) and _worth(shard) > fair)
    large = frozenset(shard.output for shard in shared) if jobs > 1 else frozenset()
    if not large:
        return None
    workers = make_workers()
    return AllAtOne(large, Ways(partial(_mirror, workers), partial(_convert, workers)))


def _in_one_piece(shard: Shard) -> bool:
    """Return whether a shard is a file of some size, whole, whose records several workers can share."""
    part, *others = shard.inputs
    form = FORMATS[part.format]
    whole = not others and not part.start and part.stop is None
    return whole and (form.cutter is not None or form.apart is not None) and _worth(shard) >= LITTLE


def _worth(shard: Shard) -> int:
    """Return about how many bytes there are to clean in a shard."""
    return sum(part.size * (_PACKED if part.compression else 1) for part in shard.inputs)


def _mirror(workers: Workers, part: InputPart, out: BinaryIO, context: Context) -> str:
    apart = FORMATS[part.format].apart
    if apart is not None:
        return _mirror_apart(apart, workers, part, out, context)
    stream = _cleaned(workers, part, None, context, lambda found: out.write(found.rows))
    if stream is None:
        return mirror(part, out, context)
    return note_of(stream, context)


def _convert(workers: Workers, part: InputPart, sink: Sink, context: Context) -> None:
    def put(found: Outcome) -> None:
        for piece in found.pieces:
            sink.put(piece)

    read, apart = FORMATS[part.format].read, FORMATS[part.format].apart
    if read is not None and apart is not None:
        with opened(part, context.job) as file:
            for _, found in _counted_items(
                workers, part, context.job.target, context, read(file, part.range, context.job)
            ):
                put(found)
    elif _cleaned(workers, part, context.job.target, context, put) is None:
        convert(part, sink, context)


def _mirror_apart(apart: MakeRowsApart, workers: Workers, part: InputPart, out: BinaryIO, context: Context) -> str:
    with opened(part, context.job) as file:
        rows = apart(file, out, part.range, context.job)
        for items, found in _counted_items(workers, part, None, context, rows):
            for item, written in zip(items, found.pieces, strict=True):
                if written is not None:
                    rows.put(item, written)
        rows.close()
        return note_of(rows, context)


def _counted_items(
    workers: Workers, part: InputPart, target: FormatName | None, context: Context, items: Iterable[Item]
) -> Iterator[tuple[list[Item], Outcome]]:
    """Yield records and what comes of them, counted; raises what `_count` does."""
    from wxclean.batch.stream.by_items import cleaned_items
    from wxclean.batch.stream.clean_chunk import Work

    for read, found in cleaned_items(Work(part, target, context.job), items, workers):
        _count(found, context)
        yield read, found


def _count(found: Outcome, context: Context) -> None:
    """Count what came of some records.

    Raises:
        InputError: no worker survived them, or the file can't go on behind one of them.
        NoDumpError: the file is none, and stays as it is.
    """
    if found.lost:
        [note] = found.counts.notes
        raise InputError(Message("{place}: {reason}").format(place=note.place, reason=note.reason))
    context.tally.merge(found.counts)
    for note, raw in found.failed:
        context.failures.add(note, raw)
    if found.fault is not None:
        raise found.fault


def _cleaned(
    workers: Workers, part: InputPart, target: FormatName | None, context: Context, take: Callable[[Outcome], object]
) -> Utf8Stream | None:
    """Clean all chunks of a file and return the stream that it was; None where it can't be cut.

    Raises:
        InputError: no worker survived a chunk.
    """
    from wxclean.batch.stream.by_chunks import as_utf8, cleaned_chunks  # runs over other files do without streams
    from wxclean.batch.stream.source import Source

    job, form = context.job, FORMATS[part.format]
    if form.cutter is None:
        return None
    with opened(part, job) as file:
        stream = utf8_stream(file, part.range, job)
        source, job, header = as_utf8(Source(part, file, form, waits=lambda: False), stream, job)
        cut = form.cutter(header, job)
        if cut is None:
            return None
        for found in cleaned_chunks(source, header, cut, target, job, workers):
            _count(found, context)
            take(found)
        return stream
