"""`wxclean config`: shows the settings that take effect, and where each comes from."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from wxclean.cli.options import ConfigFile, Isolated


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(invoke_without_command=True, help="Show the settings.")
    group.callback()(_settings)
    group.command()(show)
    app.add_typer(group, name="config")


def _settings(context: typer.Context) -> None:
    """Show the settings."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def show(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The file or folder to clean.", show_default="the working directory")
    ] = os.curdir,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Print the settings for a file or folder as TOML, each with where it comes from."""
    from wxclean.cli.settings import config_for, settings_text

    typer.echo(settings_text(config_for(path, config=config, isolated=isolated)), nl=False)
