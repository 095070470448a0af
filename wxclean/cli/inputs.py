"""What a command has to do: the options as they count for each input, its cleaner, and the results."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from wxclean.cleaner.settings import DecodeErrors, PluginErrors
from wxclean.cli.messages import complain, described
from wxclean.errors import InputError, UsageError
from wxclean.files.whole import read_file, reason
from wxclean.output.render import OutputFormat
from wxclean.result import Cleaned

if TYPE_CHECKING:
    from wxclean.cleaner.cleaner import Cleaner
    from wxclean.cli.settings import Config

STANDARD = "-"


class CleanOptions(NamedTuple):
    """The options of `wxclean clean`, with their defaults; the command's help says what each means.

    `given` names those that stand on the command line: they count more than a settings file.
    """

    output: str = STANDARD
    in_place: bool = False
    diff: bool = False
    check: bool = False
    format: OutputFormat | Literal["parquet"] = "text"
    title: bool = True
    encoding: str | None = None
    errors: DecodeErrors = "strict"
    field: str | None = None
    filters: tuple[str, ...] | None = None
    skip: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    plugin_errors: PluginErrors = "skip"
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    config: str | None = None
    isolated: bool = False
    given: frozenset[str] = frozenset()


class Job(NamedTuple):
    """One input to clean (`-` is standard input), its options and its cleaner."""

    name: str
    options: CleanOptions
    cleaner: Cleaner

    @property
    def label(self) -> str:
        """The input's name for messages."""
        return "standard input" if self.name == STANDARD else self.name


Show = Callable[[Job, Sequence[Cleaned], bytes], str]
"""Makes of an input's records, and of the bytes that they were, what a command writes."""


def planned_jobs(inputs: Sequence[str], options: CleanOptions) -> list[Job]:
    """Return a job for each input (none: standard input), with the settings that hold where it lies.

    Raises:
        UsageError: an option or a setting makes no sense.
    """
    folders: dict[str, CleanOptions] = {}
    cleaners: dict[CleanOptions, Cleaner] = {}
    jobs = []
    for name in list(inputs) or [STANDARD]:
        folder = os.curdir if name == STANDARD else os.path.dirname(name) or os.curdir
        if folder not in folders:
            folders[folder] = effective(options, folder)
        found = folders[folder]
        if found not in cleaners:
            cleaners[found] = made_cleaner(found)
        jobs.append(Job(name, found, cleaners[found]))
    return jobs


def effective(options: CleanOptions, folder: str) -> CleanOptions:
    """Return the options with what a settings file says where the command line says nothing."""
    found = settings(options, folder)
    return options._replace(**{name: value for name, value in found.values.items() if name not in options.given})


def settings(options: CleanOptions, folder: str) -> Config:
    """Return what the settings file for a folder says."""
    from wxclean.cli.settings import config_for  # which loads all that can be chosen: help and completion need none

    return config_for(folder, config=options.config, isolated=options.isolated)


def made_cleaner(options: CleanOptions) -> Cleaner:
    """Return the cleaner that the options ask for, and say which plug-ins it does without."""
    from wxclean.cleaner.cleaner import Cleaner

    cleaner = Cleaner(
        filters=options.filters,
        skip=options.skip,
        rules=options.rules,
        encoding=options.encoding,
        errors=options.errors,
        field=options.field,
        plugin_errors=options.plugin_errors,
    )
    for problem in () if options.quiet else cleaner.problems:
        complain(f"warning: {problem}")
    return cleaner


def shown_results(jobs: Iterable[Job], show: Show) -> Iterator[bytes]:
    """Yield what each input gives, whole; one that fails is reported and left out."""
    for job in jobs:
        try:
            raw = _read(job.name)
            results = list(job.cleaner.clean_records(raw))
            if job.options.strict:
                _refuse_suspects(results)
            text = show(job, results, raw)
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one input, the others go on
            complain(described(error), job.label)
            continue
        _report(job, results)
        yield text.encode()


def _refuse_suspects(results: Iterable[Cleaned]) -> None:
    reasons = [cleaned.suspect for cleaned in results if cleaned.suspect]
    if reasons:
        raise InputError("suspect: " + "; ".join(reasons))


def _read(name: str) -> bytes:
    if name != STANDARD:
        return read_file(name)
    if sys.stdin is None:
        raise InputError("is closed; name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"can't be read: {reason(error)}") from error


def _report(job: Job, results: Sequence[Cleaned]) -> None:
    """Warnings unless quiet; with verbose, what was found and done."""
    for cleaned in results:
        where = f"{job.label}: record {cleaned.source.record}" if len(results) > 1 else job.label
        if job.options.verbose:
            complain(_summary(cleaned), where)
        if not job.options.quiet:
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
