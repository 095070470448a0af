"""Makes one file of the outputs of several shards."""

from __future__ import annotations

import shutil
from typing import BinaryIO, cast

from wxclean.batch.formats.kinds import kind_by_name
from wxclean.batch.job import Join
from wxclean.batch.work.content_hash import content_of
from wxclean.batch.work.counts import Tally
from wxclean.batch.work.shard import Result, copied, reason_of, rewritten, target_of
from wxclean.errors import WxcleanError
from wxclean.files.staged import Staged, commit, unless_there
from wxclean.files.storage import Stat, open_read
from wxclean.files.storage import stat as stat_of


def join_parts(join: Join, changed: bool) -> Result:
    """Makes one file of the outputs of several shards; the parts stay.

    `changed` tells whether any record changed: in place an unchanged file is left alone, and
    unchanged Parquet goes out as it came in.
    """
    tally = Tally()
    source = join.sources[0]
    staged = None
    mirrored = len(join.sources) == 1 and target_of(source, join.job) is None
    try:
        if mirrored and not changed:
            staged = None if source.path == join.output else copied(source, join.output)
        else:
            staged = _joined(join, Stat(source.size, source.mtime_ns) if source.path == join.output else None)
    except (WxcleanError, OSError) as error:
        tally.fail(join.output, "", reason_of(error))
        return Result(tally.counts(), done=False)
    content = content_of(join.sources)
    refused = commit([staged])[0] if staged is not None else None
    if refused is not None:
        tally.fail(join.output, "", reason_of(refused))
        return Result(tally.counts(), done=False)
    if staged is not None and source.path == join.output:
        return rewritten(Result(tally.counts(), True, staged.stat, content), source)
    return Result(tally.counts(), True, stat_of(join.output), content)


def _joined(join: Join, expected: Stat | None) -> Staged | None:
    staged = Staged(join.output, expected=expected)
    try:
        if kind_by_name(join.output).format == "parquet":
            from wxclean.batch.formats.parquet import join_parquet

            join_parquet(join.parts, cast("BinaryIO", staged))
        else:
            _concatenate(join, staged)
        staged.seal()
    except BaseException:
        staged.discard()
        raise
    return unless_there(staged)


def _concatenate(join: Join, staged: Staged) -> None:
    """The parts one after the other; packed parts are whole streams, which may stand in a row."""
    for part in join.parts:
        with open_read(part) as file:
            shutil.copyfileobj(file, staged, 1 << 20)
