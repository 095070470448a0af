"""A rule pack learned from what a command line names, written to its file, and said in a few words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from wxclean.batch.learning.learn_corpus import (
    LearnedCorpus,
    LearnRequest,
    Watch,
    learn_corpus,
    shared_names,
    skipped_accounts,
)
from wxclean.batch.learning.tasks import Grouping
from wxclean.batch.plan.inputs import Request, read_list
from wxclean.batch.work.notes import Note
from wxclean.cli.corpus_options import CorpusOptions, LearnOptions
from wxclean.cli.engine import executor_for
from wxclean.cli.exit_codes import DONE, FAILED, INTERRUPTED
from wxclean.cli.job import job_of
from wxclean.cli.messages import complain
from wxclean.cli.settings import STANDARD, CleanOptions, options_for
from wxclean.cli.writing import check_side_files, opened_output
from wxclean.errors import OutputError, UsageError
from wxclean.language import Message, _, joined, translated
from wxclean.learning.learn import known_lines
from wxclean.learning.pack_text import pack_text
from wxclean.output.console import Colour, stderr_console
from wxclean.output.html_page.about import about
from wxclean.rules.packfile import LARGEST_PACK, read_pack
from wxclean.rules.rule import RulePack
from wxclean.visible import counted, printable

_FAULTS_SHOWN = 20
_FIXES = ("unicode", "spacing")
"""The steps that change no line's words."""


def learn_from(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions, learning: LearnOptions) -> int:
    """Learn from files and folders, write the pack, and return the exit code.

    Raises:
        UsageError: an option makes no sense, or the pack that is there already isn't one that was learned.
        OutputError: the pack can't be written, or would be too large to be read.
    """
    listed = read_list(corpus.files_from) if corpus.files_from else ()
    _check(names, listed, options, corpus)
    options = options_for(os.curdir, options)
    inputs = Request(tuple(names), tuple(listed), options.output, corpus.include, corpus.exclude)
    request = _request(inputs, options, corpus, learning)
    with executor_for(corpus) as executor, _progress(quiet=options.quiet, colour=options.color) as watch:
        found = _learned(request._replace(executor=executor), watch, partial(_write_pack, options.output))
    if found is None:
        return INTERRUPTED
    if not found.records:
        _tell_failures(found.failures)
        raise UsageError(_("nothing to learn from: there is no record in what was named"))
    if corpus.report:
        _write_page(corpus.report, found.pack, options.output)
    _tell_failures(found.failures)
    if not options.quiet:
        _tell(found)
    return FAILED if found.failures else DONE


def _check(names: Sequence[str], listed: Sequence[str], options: CleanOptions, corpus: CorpusOptions) -> None:
    if not names and not listed:
        raise UsageError(_("name the files and folders to learn from"))
    if corpus.report and not corpus.report.endswith((".html", ".htm")):
        raise UsageError(
            _("{path}: the report of learn is a page; name it .html").format(path=printable(corpus.report))
        )
    check_side_files(_written(options, corpus))
    if STANDARD in names:
        raise UsageError(_("learn reads files and folders, no standard input"))
    if options.output == STANDARD and (corpus.resume or corpus.engine == "ray"):
        raise UsageError(_("--resume and --engine ray need a file beside which the work lies: name it with -o"))


def _written(options: CleanOptions, corpus: CorpusOptions) -> dict[str, str | None]:
    """Return the names of the files that are written, by their options."""
    return {"--output": None if options.output == STANDARD else options.output, "--report": corpus.report}


def _request(inputs: Request, options: CleanOptions, corpus: CorpusOptions, learning: LearnOptions) -> LearnRequest:
    grouping = _grouping(learning.group_by, options.cleaner.account)
    old = _old_pack(options.output)
    cleaner = options.cleaner._replace(rules=(), account=None)
    if not learning.builtin:
        cleaner = cleaner._replace(filters=_FIXES)
    return LearnRequest(
        inputs,
        job_of(options._replace(cleaner=cleaner), corpus),
        grouping,
        known_lines() if learning.builtin else _knows_nothing,
        old,
        jobs=corpus.jobs,
        output=None if options.output == STANDARD else options.output,
        resume=corpus.resume,
        written=_written(options, corpus),
    )


