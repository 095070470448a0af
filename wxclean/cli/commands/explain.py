"""`wxclean explain`: lists every edit of a dump, with the rule that answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from wxclean.cli.few_inputs import show_inputs, written_over
from wxclean.cli.inputs import Input
from wxclean.cli.options import SHARED, AsJson, with_options
from wxclean.cli.plain_commands import PlainCommand
from wxclean.cli.settings import STANDARD, CleanOptions
from wxclean.result import Cleaned


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(cls=PlainCommand)(explain)


@with_options(SHARED)
def explain(
    options: CleanOptions,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A dump; - or nothing is standard input.", show_default=False)
    ] = STANDARD,
    json: AsJson = False,
) -> int:
    """List what cleaning a dump changes: line, action, filter, rule, before and after."""

    def explained(one: Input, results: Sequence[Cleaned], raw: bytes) -> str:
        from wxclean.output.console import stdout_console
        from wxclean.output.explain import explain_output
        from wxclean.output.file_changes import file_changes

        file = file_changes(results, raw, written_over(one, results, raw))
        return explain_output(results, console=stdout_console(options.color), as_json=json, file=file)

    return show_inputs([file], options, explained)
