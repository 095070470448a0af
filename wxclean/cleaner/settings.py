"""The settings of a cleaner, written down once for the API, the command line, settings files and batch jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import fspath
from typing import Any, Literal, NamedTuple

from wxclean.errors import meant

DecodeErrors = Literal["strict", "replace"]
"""What happens to bytes that can't be decoded: the input fails, or U+FFFD replaces them."""
PluginErrors = Literal["skip", "stop"]
"""What happens if a plug-in fails: the other steps go on, with a warning, or everything stops."""


class CleanerSettings(NamedTuple):
    """What a cleaner is asked to do: hashable and small, so that batch jobs can carry it to their workers.

    Its repr is part of the fingerprint of `--resume`: another order of the fields starts every run anew.
    """

    filters: tuple[str, ...] | None = None
    skip: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    encoding: str | None = None
    errors: DecodeErrors = "strict"
    field: str | None = None
    plugin_errors: PluginErrors = "skip"


DEFAULTS = CleanerSettings()


def settings_of(given: Mapping[str, object]) -> CleanerSettings:
    """Return what a caller gave, as `GivenSettings` has it, frozen: sequences become tuples, and paths text.

    Raises:
        TypeError: there is no setting of this name.
    """
    for name in given:
        if name not in CleanerSettings._fields:
            raise TypeError(f"no setting is called {name!r}{meant(name, CleanerSettings._fields)}")
    loose: Any = given
    return CleanerSettings._make(map(_frozen, CleanerSettings(**loose)))


def _frozen(value: Any) -> Any:
    return tuple(map(fspath, value)) if isinstance(value, Iterable) and not isinstance(value, str) else value