def _write_pack(output: str, found: LearnedCorpus) -> None:
    if not found.records:
        return
    content = pack_text(found.pack).encode()
    if len(content) > LARGEST_PACK:
        raise OutputError(
            _(
                "{output}: not written, since the pack would be larger than a rule pack can be ({most:,} bytes); "
                "learn from fewer accounts at a time, each time into a file of its own"
            ).format(output=output, most=LARGEST_PACK)
        )
    with opened_output(output) as target:
        target.write(content)


def _write_page(path: str, pack: RulePack, output: str) -> None:
    """Write the review of a pack as a page."""
    from wxclean.learning.review_page import review_page

    page = review_page(pack, path=output, about=about(sys.argv[1:]))
    with opened_output(path) as target:
        target.write(page.encode("utf-8", "backslashreplace"))


def _learned(request: LearnRequest, watch: Watch, write: Callable[[LearnedCorpus], None]) -> LearnedCorpus | None:
    """Return what was learned; None if the run was interrupted, after saying how it goes on."""
    try:
        return learn_corpus(request, watch, write)
    except KeyboardInterrupt:
        if request.output:
            complain(_("interrupted, nothing is written; the same command with --resume goes on from here"))
        return None


def _knows_nothing(_: str) -> bool:
    return False


def _grouping(group_by: str | None, account: str | None) -> Grouping:
    """Return how articles are told apart."""
    if group_by in (None, "none"):
        if group_by and not account:
            raise UsageError(_("--group-by none makes all articles those of one account: name it with --account"))
        return Grouping(account or "")
    if account:
        raise UsageError(
            _("--account says whose all articles are; leave it out, or --group-by {group_by}").format(group_by=group_by)
        )
    kind, _sign, column = (group_by or "").partition(":")
    if kind == "column" and column:
        return Grouping(column=column)
    if group_by == "folder":
        return Grouping(folder=True)
    raise UsageError(_("--group-by is folder, column:NAME or none, not {group_by}").format(group_by=repr(group_by)))


def _old_pack(output: str) -> RulePack | None:
    """Return the pack that is at the output's place."""
    if output == STANDARD or not os.path.exists(output):
        return None
    pack = read_pack(output)
    if pack.phrases or pack.patterns or pack.blocks or pack.examples or pack.vocabulary:
        raise UsageError(
            _("{output}: holds rules that were not learned, and would lose them; name another file with -o").format(
                output=output
            )
        )
    return pack


def _tell_failures(failures: Sequence[Note]) -> None:
    for note in failures[:_FAULTS_SHOWN]:
        complain(note.reason, joined(", ", filter(None, (note.path, note.place))))
    if len(failures) > _FAULTS_SHOWN:
        complain(_("{inputs} failed").format(inputs=counted(len(failures) - _FAULTS_SHOWN, "more input")))


def _tell(found: LearnedCorpus) -> None:
    """Say on standard error what was learned, and what not."""
    rules = [rule for rule in found.pack.learned if not rule.gone]
    own = [rule for rule in rules if rule.account]
    accepted = sum(rule.state == "accept" for rule in own)
    waiting = sum(rule.state == "review" for rule in own)
    complain(
        _("found {lines} repeated in {accounts}: {accepted:,} accepted, {waiting:,} waiting for review").format(
            lines=counted(len(own), "line"),
            accounts=counted(found.accounts, "account"),
            accepted=accepted,
            waiting=waiting,
        )
    )
    common = len(rules) - len(own)
    if common:
        complain(
            _("found {lines} in several accounts, known to no rule: new chrome?").format(lines=counted(common, "line"))
        )
    for line in (skipped_accounts(found.few), _nameless(found)):
        if line:
            complain(line)
    for names in shared_names(found.pack.accounts):
        complain(
            _(
                "{names} have the same mark of an account: one under several names? Learn from them as one with "
                "--account, or --group-by folder"
            ).format(names=" = ".join(map(printable, names)))
        )


def _nameless(found: LearnedCorpus) -> Message:
    if not found.nameless:
        return Message("")
    return _("left out {records} without an account; name one with --group-by or --account").format(
        records=counted(found.nameless, "record")
    )


@contextmanager
def _progress(*, quiet: bool, colour: Colour) -> Iterator[Watch]:
    """Yield what draws how far it is, in a terminal."""
    console = stderr_console(colour)
    if quiet or not console.is_terminal:
        yield lambda *_: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(bar_width=None), TextColumn("{task.percentage:>3.0f}%")
    with Progress(*columns, console=console, transient=True, expand=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda step, done, total: bar.update(
            task, description=translated(step), completed=done, total=max(1, total)
        )
