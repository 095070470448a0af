"""Command lines of `wxclean clean` that need no parser: options written out in full, with right values.

All else is for Typer: help, errors, completion, other commands, and whatever isn't plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.fields import Field, fields_of, replaced
from wxclean.cli.option_tables import CLEAN, field_value, long_name
from wxclean.cli.settings import STANDARD, CleanOptions
from wxclean.cli.top_level import COMMANDS, DEFAULT_COMMAND, looks_like_a_command
from wxclean.cli.wrong_usage import Parser, parser_of
from wxclean.errors import UsageError


class PlainLine(NamedTuple):
    """What a command line says."""

    names: tuple[str, ...]
    options: CleanOptions
    corpus: CorpusOptions


def read_plainly(arguments: Sequence[str]) -> PlainLine | None:
    """Return what a command line says, as Typer would read it; None if Typer must."""
    named = list(arguments[:1]) == [DEFAULT_COMMAND]
    try:
        said = list(_said(arguments[1:] if named else arguments))
    except (_NotPlainError, UsageError):
        return None
    names = tuple(value for name, value in said if not name)
    if not named and names and (names[0] in COMMANDS or (said[0][0] == "" and looks_like_a_command(names[0]))):
        return None
    values = _values(said) | {"given": frozenset(name for name, _ in said if name)}
    return PlainLine(names, replaced(CleanOptions(), values), replaced(CorpusOptions(), values))


class _NotPlainError(Exception):
    """Something that only Typer can read, or refuse in the right words."""


def _said(arguments: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield the name of a field, empty for an input, and a value for each thing that a command line says.

    Raises:
        _NotPlainError: it isn't plain.
        UsageError: a value is wrong.
    """
    known = _known()
    rest = iter(arguments)
    for argument in rest:
        if argument == STANDARD or not argument.startswith("-"):
            yield "", argument
            continue
        name, glued, value = _parted(argument)
        field, parser = known.get(name, (None, None))
        if field is None or (glued and field.type is bool):
            raise _NotPlainError
        if field.type is bool:
            yield field.name, True
            continue
        value = value if glued else next(rest, "")
        if not value or (value.startswith("-") and value != STANDARD):
            raise _NotPlainError
        yield field.name, parser(value) if parser is not None else value


def _parted(argument: str) -> tuple[str, bool, str]:
    """Return an option, whether a value stands in the same argument, and the value: `--jobs=2` or `-j2`."""
    if argument.startswith("--"):
        name, sign, value = argument.partition("=")
        return name, bool(sign), value
    at = 2 if argument[2:3] != "=" else len(argument)  # what `-o=x` means is for Typer to say
    return argument[:at], at < len(argument), argument[at:]


def _known() -> dict[str, tuple[Field, Parser | None]]:
    """Return the field behind each option, and what reads its values."""
    fields = fields_of(CleanOptions) | fields_of(CorpusOptions)
    known: dict[str, tuple[Field, Parser | None]] = {}
    for name, option in CLEAN.items():
        field, names = fields[name], option.names_for(fields[name])
        parser = parser_of(field, long_name(names), option.least)
        known |= dict.fromkeys(names, (field, parser))
    return known


def _values(said: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return the values of fields: the last one said, or all of them where a field takes several."""
    fields = fields_of(CleanOptions) | fields_of(CorpusOptions)
    values: dict[str, Any] = {}
    for name, value in said:
        if name:
            values[name] = [*values.get(name, ()), value] if fields[name].takes_several else value
    return {name: field_value(fields[name], value) for name, value in values.items()}
