"""`wxclean clean`, the command that runs where none is named."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from wxclean.cli.run import STANDARD, CleanOptions, clean_inputs
from wxclean.render import Format

_READING = "How the input is read"
_RULES = "What is removed"
_WRITING = "How the result is written"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(clean)


def clean(
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
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", rich_help_panel=_READING, help="The input's encoding; found out if not given."),
    ] = None,
    errors: Annotated[
        Literal["strict", "replace"],
        typer.Option(rich_help_panel=_READING, help="On undecodable bytes: fail, or write U+FFFD for them."),
    ] = "strict",
    field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", rich_help_panel=_READING, help="The member of a JSON object or dict that holds the dump."
        ),
    ] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter", metavar="NAME", rich_help_panel=_RULES, help="Run only this filter; may be given several times."
        ),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", rich_help_panel=_RULES, help="Leave out a filter, or one rule of a pack as pack.rule."
        ),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE.toml", rich_help_panel=_RULES, help="Add a rule pack of your own."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings, only errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what was found and done.")] = False,
) -> int:
    """Clean dumps and write their articles (this runs where no command is named)."""
    options = CleanOptions(
        output=output,
        format=format,
        title=not no_title,
        encoding=encoding,
        errors=errors,
        field=field,
        filters=tuple(filters) if filters else None,
        skip=tuple(skip or ()),
        rules=tuple(rules or ()),
        quiet=quiet,
        verbose=verbose,
    )
    return clean_inputs(files or (), options)
