"""Options that commands share, each with its line of help, and the decorator that gives a command its options."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import wraps
from typing import Annotated, Any, TypeVar, cast

import typer

from wxclean.cli.completion import encodings, packs, steps, steps_and_rules
from wxclean.cli.fields import Field, fields_of, has_fields, replaced
from wxclean.cli.wrong_usage import parser_of

Code = TypeVar("Code")
Table = Mapping[str, Any]
"""What Typer has to know about options besides type and default, by the name of the field that takes the value."""

READING = "How the input is read"
RULES = "What is removed"
SETTINGS = "Where settings come from"

SHOWING = "How it is shown"


def _remember_colour(context: typer.Context, value: str) -> str:
    """Keep when to use colour for help, which is shown before anything else is known."""
    context.color = {"always": True, "never": False}.get(value)
    return value


SHARED: Table = {
    "encoding": typer.Option(
        metavar="NAME",
        rich_help_panel=READING,
        autocompletion=encodings,
        help="The encoding of the input; detected if not given.",
    ),
    "errors": typer.Option(
        rich_help_panel=READING, help="Bytes that can't be decoded: fail, or write U+FFFD for them."
    ),
    "field": typer.Option(
        metavar="NAME",
        rich_help_panel=READING,
        help="The member of a JSON object or dict that holds the dump: a name, or a path such as data.items[].text.",
    ),
    "filters": typer.Option(
        "--filter",
        metavar="NAME",
        rich_help_panel=RULES,
        autocompletion=steps,
        help="Run only this filter; may be given several times.",
    ),
    "skip": typer.Option(
        metavar="NAME",
        rich_help_panel=RULES,
        autocompletion=steps_and_rules,
        help="Leave out a filter, or some of its rules, as wechat.toolbar.counters; may be given several times.",
    ),
    "rules": typer.Option(
        metavar="PACK",
        rich_help_panel=RULES,
        autocompletion=packs,
        help="Add a rule pack: a TOML file of your own, or promo, which comes with wxclean; or the fix entities.",
    ),
    "account": typer.Option(
        metavar="NAME",
        rich_help_panel=RULES,
        help="Whose articles the input holds, for learned rules; if not given, what each dump says.",
    ),
    "learned": typer.Option(
        rich_help_panel=RULES, help="Learned rules: only those that are accepted, or also those that wait for review."
    ),
    "plugin_errors": typer.Option(
        rich_help_panel=RULES, help="If a plug-in fails: warn and go on without it, or stop."
    ),
    "reference_date": typer.Option(
        metavar="DATE",
        rich_help_panel=READING,
        help="Resolve a day given in words (昨天) by this day, as 2023-05-20, or by mtime, the file's last change.",
    ),
    "config": typer.Option(
        metavar="FILE", rich_help_panel=SETTINGS, help="Read settings from this file instead of the nearest one."
    ),
    "isolated": typer.Option("--isolated", rich_help_panel=SETTINGS, help="Ignore all settings files."),
    "color": typer.Option(
        metavar="WHEN",
        rich_help_panel=SHOWING,
        is_eager=True,
        callback=_remember_colour,
        help="Use colour; auto is in a terminal.",
    ),
    "pager": typer.Option(
        metavar="WHEN",
        rich_help_panel=SHOWING,
        help="Show differences, edits and facts with $PAGER, or less; auto is in a terminal.",
    ),
    "quiet": typer.Option("--quiet", "-q", help="No warnings, only errors."),
}
"""The options of every command that cleans, in the order of the help; each is a field of `CleanOptions`."""

_CONTEXT = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for scripts.")]


def shared(*names: str) -> Table:
    """Return some of the shared options."""
    return {name: SHARED[name] for name in names}


def with_options(table: Table) -> Callable[[Callable[..., Code]], Callable[..., Code]]:
    """Return a decorator that gives a command the options of a table.

    A parameter of the command whose type is a NamedTuple of options stands for its fields: the command line has an
    option for each field that the table names, and the command gets their values as one NamedTuple.
    """

    def decorated(command: Callable[..., Code]) -> Callable[..., Code]:
        parameters = inspect.signature(command, eval_str=True).parameters
        kinds = {name: each.annotation for name, each in parameters.items() if has_fields(each.annotation)}
        known = {name: field for kind in kinds.values() for name, field in fields_of(kind).items()}
        fields = [known[name] for name in table]

        @wraps(command)
        def run(**asked: Any) -> Code:
            values = _values(fields, asked)
            options = {name: replaced(kind(), values) for name, kind in kinds.items()}
            return command(**{name: options[name] if name in options else asked[name] for name in parameters})

        own = [each for name, each in parameters.items() if name not in {*kinds, _CONTEXT.name}]
        of_fields = [_parameter(field, table[field.name]) for field in fields]
        cast("Any", run).__signature__ = inspect.Signature([_CONTEXT, *own, *of_fields])
        return run

    return decorated


def _parameter(field: Field, option: Any) -> inspect.Parameter:
    """Return the parameter from which Typer makes the option of a field."""
    kind, default = (list[str] | None, None) if field.takes_several else (field.type, field.default)
    own = copy(option)
    own.parser = parser_of(field, _long_name(field, option), option.min)
    return inspect.Parameter(
        _asked_as(field),
        inspect.Parameter.KEYWORD_ONLY,
        default=False if default is True else default,
        annotation=cast("Any", Annotated)[kind, own],
    )


def _long_name(field: Field, option: Any) -> str:
    """Return the option as a person writes it."""
    named = [name for name in option.param_decls or () if name.startswith("--")]
    return named[0] if named else f"--{_asked_as(field).replace('_', '-')}"


def _asked_as(field: Field) -> str:
    """Return the parameter's name: that of the field, or `no_…` for a switch that is on by default."""
    return f"no_{field.name}" if field.default is True else field.name


def _values(fields: Sequence[Field], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields' values from those of the parameters, and as `given` the fields set on the command line."""
    values: dict[str, Any] = {field.name: _value(field, asked[_asked_as(field)]) for field in fields}
    context = asked[_CONTEXT.name]
    given = [field.name for field in fields if _is_given(context, _asked_as(field))]
    return values | {"given": frozenset(given)}


def _value(field: Field, said: Any) -> Any:
    """Return a field's value from that of its parameter."""
    if field.default is True:
        return not said
    if field.takes_several:
        return tuple(said) if said else field.default
    return said


def _is_given(context: typer.Context, name: str) -> bool:
    """Return whether a parameter was set on the command line."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
