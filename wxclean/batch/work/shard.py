"""Cleans a shard: streams its sources, writes its output, gives the counts. Pure but for that one output.

Every executor runs these functions: the local workers, and a cluster. What they write follows from the
shard alone, so a shard that is run twice, or here and there, gives the same bytes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import BinaryIO, NamedTuple, cast

from wxclean.batch.formats.kinds import packing_by_name
from wxclean.batch.formats.sinks import JsonlSink, RecordSink, TextSink
from wxclean.batch.job import Job, Shard, Source, Target
from wxclean.batch.work.content_hash import content_of
from wxclean.batch.work.counts import Counts, Tally
from wxclean.batch.work.failed_records import Failures
from wxclean.batch.work.interleave import Steps, in_step
from wxclean.batch.work.records import Context, Strict, SupportsRecords, convert, fault, mirror
from wxclean.batch.work.whole_text import NoTextError, expected_source, whole_text
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import UsageError, WxcleanError
from wxclean.files.compression import pack
from wxclean.files.staged import Sealed, Staged, commit, unless_there
from wxclean.files.storage import Stat, is_url, mark_of, open_read
from wxclean.files.storage import stat as stat_of


class Result(NamedTuple):
    """What came of a shard or a join.

    `done` is False where there is no output though there should be one (the counts say why). `output`
    is the size and time of what is at the output's place now, None if nothing is or nothing was to be written.
    `content` is a hash of what was read (empty if unknown), so that the same content is known again elsewhere.
    In place, the output is the input from then on: `content` is its hash, and `mark` its mark.
    """

    counts: Counts
    done: bool
    output: Stat | None = None
    content: str = ""
    mark: str = ""


class _Draft(NamedTuple):
    tally: Tally
    staged: Staged | Sealed | None
    done: bool
    content: str = ""


@lru_cache(maxsize=4)
def cleaner_for(settings: CleanerSettings) -> SupportsRecords:
    """The cleaner of these settings; a worker builds it once."""
    from wxclean.cleaner.cleaner import cleaner_with

    return cleaner_with(settings)


def clean_shard(shard: Shard) -> Result:
    """Cleans one shard. Faults of the input or the disk are in the result, not raised."""
    return clean_group((shard,))[0]


def clean_group(shards: Sequence[Shard]) -> list[Result]:
    """Cleans several shards, and brings their outputs to disk together, which is cheaper."""
    drafts: dict[int, _Draft] = {}
    staged: list[Staged | Sealed] = []
    try:
        for index, draft in in_step([_draft(shard) for shard in shards]):
            drafts[index] = draft
            if draft.staged is not None:
                staged.append(draft.staged)
    except BaseException:
        for content in staged:
            content.discard()
        raise
    errors = {content.path: error for content, error in zip(staged, commit(staged), strict=True)}
    return [_finished(shard, drafts[index], errors) for index, shard in enumerate(shards)]


def _finished(shard: Shard, draft: _Draft, errors: Mapping[str, Exception | None]) -> Result:
    tally, staged = draft.tally, draft.staged
    if staged is None:
        output = stat_of(shard.output) if draft.done and not shard.job.dry else None
        return Result(_counts(tally, draft.done), draft.done, output, draft.content)
    error = errors[staged.path]
    if error is not None:
        tally.fail(shard.output, "", reason_of(error))
        return Result(_counts(tally, False), done=False)
    tally.numbers["bytes_out"] += staged.size
    result = Result(_counts(tally, True), True, staged.stat, draft.content)
    if shard.output == shard.sources[0].path:
        return rewritten(result, shard.sources[0])
    return result._replace(output=stat_of(shard.output)) if is_url(shard.output) else result


def _counts(tally: Tally, done: bool) -> Counts:
    counts = tally.counts()
    if done:
        return counts
    return counts._replace(notes=tuple(note for note in counts.notes if note.kind != "changed"))


def rewritten(result: Result, source: Source) -> Result:
    """The result in place, where the output has become the input: known by what it is now, if it still is ours."""
    if is_url(source.path):
        return result._replace(output=stat_of(source.path), content="")
    try:
        status = os.stat(source.path)
    except OSError:
        return result._replace(content="")
    if (status.st_size, status.st_mtime_ns) != result.output:
        return result._replace(content="")
    mark = mark_of(status)
    return result._replace(content=content_of((source._replace(mark=mark),)), mark=mark)


def _draft(shard: Shard) -> Steps[_Draft]:
    """The shard's output, written beside its place."""
    tally = Tally(detail=shard.job.detail)
    tally.numbers["inputs"] += sum(1 for source in shard.sources if source.start == 0)
    tally.numbers["bytes_in"] += shard.size
    failures = Failures(shard.job.failures, shard.output)
    cleaner = cleaner_for(shard.job.cleaner)
    context = Context(Strict(cleaner) if shard.job.strict else cleaner, shard.job, tally, failures)
    staged, done, content = None, True, ""
    try:
        staged, content = yield from _written(shard, context)
    except NoTextError as error:
        tally.skip(shard.sources[0].path, str(error))
        content = error.content
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one file, the others go on
        context.fail(shard.sources[0], "", reason_of(error))
        done = False
    unkept = failures.close()
    if unkept is not None:
        tally.fail(failures.path or "", "", reason_of(unkept))
    return _Draft(tally, staged, done, content)


