"""The cleaning of a shard: its inputs streamed, its output written, the counts returned. Pure but for that output.

Every executor runs these functions: the local workers, and a cluster. What they write follows from the
shard alone, so a shard that is run twice, or here and there, gives the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, NamedTuple, cast

from wxclean.batch.formats.format import PIECE, Format
from wxclean.batch.formats.registry import FORMATS, output_format, sink_of
from wxclean.batch.job import InputPart, Shard
from wxclean.batch.plan.inputs import told_by_head
from wxclean.batch.work.content_hash import content_of
from wxclean.batch.work.context import Context, NoDumpError, context_of, of_record
from wxclean.batch.work.counts import Counts, Tally, all_failed, tally_for
from wxclean.batch.work.failed_records import Failures
from wxclean.batch.work.interleave import Stages, in_lockstep
from wxclean.batch.work.notes import Note
from wxclean.batch.work.records import ONE_BY_ONE, Ways
from wxclean.batch.work.whole_text import expected_input, whole_text
from wxclean.errors import ForeignInputError, InputError, UsageError, reason_of, why_unwritten
from wxclean.files.compression import compression_by_name, compressor
from wxclean.files.facts import Stat
from wxclean.files.staged import Staged, UnwritableError, commit, unless_there
from wxclean.files.storage import storage_of
from wxclean.language import _

_NO_ROWS = _(
    "is data as a program or a database's shell writes them, not what its name says, so it can't be written back as it "
    "came; convert it, as in -o FILE.jsonl"
)


class Result(NamedTuple):
    """What came of a shard or a join.

    `done` is False where there is no output though there should be one (the counts say why). `output`
    is the size and time of what is at the output's place now, None if nothing is or nothing was to be written.
    `content` is a hash of what was read (empty if unknown), so that the same content is known again elsewhere.
    In place, the output is the input from then on: `content` is its hash, and `stamp` its stamp.
    """

    counts: Counts
    done: bool
    output: Stat | None = None
    content: str = ""
    stamp: str = ""


class _Draft(NamedTuple):
    tally: Tally
    staged: Staged | None
    done: bool
    content: str = ""


def clean_group(shards: Sequence[Shard], ways: Ways = ONE_BY_ONE) -> list[Result]:
    """Clean several shards, and bring their outputs to disk together, which is cheaper.

    Faults of the inputs or the disk are in the results, not raised.
    """
    drafts: dict[int, _Draft] = {}
    staged: list[Staged] = []
    try:
        for index, draft in in_lockstep([_draft(shard, ways) for shard in shards]):
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
        output = storage_of(shard.output).stat(shard.output) if draft.done and not shard.job.dry else None
        return Result(_counts(tally, draft.done), draft.done, output, draft.content)
    error = errors[staged.path]
    if error is not None:
        tally.fail(Note("failure", shard.output, "", why_unwritten(error)))
        return Result(_counts(tally, False), done=False)
    if not shard.job.in_parts:  # else who joins them counts what is written
        tally.numbers["bytes_out"] += staged.size
    result = Result(_counts(tally, True), True, staged.stat, draft.content)
    return rewritten(result, shard.inputs[0]) if shard.output == shard.inputs[0].path else result


def _counts(tally: Tally, done: bool) -> Counts:
    counts = tally.counts()
    if done:
        return counts
    return counts._replace(notes=tuple(note for note in counts.notes if note.kind != "changed"))


def rewritten(result: Result, part: InputPart) -> Result:
    """Return the result in place, where the output has become the input: what it is now counts, if it still is ours."""
    storage = storage_of(part.path)
    stamp = storage.stamp(part.path) if storage.is_cheap_to_reread else ""
    if not stamp or storage.stat(part.path) != result.output:
        return result._replace(content="")
    return result._replace(content=content_of((part._replace(stamp=stamp),)), stamp=stamp)


def _draft(shard: Shard, ways: Ways) -> Stages[_Draft]:
    """Return the shard's output, written beside its place."""
    tally = tally_for(shard.job)
    tally.numbers["inputs"] += sum(1 for part in shard.inputs if part.start == 0)
    tally.numbers["bytes_in"] += shard.size
    failures = Failures(shard.job.failures, shard.output)
    context = context_of(shard.job, tally, failures)
    staged, done, content = None, True, ""
    try:
        staged, content = yield from _written(shard, context, ways)
    except NoDumpError as error:
        tally.skip(shard.inputs[0].path, str(error))
        content = error.content
    except UsageError:
        raise
    except UnwritableError as error:
        done = False
        tally.fail(Note("failure", str(error.filename), "", why_unwritten(error)))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one file, the others go on
        done = shard.job.only_dumps and isinstance(error, ForeignInputError)
        if done:
            tally.skip(shard.inputs[0].path, _("left alone: {reason}").format(reason=reason_of(error)))
        else:
            context.fail(shard.inputs[0], "", error)
    unkept = failures.close()
    if unkept is not None:
        tally.fail(Note("failure", failures.path or "", "", why_unwritten(unkept)))
    return _Draft(tally, staged, done, content)


