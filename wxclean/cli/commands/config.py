"""`wxclean config`: shows the settings that take effect, and where each comes from."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from wxclean.cli.option_tables import shared
from wxclean.cli.options import with_options
from wxclean.cli.plain_commands import PlainCommand, PlainGroup
from wxclean.cli.settings import CleanOptions, known_settings, settings_for


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(cls=PlainGroup, invoke_without_command=True, help="Show the settings.")
    group.callback()(_help)
    group.command(cls=PlainCommand)(show)
    app.add_typer(group, name="config")


def _help(context: typer.Context) -> None:
    """Print the help if no subcommand is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), color=context.color)


@with_options(shared("config", "isolated"))
def show(
    options: CleanOptions,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The file or folder to clean.", show_default="the working directory")
    ] = os.curdir,
) -> None:
    """Print the settings for a file or folder as TOML, each with where it comes from."""
    from wxclean.cli.settings_file import settings_text

    found = settings_for(path, config=options.config, isolated=options.isolated)
    typer.echo(settings_text(found, known_settings()), nl=False)
