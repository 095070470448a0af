"""One file made of the outputs of several shards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from threading import Thread
from typing import BinaryIO, cast

from wxclean.batch.formats.format import concatenate
from wxclean.batch.formats.registry import FORMATS, output_format
from wxclean.batch.job import InputPart, Join
from wxclean.batch.work.content_hash import content_of
from wxclean.batch.work.counts import Tally
from wxclean.batch.work.notes import Note
from wxclean.batch.work.shard import Result, copied, rewritten
from wxclean.errors import WxcleanError, reason_of, why_unwritten
from wxclean.files.compression import Compression, compression_by_name, compressor, decompressed
from wxclean.files.facts import Stat
from wxclean.files.staged import Staged, UnwritableError, commit, unless_there
from wxclean.files.storage import storage_of


def join_parts(join: Join, changed: bool) -> Result:
    """Make one file of the outputs of several shards; the parts stay.

    `changed` tells whether any record changed: in place an unchanged file is left alone, and
    unchanged Parquet goes out as it came in.
    """
    tally = Tally()
    first = join.inputs[0]
    staged, over = None, first.path == join.output
    content = None if over else _Content(join.inputs)
    mirrored = len(join.inputs) == 1 and output_format(first, join.job) is None
    try:
        if mirrored and not changed:
            staged = None if over else copied(first, join.output)
        else:
            staged = _joined(join, Stat(first.size, first.mtime_ns) if over else None)
    except (WxcleanError, OSError) as error:
        reason = why_unwritten(error) if isinstance(error, UnwritableError) else reason_of(error)
        tally.fail(Note("failure", join.output, "", reason))
        return Result(tally.counts(), done=False)
    refused = commit([staged])[0] if staged is not None else None
    if refused is not None:
        tally.fail(Note("failure", join.output, "", why_unwritten(refused)))
        return Result(tally.counts(), done=False)
    if staged is not None:
        tally.numbers["bytes_out"] += staged.size
    if staged is not None and over:
        return rewritten(Result(tally.counts(), True, staged.stat), first)
    hashed = content_of(join.inputs) if content is None else content.known()
    return Result(tally.counts(), True, storage_of(join.output).stat(join.output), hashed)


class _Content(Thread):
    """The hash of what inputs hold, made beside copying and waiting for the disk.

    Not for one that is written over: what it held counts no more, and Windows replaces no file that is being read.
    """

    def __init__(self, inputs: Sequence[InputPart]) -> None:
        super().__init__(daemon=True)  # a run that is interrupted does not wait for it
        self._inputs = inputs
        self._hash = ""
        self.start()

    def run(self) -> None:
        """Read the inputs."""
        self._hash = content_of(self._inputs)

    def known(self) -> str:
        """Return the hash, once it is known."""
        self.join()
        return self._hash


def _joined(join: Join, expected: Stat | None) -> Staged | None:
    first = join.inputs[0]
    written = output_format(first, join.job) or FORMATS[first.format]
    compression = compression_by_name(join.output)
    with Staged(join.output, expected=expected) as staged:
        file = cast("BinaryIO", staged)
        if written.join is concatenate or not compression:
            written.join(_opened(join.parts), file)
        else:
            with compressor(file, compression) as packed:
                written.join(_opened(join.parts, compression), packed)
    return unless_there(staged)


def _opened(paths: tuple[str, ...], compression: Compression = "") -> Iterator[BinaryIO]:
    """Yield one file after the other, decompressed, each open until the next one is asked for."""
    for path in paths:
        with storage_of(path).open_read(path) as file:
            yield decompressed(file, compression, math.inf) if compression else file
