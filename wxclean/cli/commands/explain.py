"""`wxclean explain`: lists every edit of a dump, with the rule that answers for it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import typer

from wxclean.cli.few_inputs import written_over
from wxclean.cli.inputs import Input
from wxclean.cli.on_windows import expanded
from wxclean.cli.option_tables import SHARED
from wxclean.cli.options import AsJson, ToLookAt, with_options
from wxclean.cli.plain_commands import PlainCommand
from wxclean.cli.previews import show_all
from wxclean.cli.settings import CleanOptions
from wxclean.result import Cleaned


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(cls=PlainCommand)(explain)


@with_options(SHARED)
def explain(
    options: CleanOptions,
    files: ToLookAt = None,
    json: AsJson = False,
) -> int:
    """List what cleaning a dump changes: line, action, filter, rule, before and after."""
    names = expanded(files)
    alone = len(names) < 2 and not any(map(os.path.isdir, names))

    def explained(one: Input, results: Sequence[Cleaned], raw: bytes) -> str:
        from wxclean.output.console import stdout_console
        from wxclean.output.explain import explain_output
        from wxclean.output.file_changes import file_changes

        file = () if one.is_row else file_changes(results, raw, written_over(one, results, raw))
        name = "" if alone and not one.place else one.label
        return explain_output(results, console=stdout_console(options.color), as_json=json, file=file, name=name)

    return show_all(names, options, explained)
