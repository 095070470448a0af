"""The inputs of a command, each with its settings, its cleaner and its results."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wxclean.cleaner.settings import OF_FILE
from wxclean.cli.messages import complain, described
from wxclean.cli.settings import STANDARD, CleanOptions, options_for
from wxclean.errors import InputError, UsageError, system_message
from wxclean.filters.dates import day_in_china
from wxclean.result import Cleaned

if TYPE_CHECKING:
    from wxclean.cleaner.cleaner import Cleaner


class Input(NamedTuple):
    """One input to clean (`-` is standard input), its options and its cleaner."""

    name: str
    options: CleanOptions
    cleaner: Cleaner

    @property
    def label(self) -> str:
        """The input's name for messages."""
        return "standard input" if self.name == STANDARD else self.name


Show = Callable[[Input, Sequence[Cleaned], bytes], str | bytes]
"""A function that returns the output for one input, given its records and its raw bytes.

There are no records where only dumps are wanted and it is none."""


def planned_inputs(names: Sequence[str], options: CleanOptions) -> list[Input]:
    """Return the inputs of these names (none: standard input), each with the settings of its folder.

    Raises:
        UsageError: an option or a setting makes no sense.
    """
    folders: dict[str, CleanOptions] = {}
    cleaners: dict[CleanOptions, Cleaner] = {}
    inputs = []
    for name in names or [STANDARD]:
        folder = os.curdir if name == STANDARD else os.path.dirname(name) or os.curdir
        if folder not in folders:
            folders[folder] = options_for(folder, options)
        settled = folders[folder]
        if settled not in cleaners:
            cleaners[settled] = made_cleaner(settled)
        inputs.append(Input(name, settled, cleaners[settled]))
    return inputs


def made_cleaner(options: CleanOptions) -> Cleaner:
    """Return the cleaner that the options ask for, and say which plug-ins it does without."""
    from wxclean.cleaner.cleaner import cleaner_with

    cleaner = cleaner_with(options.cleaner)
    for problem in () if options.quiet else cleaner.problems:
        complain(f"warning: {problem}")
    return cleaner


def shown_results(inputs: Iterable[Input], show: Show) -> Iterator[bytes]:
    """Yield what `show` makes of each input; one that fails is reported and left out."""
    for one in inputs:
        try:
            raw = read_input(one.name)
            results = _wanted_records(one, raw)
            if one.options.strict:
                _refuse_suspects(results)
            text = show(one, results, raw)
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one input, the others go on
            complain(described(error), one.label)
            continue
        _report(one, results)
        yield text if isinstance(text, bytes) else text.encode()


def _wanted_records(one: Input, raw: bytes) -> list[Cleaned]:
    """Return the records of an input; none where only dumps are wanted and it is none."""
    if not one.options.only_dumps:
        return list(_dated(one).clean_records(raw))
    from wxclean.cleaner.is_dump import is_dump

    try:
        results = list(_dated(one).clean_records(raw))
    except InputError as error:
        complain(f"left alone: {error}", one.label)
        return []
    return results if any(is_dump(cleaned, one.options.cleaner.field) for cleaned in results) else []


def _dated(one: Input) -> Cleaner:
    """Return the cleaner of an input, with the day of the file's last change as the day of reference if asked for."""
    if one.options.cleaner.reference_date != OF_FILE or one.name == STANDARD:
        return one.cleaner
    return one.cleaner.dated(day_in_china(os.stat(one.name).st_mtime))


def _refuse_suspects(results: Iterable[Cleaned]) -> None:
    reasons = [str(suspicion) for cleaned in results for suspicion in cleaned.suspect]
    if reasons:
        raise InputError("suspect: " + "; ".join(reasons))


def read_input(name: str) -> bytes:
    """Return the bytes of a file, pipe or device, or of standard input.

    Raises:
        InputError: there is nothing that can be read; says what to do.
    """
    if name == STANDARD:
        return _read_standard()
    try:
        with open(name, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise InputError("no such file; check the name and the working directory") from None
    except IsADirectoryError:
        raise InputError("is a directory; add --output FOLDER, or --in-place") from None
    except PermissionError:
        raise InputError("no permission to read it; check its owner and mode") from None
    except OSError as error:
        raise InputError(f"can't be read: {system_message(error)}") from error
    except ValueError as error:
        raise InputError(f"can't be read: {error}") from error


def _read_standard() -> bytes:
    if sys.stdin is None:
        raise InputError("is closed; name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"can't be read: {system_message(error)}") from error


def _report(one: Input, results: Sequence[Cleaned]) -> None:
    """Print the warnings unless quiet; with verbose, what was found and done."""
    for cleaned in results:
        where = f"{one.label}: record {cleaned.source.record}" if len(results) > 1 else one.label
        if one.options.verbose:
            complain(_found_and_done(cleaned), where)
        if not one.options.quiet:
            for warning in cleaned.warnings:
                complain(f"warning: {warning}", where)
            for suspicion in cleaned.suspect:
                complain(f"suspect: {suspicion}", where)


def _found_and_done(cleaned: Cleaned) -> str:
    source = cleaned.source
    counts: dict[str, int] = {}
    for edit in cleaned.edits:
        counts[edit.filter] = counts.get(edit.filter, 0) + 1
    edits = ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"
    return (
        f"{source.encoding} ({source.confidence:.0%} sure), wrapper {source.wrapper}, "
        f"{len(cleaned.payload):,} characters in, {len(str(cleaned)):,} out; edits: {edits}"
    )
