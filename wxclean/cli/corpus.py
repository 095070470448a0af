"""Many inputs: folders, lists and files of records, from the command line to a plan, a run and its reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile

from wxclean.batch.plan.clashes import refuse_taken
from wxclean.batch.plan.inputs import Request, read_list
from wxclean.batch.plan.make_plan import Plan, make_plan
from wxclean.batch.report.faults import FAULTS, fault_lines, with_kind
from wxclean.batch.report.progress import progress
from wxclean.batch.run.early_workers import workers_ahead
from wxclean.batch.run.guards import seldom_collecting
from wxclean.batch.run.options import MakeExecutor, Options
from wxclean.batch.run.runner import run
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.run.tasks import cores
from wxclean.batch.stream.whole_file import all_at_one
from wxclean.batch.work.failed_records import write_failures
from wxclean.batch.work.missing_column import refuse_missing_column
from wxclean.batch.work.notes import Note
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.engine import executor_for
from wxclean.cli.exit_codes import DONE, FAILED, INTERRUPTED, WOULD_CHANGE
from wxclean.cli.inputs import made_cleaner
from wxclean.cli.job import job_of
from wxclean.cli.messages import complain
from wxclean.cli.settings import SEVERAL_SETTINGS, STANDARD, CleanOptions, options_for, settings_folder
from wxclean.cli.sizes import parse_size
from wxclean.cli.writing import check_side_files, unwritable
from wxclean.errors import UsageError
from wxclean.language import _
from wxclean.visible import counted, printable


def clean_corpus(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions) -> int:
    """Clean all inputs and return the exit code.

    Raises:
        UsageError: an option makes no sense, or two outputs clash; nothing was written.
        OutputError: the report or the list of failures can't be written.
    """
    _check(names, options, corpus)
    listed = read_list(corpus.files_from) if corpus.files_from else ()
    by_settings = _by_settings(names, listed, options)
    if len(by_settings) > 1 and not _alone(options, corpus):
        raise UsageError(SEVERAL_SETTINGS)
    codes: list[int] = []
    with executor_for(corpus) as executor:
        for settled, request in by_settings:
            codes.append(_clean(request, settled, corpus, executor))
            if codes[-1] == INTERRUPTED or (corpus.fail_fast and codes[-1] == FAILED):
                break
    return max(codes, default=DONE)


def _alone(options: CleanOptions, corpus: CorpusOptions) -> bool:
    """Return whether the inputs may be cleaned in several runs."""
    return (options.in_place or options.check) and not (corpus.report or corpus.failures or corpus.resume)


def _check(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions) -> None:
    if not names and not corpus.files_from:
        raise UsageError(_("name the files and folders to clean"))
    if STANDARD in names:
        raise UsageError(_("standard input goes with files to standard output only; leave out - or the other options"))
    if options.in_place and options.output != STANDARD:
        raise UsageError(_("--in-place and --output exclude each other"))
    if not options.in_place and not options.check and options.output == STANDARD:
        raise UsageError(
            _(
                "many inputs go into a folder (-o FOLDER/) or a file of records (-o all.jsonl), not to standard "
                "output: name it with --output, or use --in-place"
            )
        )
    if corpus.report:
        from wxclean.batch.report.write import check_report_name  # few ask for a report

        check_report_name(corpus.report)
    check_side_files(_side_files(corpus))


def _side_files(corpus: CorpusOptions) -> dict[str, str | None]:
    """Return the names of the files that are written beside the outputs, by their options."""
    return {"--report": corpus.report, "--failures": corpus.failures}


def _by_settings(
    named: Sequence[str], listed: Sequence[str], options: CleanOptions
) -> list[tuple[CleanOptions, Request]]:
    """Return a request for the inputs of each settings file, with their options, in the order given."""
    by_options: dict[CleanOptions, tuple[list[str], list[str]]] = {}
    folders: dict[str, CleanOptions] = {}
    for names, place in ((named, 0), (listed, 1)):
        for name in names:
            folder = settings_folder(name)
            if folder not in folders:
                folders[folder] = options_for(folder, options)
            by_options.setdefault(folders[folder], ([], []))[place].append(name)
    output = None if options.in_place or options.check else options.output
    return [
        (settled, Request(tuple(paths), tuple(from_list), output)) for settled, (paths, from_list) in by_options.items()
    ]


def _clean(request: Request, options: CleanOptions, corpus: CorpusOptions, executor: MakeExecutor | None) -> int:
    made_cleaner(options)
    request = request._replace(
        include=corpus.include,
        exclude=corpus.exclude,
        shard_size=parse_size(corpus.shard_size, "--shard-size") if corpus.shard_size else None,
        keep_failures=corpus.failures is not None,
        join=options.join,
    )
    job = job_of(options, corpus)
    jobs = corpus.jobs or cores()
    early = not executor and jobs > 1 and not corpus.resume  # of which little may be left to do
    with seldom_collecting(), workers_ahead(jobs, job.cleaner, early=early) as ahead:
        plan = make_plan(request, job, ahead.expect)
        if not plan.shards and not plan.problems:
            raise UsageError(_nothing(plan, corpus))
        refuse_taken(_side_files(corpus), _read(plan, corpus), plan.outputs)
        if corpus.text_column:
            refuse_missing_column((part for shard in plan.shards for part in shard.inputs), plan.job)
        with progress(plan, quiet=options.quiet, colour=options.color) as watch:
            last = None if executor else all_at_one(plan, jobs, lambda: ahead.workers)
            how = Options(corpus.jobs, corpus.resume, corpus.fail_fast, last)
            summary = run(plan, how, watch, executor or ahead.executor)
    _tell(plan, summary, options)
    _write_reports(plan, summary, corpus)
    if corpus.report and not options.quiet:
        _tell_unknown_lines(summary, corpus.report)
    return _code(summary, options)


def _read(plan: Plan, corpus: CorpusOptions) -> Iterator[str]:
    """Yield the files that a run reads."""
    if corpus.files_from and corpus.files_from != STANDARD:
        yield os.path.realpath(corpus.files_from)
    for shard in plan.shards:
        for part in shard.inputs:
            yield part.path


def _nothing(plan: Plan, corpus: CorpusOptions) -> str:
    passed = _("; passed over {files}").format(files=counted(len(plan.skipped), "file")) if plan.skipped else ""
    if corpus.include or corpus.exclude:
        return _("nothing to clean: no file is left by --include and --exclude{passed}").format(passed=passed)
    return _("nothing to clean: no file has a name that wxclean knows (--include takes others){passed}").format(
        passed=passed
    )


def _tell(plan: Plan, summary: RunSummary, options: CleanOptions) -> None:
    """Say on standard error what was done: a line for each file if files were named, else a table."""
    if options.quiet:
        for line in fault_lines(summary, "failure"):
            complain(line)
        return
    few = plan.job.in_place and all(not part.walked for shard in plan.shards for part in shard.inputs)
    for note in _changed(plan, summary):
        if options.check:
            complain(_("would change"), note.path)
        elif few or note.reason or options.verbose:
            complain(note.reason or _("cleaned"), note.path)
    if (few and not options.verbose) or not plan.shards:
        for kind in FAULTS:
            for line in fault_lines(summary, kind):
                complain(line if kind == "failure" or line.startswith(" ") else with_kind(kind, line))
    else:
        from wxclean.batch.report.figures import print_summary  # a few named files do without

        print_summary(summary, None if plan.job.dry else _where(plan), options.color)
    if summary.stopped:
        again = "" if plan.job.dry else _("; the same command with --resume goes on from here")
        outputs = counted(summary.left, "output")
        complain(
            _("{stopped}, {outputs} not made{again}").format(stopped=summary.stopped, outputs=outputs, again=again)
        )


def _changed(plan: Plan, summary: RunSummary) -> Iterator[Note]:
    """Yield a note on each file that changed, or would: large ones are cleaned in parts, which have a note each."""
    told: set[str] = set() if plan.job.dry else set(summary.unmade)
    for note in summary.notes("changed"):
        if note.path not in told:
            told.add(note.path)
            yield note


def _where(plan: Plan) -> str:
    """Return where the outputs of a run are, in a few words."""
    if plan.job.in_place:
        return ""
    outputs = plan.outputs
    if len(outputs) == 1:
        return _(", in {folder}").format(folder=printable(outputs[0]))
    folder = plan.root
    if not outputs[0].startswith(folder):  # at a URL: the root is elsewhere
        folder = _shared_start(min(outputs), max(outputs)).rpartition("/")[0]
    return _(", in {folder}").format(folder=printable(folder))


def _shared_start(one: str, other: str) -> str:
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _write_reports(plan: Plan, summary: RunSummary, corpus: CorpusOptions) -> None:
    try:
        if corpus.failures:
            path = corpus.failures
            write_failures(path, plan, summary.notes("failure"))
        if corpus.report:
            from wxclean.batch.report.write import write_report
            from wxclean.output.html_page.about import about

            path = corpus.report
            outputs = counted(len(plan.shards), "output")
            title = _("wxclean: {outputs} in {folder}").format(outputs=outputs, folder=plan.root)
            write_report(path, summary, title=title, about=about(sys.argv[1:]))
    except OSError as error:
        raise unwritable(path, error) from error


def _tell_unknown_lines(summary: RunSummary, report: str) -> None:
    """Say that lines repeat over many accounts that no rule knows, where there are any."""
    from wxclean.batch.report.unknown_lines import unknown_lines

    number = len(unknown_lines(summary.counts))
    if number:
        said = _(
            "{lines} repeated over many accounts, and known to no rule: new chrome? See {path}; wxclean learn makes"
            " rules of such lines"
        )
        complain(said.format(lines=counted(number, "line"), path=printable(report)))


def _code(summary: RunSummary, options: CleanOptions) -> int:
    if summary.exit_code != DONE:
        return summary.exit_code
    return WOULD_CHANGE if options.check and summary.counts.changed else DONE