def _written(shard: Shard, context: Context, ways: Ways) -> Stages[tuple[Staged | None, str]]:
    """Return the staged output, None where nothing is to be written; and a hash of what was read."""
    shard = _as_told(shard)
    part, job = shard.inputs[0], shard.job
    target = output_format(part, job)
    if len(shard.inputs) == 1 and FORMATS[part.format].read is None and target is not None and target.text:
        return (yield from whole_text(shard, target.text, context))
    compression = compression_by_name(shard.output)
    with Staged(shard.output, expected=expected_input(shard), scratch=job.dry, lasting=not job.fleeting) as staged:
        file = compressor(cast("BinaryIO", staged), compression)
        note = ""
        if target is None:
            note = _each(shard, context, lambda part: ways.mirror(part, file, context))
        else:
            _convert_all(shard, target, file, context, ways)
        if compression:
            file.close()
    return _wanted(shard, staged, note, context), "" if job.dry else content_of(shard.inputs)


def _as_told(shard: Shard) -> Shard:
    """Return a shard whose inputs have the formats that their first bytes tell.

    Raises:
        InputError: what its name calls rows, to go back into their own format, are none.
        NoDumpError: only dumps are wanted, and so what can't be written back stays as it is.
    """
    told = tuple(map(told_by_head, shard.inputs))
    if shard.job.target is None and told[0].format != shard.inputs[0].format:
        raise NoDumpError(_NO_ROWS) if shard.job.only_dumps else InputError(_NO_ROWS)
    return shard._replace(inputs=told)


def _wanted(shard: Shard, staged: Staged, note: str, context: Context) -> Staged | None:
    """Return the staged output, unless the place has these bytes already, or is not to lose what it has to nothing.

    Unchanged rows go out as they came in.
    """
    if not shard.job.in_parts and all_failed(context.tally.numbers, shard.job):
        staged.discard()
        return None
    part = shard.inputs[0]
    untouched = output_format(part, shard.job) is None and not context.tally.numbers["changed"]
    if (shard.job.dry or shard.job.in_place) and not untouched:
        context.tally.note("changed", part.path, "", note)
    if shard.job.dry or (part.path == shard.output and untouched):
        staged.discard()
        return None
    whole = len(shard.inputs) == 1 and part.start == 0 and part.stop is None and not shard.job.in_parts
    as_packed = part.compression == compression_by_name(shard.output)
    if untouched and whole and as_packed and not context.tally.numbers["failures"]:
        staged.discard()
        return copied(part, shard.output)
    return unless_there(staged)


def copied(part: InputPart, output: str) -> Staged | None:
    """Return the input's bytes, staged for the output; None if they are there."""
    with Staged(output) as staged, storage_of(part.path).open_read(part.path) as file:
        shutil.copyfileobj(file, staged, PIECE)
    return unless_there(staged)


def _convert_all(shard: Shard, target: Format, file: BinaryIO, context: Context, ways: Ways) -> None:
    sink = sink_of(target.name, file, shard.job)
    _each(shard, context, lambda part: ways.convert(part, sink, context))
    sink.close()


def _each(shard: Shard, context: Context, clean: Callable[[InputPart], str | None]) -> str:
    """Clean all inputs of a shard, and return the first note on one of them.

    Where there are several, one that fails is counted, and the others go on.
    """
    notes = []
    for part in shard.inputs:
        try:
            notes.append(clean(part))
        except Exception as error:
            if len(shard.inputs) == 1:
                raise
            context.fail(part, "", of_record(error))
    return next(filter(None, notes), "")
