"""Records from standard input or files, cleaned as they come and written into one output."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, cast

from wxclean.batch.formats.format import Sink, concatenate
from wxclean.batch.formats.kinds import kind_by_name
from wxclean.batch.formats.registry import FORMATS, PLAIN, sink_of
from wxclean.batch.job import FormatName, InputPart, Job
from wxclean.batch.report.faults import Teller, with_kind
from wxclean.batch.run.guards import seldom_collecting
from wxclean.batch.run.tasks import cores
from wxclean.batch.stream.clean_stream import Output, clean_stream
from wxclean.batch.stream.first_rows import looked_through
from wxclean.batch.stream.source import Source, source_of
from wxclean.batch.work.context import NoDumpError
from wxclean.batch.work.counts import Counts, all_failed
from wxclean.batch.work.missing_column import refuse_missing_column
from wxclean.batch.work.notes import NoteKind
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.exit_codes import DONE, FAILED
from wxclean.cli.inputs import Input, opened_input
from wxclean.cli.job import job_of
from wxclean.cli.messages import complain, described
from wxclean.cli.settings import SEVERAL_SETTINGS, STANDARD
from wxclean.cli.writing import opened_output
from wxclean.errors import OutputError, UsageError
from wxclean.files.compression import compression_by_name, compressor
from wxclean.files.plain_text import read_telling
from wxclean.files.storage import storage_of
from wxclean.language import _


class _NothingWrittenError(Exception):
    """Raised where every input or every record fails, so that the output stays as it was."""


def clean_streams(inputs: Sequence[Input], output: str, corpus: CorpusOptions) -> int:
    """Clean the records of all inputs in their order and return the exit code.

    A record or an input that fails is named on standard error, and the others go on.

    Raises:
        UsageError: an option makes no sense; nothing was read or written.
        OutputError: the output can't be written.
    """
    target = _target_of(inputs, output)
    if corpus.text_column:
        named = [one for one in inputs if one.name != STANDARD]
        refuse_missing_column(map(_part_of, named), job_of(inputs[0].options, corpus))
    try:
        with seldom_collecting(), opened_output(output) as out:
            compression = compression_by_name(output)
            packed = compressor(cast("BinaryIO", out), compression)
            code = _clean_all(inputs, _Target(target, packed, inputs), corpus)
            if compression:
                packed.close()
            return code
    except _NothingWrittenError:
        return FAILED


def _target_of(inputs: Sequence[Input], output: str) -> FormatName:
    """Return the format to write."""
    formats = {one.options.format for one in inputs}
    if len(formats) > 1:
        raise UsageError(SEVERAL_SETTINGS)
    target = formats.pop()
    if not FORMATS[target].streams and output == STANDARD and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(
            _("{format} is not for a terminal: name a file with --output FILE.{suffix}").format(
                format=target.capitalize(), suffix=target
            )
        )
    return target


class _Target:
    """The format and the stream that all inputs are written to, by one writer unless rows stay as they come."""

    def __init__(self, form: FormatName, out: BinaryIO, inputs: Sequence[Input]) -> None:
        self.form = form
        self.sink: Sink | None = None
        self._out = out
        self._inputs = inputs

    def cleaned(self, one: Input, job: Job, jobs: int) -> Iterator[Counts]:
        """Write what becomes of one input, and yield counts as they come up."""
        with opened_source(one, job) as opened:
            alone = len(self._inputs) == 1 and one.name == STANDARD
            source = looked_through(opened, job) if alone else opened
            yield from clean_stream(source, self._output_of(source, job), job, jobs)

    def _output_of(self, source: Source, job: Job) -> Output:
        if _stay_rows(source, self.form, self._inputs):
            return Output(self._out, None)
        self.sink = self.sink or sink_of(self.form, self._out, job)
        return Output(self._out, self.sink)


def _clean_all(inputs: Sequence[Input], target: _Target, corpus: CorpusOptions) -> int:
    """Clean every input, and return the exit code; where all or all their records fail, a file stays as it was."""
    code, written = DONE, 0
    numbers: Counter[str] = Counter()
    for one in inputs:
        job = job_of(one.options, corpus)._replace(target=target.form)
        teller = _teller(one)
        try:
            for counts in target.cleaned(one, job, corpus.jobs or cores()):
                teller.add(counts)
                numbers.update(records=counts.records, failures=counts.failures)
            written += 1
        except (UsageError, OutputError, BrokenPipeError):
            raise
        except NoDumpError as error:
            complain(str(error), one.label)
            written += 1
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one input, the others go on
            complain(described(error), one.label)
            code = FAILED
        teller.close()
    if target.sink is not None and written:
        target.sink.close()
    if not written or all_failed(numbers, job):
        raise _NothingWrittenError
    return FAILED if numbers["failures"] else code


def _stay_rows(source: Source, target: FormatName, inputs: Sequence[Input]) -> bool:
    """Return whether the rows of a source go back into their own format; with several inputs, all or none do."""
    own = source.format
    if own.rows is None or own.name != target:
        return False
    if len(inputs) == 1:
        return True
    return own.join is concatenate and all(
        one.name != STANDARD and kind_by_name(one.name).format == target for one in inputs
    )


@contextmanager
def opened_source(one: Input, job: Job) -> Iterator[Source]:
    """Open an input as a source.

    Raises:
        InputError: it can't be read.
    """
    if one.name == STANDARD:
        with (
            opened_input(one.name) as file,
            _closing(source_of(file, one.head, InputPart(one.label, "", PLAIN.name), job, named=False), file) as source,
        ):
            yield source
        return
    kind, part = kind_by_name(one.name), _part_of(one)
    is_local = storage_of(one.name).is_local
    with opened_input(one.name) if is_local else storage_of(one.name).open_read(one.name) as file:
        head = read_telling(file) if FORMATS[kind.format].streams else b""
        with _closing(source_of(file, head, part, job, named=kind.known), file) as source:
            yield source


def _part_of(one: Input) -> InputPart:
    """Return a named input as far as its name tells what it is."""
    kind = kind_by_name(one.name)
    found = storage_of(one.name).stat(one.name)
    time = found.mtime_ns if found is not None else 0
    return InputPart(one.name, one.name, kind.format, kind.compression, mtime_ns=time)


@contextmanager
def _closing(source: Source, file: BinaryIO) -> Iterator[Source]:
    """Close at the end what the source has opened besides its file."""
    try:
        yield source
    finally:
        if source.file is not file:
            source.file.close()


def _teller(one: Input) -> Teller:
    """Return what says what came of an input's records: what failed, and unless quiet also what else is to be said."""

    def tell(kind: NoteKind, line: str) -> None:
        if kind == "failure" or not one.options.quiet:
            complain(line if kind == "failure" or line.startswith(" ") else with_kind(kind, line))

    return Teller(tell, math.inf) if one.options.verbose else Teller(tell)
