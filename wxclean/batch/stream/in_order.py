"""Chunks cleaned by all cores, and what comes of them in the order of the chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from wxclean.batch.run.engine import Reply, Task
from wxclean.batch.run.tasks import died
from wxclean.batch.stream.chunks import Chunk
from wxclean.batch.stream.clean_chunk import Batch, Outcome, Work, clean_batch, clean_chunk
from wxclean.batch.work.context import cleaner_for
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.notes import Note

if TYPE_CHECKING:
    from wxclean.batch.run.local_engine import Workers

_ALONE = 1 << 19
"""The bytes that this process cleans by itself before it starts others, which takes a while."""
_AHEAD = 4
"""How many chunks for each worker may be under way, or wait for an earlier one."""


def cleaned_in_order(
    work: Work, chunks: Iterable[Chunk | Batch | None], place_of: Callable[[Any], str], workers: Workers
) -> Iterator[Outcome]:
    """Yield what comes of each chunk; at a None, all that is under way first, as the next chunk may take a while.

    With more than one worker, and from some size on, these do the work; they are stopped at the end. `place_of` tells
    in words where a chunk is.
    """
    queue = _Queue(work, place_of, workers)
    jobs = workers.count
    left = 0 if workers.started else _ALONE
    try:
        for chunk in chunks:
            if chunk is None:
                yield from queue.emptied()
            elif jobs == 1 or left > 0:
                left -= chunk.size
                yield _clean(work, chunk)
            else:
                yield from queue.added(chunk)
        yield from queue.emptied()
    finally:
        queue.workers.stop()


class _Queue:
    """Chunks under way, in their order, and outcomes that wait for an earlier one."""

    def __init__(self, work: Work, place_of: Callable[[Any], str], workers: Workers) -> None:
        self.work = work
        self.place_of = place_of
        self.workers = workers
        self.most = _AHEAD * workers.count
        self.done: dict[int, Outcome] = {}
        self.retried: set[int] = set()
        self.begun = self.ended = 0

    def added(self, chunk: Chunk | Batch) -> Iterator[Outcome]:
        """Start a chunk, and yield the outcomes of others where there are too many under way."""
        while not self.begun and self.workers.started < self.workers.count:
            self.workers.start_ahead(Task(cleaner_for, (self.work.job.cleaner,)))
        while not self.workers.has_room or self.begun - self.ended >= self.most:
            yield from self._waited()
        self.workers.start(Task(_numbered, (self.begun, self.work, chunk)))
        self.begun += 1

    def emptied(self) -> Iterator[Outcome]:
        """Yield the outcomes of all chunks under way."""
        while self.ended < self.begun:
            yield from self._waited()

    def _waited(self) -> Iterator[Outcome]:
        for reply in self.workers.wait():
            self._take(reply)
        while self.ended in self.done:
            yield self.done.pop(self.ended)
            self.ended += 1

    def _take(self, reply: Reply) -> None:
        number, _, chunk = reply.task.arguments
        if reply.error is not None:
            raise reply.error
        if reply.value is not None:
            self.done[number] = reply.value
        elif number in self.retried:
            self.done[number] = Outcome(b"", [], self._lost(chunk, died(reply.exit_code)), lost=True)
        else:
            self.retried.add(number)
            self.workers.start(reply.task)

    def _lost(self, chunk: Chunk | Batch, reason: str) -> Counts:
        """Return the counts for a chunk that no worker survived."""
        note = Note("failure", self.work.part.path, self.place_of(chunk), reason)
        return Counts(failures=1, notes=(note,))


def _numbered(_number: int, work: Work, chunk: Chunk | Batch) -> Outcome:
    return _clean(work, chunk)


def _clean(work: Work, chunk: Chunk | Batch) -> Outcome:
    return clean_batch(work, chunk) if isinstance(chunk, Batch) else clean_chunk(work, *chunk)
