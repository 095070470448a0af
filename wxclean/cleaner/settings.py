"""The settings of a cleaner, written down once for the API, the command line, settings files and batch jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike, fspath
from typing import Any, Final, Literal, NamedTuple, get_args

from wxclean.errors import UsageError, meant
from wxclean.language import _

DecodeErrors = Literal["strict", "replace"]
"""What happens to bytes that can't be decoded: the input fails, or U+FFFD replaces them."""
PluginErrors = Literal["skip", "stop"]
"""What happens if a plug-in fails: the other steps go on, with a warning, or everything stops."""

LearnedStates = Literal["accepted", "all"]
"""Which learned rules apply: those that a person, or `learn` itself, accepted, or also those that wait for review."""

OF_FILE: Final = "mtime"
"""Stands for the day on which each file was last changed, as the day of reference."""


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
    reference_date: str | None = None
    account: str | None = None
    learned: LearnedStates = "accepted"

    @property
    def day(self) -> date | None:
        """The day of reference, None if there is none or if each file has its own."""
        if self.reference_date is None or self.reference_date == OF_FILE:
            return None
        return date.fromisoformat(self.reference_date)


DEFAULTS = CleanerSettings()


def settings_of(given: Mapping[str, object]) -> CleanerSettings:
    """Return what a caller gave, as `GivenSettings` has it, frozen: sequences become tuples, and paths text.

    Raises:
        TypeError: there is no setting of this name, or it can't have a value of this type.
        UsageError: the day of reference is none, or a word is none of those that a setting can have.
    """
    settings: dict[str, Any] = {}
    for name, value in given.items():
        if name not in CleanerSettings._fields:
            raise TypeError(f"no setting is called {name!r}{meant(name, CleanerSettings._fields)}")
        settings[name] = _names(name, value) if name in _SEVERAL else _word(name, value)
    found = CleanerSettings(**settings)
    try:
        _day = found.day
    except ValueError:
        said = found.reference_date
        raise UsageError(
            _("reference date {said} is no day; write it as 2023-05-20, or {mtime}").format(
                said=repr(said), mtime=OF_FILE
            )
        ) from None
    return found


_CHOICES: Final[Mapping[str, tuple[str, str]]] = {
    "errors": get_args(DecodeErrors),
    "plugin_errors": get_args(PluginErrors),
    "learned": get_args(LearnedStates),
}
"""Settings that can be one of two words."""
_SEVERAL = ("filters", "skip", "rules")
"""Settings that take several names."""


def _names(setting: str, value: Any) -> tuple[str, ...] | None:
    """Return several names as a tuple; one alone stands for a list of one."""
    if value is None and setting == "filters":
        return None
    if isinstance(value, (str, PathLike)):
        return (fspath(value),)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        names = list(value)
        if all(isinstance(name, (str, PathLike)) for name in names):
            return tuple(map(fspath, names))
    raise TypeError(f"{setting}={value!r}: pass a name or a list of names")


def _word(setting: str, value: Any) -> Any:
    may_be_none = getattr(DEFAULTS, setting) is None
    if setting == "reference_date" and isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str) and value not in _CHOICES.get(setting, (value,)):
        one, other = _CHOICES[setting]
        raise UsageError(
            _("{setting}={value}: pass {one} or {other}").format(
                setting=setting, value=repr(value), one=repr(one), other=repr(other)
            )
        )
    if isinstance(value, str) or (value is None and may_be_none):
        return value
    raise TypeError(f"{setting}={value!r}: pass a str{', or None' if may_be_none else ''}")
