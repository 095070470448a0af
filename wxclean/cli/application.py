"""The Typer application: the commands, the options before them, help and shell completion."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from wxclean.cli import exit_codes
from wxclean.cli.top_level import COMMANDS, DEFAULT_COMMAND, print_version, reads_terminal
from wxclean.errors import UsageError

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter
    from typer._click.shell_completion import CompletionItem


class DefaultCommandGroup(TyperGroup):
    """A group in which a command line that names no command belongs to `wxclean clean`."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put the default command's name in front if no command is named."""
        if self._belongs_to_default(ctx, args):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    def _belongs_to_default(self, ctx: Context, args: Sequence[str]) -> bool:
        if not args:
            return not (ctx.resilient_parsing or reads_terminal())
        own = {option for param in self.get_params(ctx) for option in param.opts}
        return args[0] not in self.commands and args[0].partition("=")[0] not in own

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Show the default command's arguments and options beside the group's own."""
        both = copy(self)
        both.options_metavar, both.subcommand_metavar = "[COMMAND] [OPTIONS]", ""
        both.params = [*self.commands[DEFAULT_COMMAND].params, *self.params]
        TyperGroup.format_help(both, ctx, formatter)

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Offer the default command's options beside the group's own."""
        default = self.commands[DEFAULT_COMMAND].shell_complete(ctx, incomplete)
        items = {item.value: item for item in [*default, *super().shell_complete(ctx, incomplete)]}
        return list(items.values())


def run_application(arguments: Sequence[str]) -> int:
    """Parse the arguments, run their command and return its exit code.

    Raises:
        UsageError: the arguments make no sense.
    """
    command = typer.main.get_command(build_application())
    try:
        code = command.main(list(arguments), prog_name="wxclean", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as error:
        # Typer and Rich exit like this when the reader of a pipe is gone; completion exits with 0.
        if error.code:
            raise BrokenPipeError from None
        return exit_codes.DONE
    except typer.TyperException as error:
        message = " ".join(error.format_message().split())
        raise UsageError(f"{message} (see wxclean --help)") from error
    if code == exit_codes.INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else exit_codes.DONE


def build_application() -> typer.Typer:
    """Return the application with all commands."""
    app = typer.Typer(
        cls=DefaultCommandGroup,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_top_level)
    for name in COMMANDS:
        import_module(f"wxclean.cli.commands.{name}").add_to(app)
    return app


def _end_with_version(wanted: bool) -> None:
    if wanted:
        print_version()
        raise typer.Exit


def _top_level(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_end_with_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn raw text dumps of WeChat public-account articles into clean text.

    Where no command is named, it is clean: wxclean FILE... cleans files, and wxclean alone what is piped into it.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
