"""The Typer application: the commands, the options before them, help and shell completion."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from copy import copy
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from wxclean.cli import exit_codes
from wxclean.cli.help_text import heading_text
from wxclean.cli.plain_commands import PlainGroup, write_help
from wxclean.cli.top_level import (
    COMMANDS,
    DEFAULT_COMMAND,
    examples_text,
    looks_like_a_command,
    print_version,
    reads_terminal,
)
from wxclean.cli.wrong_usage import in_one_line, mistyped_command
from wxclean.errors import UsageError
from wxclean.language import _, translated

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer._click.shell_completion import CompletionItem


class DefaultCommandGroup(PlainGroup):
    """A group in which a command line that names no command belongs to `wxclean clean`."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the arguments once the command stands in front: the one they name, else the default one.

        Raises:
            UsageError: they make no sense.
        """
        return super().parse_args(ctx, self._with_command(ctx, args))

    def _with_command(self, ctx: Context, args: list[str]) -> list[str]:
        if not args:
            return [DEFAULT_COMMAND] if not (ctx.resilient_parsing or reads_terminal()) else []
        own = {option for param in self.get_params(ctx) for option in param.opts}
        if args[0] in self.commands or args[0].partition("=")[0] in own:
            return args
        place = self._place_of_word(args)
        word = "" if place is None else args[place]
        if place and word in self.commands and not os.path.lexists(word):
            return [word, *args[:place], *args[place + 1 :]]
        if place == 0 and looks_like_a_command(word) and not ctx.resilient_parsing:
            error = mistyped_command(word, self.commands, {*own, *self._options_of_default()})
            if error is not None:
                raise error
        return [DEFAULT_COMMAND, *args]

    def _place_of_word(self, args: Sequence[str]) -> int | None:
        """Return the place of the first argument that is neither an option nor the value of one."""
        with_value = {name for name, is_flag in self._options_of_default().items() if not is_flag}
        place = 0
        while place < len(args) and args[place] != "--":
            if args[place] == "-" or not args[place].startswith("-"):
                return place
            place += 2 if args[place] in with_value else 1
        return None

    def _options_of_default(self) -> dict[str, bool]:
        """Return the options of the default command, each with whether it takes no value."""
        params = self.commands[DEFAULT_COMMAND].params
        return {name: getattr(param, "is_flag", False) for param in params for name in param.opts if name[:1] == "-"}

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Show commands and examples, then the default command's arguments and options beside the group's own."""
        both = copy(self)
        both.params = [*self.commands[DEFAULT_COMMAND].params, *self.params]
        options = translated(_("[OPTIONS]"))
        usage = [f"wxclean {options} [PATH]...", f"wxclean COMMAND {options} ..."]
        examples = "\n".join([heading_text(_("Examples")), examples_text()])
        write_help(both, ctx, formatter, usage=usage, before=examples)

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
    command = root_command()
    if arguments and arguments[0] in ("--install-completion", "--show-completion"):
        _check_shell(arguments[0])
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
        raise UsageError(in_one_line(error, "wxclean --help")) from error
    if code == exit_codes.INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else exit_codes.DONE


@cache
def root_command() -> Command:
    """Return `wxclean` itself, with all commands below it; what a run says stays in its context, so one serves all."""
    app = typer.Typer(
        cls=DefaultCommandGroup,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_top_level)
    for name in COMMANDS:
        import_module(f"wxclean.cli.commands.{name}").add_to(app)
    return typer.main.get_command(app)


def _check_shell(option: str) -> None:
    """Raise UsageError unless Typer can tell the shell."""
    from shellingham import ShellDetectionFailure, detect_shell

    with contextlib.suppress(ShellDetectionFailure):
        if detect_shell()[0] in _SHELLS:
            return
    raise UsageError(
        _(
            "{option} must be run in bash, zsh, fish or PowerShell; elsewhere, _WXCLEAN_COMPLETE=source_zsh "
            "wxclean prints the script for zsh, and so on"
        ).format(option=option)
    )


_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def _end_with_version(wanted: bool) -> None:
    if wanted:
        print_version()
        raise typer.Exit


def _top_level(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", "-V", callback=_end_with_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn raw text dumps of WeChat public-account articles into clean text.

    Without a command, clean runs: wxclean FILE... cleans files, and wxclean on its own cleans what is piped into it.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
