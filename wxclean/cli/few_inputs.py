"""Few inputs: cleaned one after the other and written, in order, into one output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO, cast, get_args

from wxclean.cli.exit_codes import DONE, FAILED, WOULD_CHANGE
from wxclean.cli.inputs import Input, Show, planned_inputs, shown_results
from wxclean.cli.messages import complain
from wxclean.cli.output_choice import refuse_silent_join
from wxclean.cli.settings import STANDARD, CleanOptions, When
from wxclean.errors import OutputError, UsageError, system_message
from wxclean.output.file_bytes import encoding_of, file_bytes
from wxclean.output.render import PARTING, OutputFormat, parted, render
from wxclean.result import Cleaned


def clean_inputs(names: Sequence[str], options: CleanOptions) -> int:
    """Clean each input (`-` or none: standard input), write the results in order, and return the exit code.

    An input that fails is named on standard error and writes nothing; the others go on. Where all of them
    fail, the output file stays as it was. With `diff` or `check` nothing is written but what they show.

    Raises:
        UsageError: an option makes no sense; nothing was read or written.
        OutputError: the output can't be written.
    """
    form = options.format
    if form not in get_args(OutputFormat):
        raise UsageError(f"{form.capitalize()} goes into a file: name it with --output FILE.{form}")
    if options.diff or options.check:
        return _preview_inputs(names, options)
    _check_output(options.output, names)
    refuse_silent_join(names, options)
    return show_inputs(names, options, _written, target=options.output, between="" if form == "jsonl" else PARTING)


def show_inputs(
    names: Sequence[str], options: CleanOptions, show: Show, *, target: str | None = None, between: str = ""
) -> int:
    """Write what `show` makes of each input to the target, or show it to a person, and return the exit code.

    `between` is written between two inputs.

    Raises:
        UsageError: an option makes no sense; nothing was read or written.
        OutputError: the target can't be written.
    """
    inputs = planned_inputs(names, options)
    outputs = shown_results(inputs, show)
    first = next(outputs, None)
    if first is None:
        return FAILED
    outputs = _separated(chain([first], outputs), between.encode())
    written = _write(outputs, target, options.pager)
    return DONE if written == len(inputs) else FAILED


def _separated(outputs: Iterable[bytes], between: bytes) -> Iterator[bytes]:
    """Yield outputs, each that holds something with what parts it from the one before it."""
    empty = True
    for output in outputs:
        yield output if empty or not output else between + output
        empty = empty and not output


def _preview_inputs(names: Sequence[str], options: CleanOptions) -> int:
    """Show what cleaning would change, or only say which inputs it would, and return the exit code."""
    changed = 0
    same: list[str] = []

    def shown(one: Input, results: Sequence[Cleaned], raw: bytes) -> str:
        nonlocal changed
        if written_over(one, results, raw) == raw:
            same.append(one.label)
            return ""
        if options.check:
            changed += 1
            complain("would change", one.label)
        return _diff(one, results, raw) if options.diff else ""

    code = show_inputs(names, options, shown)
    if options.diff and len(same) == max(1, len(names)) and not options.quiet:
        complain("nothing would change", same[0] if len(same) == 1 else f"{len(same):,} inputs")
    return WOULD_CHANGE if changed and code == DONE else code


def written_over(one: Input, results: Sequence[Cleaned], raw: bytes) -> bytes:
    """Return what an input's bytes would become in place."""
    return _bytes(one, results, raw, over=raw)


def _written(one: Input, results: Sequence[Cleaned], raw: bytes) -> bytes:
    return _bytes(one, results, raw, over=None)


def _bytes(one: Input, results: Sequence[Cleaned], raw: bytes, *, over: bytes | None) -> bytes:
    if one.options.only_dumps and not results:
        return raw
    text = _rendered(one, results)
    if one.options.format == "jsonl":
        return text.encode()
    return file_bytes(text, one.options.line_ends, over=over, encoding=encoding_of(results))


def _rendered(one: Input, results: Sequence[Cleaned]) -> str:
    form = cast("OutputFormat", one.options.format)
    if form == "jsonl" and one.name != STANDARD:
        results = [cleaned.replaced(fields={"path": one.name, **cleaned.fields}) for cleaned in results]
    articles = (render(cleaned, form, title=one.options.title) for cleaned in results)
    return "".join(articles) if form == "jsonl" else parted(articles)


def _diff(one: Input, results: Sequence[Cleaned], raw: bytes) -> str:
    from wxclean.output.console import stdout_console
    from wxclean.output.diff import diff_output
    from wxclean.output.file_changes import file_changes

    def after(cleaned: Cleaned) -> str:
        return _rendered(one, [cleaned])

    file = file_changes(results, raw, written_over(one, results, raw))
    return diff_output(results, name=one.label, console=stdout_console(one.options.color), after=after, file=file)


def _check_output(output: str, names: Iterable[str]) -> None:
    if output == STANDARD:
        return
    if os.path.isdir(output):
        raise UsageError(f"{output}: is a directory; --output takes the name of a file")
    for name in names:
        if name != STANDARD and os.path.isfile(name) and os.path.isfile(output) and os.path.samefile(name, output):
            raise UsageError(f"{output}: is also an input; give --output another name")


def _write(outputs: Iterable[bytes], target: str | None, pager: When) -> int:
    """Write all outputs to the target, or None for a person's eyes, and return how many there were."""
    written = 0
    try:
        with _opened(target, pager) as out:
            for output in outputs:
                _write_all(out, output)
                written += 1
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "standard output" if target in (None, STANDARD) else target
        raise OutputError(f"{where}: can't be written: {system_message(error)}") from error
    return written


@contextmanager
def _opened(target: str | None, pager: When) -> Iterator[BinaryIO]:
    if target is None and sys.stdout is not None:
        from wxclean.cli.pager import paged  # a pipe does without

        with paged(pager) as out:
            yield out
    elif target not in (None, STANDARD):
        from wxclean.files.staged import atomic_writer  # a pipe does without

        with atomic_writer(target) as file:
            yield file
    elif sys.stdout is None:
        raise OutputError("standard output: is closed; use --output")
    else:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def _write_all(out: BinaryIO, data: bytes) -> None:
    """Write in as many calls as it takes: with PYTHONUNBUFFERED, standard output may take only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[out.write(rest) :]
