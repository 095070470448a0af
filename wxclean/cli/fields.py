"""Fields of the NamedTuples that hold options, read from their annotations and defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

Options = TypeVar("Options")


class Field(NamedTuple):
    """One option: its name in code, the type of its value and its default."""

    name: str
    type: Any
    default: Any

    @property
    def takes_several(self) -> bool:
        """A flag for an option whose value is a tuple of names."""
        return any(get_origin(part) is tuple for part in (self.type, *get_args(self.type)))

    @property
    def choices(self) -> tuple[str, ...]:
        """The only values allowed; empty if any value is."""
        return get_args(self.type) if get_origin(self.type) is Literal else ()


def has_fields(options: Any) -> bool:
    """Return whether something is a NamedTuple of options, or the type of one."""
    return hasattr(options, "_fields")


def fields_of(options: Any) -> dict[str, Field]:
    """Return the fields of a NamedTuple of options by name, with those of nested options in their place."""
    fields: dict[str, Field] = {}
    for name, annotation in get_type_hints(options).items():
        default = options._field_defaults[name]
        fields |= fields_of(annotation) if has_fields(annotation) else {name: Field(name, annotation, default)}
    return fields


def replaced(options: Options, values: Mapping[str, Any]) -> Options:
    """Return options with new values for some of their fields, those of nested options included."""
    old: dict[str, Any] = cast("Any", options)._asdict()
    new = {
        name: replaced(value, values) if has_fields(value) else values[name]
        for name, value in old.items()
        if has_fields(value) or name in values
    }
    return cast("Options", cast("Any", options)._replace(**new))
