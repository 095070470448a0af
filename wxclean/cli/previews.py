"""What is said of inputs without writing anything: what cleaning would change, every edit, or what is known of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import chain

from wxclean.cli.corpus_options import PLAIN, CorpusOptions
from wxclean.cli.exit_codes import DONE, FAILED, WOULD_CHANGE
from wxclean.cli.few_inputs import rendered, written_over
from wxclean.cli.inputs import Input, Show, planned_inputs, shown_results
from wxclean.cli.kinds_of_input import with_heads
from wxclean.cli.messages import complain
from wxclean.cli.settings import CleanOptions
from wxclean.cli.writing import opened_output
from wxclean.language import _
from wxclean.result import Cleaned
from wxclean.visible import counted


def preview_inputs(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions = PLAIN) -> int:
    """Show what cleaning would change, or only say which inputs it would, and return the exit code.

    Raises:
        UsageError: an option makes no sense; nothing was read.
        OutputError: standard output can't be written.
    """
    changed: dict[str, None] = {}
    same: dict[str, None] = {}

    def shown(one: Input, results: Sequence[Cleaned], raw: bytes) -> str:
        differs = written_over(one, results, raw) != raw
        if differs and options.check and one.file not in changed:
            complain(_("would change"), one.file)
        (changed if differs else same)[one.file] = None
        return _diff(one, results, raw) if options.diff and differs else ""

    code = show_all(names, options, shown, corpus, stops=_stops() if options.diff else "")
    if options.diff and same and not changed and code == DONE and not options.quiet:
        alone = names[0] if len(names) == 1 and os.path.isdir(names[0]) else next(iter(same))
        complain(_("nothing would change"), counted(len(names), "input") if len(names) > 1 else alone)
    return WOULD_CHANGE if options.check and changed and code == DONE else code


def _stops() -> str:
    from wxclean.output.diff import STOPS  # to say only which inputs would change does without

    return STOPS


def _diff(one: Input, results: Sequence[Cleaned], raw: bytes) -> str:
    from wxclean.output.console import stdout_console
    from wxclean.output.diff import diff_output
    from wxclean.output.file_changes import file_changes

    def after(cleaned: Cleaned) -> str:
        return rendered(one, [cleaned])

    file = () if one.is_row else file_changes(results, raw, written_over(one, results, raw))
    return diff_output(results, name=one.label, console=stdout_console(one.options.color), after=after, file=file)


def show_all(
    names: Sequence[str], options: CleanOptions, show: Show, corpus: CorpusOptions = PLAIN, *, stops: str = ""
) -> int:
    """Show a person what `show` makes of each input, of each file in a folder and of each record of a file of records.

    `stops` is a pattern of lines to jump to in a pager, where there is more than a screen.

    Returns:
        The exit code.

    Raises:
        UsageError: an option makes no sense; nothing was read.
        OutputError: standard output can't be written.
    """
    failed: list[str] = []
    found = (each for one in planned_inputs(names, options) for each in _files_of(one, corpus, failed))
    # Where there is nothing to show, standard output may be closed.
    outputs = filter(None, chain.from_iterable(_shown(one, show, corpus, failed) for one in found))
    first = next(outputs, None)
    if first is not None:
        held = [first]
        if stops and not _fills_screen(held, outputs, options):
            stops = ""  # with a pattern, less fills the rest of the screen with empty lines
        with opened_output(None, options.pager, stops) as out:
            for output in chain(held, outputs):
                out.write(output)
    return FAILED if failed else DONE


def _fills_screen(held: list[bytes], outputs: Iterator[bytes], options: CleanOptions) -> bool:
    """Return whether there is more to show than a screen holds; what was looked at for that is held."""
    from wxclean.cli.pager import is_wanted

    if not is_wanted(options.pager):
        return False
    rows = shutil.get_terminal_size().lines
    lines = sum(output.count(b"\n") for output in held)
    while lines < rows and (output := next(outputs, None)) is not None:
        held.append(output)
        lines += output.count(b"\n")
    return lines >= rows


def _files_of(one: Input, corpus: CorpusOptions, failed: list[str]) -> Iterator[Input]:
    """Yield an input, or the files that it stands for as a folder."""
    if not os.path.isdir(one.name):
        yield one
        return
    from wxclean.batch.job import InputPart
    from wxclean.batch.plan.inputs import Problem, Request, find_inputs

    for found in find_inputs(Request((one.name,), include=corpus.include, exclude=corpus.exclude), leave_out=None):
        if isinstance(found, InputPart):
            yield one._replace(name=os.path.join(one.name, found.name))
        elif isinstance(found, Problem):
            complain(found.reason, found.path)
            failed.append(found.path)


def _shown(one: Input, show: Show, corpus: CorpusOptions, failed: list[str]) -> Iterator[bytes]:
    """Yield what `show` makes of a text, or of each record of a file of records."""
    [read], plain = with_heads([one])
    if plain and corpus == PLAIN:
        outputs = shown_results([read], show, failed)
    else:
        from wxclean.cli.record_previews import shown_records  # a plain text does without

        outputs = shown_records(read, show, corpus, failed)
    yield from outputs
