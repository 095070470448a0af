"""The inputs of a command, each with its settings, its cleaner and its results."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from wxclean.cleaner.settings import OF_FILE
from wxclean.cli.messages import complain, described
from wxclean.cli.settings import STANDARD, CleanOptions, blamed, options_for, settings_folder
from wxclean.errors import InputError, PluginError, UsageError, system_message
from wxclean.filters.dates import day_in_china
from wxclean.language import Message, _, joined
from wxclean.result import Cleaned, Record

if TYPE_CHECKING:
    from wxclean.cleaner.cleaner import Cleaner
    from wxclean.reading.read import Failed


class Input(NamedTuple):
    """One input to clean (`-` is standard input), its options and its cleaner.

    `head` are the bytes of standard input that were read already. `place` is that of a record in a file of records,
    and `is_row` is true for one that only has its text cleaned.
    """

    name: str
    options: CleanOptions
    cleaner: Cleaner
    head: bytes = b""
    place: str = ""
    is_row: bool = False

    @property
    def file(self) -> str:
        """The name, for messages, of the file or stream."""
        return _("standard input") if self.name == STANDARD else self.name

    @property
    def label(self) -> str:
        """The name, for messages, of what is cleaned."""
        return Message("{file}, {place}").format(file=self.file, place=self.place) if self.place else self.file


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
        folder = settings_folder(name)
        if folder not in folders:
            folders[folder] = options_for(folder, options)
        settled = folders[folder]
        if settled not in cleaners:
            cleaners[settled] = made_cleaner(settled)
        inputs.append(Input(name, settled, cleaners[settled]))
    return inputs


def made_cleaner(options: CleanOptions) -> Cleaner:
    """Return the cleaner that the options ask for, and say which plug-ins it does without.

    Raises:
        UsageError: an option or a setting makes no sense.
    """
    from wxclean.cleaner.cleaner import cleaner_with

    try:
        cleaner = cleaner_with(options.cleaner)
    except PluginError:
        raise
    except UsageError as error:
        raise blamed(error, options) from error
    for problem in () if options.quiet else cleaner.problems:
        complain(_("warning: {reason}").format(reason=problem))
    return cleaner


def shown_results(inputs: Iterable[Input], show: Show, failed: list[str]) -> Iterator[bytes]:
    """Yield what `show` makes of each input; one that fails, or a record in one, is reported and added to `failed`."""
    for one in inputs:
        try:
            raw = read_input(one)
            output = shown_result(one, show, _wanted_records(one, raw, failed), raw)
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one input, the others go on
            complain(described(error), one.label)
            failed.append(one.label)
            continue
        yield output


def shown_result(one: Input, show: Show, results: Sequence[Cleaned], raw: bytes) -> bytes:
    """Return what `show` makes of the records of one input, and report what is to be said of them.

    Raises:
        InputError: a record is suspect, and that counts as a failure.
    """
    if one.options.strict:
        _refuse_suspects(results)
    output = show(one, results, raw)
    _report(one, results)
    return output if isinstance(output, bytes) else output.encode()


def records_of(one: Input, raw: bytes, failed: list[str]) -> list[Cleaned]:
    """Return the records of a text; of several, one that fails is reported and added to `failed`."""
    return list(_dated(one).clean_records(raw, failed=failing(one, failed)))


def failing(one: Input, failed: list[str]) -> Failed:
    """Return what reports that one of several records failed, and adds it to `failed`."""

    def fail(record: Record, error: InputError) -> None:
        where = _record_label(one, record.number)
        complain(str(error), where)
        failed.append(where)

    return fail


def _record_label(one: Input, number: int) -> str:
    """Return the name, for messages, of one of several records."""
    return _("{input}, record {number}").format(input=one.label, number=number)


def _wanted_records(one: Input, raw: bytes, failed: list[str]) -> list[Cleaned]:
    """Return the records of an input; none where only dumps are wanted and it is none."""
    if not one.options.only_dumps:
        return records_of(one, raw, failed)
    from wxclean.cleaner.is_dump import is_dump

    try:
        results = records_of(one, raw, failed)
    except InputError as error:
        complain(_("left alone: {reason}").format(reason=error), one.label)
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
        raise InputError(_("suspect: {reasons}").format(reasons=joined("; ", reasons)))


def read_input(one: Input) -> bytes:
    """Return the bytes of a file, pipe or device, or of standard input.

    Raises:
        InputError: there is nothing that can be read; says what to do.
    """
    with opened_input(one.name) as file, _reading():
        return one.head + file.read()


@contextmanager
def opened_input(name: str) -> Iterator[BinaryIO]:
    """Open a file, pipe or device, or standard input.

    Raises:
        InputError: there is nothing that can be read; says what to do.
    """
    if name == STANDARD:
        if sys.stdin is None:
            raise InputError(_("is closed; name a file"))
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        with _reading():
            file = stack.enter_context(open(name, "rb"))
        yield file


@contextmanager
def _reading() -> Iterator[None]:
    """Say in words why something can't be read."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(_("no such file; check the name and the working directory")) from None
    except IsADirectoryError:
        raise InputError(_("is a directory; add --output FOLDER, or --in-place")) from None
    except PermissionError:
        raise InputError(_("no permission to read it; check its owner and mode")) from None
    except OSError as error:
        raise InputError(_("can't be read: {reason}").format(reason=system_message(error))) from error
    except ValueError as error:
        raise InputError(_("can't be read: {reason}").format(reason=error)) from error


def _report(one: Input, results: Sequence[Cleaned]) -> None:
    """Print the warnings unless quiet; with verbose, what was found and done."""
    for cleaned in results:
        where = _record_label(one, cleaned.source.record) if len(results) > 1 else one.label
        if one.options.verbose:
            complain(_found_and_done(cleaned), where)
        if not one.options.quiet:
            for warning in cleaned.warnings:
                complain(_("warning: {reason}").format(reason=warning), where)
            for suspicion in cleaned.suspect:
                complain(_("suspect: {reasons}").format(reasons=suspicion), where)


def _found_and_done(cleaned: Cleaned) -> Message:
    source = cleaned.source
    counts: dict[str, int] = {}
    for edit in cleaned.edits:
        counts[edit.filter] = counts.get(edit.filter, 0) + 1
    return _(
        "{encoding} ({sure:.0%} sure), wrapper {wrapper}, {before:,} characters in, {after:,} out; edits: {edits}"
    ).format(
        encoding=source.encoding,
        sure=source.confidence,
        wrapper=source.wrapper,
        before=len(cleaned.payload),
        after=len(str(cleaned)),
        edits=", ".join(f"{name} {count:,}" for name, count in counts.items()) or _("none"),
    )
