"""`wxclean clean`, the command that runs where none is named."""

from __future__ import annotations

from typing import Annotated

import typer

from wxclean.cli.jobs import STANDARD
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
from wxclean.cli.run import clean_inputs
from wxclean.render import Format

_WRITING = "How the result is written"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(clean)


def clean(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Dumps to clean; - or nothing is standard input.", show_default=False),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", rich_help_panel=_WRITING, help="Write here; - is standard output."
        ),
    ] = STANDARD,
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
        Format,
        typer.Option(
            "--format",
            "-f",
            rich_help_panel=_WRITING,
            help="Plain text, Markdown with the metadata as front matter, or one JSON object a record.",
        ),
    ] = "text",
    no_title: Annotated[
        bool, typer.Option("--no-title", rich_help_panel=_WRITING, help="Leave the title out of the text.")
    ] = False,
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
    return clean_inputs(files or (), options)
