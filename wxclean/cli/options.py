"""The decorator that gives a command of Typer its options, from a table of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Annotated, Any, TypeVar, cast

import typer

from wxclean.cli.completion import encodings, packs, steps, steps_and_rules
from wxclean.cli.fields import Field, fields_of, has_fields, replaced
from wxclean.cli.option_tables import Option, Table, asked_as, field_value, long_name
from wxclean.cli.wrong_usage import parser_of

Code = TypeVar("Code")


def _remember_colour(context: typer.Context, value: str) -> str:
    """Keep when to use colour for help, which is shown before anything else is known."""
    context.color = {"always": True, "never": False}.get(value)
    return value


_BESIDES: Mapping[str, Mapping[str, Any]] = {
    "encoding": {"autocompletion": encodings},
    "filters": {"autocompletion": steps},
    "skip": {"autocompletion": steps_and_rules},
    "rules": {"autocompletion": packs},
    "color": {"is_eager": True, "callback": _remember_colour},
}
"""What else Typer does with options: what a shell offers for their values, and what must be known before all else."""

_CONTEXT = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for scripts.")]
ToLookAt = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH", help="Dumps, folders, files of records; - or nothing is standard input.", show_default=False
    ),
]


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


def _parameter(field: Field, option: Option) -> inspect.Parameter:
    """Return the parameter from which Typer makes the option of a field."""
    kind, default = (list[str] | None, None) if field.takes_several else (field.type, field.default)
    own = typer.Option(
        *option.names,
        metavar=option.metavar,
        rich_help_panel=option.panel,
        help=option.help,
        min=option.least,
        parser=parser_of(field, long_name(option.names_for(field)), option.least),
        **_BESIDES.get(field.name, {}),
    )
    return inspect.Parameter(
        asked_as(field),
        inspect.Parameter.KEYWORD_ONLY,
        default=False if default is True else default,
        annotation=cast("Any", Annotated)[kind, own],
    )


def _values(fields: Sequence[Field], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields' values from those of the parameters, and as `given` the fields set on the command line."""
    values: dict[str, Any] = {field.name: field_value(field, asked[asked_as(field)]) for field in fields}
    context = asked[_CONTEXT.name]
    given = [field.name for field in fields if _is_given(context, asked_as(field))]
    return values | {"given": frozenset(given)}


def _is_given(context: typer.Context, name: str) -> bool:
    """Return whether a parameter was set on the command line."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
