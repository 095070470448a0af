"""`wxclean clean`, the command that runs if none is named."""

from __future__ import annotations

from typing import Annotated

import typer

from wxclean.cli.corpus_options import CorpusOptions, is_corpus
from wxclean.cli.few_inputs import clean_inputs
from wxclean.cli.help_text import SUFFIXES
from wxclean.cli.on_windows import expanded
from wxclean.cli.options import SHARED, with_options
from wxclean.cli.output_choice import refuse_silent_join, with_format_of_output
from wxclean.cli.plain_commands import PlainCommand
from wxclean.cli.settings import CleanOptions

_WRITING = "How the result is written"
_MANY = "Folders, lists and files of records"
_OPTIONS = {
    "output": typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        rich_help_panel=_WRITING,
        help="Write to this file or folder, or gather all records in this .jsonl, .json, .csv, .tsv or .parquet file; "
        "- is standard output.",
    ),
    "in_place": typer.Option("--in-place", "-i", rich_help_panel=_WRITING, help="Write each result over its input."),
    "diff": typer.Option("--diff", rich_help_panel=_WRITING, help="Show what would change, and write nothing."),
    "check": typer.Option(
        "--check",
        rich_help_panel=_WRITING,
        help="Name the inputs that would change, and exit with 1 if there are any; write nothing.",
    ),
    "format": typer.Option(
        "--format",
        "-f",
        rich_help_panel=_WRITING,
        help="Plain text, Markdown with the metadata as front matter, or a file of records; an output whose suffix is "
        "known is written as it says.",
    ),
    "join": typer.Option(
        "--join", rich_help_panel=_WRITING, help="Write several inputs as one text, one after the other."
    ),
    "title": typer.Option("--no-title", rich_help_panel=_WRITING, help="Leave the title out of the text."),
    "line_ends": typer.Option(
        rich_help_panel=_WRITING, help="End lines so; auto is as in the file that is written over, and else lf."
    ),
    "only_dumps": typer.Option(
        "--only-dumps", rich_help_panel=_WRITING, help="Leave alone what shows no sign of a page of WeChat."
    ),
    "jobs": typer.Option(
        "--jobs",
        "-j",
        min=1,
        metavar="N",
        rich_help_panel=_MANY,
        help="Number of worker processes; one per core if not given.",
    ),
    "engine": typer.Option(
        "--engine", rich_help_panel=_MANY, help="Run on the cores of this machine, or of a Ray cluster."
    ),
    "ray_address": typer.Option(
        metavar="HOST:PORT",
        rich_help_panel=_MANY,
        help="The address of the Ray cluster; the one on this machine if not given.",
    ),
    "include": typer.Option(
        metavar="GLOB",
        rich_help_panel=_MANY,
        help="In folders, take the files that match, as in .gitignore, instead of those with a known suffix.",
    ),
    "exclude": typer.Option(
        metavar="GLOB", rich_help_panel=_MANY, help="In folders, leave out the files that match, as in .gitignore."
    ),
    "files_from": typer.Option(
        metavar="FILE",
        rich_help_panel=_MANY,
        help="Clean the files listed in FILE, one a line or separated by NUL; - is standard input.",
    ),
    "text_column": typer.Option(
        metavar="NAME",
        rich_help_panel=_MANY,
        help="The column that holds the dump; in JSON, as --field, also a path.",
    ),
    "keep_raw": typer.Option("--keep-raw", rich_help_panel=_MANY, help="Keep the raw text in a column of its own."),
    "shard_size": typer.Option(
        metavar="SIZE",
        rich_help_panel=_MANY,
        help="Split the output into numbered files, each of about so much input (256MB).",
    ),
    "resume": typer.Option("--resume", rich_help_panel=_MANY, help="Continue where an earlier run stopped."),
    "fail_fast": typer.Option("--fail-fast", rich_help_panel=_MANY, help="Stop at the first failure."),
    "strict": typer.Option("--strict", rich_help_panel=_WRITING, help="Treat a suspect result as a failure."),
    "report": typer.Option(
        metavar="FILE",
        rich_help_panel=_MANY,
        help="Write a report of the run: FILE.html to read, FILE.json for scripts.",
    ),
    "failures": typer.Option(
        metavar="FILE.jsonl", rich_help_panel=_MANY, help="Write the records that failed to this file, as they were."
    ),
    "max_record_size": typer.Option(
        metavar="SIZE", rich_help_panel=_MANY, help="Refuse records that are longer than this (64MiB if not given)."
    ),
    "max_ratio": typer.Option(
        min=1,
        metavar="N",
        rich_help_panel=_MANY,
        help="Refuse compressed files that grow to more than N times their size (500 if not given).",
    ),
    "csv_formulas": typer.Option(
        rich_help_panel=_MANY,
        help="Text in a CSV cell that a spreadsheet would take for a formula: put ' before it, or keep it.",
    ),
    "all_hosts": typer.Option(
        "--all-hosts",
        rich_help_panel=_MANY,
        help="Take the pages of all hosts from WARC and WET archives, not those of mp.weixin.qq.com alone.",
    ),
    **SHARED,
    "verbose": typer.Option("--verbose", "-v", help="Say what was found and done."),
}
"""The options in the order of the help; each is a field of `CleanOptions` or `CorpusOptions`."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(cls=PlainCommand)(clean)


@with_options(_OPTIONS)
def clean(
    options: CleanOptions,
    corpus: CorpusOptions,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help=f"Dumps, files of records, folders and URLs: {SUFFIXES}, each also compressed as .gz, .bz2, .xz or "
            ".zst; - or nothing is standard input.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Clean dumps and write their articles; this runs if no command is named."""
    names = expanded(files)
    options = with_format_of_output(options)
    if is_corpus(names, options, corpus):
        from wxclean.cli.corpus import clean_corpus

        refuse_silent_join(names, options)
        return clean_corpus(names, options, corpus)
    if options.diff or options.check:
        from wxclean.cli.previews import preview_inputs

        return preview_inputs(names, options, corpus)
    return clean_inputs(names, options, corpus)
