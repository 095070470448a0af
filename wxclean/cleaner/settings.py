"""The settings of a cleaner, written down once for the API, the command line, settings files and batch jobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike, fspath
from typing import Any, Literal, NamedTuple, TypedDict

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


class GivenSettings(TypedDict, total=False):
    """The fields of `CleanerSettings` as a caller may write them: any sequence for a tuple, and paths for packs.

    `filters`: the only steps to run, besides the packs in `rules`; None for those that are on by default.
    `skip`: steps to leave out, and rules as `pack.rule`; a rule's name may be cut at a dot.
    `rules`: rule packs to add, TOML files or `promo`.
    `encoding`: the encoding of bytes; detected unless given.
    `errors`: what happens to bytes that can't be decoded.
    `field`: the member of a JSON object or dict that holds the dump.
    `plugin_errors`: what happens if a plug-in fails.
    """

    filters: Sequence[str] | None
    skip: Sequence[str]
    rules: Sequence[str | PathLike[str]]
    encoding: str | None
    errors: DecodeErrors
    field: str | None
    plugin_errors: PluginErrors


def settings_of(given: GivenSettings) -> CleanerSettings:
    """Return the settings that a caller gave, frozen: sequences become tuples, and paths text.

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
