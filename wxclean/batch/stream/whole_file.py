"""One large file that can only be read from its beginning, cleaned by all cores as a stream is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from wxclean.batch.formats.format import Sink
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.formats.utf8 import Utf8Stream, utf8_stream
from wxclean.batch.job import FormatName, InputPart
from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.tasks import LITTLE
from wxclean.batch.work.context import Context
from wxclean.batch.work.opened import opened
from wxclean.batch.work.records import Ways, convert, mirror
from wxclean.errors import InputError

if TYPE_CHECKING:
    from wxclean.batch.run.local_engine import Workers
    from wxclean.batch.stream.clean_chunk import Outcome

_PACKED = 4
"""How much larger than its file a compressed text is, about."""


def ways_for(plan: Plan, jobs: int, make_workers: Callable[[], Workers]) -> Ways | None:
    """Return how workers clean the only file of a plan; None where that is not one large file in one piece."""
    if len(plan.shards) != 1 or plan.joins or jobs < 2:
        return None
    inputs = plan.shards[0].inputs
    size = sum(part.size * (_PACKED if part.compression else 1) for part in inputs)
    if len(inputs) != 1 or FORMATS[inputs[0].format].cutter is None or size < LITTLE:
        return None
    workers = make_workers()
    return Ways(partial(_mirror, workers), partial(_convert, workers))


def _mirror(workers: Workers, part: InputPart, out: BinaryIO, context: Context) -> str:
    stream = _cleaned(workers, part, None, context, lambda found: out.write(found.rows))
    if stream is None:
        return mirror(part, out, context)
    numbers = context.tally.numbers
    if context.job.only_dumps and not numbers["changed"]:
        return ""
    numbers["changed"] = max(numbers["changed"], int(stream.is_rewritten))
    return stream.note


def _convert(workers: Workers, part: InputPart, sink: Sink, context: Context) -> None:
    def put(found: Outcome) -> None:
        for piece in found.pieces:
            sink.put(piece)

    if _cleaned(workers, part, context.job.target, context, put) is None:
        convert(part, sink, context)


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
            if found.lost:
                raise InputError("; ".join(f"{note.place}: {note.reason}" for note in found.counts.notes))
            take(found)
            context.tally.merge(found.counts)
            for note, raw in found.failed:
                context.failures.add(note, raw)
        return stream
