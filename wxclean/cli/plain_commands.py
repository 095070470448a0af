"""The classes of commands and groups: those of Typer, with help and errors in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from wxclean.cli.chosen_language import OPTION
from wxclean.cli.help_text import help_text, messages_in
from wxclean.cli.wrong_usage import in_plain_words, too_many, unknown_command
from wxclean.language import LANGUAGES, Message, _, translated

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter
    from typer._click.shell_completion import CompletionItem


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

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the arguments and options."""
        return [*super().get_params(ctx), _language_option()]

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that shows the help."""
        return _plain_help(super().get_help_option(ctx))

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Return what a shell may offer."""
        return _in_language(super().shell_complete(ctx, incomplete))

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

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the arguments and options."""
        return [*super().get_params(ctx), _language_option()]

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that shows the help."""
        return _plain_help(super().get_help_option(ctx))

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Return what a shell may offer."""
        items = _in_language(super().shell_complete(ctx, incomplete))
        for item in items:
            if item.value in self.commands:
                item.help = translated(messages_in(self.commands[item.value].help)[0])
        return items

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help."""
        write_help(self, ctx, formatter, usage=[_called(self, ctx), f"{ctx.command_path} COMMAND ..."])


def _parsed(parse: Callable[[Context, list[str]], list[str]], context: Context, args: list[str]) -> list[str]:
    given = tuple(args)  # of which the parser takes away what it has read
    try:
        return parse(context, args)
    except typer.TyperException as error:
        raise in_plain_words(error, context, given) from error


@cache
def _language_option() -> Parameter:
    """Return the option of every command that is read before all else, for the help and for shells."""

    def declared(_lang: Any = None) -> None: ...

    info = typer.Option(OPTION, help=_("The language of messages and help; that of the system if not given."))
    declared.__annotations__["_lang"] = cast("Any", Annotated)[cast("Any", Literal)[LANGUAGES] | None, info]
    application = typer.Typer(add_completion=False)
    application.command()(declared)
    option = typer.main.get_command(application).params[0]
    option.expose_value = False
    return option


def _in_language(items: list[CompletionItem]) -> list[CompletionItem]:
    """Say in the language that is spoken what options are for."""
    for item in items:
        if item.help:
            item.help = translated(Message(item.help))
    return items


def _plain_help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _("Show this help.")
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
    return " ".join([context.command_path, translated(_("[OPTIONS]")), *arguments])
