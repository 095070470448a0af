"""`wxclean clean`, the command that runs where none is named."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from wxclean.cli.corpus_options import CorpusOptions, is_corpus
from wxclean.cli.few_inputs import clean_inputs
from wxclean.cli.inputs import STANDARD
from wxclean.cli.options import (
    ConfigFile,
    Encoding,
    Errors,
    Field,
    Filters,
    Isolated,
    PluginErrors,
    Quiet,
    Rules,
    Skip,
    clean_options,
)

_WRITING = "How the result is written"
_MANY = "Folders, lists and files of records"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(clean)


def clean(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Dumps, folders, URLs, and .jsonl, .json, .csv, .tsv or .parquet files, each also packed as .gz, "
            ".bz2, .xz or .zst; - or nothing is standard input.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            rich_help_panel=_WRITING,
            help="Write to this file or folder, or gather all records in this .jsonl or .parquet file; - is standard "
            "output.",
        ),
    ] = STANDARD,
    in_place: Annotated[
        bool, typer.Option("--in-place", "-i", rich_help_panel=_WRITING, help="Write each result over its input.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", rich_help_panel=_WRITING, help="Show what would change, and write nothing.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", rich_help_panel=_WRITING, help="Name what would change, end with 1 if any would, write nothing."
        ),
    ] = False,
    format: Annotated[
        Literal["text", "markdown", "jsonl", "parquet"],
        typer.Option(
            "--format",
            "-f",
            rich_help_panel=_WRITING,
            help="Plain text, Markdown with the metadata as front matter, one JSON object a record, or Parquet.",
        ),
    ] = "text",
    no_title: Annotated[
        bool, typer.Option("--no-title", rich_help_panel=_WRITING, help="Leave the title out of the text.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, metavar="N", rich_help_panel=_MANY, help="Worker processes; one a core if not given."
        ),
    ] = None,
    engine: Annotated[
        Literal["local", "ray"],
        typer.Option(
            "--engine", rich_help_panel=_MANY, help="Work with the cores of this machine, or of a Ray cluster."
        ),
    ] = "local",
    ray_address: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            rich_help_panel=_MANY,
            help="The cluster; the one of this machine if not given.",
        ),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            rich_help_panel=_MANY,
            help="In folders, take these files, not those whose suffix is known; as in .gitignore.",
        ),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", rich_help_panel=_MANY, help="In folders, leave these out; as in .gitignore."),
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", rich_help_panel=_MANY, help="Clean the files listed here, by line or NUL; - is stdin."
        ),
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(metavar="NAME", rich_help_panel=_MANY, help="The column that holds the dump.")
    ] = None,
    keep_raw: Annotated[
        bool, typer.Option("--keep-raw", rich_help_panel=_MANY, help="Keep the raw text in a column of its own.")
    ] = False,
    shard_size: Annotated[
        str | None,
        typer.Option(metavar="SIZE", rich_help_panel=_MANY, help="Gather so much input (256MB) in a numbered file."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", rich_help_panel=_MANY, help="Go on where an earlier run ended.")
    ] = False,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", rich_help_panel=_MANY, help="Stop at the first failure.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", rich_help_panel=_WRITING, help="Take a suspect result for a failure.")
    ] = False,
    report: Annotated[
        str | None,
        typer.Option(metavar="FILE", rich_help_panel=_MANY, help="Write what was done as .json or as an .html page."),
    ] = None,
    failures: Annotated[
        str | None,
        typer.Option(metavar="FILE.jsonl", rich_help_panel=_MANY, help="Write the records that failed, as they were."),
    ] = None,
    max_record_size: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE", rich_help_panel=_MANY, help="Fail records that are longer than this (64MiB if not given)."
        ),
    ] = None,
    max_ratio: Annotated[
        float | None,
        typer.Option(
            min=1, metavar="N", rich_help_panel=_MANY, help="Fail packed files that grow by more (500 if not given)."
        ),
    ] = None,
    csv_formulas: Annotated[
        Literal["escape", "keep"],
        typer.Option(
            rich_help_panel=_MANY, help="Texts in CSV cells that a spreadsheet would calculate: put ' before, or keep."
        ),
    ] = "escape",
    encoding: Encoding = None,
    errors: Errors = "strict",
    field: Field = None,
    filters: Filters = None,
    skip: Skip = None,
    rules: Rules = None,
    plugin_errors: PluginErrors = "skip",
    config: ConfigFile = None,
    isolated: Isolated = False,
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what was found and done.")] = False,
) -> int:
    """Clean dumps and write their articles (this runs where no command is named)."""
    options = clean_options(
        context,
        output=output,
        in_place=in_place,
        strict=strict,
        diff=diff,
        check=check,
        format=format,
        title=not no_title,
        encoding=encoding,
        errors=errors,
        field=field,
        filters=filters or None,
        skip=skip or (),
        rules=rules or (),
        plugin_errors=plugin_errors,
        config=config,
        isolated=isolated,
        quiet=quiet,
        verbose=verbose,
    )
    corpus = CorpusOptions(
        jobs=jobs,
        engine=engine,
        ray_address=ray_address,
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        files_from=files_from,
        text_column=text_column,
        keep_raw=keep_raw,
        shard_size=shard_size,
        resume=resume,
        fail_fast=fail_fast,
        report=report,
        failures=failures,
        max_record_size=max_record_size,
        max_ratio=max_ratio,
        csv_formulas=csv_formulas,
    )
    if is_corpus(files or (), options, corpus):
        from wxclean.cli.corpus import clean_corpus

        return clean_corpus(files or (), options, corpus)
    return clean_inputs(files or (), options)
