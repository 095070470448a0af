"""`wxclean clean`, the command that runs if none is named."""

from __future__ import annotations

from typing import Annotated

import typer

from wxclean.cli.cleaning import clean_named
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.help_text import SUFFIXES
from wxclean.cli.option_tables import CLEAN
from wxclean.cli.options import with_options
from wxclean.cli.plain_commands import PlainCommand
from wxclean.cli.settings import CleanOptions


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(cls=PlainCommand)(clean)


@with_options(CLEAN)
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
    return clean_named(files or (), options, corpus)
