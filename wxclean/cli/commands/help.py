"""`wxclean help`: shows the help of a command."""

from __future__ import annotations

from typing import Annotated

import typer

from wxclean.cli.plain_commands import PlainCommand
from wxclean.cli.wrong_usage import unknown_command


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("help", cls=PlainCommand)(show_help)


def _names_of_commands(ctx: typer.Context, incomplete: str) -> list[str]:
    commands = getattr(ctx.find_root().command, "commands", {})
    for name in ctx.params.get("names") or ():
        commands = getattr(commands.get(name), "commands", {})
    return [name for name in commands if name.startswith(incomplete)]


def show_help(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND", help="A command, or nothing.", show_default=False, autocompletion=_names_of_commands
        ),
    ] = None,
) -> None:
    """Show the help of a command, as its option --help does."""
    found = context.find_root()
    for name in names or ():
        commands = getattr(found.command, "commands", {})
        if name not in commands:
            raise unknown_command(name, commands, found)
        found = type(found)(commands[name], info_name=name, parent=found)
    typer.echo(found.get_help(), color=found.color)