def reason_of(error: BaseException) -> str:
    """What went wrong, without what the place already says."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, WxcleanError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _written(shard: Shard, context: Context) -> Steps[tuple[Staged | Sealed | None, str]]:
    """The staged output, None where nothing is to be written; and a hash of what was read."""
    source, job = shard.sources[0], shard.job
    target = target_of(source, job)
    if len(shard.sources) == 1 and source.format == "text" and target in ("text", "markdown"):
        return (yield from whole_text(shard, target, context))
    with _staging(shard) as (staged, file):
        if target is None:
            mirror(source, file, context)
        else:
            _convert_all(shard, target, file, context)
        if packing_by_name(shard.output):
            file.close()
        if not shard.job.dry:
            staged.seal()
    return _wanted(shard, staged, context), "" if job.dry else content_of(shard.sources)


def target_of(source: Source, job: Job) -> Target | None:
    """The format to write; None for rows that go back in the format they came in."""
    if job.target is None:
        return "text" if source.format in ("text", "lines") else None
    return None if job.target == source.format and not job.merge else job.target


@contextlib.contextmanager
def _staging(shard: Shard) -> Iterator[tuple[Staged, BinaryIO]]:
    staged = Staged(shard.output, expected=expected_source(shard), scratch=shard.job.dry)
    try:
        packing = packing_by_name(shard.output)
        file = cast("BinaryIO", staged)
        yield staged, pack(file, packing) if packing else file
    except BaseException:
        staged.discard()
        raise


def _wanted(shard: Shard, staged: Staged, context: Context) -> Staged | None:
    """The staged output, unless the place has these bytes already; unchanged rows go out as they came in."""
    source = shard.sources[0]
    untouched = target_of(source, shard.job) is None and not context.tally.numbers["changed"]
    if (shard.job.dry or shard.job.in_place) and not untouched:
        context.tally.note("changed", source.path, "", "")
    if shard.job.dry or (source.path == shard.output and untouched):
        staged.discard()
        return None
    if untouched and not context.tally.numbers["failures"] and source.start == 0 and source.stop is None:
        staged.discard()
        return copied(source, shard.output)
    return unless_there(staged)


def copied(source: Source, output: str) -> Staged | None:
    """The source's bytes, staged for the output; None if they are there."""
    staged = Staged(output)
    try:
        with open_read(source.path) as file:
            shutil.copyfileobj(file, staged, 1 << 20)
        staged.seal()
    except BaseException:
        staged.discard()
        raise
    return unless_there(staged)


def _convert_all(shard: Shard, target: Target, file: BinaryIO, context: Context) -> None:
    sink = _sink(target, file, shard.job)
    for source in shard.sources:
        try:
            convert(source, sink, context)
        except Exception as error:
            if len(shard.sources) == 1:
                raise
            context.fail(source, "", fault(error))
    sink.close()


def _sink(target: Target, file: BinaryIO, job: Job) -> RecordSink:
    if target == "jsonl":
        return JsonlSink(file, job)
    if target == "parquet":
        from wxclean.batch.formats.parquet import ParquetSink

        return ParquetSink(file, job)
    return TextSink(file, target, job)
