"""The options that several commands have."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from wxclean.cli.inputs import CleanOptions

READING = "How the input is read"
RULES = "What is removed"
SETTINGS = "Where settings come from"

Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", rich_help_panel=READING, help="The input's encoding; found out if not given."),
]
Errors = Annotated[
    Literal["strict", "replace"],
    typer.Option(rich_help_panel=READING, help="On undecodable bytes: fail, or write U+FFFD for them."),
]
Field = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", rich_help_panel=READING, help="The member of a JSON object or dict that holds the dump."
    ),
]
Filters = Annotated[
    list[str] | None,
    typer.Option(
        "--filter", metavar="NAME", rich_help_panel=RULES, help="Run only this filter; may be given several times."
    ),
]
Skip = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", rich_help_panel=RULES, help="Leave out a filter, or rules of a pack: wechat.toolbar.counters."
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PACK", rich_help_panel=RULES, help="Add a rule pack: a TOML file of your own, or promo, which is ours."
    ),
]
PluginErrors = Annotated[
    Literal["skip", "stop"],
    typer.Option(rich_help_panel=RULES, help="Where a plug-in fails: go on without it and warn, or stop."),
]
ConfigFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", rich_help_panel=SETTINGS, help="Take settings from this file, not from the nearest one."
    ),
]
Isolated = Annotated[bool, typer.Option("--isolated", rich_help_panel=SETTINGS, help="Take settings from no file.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No warnings, only errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for scripts.")]

_OTHER_NAMES = {"no_title": "title"}


def clean_options(context: typer.Context, **values: Any) -> CleanOptions:
    """Return the options of a command, and which of them stand on the command line."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    given = (name for name, source in sources.items() if source is not None and source.name == "COMMANDLINE")
    settled: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return CleanOptions(**settled, given=frozenset(_OTHER_NAMES.get(name, name) for name in given))
