"""The classes of commands and groups: those of Typer, with help and errors in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer
from typer.core import TyperCommand, TyperGroup

from wxclean.cli.help_text import help_text
from wxclean.cli.wrong_usage import in_plain_words, too_many, unknown_command

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer.core import TyperOption


class PlainCommand(TyperCommand):
    """A command."""

    allow_extra_args = True
    """Arguments too many are refused here, not by Typer."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the arguments.

        Raises:
            UsageError: they make no sense.
        """
        extra = _parsed(super().parse_args, ctx, args)
        if extra and not ctx.resilient_parsing:
            raise too_many(extra, ctx)
        return extra

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that shows the help."""
        return _plain_help(super().get_help_option(ctx))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help."""
        write_help(self, ctx, formatter, usage=[_called(self, ctx)])


class PlainGroup(TyperGroup):
    """A command that has commands."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the arguments up to the name of a command.

        Raises:
            UsageError: they make no sense.
        """
        return _parsed(super().parse_args, ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that is named, and its arguments.

        Raises:
            UsageError: there is no such command.
        """
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise unknown_command(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that shows the help."""
        return _plain_help(super().get_help_option(ctx))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help."""
        write_help(self, ctx, formatter, usage=[_called(self, ctx), f"{ctx.command_path} COMMAND ..."])


def _parsed(parse: Callable[[Context, list[str]], list[str]], context: Context, args: list[str]) -> list[str]:
    try:
        return parse(context, args)
    except typer.TyperException as error:
        raise in_plain_words(error, context) from error


def _plain_help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "Show this help."
    return option


def write_help(
    command: Command, context: Context, formatter: HelpFormatter, *, usage: Iterable[str], before: str = ""
) -> None:
    """Write the help of a command to Typer's formatter, in bold where there is colour."""
    from wxclean.output.console import shows_colour, stdout_console

    console = stdout_console("auto" if context.color is None else "always" if context.color else "never")
    context.color = shows_colour(console)
    formatter.write(
        help_text(command, context, usage=usage, before=before, width=console.width, bold=bool(context.color))
    )


def _called(command: Command, context: Context) -> str:
    arguments = [
        (f"[{each.metavar}]" if not each.required else str(each.metavar)) + ("..." if each.nargs == -1 else "")
        for each in command.params
        if each.param_type_name == "argument"
    ]
    return " ".join([context.command_path, "[OPTIONS]", *arguments])
