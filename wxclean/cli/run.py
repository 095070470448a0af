"""Clean the inputs that a command line names, one after the other, and write the results where it says."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from wxclean.cli.exit_codes import DONE, FAILED
from wxclean.cli.messages import complain, described
from wxclean.document import Cleaned
from wxclean.errors import InputError, OutputError, UsageError
from wxclean.files import atomic_writer, read_file, reason
from wxclean.render import Format, render

if TYPE_CHECKING:
    from wxclean.pipeline import Cleaner

STANDARD = "-"


class CleanOptions(NamedTuple):
    """The options of `wxclean clean`, with their defaults; the command's help says what each means."""

    output: str = STANDARD
    format: Format = "text"
    title: bool = True
    encoding: str | None = None
    errors: str = "strict"
    field: str | None = None
    filters: tuple[str, ...] | None = None
    skip: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    quiet: bool = False
    verbose: bool = False


def clean_inputs(inputs: Sequence[str], options: CleanOptions) -> int:
    """Clean each input (`-` or none: standard input), write the results in order, and return the exit code.

    An input that fails is named on standard error and writes nothing; the others go on. Where all of them
    fail, the output file stays as it was.

    Raises:
        UsageError: an option makes no sense; nothing was read or written.
        OutputError: the output can't be written.
    """
    names = list(inputs) or [STANDARD]
    _check_output(options.output, names)
    outputs = _cleaned_outputs(names, options, _cleaner(options))
    first = next(outputs, None)
    if first is None:
        return FAILED
    written = _write(chain([first], outputs), options.output)
    return DONE if written == len(names) else FAILED


def _cleaner(options: CleanOptions) -> Cleaner:
    from wxclean.pipeline import Cleaner  # with all rules to compile: help and completion need none

    return Cleaner(
        filters=options.filters,
        skip=options.skip,
        rules=options.rules,
        encoding=options.encoding,
        errors=options.errors,
        field=options.field,
    )


def _check_output(output: str, names: Iterable[str]) -> None:
    if output == STANDARD:
        return
    if os.path.isdir(output):
        raise UsageError(f"{output}: is a directory; --output takes the name of a file")
    for name in names:
        if name != STANDARD and os.path.isfile(name) and os.path.isfile(output) and os.path.samefile(name, output):
            raise UsageError(f"{output}: is also an input; give --output another name")


def _cleaned_outputs(names: Iterable[str], options: CleanOptions, cleaner: Cleaner) -> Iterator[bytes]:
    """What each input gives, whole; one that fails is reported and left out."""
    for name in names:
        try:
            results = list(cleaner.clean_records(_read(name)))
            texts = [render(cleaned, options.format, title=options.title) for cleaned in results]
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one input, the others go on
            complain(described(error), _label(name))
            continue
        _report(results, _label(name), options)
        yield "".join(texts).encode()


def _read(name: str) -> bytes:
    if name != STANDARD:
        return read_file(name)
    if sys.stdin is None:
        raise InputError("is closed; name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"can't be read: {reason(error)}") from error


def _label(name: str) -> str:
    return "standard input" if name == STANDARD else name


def _report(results: Sequence[Cleaned], label: str, options: CleanOptions) -> None:
    """Warnings unless quiet; with verbose, what was found and done."""
    for cleaned in results:
        where = f"{label}: record {cleaned.source.record}" if len(results) > 1 else label
        if options.verbose:
            complain(_summary(cleaned), where)
        if not options.quiet:
            for warning in cleaned.warnings:
                complain(f"warning: {warning}", where)
            if cleaned.suspect:
                complain(f"suspect: {cleaned.suspect}", where)


def _summary(cleaned: Cleaned) -> str:
    source = cleaned.source
    counts: dict[str, int] = {}
    for edit in cleaned.edits:
        counts[edit.filter] = counts.get(edit.filter, 0) + 1
    edits = ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"
    return (
        f"{source.encoding} ({source.confidence:.0%} sure), wrapper {source.wrapper}, "
        f"{len(cleaned.payload):,} characters in, {len(str(cleaned)):,} out; edits: {edits}"
    )


def _write(outputs: Iterable[bytes], target: str) -> int:
    """Write all outputs to the target and say how many there were."""
    written = 0
    try:
        with _opened(target) as out:
            for output in outputs:
                _write_all(out, output)
                written += 1
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "standard output" if target == STANDARD else target
        raise OutputError(f"{where}: can't be written: {reason(error)}") from error
    return written


@contextmanager
def _opened(target: str) -> Iterator[BinaryIO]:
    if target != STANDARD:
        with atomic_writer(target) as file:
            yield file
    elif sys.stdout is None:
        raise OutputError("standard output: is closed; use --output")
    else:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def _write_all(out: BinaryIO, data: bytes) -> None:
    """Write in as many turns as it takes: with PYTHONUNBUFFERED, standard output may take only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[out.write(rest) :]
