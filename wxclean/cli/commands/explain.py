"""`wxclean explain`: lists every edit of a dump, with the rule that answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from wxclean.cli.few_inputs import show_inputs
from wxclean.cli.inputs import STANDARD, Job
from wxclean.cli.options import (
    AsJson,
    ConfigFile,
    Encoding,
    Errors,
    Field,
    Filters,
    Isolated,
    PluginErrors,
    Quiet,
    Rules,
    Skip,
    clean_options,
)
from wxclean.result import Cleaned


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(explain)


def explain(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A dump; - or nothing is standard input.", show_default=False)
    ] = STANDARD,
    json: AsJson = False,
    encoding: Encoding = None,
    errors: Errors = "strict",
    field: Field = None,
    filters: Filters = None,
    skip: Skip = None,
    rules: Rules = None,
    plugin_errors: PluginErrors = "skip",
    config: ConfigFile = None,
    isolated: Isolated = False,
    quiet: Quiet = False,
) -> int:
    """List what cleaning a dump changes: line, action, filter, rule, before and after."""
    options = clean_options(
        context,
        encoding=encoding,
        errors=errors,
        field=field,
        filters=filters or None,
        skip=skip or (),
        rules=rules or (),
        plugin_errors=plugin_errors,
        config=config,
        isolated=isolated,
        quiet=quiet,
    )

    def explained(_: Job, results: Sequence[Cleaned], __: bytes) -> str:
        from wxclean.output.console import stdout_console
        from wxclean.output.explain import explain_output

        return explain_output(results, console=stdout_console(), as_json=json)

    return show_inputs([file], options, explained)
