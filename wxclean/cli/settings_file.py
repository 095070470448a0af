"""What a settings file says, `wxclean.toml` or `[tool.wxclean]` in `pyproject.toml`: read, checked and shown.

A settings file is data. It names steps and rule packs, never code: it is read in trees that nobody vetted.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from wxclean.errors import UsageError, close_to, meant, system_message
from wxclean.language import Message, _
from wxclean.rules.shipped import is_shipped

if TYPE_CHECKING:
    from wxclean.cli.fields import Field

PROJECT_FILE = "pyproject.toml"
_LARGEST = 1 << 20


class FileSettings(NamedTuple):
    """The settings of one file, by their names in code."""

    path: str
    values: Mapping[str, Any]


def read_settings(path: str, known: Mapping[str, Field]) -> FileSettings:
    """Return the settings of a file, checked.

    Raises:
        UsageError: it can't be read, or says something that it may not; names file and key.
    """
    table = _table(path)
    if table is None:
        raise UsageError(_("{path}: no [tool.wxclean] table in this file").format(path=path))
    return FileSettings(path, dict(_checked(path, table, known)))


def is_for_wxclean(path: str) -> bool:
    """Return whether a file is a `wxclean.toml`, or a `pyproject.toml` with a `[tool.wxclean]` table.

    Raises:
        UsageError: a project's file speaks of wxclean and can't be read.
    """
    # TOML takes milliseconds to load and read; most projects never speak of us.
    return not _is_project(path) or (b"wxclean" in _content(path) and _table(path) is not None)


def settings_text(settings: FileSettings | None, known: Mapping[str, Field]) -> str:
    """Return all settings as they take effect, as TOML, each with where it comes from."""
    from wxclean.output.toml_value import toml_value

    values = settings.values if settings is not None else {}
    rows = []
    for key, field in known.items():
        value = values.get(field.name, field.default)
        origin = settings.path if settings is not None and field.name in values else "default"
        rows.append((f"{key} = {toml_value(value)}" if value is not None else f"# {key}: not set", origin))
    width = max(len(row) for row, _ in rows if len(row) < 60)
    return "".join(f"{row:<{width}}  # {origin}\n" for row, origin in rows)


def _is_project(path: str) -> bool:
    return os.path.basename(path) == PROJECT_FILE


def _table(path: str) -> Mapping[str, Any] | None:
    """Return the settings in a file, unchecked; None if it has none."""
    import tomllib

    try:
        text = _content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            _("{path}: not UTF-8, as TOML must be: {reason}").format(path=path, reason=error.reason)
        ) from error
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        from wxclean.rules.packfile import toml_error

        raise toml_error(path, text, error) from error
    if not _is_project(path):
        return content
    tool = content.get("tool")
    table = tool.get("wxclean") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise UsageError(_("{path}: tool.wxclean must be a table").format(path=path))
    return table


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(
            _("{path}: these settings can't be read: {reason}").format(path=path, reason=system_message(error))
        ) from error
    if len(content) > _LARGEST:
        raise UsageError(_("{path}: larger than settings can be ({most:,} bytes)").format(path=path, most=_LARGEST))
    return content


def _checked(path: str, table: Mapping[str, Any], known: Mapping[str, Field]) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if key not in known:
            raise UsageError(_unknown(path, key, value, known))
        if key == "reference-date" and type(value) is date:
            value = value.isoformat()  # noqa: PLW2901 - as the command line has it: TOML has dates of its own
        fault = _fault(known[key], value)
        if fault:
            raise UsageError(Message("{path}: {key} {fault}").format(path=path, key=key, fault=fault))
        if key == "rules":
            value = [_pack_path(path, name) for name in value]  # noqa: PLW2901 - as it is from here on
        yield known[key].name, tuple(value) if isinstance(value, list) else value


def _unknown(path: str, key: str, value: object, known: Mapping[str, Field]) -> Message:
    """Return what is said of a key that there is not."""
    if key == "tool" and isinstance(value, dict) and "wxclean" in value:
        return _("{path}: [tool.wxclean] is for pyproject.toml; leave that line out here").format(path=path)
    hint = meant(key.removeprefix("no-"), known)
    return _("{path}: unknown key {key}{hint}").format(path=path, key=repr(key), hint=hint)


def _fault(field: Field, value: Any) -> str:
    """Return what is wrong with a value; empty if nothing is."""
    if field.takes_several:
        right = isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        return "" if right else _('must be a list of names, as ["…"], not {value}').format(value=repr(value))
    if field.type is bool:
        return "" if isinstance(value, bool) else _("must be true or false, not {value}").format(value=repr(value))
    if not isinstance(value, str):
        return _("must be text, not {value}").format(value=repr(value))
    if field.choices and value not in field.choices:
        return _("must be one of {choices}, not {value}{hint}").format(
            choices=", ".join(field.choices), value=repr(value), hint=close_to(value, field.choices)
        )
    return ""


def _pack_path(path: str, name: str) -> str:
    """Return the path of a rule pack that a settings file names; a relative path starts at that file's folder."""
    if is_shipped(name):
        return name
    found = os.path.join(os.path.dirname(path), name)
    if not os.path.isfile(found):
        raise UsageError(_("{path}: rules: {found} is not a file").format(path=path, found=found))
    return found
